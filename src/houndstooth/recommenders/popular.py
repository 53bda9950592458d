"""Popularity: what many choose, lately or ever."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.interactions import DAY, Floats, Interactions
from houndstooth.recommenders.asked import Asked


@dataclass(frozen=True, slots=True)
class Popular:
    """How popular items are: ``popularity`` is ``float32[n]``, a decayed number of likings."""

    popularity: Floats

    def scores(self, asked: Asked) -> Floats:
        """``float32[b, n]``: the same for everybody."""
        return np.tile(self.popularity, (len(asked), 1))


@dataclass(frozen=True, slots=True)
class Popularity:
    """How popularity is counted.

    Args:
        half_life: days after which a liking counts half; infinite: popularity of all times.
    """

    half_life: float = float("inf")

    def fit(self, interactions: Interactions) -> Popular:
        """Count."""
        return Popular(count(interactions, self.half_life))


def count(interactions: Interactions, half_life: float, end: float | None = None) -> NDArray[np.float32]:
    """``float32[n_items]``: the decayed number of likings up to ``end`` (the last interaction's time)."""
    liked = interactions.weights > 0
    weights = interactions.weights[liked].astype(np.float64)
    if np.isfinite(half_life):
        age = (interactions.end if end is None else end) - interactions.times[liked]
        weights = weights * 0.5 ** (age / (DAY * half_life))
    counted = np.bincount(interactions.items[liked], weights=weights, minlength=interactions.n_items)
    return counted.astype(np.float32)
