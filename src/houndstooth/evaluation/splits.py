"""Splits: what is known, and what is held back to be found.

A split is made for a *stage*: ``test``, or ``validation``, which is carved out of what the test knows. Recommenders
are tuned on the validation alone. They are given what is known: ``train`` to learn from, and an ``Audience`` of those
who ask. What is wanted they never see.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.errors import InvalidInput
from houndstooth.domain.histories import Histories
from houndstooth.domain.interactions import DAY, Interactions, Moments

FEWEST = 3
"""Shoppers of fewer likings are learned from, and not judged by ``last_out``."""


class Stage(StrEnum):
    """Which part is held back."""

    VALIDATION = "validation"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Audience:
    """Those who ask for a list: all that a recommender may know of them.

    Args:
        shoppers: ``int64[b]``, their numbers.
        histories: what each had done.
        now: ``float64[b]``, when each asks, in the units of the histories' times.
    """

    shoppers: NDArray[np.int64]
    histories: Histories
    now: Moments

    def __len__(self) -> int:
        return len(self.shoppers)


@dataclass(frozen=True, slots=True)
class Split:
    """What recommenders may know, and what they must find.

    Args:
        train: the interactions that are known.
        shoppers: ``int64[b]``, those who are judged; something is wanted of each.
        histories: what each of them had done, as far as it is known.
        now: ``float64[b]``, when each is asked.
        wanted: what each of them liked afterwards, each item once.
        stage: what it is for.
        repeats: whether what is in a history may be wanted again; else it is not wanted, and masked from rankings.
        left_out: how many more shoppers liked something afterwards, but nothing that they did not know.

    Raises:
        ValueError: arrays of different lengths.
    """

    train: Interactions
    shoppers: NDArray[np.int64]
    histories: Histories
    now: Moments
    wanted: Histories
    stage: Stage = Stage.TEST
    repeats: bool = False
    left_out: int = 0

    def __post_init__(self) -> None:
        if not len(self.shoppers) == len(self.histories) == len(self.now) == len(self.wanted):
            raise ValueError("shoppers, histories, now and wanted differ in length")

    def __len__(self) -> int:
        return len(self.shoppers)

    @property
    def audience(self) -> Audience:
        """Those who are judged, without what is wanted."""
        return Audience(self.shoppers, self.histories, self.now)

    def take(self, rows: NDArray[np.integer]) -> Split:
        """The same with those shoppers alone."""
        histories, wanted = self.histories.take(rows), self.wanted.take(rows)
        return replace(self, shoppers=self.shoppers[rows], histories=histories, now=self.now[rows], wanted=wanted)

    def sample(self, most: int, seed: int = 0) -> Split:
        """The same with at most so many shoppers, drawn at random."""
        if len(self) <= most:
            return self
        return self.take(np.sort(np.random.default_rng(seed).choice(len(self), most, replace=False)))


def last_out(interactions: Interactions, stage: Stage, *, repeats: bool = False) -> Split:
    """What each shopper liked last is held back, with whatever they did since; for validation the last but one.

    Without ``repeats`` it is the last item that was new to them: a purchase does not count where the item was looked at
    before, the look does. Shoppers of fewer than ``FEWEST`` such items are learned from, and not judged. The others'
    interactions that came later are known, as is usual with this protocol (see docs/evaluation.md).
    """
    liked = np.flatnonzero((interactions.weights > 0) & (repeats | _first_of_their_kind(interactions)))
    rows = liked[np.argsort(interactions.shoppers[liked], kind="stable")]
    shoppers = interactions.shoppers[rows]
    counts = np.bincount(shoppers, minlength=interactions.n_shoppers)
    from_end = np.cumsum(counts)[shoppers] - 1 - np.arange(len(rows))
    back = 1 if stage is Stage.VALIDATION else 0
    held = rows[(from_end == back) & (counts[shoppers] >= FEWEST)]
    limit = np.full(interactions.n_shoppers, len(interactions))
    limit[interactions.shoppers[held]] = held
    numbers = np.arange(len(interactions))
    train = interactions.where(numbers < limit[interactions.shoppers])
    split = _split(train, interactions.where(np.isin(numbers, held)), stage, repeats=repeats)
    return replace(split, now=split.wanted.times)


def random_out(
    interactions: Interactions, stage: Stage, *, share: float = 0.2, seed: int = 0, repeats: bool = False
) -> Split:
    """A share of the items that each shopper liked, drawn at random, is held back; for validation of what is left then.

    All that a shopper had to do with such an item is held back, or with ``repeats`` single interactions. Where the
    share is no whole number, chance decides. All are asked at the time of the last interaction of all.

    Raises:
        InvalidInput: the share is not between 0 and 1.
    """
    if not 0 < share < 1:
        raise InvalidInput(f"the share that is held back is {share:g}; make it more than 0 and less than 1")
    if stage is Stage.VALIDATION:
        interactions = random_out(interactions, Stage.TEST, share=share, seed=seed, repeats=repeats).train
    rng = np.random.default_rng([seed, stage is Stage.VALIDATION])
    units = np.arange(len(interactions)) if repeats else _pairs(interactions)
    liked = interactions.weights > 0
    drawn, first = np.unique(units[liked], return_index=True)
    shoppers = interactions.shoppers[liked][first]
    order = np.lexsort((rng.random(len(drawn)), shoppers))
    counts = np.bincount(shoppers, minlength=interactions.n_shoppers)
    places = np.arange(len(drawn)) - (np.cumsum(counts) - counts)[shoppers[order]]
    most = np.floor(counts * share + rng.random(len(counts)))
    held = np.isin(units, drawn[order][places < most[shoppers[order]]])
    return _split(interactions.where(~held), interactions.where(held), stage, repeats=repeats, now=interactions.end)


def windows(
    interactions: Interactions, stage: Stage, *, days: float = 14.0, count: int = 1, repeats: bool = False
) -> Iterator[Split]:
    """Cuts in time: known is all before, wanted is what was liked within the days after. The latest comes last.

    The test windows are the last ``count`` stretches of ``days`` days, the validation windows those before them.

    Raises:
        InvalidInput: the interactions have no times, the time that they span is too short, or no window was asked for.
    """
    if days <= 0 or count < 1:
        raise InvalidInput(
            f"{count} windows of {days:g} days hold nothing back; ask for at least one, above 0 days long"
        )
    end = interactions.end + 1
    first = count if stage is Stage.VALIDATION else 0
    for place in range(first + count - 1, first - 1, -1):
        stop = end - place * days * DAY
        start = stop - days * DAY
        if interactions.dated and (not len(interactions) or start <= interactions.times[0]):
            raise InvalidInput(
                f"the events span {_span(interactions):.0f} days, too short a time for {first + count} windows of "
                f"{days:g} days with something before them; ask for fewer or shorter ones"
            )
        yield stretch(interactions, start, stop, stage, repeats=repeats)


def stretch(
    interactions: Interactions, start: float, stop: float, stage: Stage = Stage.TEST, *, repeats: bool = False
) -> Split:
    """Known is what was before ``start``, wanted what was liked from then until ``stop``; all ask at ``start``.

    Raises:
        InvalidInput: the interactions have no times.
    """
    if not interactions.dated:
        raise InvalidInput("a split in time needs times; use the protocol last-out for an order without times")
    times = interactions.times
    inside = (times >= start) & (times < stop)
    return _split(interactions.where(times < start), interactions.where(inside), stage, repeats=repeats, now=start)


def _split(train: Interactions, held: Interactions, stage: Stage, *, repeats: bool, now: float = 0.0) -> Split:
    """Judged are those of whom something is wanted: a liking, each item once, and unless ``repeats`` none they knew."""
    liked = held.where(held.weights > 0)
    fresh = np.ones(len(liked), np.bool_) if repeats else ~np.isin(_pairs(liked), _pairs(train))
    new = liked.where(fresh)
    wanted = new.where(_first_of_their_kind(new))
    shoppers = np.unique(wanted.shoppers).astype(np.int64)
    return Split(
        train,
        shoppers,
        Histories.of(train, shoppers),
        np.full(len(shoppers), now),
        Histories.of(wanted, shoppers),
        stage,
        repeats,
        len(np.unique(liked.shoppers)) - len(shoppers),
    )


def _pairs(interactions: Interactions) -> NDArray[np.int64]:
    """``int64[n]``: one number for each shopper with each item."""
    return interactions.shoppers.astype(np.int64) * interactions.n_items + interactions.items


def _first_of_their_kind(interactions: Interactions) -> NDArray[np.bool_]:
    """``bool[n]``: the first of what a shopper had to do with an item."""
    first = np.zeros(len(interactions), np.bool_)
    first[np.unique(_pairs(interactions), return_index=True)[1]] = True
    return first


def _span(interactions: Interactions) -> float:
    return float(interactions.end - interactions.times[0]) / DAY if len(interactions) else 0.0
