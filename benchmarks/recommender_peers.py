"""The baselines: popularity, item-kNN, ALS and BPR of the library `implicit`, and EASE, each tuned on validation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp
from threadpoolctl import threadpool_limits

from houndstooth.domain.interactions import Interactions
from houndstooth.evaluation.metrics import Score, by_shopper, rank
from houndstooth.evaluation.splits import Split
from houndstooth.recommenders.asked import Asked, Recency
from houndstooth.recommenders.linear import Linear

Fit = Callable[[sp.csr_matrix, Interactions], Score]


@dataclass(frozen=True)
class Tuned:
    """A baseline with the options that were best on the validation split."""

    name: str
    fit: Fit

    def fitted(self, train: Interactions) -> Score:
        """The baseline, fitted on what is known."""
        return self.fit(_matrix(train), train)


def tune(split: Split) -> list[Tuned]:
    """The best of each family by NDCG@20 on the split."""
    matrix = _matrix(split.train)
    best = []
    for family, options in _families().items():
        scored = []
        for told, fit in options:
            values = by_shopper(rank(fit(matrix, split.train), split, k=20), (20,))["ndcg@20"].mean()
            print(f"  validation {family} {told}: NDCG@20 {values:.4f}", flush=True)
            scored.append((values, told, fit))
        _, told, fit = max(scored, key=lambda one: one[0])
        best.append(Tuned(f"{family} {told}".strip(), fit))
    return best


def _families() -> dict[str, list[tuple[str, Fit]]]:
    return {
        "popularity": [("", _popularity)],
        "item-kNN": [
            (f"{kind} K={k}", _knn(kind, k)) for kind in ("cosine", "tf-idf", "bm25") for k in (50, 200, 1000)
        ],
        "ALS": [
            (f"f={factors} alpha={alpha} reg={reg}", _als(factors, alpha, reg))
            for factors in (128, 256, 384)
            for alpha in (10, 40)
            for reg in (0.1, 10.0)
        ],
        "BPR": [(f"f={factors} reg={reg}", _bpr(factors, reg)) for factors in (64, 128) for reg in (0.02, 0.05, 0.1)],
        "EASE": [(f"penalty={penalty}", _ease(penalty)) for penalty in (50.0, 200.0, 600.0)],
    }


def _matrix(train: Interactions) -> sp.csr_matrix:
    ones = np.ones(len(train), np.float32)
    matrix = sp.csr_matrix((ones, (train.shoppers, train.items)), shape=(train.n_shoppers, train.n_items))
    matrix.data[:] = 1
    return matrix


def _popularity(matrix: sp.csr_matrix, _train: Interactions) -> Score:
    popularity = np.asarray(matrix.sum(axis=0), np.float32).ravel()
    return lambda _split, places: np.tile(popularity, (len(places), 1))


def _knn(kind: str, k: int) -> Fit:
    def fit(matrix: sp.csr_matrix, _train: Interactions) -> Score:
        from implicit.nearest_neighbours import BM25Recommender, CosineRecommender, TFIDFRecommender

        kinds = {"cosine": CosineRecommender, "tf-idf": TFIDFRecommender, "bm25": BM25Recommender}
        model = kinds[kind](K=k)
        model.fit(matrix, show_progress=False)
        table = model.similarity.tocsr()
        return lambda split, places: (matrix[split.shoppers[places]] @ table).toarray()

    return fit


def _als(factors: int, alpha: float, regularization: float) -> Fit:
    def fit(matrix: sp.csr_matrix, _train: Interactions) -> Score:
        from implicit.cpu.als import AlternatingLeastSquares

        options: dict[str, Any] = {"factors": factors, "alpha": alpha, "regularization": regularization}
        with threadpool_limits(1, "blas"):
            model = AlternatingLeastSquares(iterations=15, random_state=0, **options)
            model.fit(matrix, show_progress=False)
        return lambda split, places: model.user_factors[split.shoppers[places]] @ model.item_factors.T

    return fit


def _bpr(factors: int, regularization: float) -> Fit:
    def fit(matrix: sp.csr_matrix, _train: Interactions) -> Score:
        from implicit.cpu.bpr import BayesianPersonalizedRanking

        model = BayesianPersonalizedRanking(
            factors=factors, regularization=regularization, learning_rate=0.05, iterations=150, random_state=0
        )
        model.fit(matrix, show_progress=False)
        return lambda split, places: model.user_factors[split.shoppers[places]] @ model.item_factors.T

    return fit


def _ease(penalty: float) -> Fit:
    """As published: all weights, every interaction the same."""

    def fit(_matrix: sp.csr_matrix, train: Interactions) -> Score:
        plain = Recency(step=1.0, most=1_000)
        model = Linear(penalty=penalty, neighbours=2_000, recency=plain).fit(train)
        return lambda split, places: model.scores(Asked(split.histories.take(places), split.now[places]))

    return fit
