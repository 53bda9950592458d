"""New arrivals: the newest items, of which nobody's choices can speak yet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.interactions import DAY, Floats, Moments
from houndstooth.recommenders.asked import Asked


@dataclass(frozen=True)
class Arrivals:
    """Items by when they came.

    Args:
        born: ``float64[n]``, seconds since 1970; nan where unknown.
        half_life: days after which an item is half as new.
    """

    born: Moments
    half_life: float = 14.0

    def scores(self, asked: Asked) -> Floats:
        """``float32[b, n]``: 1 for what came just now, falling to 0; 0 for what is not there yet."""
        return np.stack([self.newness(now) for now in asked.now])

    def newness(self, now: float, rows: NDArray[np.integer] | slice = slice(None)) -> Floats:
        """``float32``: how new items are at a moment, 0 to 1."""
        age = (now - self.born[rows]) / DAY
        fresh = np.where(age >= 0, 0.5 ** (np.maximum(age, 0) / self.half_life), 0.0)
        return np.nan_to_num(fresh).astype(np.float32)

    def newest(self, now: float, k: int) -> NDArray[np.int64]:
        """The ``k`` newest rows at a moment, newest first."""
        moments, rows = self._by_birth
        there = int(np.searchsorted(moments, now, side="right"))
        return rows[max(0, there - k) : there][::-1]

    @cached_property
    def _by_birth(self) -> tuple[Moments, NDArray[np.int64]]:
        """When each came, the oldest first, and which it is; those of which nobody knows are left out."""
        known = np.flatnonzero(np.isfinite(self.born))
        rows = known[np.argsort(self.born[known], kind="stable")]
        return self.born[rows], rows
