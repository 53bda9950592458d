"""Splits: what is known, and what is held back to be found.

A split is made for a *stage*: ``test``, or ``validation``, which lies before the test and never sees it. Models are
tuned on the validation alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.errors import InvalidInput
from houndstooth.domain.histories import Histories
from houndstooth.domain.interactions import DAY, Interactions, Moments


class Stage(StrEnum):
    """Which part is held back."""

    VALIDATION = "validation"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Split:
    """What models may know, and what they must find.

    Args:
        train: the interactions that are known.
        shoppers: ``int64[b]``, those who are judged.
        histories: what each of them had done, as far as it is known.
        now: ``float64[b]``, when each is asked.
        wanted: what each of them liked afterwards, each item once.
    """

    train: Interactions
    shoppers: NDArray[np.int64]
    histories: Histories
    now: Moments
    wanted: Histories

    def __len__(self) -> int:
        return len(self.shoppers)

    def sample(self, most: int, seed: int = 0) -> Split:
        """The same with at most so many shoppers, drawn at random."""
        if len(self) <= most:
            return self
        kept = np.sort(np.random.default_rng(seed).choice(len(self), most, replace=False))
        histories, wanted = self.histories.take(kept), self.wanted.take(kept)
        return Split(self.train, self.shoppers[kept], histories, self.now[kept], wanted)


def last_out(interactions: Interactions, stage: Stage) -> Split:
    """Each shopper's last liking is held back, for validation the last but one (and the last is nowhere).

    Shoppers of fewer than three likings are known, and not judged.
    """
    liked = np.flatnonzero(interactions.weights > 0)
    order = np.lexsort((liked, interactions.shoppers[liked]))
    rows = liked[order]
    shoppers = interactions.shoppers[rows]
    counts = np.bincount(shoppers, minlength=interactions.n_shoppers)
    ends = np.cumsum(counts)
    from_end = ends[shoppers] - 1 - np.arange(len(rows))
    back = 1 if stage is Stage.VALIDATION else 0
    held_rows = rows[(from_end == back) & (counts[shoppers] >= 3)]
    limit = np.full(interactions.n_shoppers, len(interactions))
    limit[interactions.shoppers[held_rows]] = held_rows
    numbers = np.arange(len(interactions))
    return _split(
        interactions.where(numbers < limit[interactions.shoppers]), interactions.where(np.isin(numbers, held_rows))
    )


def random_out(interactions: Interactions, stage: Stage, *, share: float = 0.2, seed: int = 0) -> Split:
    """A share of each shopper's likings, drawn at random, is held back; for validation another one."""
    draw = np.random.default_rng(seed).random(len(interactions))
    liked = interactions.weights > 0
    test = liked & (draw < share)
    if stage is Stage.TEST:
        return _split(interactions.where(~test), interactions.where(test))
    validation = liked & (draw >= share) & (draw < 2 * share)
    return _split(interactions.where(~test & ~validation), interactions.where(validation))


def windows(interactions: Interactions, stage: Stage, *, days: float = 14.0, count: int = 1) -> Iterator[Split]:
    """Cuts in time: known is all before, wanted is what was liked within the days after. The latest comes last.

    The test windows are the last ``count`` stretches of ``days`` days, the validation windows those before them.

    Raises:
        InvalidInput: the interactions have no times, or the time that they span is too short.
    """
    if not interactions.dated:
        raise InvalidInput("a split in time needs times; use the protocol last-out for an order without times")
    end = interactions.end + 1
    first = count if stage is Stage.VALIDATION else 0
    for place in range(first + count - 1, first - 1, -1):
        stop = end - place * days * DAY
        start = stop - days * DAY
        if not len(interactions) or start <= interactions.times[0]:
            raise InvalidInput(f"the events span too short a time for {count} windows of {days:g} days before the test")
        yield stretch(interactions, start, stop)


def stretch(interactions: Interactions, start: float, stop: float) -> Split:
    """Known is what was before ``start``, wanted what was liked from then until ``stop``; all ask at ``start``."""
    times = interactions.times
    inside = (times >= start) & (times < stop) & (interactions.weights > 0)
    return _split(interactions.where(times < start), interactions.where(inside), start)


def _split(train: Interactions, held: Interactions, start: float | None = None) -> Split:
    shoppers = np.unique(held.shoppers).astype(np.int64)
    wanted = _once(Histories.of(held, shoppers))
    now = np.full(len(shoppers), start) if start is not None else wanted.times[wanted.indptr[:-1]]
    return Split(train, shoppers, Histories.of(train, shoppers), now, wanted)


def _once(histories: Histories) -> Histories:
    owners = histories.owners()
    _, first = np.unique(np.stack([owners, histories.items]), axis=1, return_index=True)
    kept = np.sort(first)
    indptr = np.concatenate([[0], np.cumsum(np.bincount(owners[kept], minlength=len(histories)))]).astype(np.int64)
    return Histories(indptr, histories.items[kept], histories.times[kept], histories.weights[kept])
