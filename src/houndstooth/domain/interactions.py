"""Interactions: who had to do with what, as arrays that recommenders learn from."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Rows = NDArray[np.int32]
Moments = NDArray[np.float64]

DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Interactions:
    """Parallel arrays, one row an interaction, ordered by time.

    Args:
        shoppers: ``int32[n]``, 0 to ``n_shoppers - 1``.
        items: ``int32[n]``, 0 to ``n_items - 1``.
        times: ``float64[n]`` ascending, seconds since 1970 (UTC); where only an order is known, any ascending numbers.
        weights: ``float32[n]``, how much each says: above 0 a liking, below 0 a dislike.
        dated: whether ``times`` are times and not just an order *within* each shopper.

    Raises:
        ValueError: arrays of different lengths, rows out of range, or times out of order.
    """

    shoppers: Rows
    items: Rows
    times: Moments
    weights: Floats
    n_shoppers: int
    n_items: int
    dated: bool = True

    def __post_init__(self) -> None:
        if not len(self.shoppers) == len(self.items) == len(self.times) == len(self.weights):
            raise ValueError("shoppers, items, times and weights differ in length")
        if len(self):
            if self.shoppers.min() < 0 or self.shoppers.max() >= self.n_shoppers:
                raise ValueError(f"a shopper is outside 0 to {self.n_shoppers - 1}")
            if self.items.min() < 0 or self.items.max() >= self.n_items:
                raise ValueError(f"an item is outside 0 to {self.n_items - 1}")
            if np.any(np.diff(self.times) < 0):
                raise ValueError("the times are not ascending")

    def __len__(self) -> int:
        return len(self.items)

    @classmethod
    def of(  # noqa: PLR0913 - a table has its columns
        cls,
        shoppers: NDArray[np.integer],
        items: NDArray[np.integer],
        times: NDArray[np.number],
        *,
        n_shoppers: int,
        n_items: int,
        weights: NDArray[np.floating] | None = None,
        dated: bool = True,
    ) -> Interactions:
        """Of columns in any order; weights are 1 where none are given. Ties in time keep their order."""
        order = np.argsort(times, kind="stable")
        weighed = np.ones(len(items), np.float32) if weights is None else weights.astype(np.float32)
        return cls(
            shoppers.astype(np.int32)[order],
            items.astype(np.int32)[order],
            times.astype(np.float64)[order],
            weighed[order],
            n_shoppers,
            n_items,
            dated,
        )

    def where(self, kept: NDArray[np.bool_]) -> Interactions:
        """Those rows alone; the numbers of shoppers and items stay."""
        return replace(
            self,
            shoppers=self.shoppers[kept],
            items=self.items[kept],
            times=self.times[kept],
            weights=self.weights[kept],
        )

    @property
    def end(self) -> float:
        """The time of the last interaction; 0 where there is none."""
        return float(self.times[-1]) if len(self) else 0.0
