"""Matrix factorisation of implicit feedback, with new shoppers folded in.

Source: Y. Hu, Y. Koren, C. Volinsky, "Collaborative filtering for implicit feedback datasets", 2008; fitted by the
library ``implicit``, whose rule for dislikes (a confidence in a preference of 0) is ours too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from houndstooth.domain.histories import Histories
from houndstooth.domain.interactions import Floats, Interactions
from houndstooth.recommenders.asked import Asked, Recency
from houndstooth.recommenders.pairs import likings


@dataclass(frozen=True)
class Factorised:
    """A fitted factorisation: shoppers are not kept, each is folded in from their history when they ask.

    Args:
        items: ``float32[n, f]``, the factors of the items; not normalised.
        alpha: the confidence in one whole liking.
        regularization: the L2 penalty that the fit used.
        recency: how much less older interactions count.
    """

    items: Floats
    alpha: float
    regularization: float
    recency: Recency

    @cached_property
    def _gram(self) -> Floats:
        gram: Floats = self.items.T @ self.items
        return gram + self.regularization * np.eye(len(gram), dtype=np.float32)

    def scores(self, asked: Asked) -> Floats:
        """``float32[b, n]`` over all items."""
        return self.fold_in(asked) @ self.items.T

    def fold_in(self, asked: Asked) -> Floats:
        """``float32[b, f]``: the factors of who asks: one step of the alternating least squares."""
        histories, weights = self.recency.weigh(asked)
        folded = np.zeros((len(asked), self.items.shape[1]), np.float32)
        for place, (rows, said) in enumerate(_parts(histories, weights)):
            if len(rows):
                folded[place] = self._solve(rows, said)
        return folded

    def _solve(self, rows: NDArray[np.int32], weights: Floats) -> Floats:
        vectors, confidence = self.items[rows], self.alpha * weights
        sure = self._gram + (vectors.T * np.abs(confidence)) @ vectors
        wanted = vectors.T @ np.where(confidence > 0, 1 + confidence, 0)
        solved: Floats = np.linalg.solve(sure, wanted).astype(np.float32)
        return solved

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """For a file."""
        return {"factors": self.items, "options": np.array([self.alpha, self.regularization])}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[np.generic]], recency: Recency) -> Factorised:
        """From what ``arrays`` gave."""
        alpha, regularization = map(float, arrays["options"])
        return cls(arrays["factors"], alpha, regularization, recency)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Factorisation:
    """How the factors are fitted; see ``Factorised``.

    Args:
        factors: how many numbers stand for an item.
        regularization: the L2 penalty.
        alpha: the confidence in one whole liking, above 0.
        iterations: passes over the data.
        half_life: days after which an interaction counts half.
        seed: of the first guess.
        threads: how many cores; 0 for all.
        recency: how much less older interactions of the one who asks count.
    """

    factors: int = 256
    regularization: float = 0.1
    alpha: float = 40.0
    iterations: int = 12
    half_life: float = float("inf")
    seed: int = 0
    threads: int = 0
    recency: Recency = field(default_factory=lambda: Recency(step=1.0))

    def fit(self, interactions: Interactions) -> Factorised:
        """Alternate until the iterations are over."""
        liked = likings(interactions, half_life=self.half_life)
        items = self._fit(liked) if liked.nnz else np.zeros((interactions.n_items, self.factors), np.float32)
        return Factorised(items, self.alpha, self.regularization, self.recency)

    def _fit(self, liked: sp.csr_matrix) -> Floats:
        from implicit.cpu.als import AlternatingLeastSquares  # late: whoever only serves needs none of it
        from threadpoolctl import threadpool_limits

        with threadpool_limits(1, "blas"):  # it has threads of its own, and the two kinds get in each other's way
            model = AlternatingLeastSquares(
                factors=self.factors,
                regularization=self.regularization,
                alpha=self.alpha,
                iterations=self.iterations,
                random_state=self.seed,
                num_threads=self.threads,
            )
            model.fit(liked, show_progress=False)
        return np.ascontiguousarray(model.item_factors, np.float32)


def _parts(histories: Histories, weights: Floats) -> list[tuple[NDArray[np.int32], Floats]]:
    bounds = histories.indptr[1:-1]
    return (
        list(zip(np.split(histories.items, bounds), np.split(weights, bounds), strict=True)) if len(histories) else []
    )
