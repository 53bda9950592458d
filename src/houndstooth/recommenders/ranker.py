"""The ranker: one learned order of all candidates, whichever source named them.

Sources: C. Burges, "From RankNet to LambdaRank to LambdaMART", 2010, fitted by the library LightGBM; where data is
scarce, a linear model under the list-wise softmax loss (Z. Cao et al., "Learning to rank", 2007), held near the
reciprocal rank fusion of the sources (G. Cormack et al., 2009), which also ranks where there is nothing to learn from.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.interactions import Floats
from houndstooth.recommenders.examples import Examples

FUSED = "fused"
"""The feature that holds the reciprocal rank fusion."""


@dataclass(frozen=True)
class Boosted:
    """Gradient-boosted trees, as LightGBM writes them."""

    names: tuple[str, ...]
    text: str

    @cached_property
    def _trees(self) -> Any:
        import lightgbm

        return lightgbm.Booster(model_str=self.text)

    def score(self, table: Floats) -> Floats:
        """``float32[c]`` of ``float32[c, f]``: the higher, the better; differences are logarithms of odds."""
        scored: Floats = np.asarray(self._trees.predict(table, num_threads=1), np.float32)
        return scored

    def importance(self) -> dict[str, float]:
        """By feature: how much the trees gain by it, as a share."""
        gain = self._trees.feature_importance("gain")
        return dict(zip(self.names, (gain / max(float(gain.sum()), 1e-9)).tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class LinearRanker:
    """A weighted sum of standardised features; what is not known counts as the mean."""

    names: tuple[str, ...]
    mean: Floats
    scale: Floats
    weights: Floats

    def score(self, table: Floats) -> Floats:
        """The same as ``Boosted.score``."""
        scored: Floats = _standardise(table, self.mean, self.scale) @ self.weights
        return scored

    def importance(self) -> dict[str, float]:
        """By feature: the share of its weight."""
        size = np.abs(self.weights)
        return dict(zip(self.names, (size / max(float(size.sum()), 1e-9)).tolist(), strict=True))


def fusion() -> LinearRanker:
    """The ranker that has learnt nothing: reciprocal rank fusion."""
    one = np.ones(1, np.float32)
    return LinearRanker((FUSED,), 0 * one, one, one)


@dataclass(frozen=True, slots=True)
class Learning:
    """How the ranker is fitted.

    Args:
        scarce: with fewer lists than this the ranker is linear.
        plenty: with fewer lists than this the trees are fewer and smaller: a third, half the leaves, twice
            the candidates in each.
        none: with fewer than this it is the fusion of the sources.
        trees: how many.
        leaves: of each tree.
        rate: the learning rate.
        least: candidates in a leaf.
        top: places that count.
        penalty: holds the linear ranker near the fusion, in lists.
        seed: of the draws.
        threads: how many cores; 0 for all.
    """

    scarce: int = 100
    plenty: int = 1500
    none: int = 20
    trees: int = 300
    leaves: int = 7
    rate: float = 0.05
    least: int = 100
    top: int = 30
    penalty: float = 100.0
    seed: int = 0
    threads: int = 0

    def fit(self, examples: Examples) -> Boosted | LinearRanker:
        """Learn from lists of candidates of which some were chosen."""
        if len(examples) < self.none:
            return fusion()
        return self._fit_linear(examples) if len(examples) < self.scarce else self._fit_trees(examples)

    def _fit_trees(self, examples: Examples) -> Boosted:
        import lightgbm

        plenty = len(examples) >= self.plenty
        options = {
            "objective": "lambdarank",
            "lambdarank_truncation_level": self.top,
            "num_leaves": self.leaves if plenty else (self.leaves + 1) // 2,
            "learning_rate": self.rate,
            "min_data_in_leaf": self.least if plenty else 2 * self.least,
            "bagging_fraction": 0.8,
            "bagging_freq": 1,
            "feature_fraction": 0.8,
            "seed": self.seed,
            "deterministic": True,
            "force_row_wise": True,
            "num_threads": self.threads,
            "verbosity": -1,
        }
        data = lightgbm.Dataset(
            examples.table, examples.grades, group=examples.sizes, feature_name=list(examples.names), free_raw_data=True
        )
        return Boosted(
            examples.names, lightgbm.train(options, data, self.trees if plenty else self.trees // 3).model_to_string()
        )

    def _fit_linear(self, examples: Examples) -> LinearRanker:
        from scipy.optimize import minimize

        mean, scale = _moments(examples.table)
        table = _standardise(examples.table, mean, scale).astype(np.float64)
        prior = np.array([float(name == FUSED) for name in examples.names])
        starts = np.cumsum(examples.sizes) - examples.sizes

        def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
            lost, slope = _softmax_loss(table @ weights, table, examples.grades, starts, examples.sizes)
            drift = weights - prior
            return lost + 0.5 * self.penalty * drift @ drift, slope + self.penalty * drift

        found = minimize(loss, prior, jac=True, method="L-BFGS-B", options={"maxiter": 200})
        return LinearRanker(examples.names, mean, scale, found.x.astype(np.float32))


def _softmax_loss(
    scores: NDArray[np.float64],
    table: NDArray[np.float64],
    grades: NDArray[np.floating],
    starts: NDArray[np.int64],
    sizes: NDArray[np.int64],
) -> tuple[float, NDArray[np.float64]]:
    """The cross entropy between grades and the softmax of scores within each list, and its slope by the weights."""
    spread = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
    share = spread / np.repeat(np.add.reduceat(spread, starts), sizes)
    target = grades / np.repeat(np.maximum(np.add.reduceat(grades, starts), 1e-9), sizes)
    lost = -float(target @ np.log(np.maximum(share, 1e-12)))
    return lost, table.T @ (share - target)


def _moments(table: Floats) -> tuple[Floats, Floats]:
    """``float32[f]`` each: mean and deviation of what is known; 0 where nothing is."""
    known = ~np.isnan(table)
    count = np.maximum(known.sum(axis=0), 1)
    mean = np.where(known, table, 0).sum(axis=0, dtype=np.float64) / count
    spread = np.where(known, table - mean, 0)
    return mean.astype(np.float32), np.sqrt((spread**2).sum(axis=0) / count).astype(np.float32)


def _standardise(table: Floats, mean: Floats, scale: Floats) -> Floats:
    spread: Floats = np.nan_to_num((table - mean) / np.where(scale > 1e-9, scale, 1.0)).astype(np.float32)
    return spread
