"""Histories: what some shoppers did, each oldest first, as arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.interactions import Floats, Interactions, Moments, Rows


@dataclass(frozen=True, slots=True)
class Histories:
    """The histories of ``m`` shoppers, one after another.

    Args:
        indptr: ``int64[m + 1]``: the history of shopper ``j`` is at ``indptr[j]:indptr[j + 1]``.
        items: ``int32[n]``, rows of items, newest last.
        times: ``float64[n]``, as in ``Interactions``.
        weights: ``float32[n]``, how much each says; below 0 a dislike.

    Raises:
        ValueError: arrays that do not fit together.
    """

    indptr: NDArray[np.int64]
    items: Rows
    times: Moments
    weights: Floats

    def __post_init__(self) -> None:
        if not len(self.items) == len(self.times) == len(self.weights):
            raise ValueError("items, times and weights differ in length")
        if len(self.indptr) == 0 or self.indptr[0] != 0 or self.indptr[-1] != len(self.items):
            raise ValueError("indptr does not run from 0 to the number of interactions")
        if np.any(self.lengths < 0):
            raise ValueError("indptr is not ascending")

    def __len__(self) -> int:
        return len(self.indptr) - 1

    @property
    def lengths(self) -> NDArray[np.int64]:
        """``int64[m]``: how many interactions each has."""
        return self.indptr[1:] - self.indptr[:-1]

    @classmethod
    def of(cls, interactions: Interactions, shoppers: NDArray[np.integer] | None = None) -> Histories:
        """Those of some shoppers (all, in the order of their numbers, where none are named); unknown ones are empty."""
        order = np.argsort(interactions.shoppers, kind="stable")  # within a shopper the order of time stays
        starts = np.searchsorted(interactions.shoppers[order], np.arange(interactions.n_shoppers + 1))
        everybody = cls(starts, interactions.items[order], interactions.times[order], interactions.weights[order])
        return everybody if shoppers is None else everybody.take(shoppers)

    def take(self, rows: NDArray[np.integer]) -> Histories:
        """The histories at these rows, in this order."""
        lengths = self.lengths[rows]
        indptr = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        places = np.arange(indptr[-1]) - np.repeat(indptr[:-1] - self.indptr[rows], lengths)
        return Histories(indptr, self.items[places], self.times[places], self.weights[places])

    def newest(self, most: int) -> Histories:
        """At most the ``most`` newest of each."""
        if self.lengths.max(initial=0) <= most:
            return self
        kept = self.steps() < most
        indptr = np.concatenate([[0], np.cumsum(np.minimum(self.lengths, most))]).astype(np.int64)
        return Histories(indptr, self.items[kept], self.times[kept], self.weights[kept])

    def owners(self) -> NDArray[np.int64]:
        """``int64[n]``: the row of whose history each interaction is."""
        return np.repeat(np.arange(len(self)), self.lengths)

    def steps(self) -> NDArray[np.int64]:
        """``int64[n]``: how many interactions of the same history came after each; 0 for the newest."""
        return np.repeat(self.indptr[1:], self.lengths) - 1 - np.arange(len(self.items))
