"""Cuts through history: what was known before, and what was chosen after; what the ranker is taught with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.histories import Histories
from houndstooth.domain.interactions import Interactions, Moments


@dataclass(frozen=True, slots=True)
class Cut:
    """A cut.

    Args:
        before: the interactions before it, of everybody.
        shoppers: ``int64[b]``, those who chose something after it.
        histories: what each of them had done before.
        now: ``float64[b]``, when each chose.
        chosen: what each chose; several items may be.
    """

    before: Interactions
    shoppers: NDArray[np.int64]
    histories: Histories
    now: Moments
    chosen: Histories


def last_of_each(interactions: Interactions, *, least: int = 3) -> Cut:
    """Before the last liking of each shopper who has ``least`` or more."""
    liked = interactions.weights > 0
    rows = np.flatnonzero(liked)
    shoppers = interactions.shoppers[rows]
    last = np.zeros(interactions.n_shoppers, np.int64)
    last[shoppers] = rows  # rows ascend, so the last one stays
    enough = np.bincount(shoppers, minlength=interactions.n_shoppers) >= least
    # What came after the last liking is left out too: it would tell.
    limit = np.where(enough, last, len(interactions))
    before = interactions.where(np.arange(len(interactions)) < limit[interactions.shoppers])
    held = interactions.where(np.isin(np.arange(len(interactions)), last[enough]))
    return _cut(before, held)


def stretch(interactions: Interactions, start: float, stop: float) -> Cut:
    """Before ``start``; chosen is what was liked from then until ``stop``."""
    times = interactions.times
    held = interactions.where((times >= start) & (times < stop) & (interactions.weights > 0))
    return _cut(interactions.where(times < start), held)


def _cut(before: Interactions, held: Interactions) -> Cut:
    shoppers = np.unique(held.shoppers).astype(np.int64)
    chosen = Histories.of(held, shoppers)
    return Cut(before, shoppers, Histories.of(before, shoppers), chosen.times[chosen.indptr[:-1]], chosen)
