"""From what somebody did to what they think of each item."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.assortment import Assortment, Rows
from houndstooth.domain.event import DEFAULT_WEIGHTS, EventKind
from houndstooth.domain.event_ports import History
from houndstooth.domain.interactions import DAY, Floats

Weights = NDArray[np.float64]

_TAKEN = frozenset({EventKind.PURCHASE, EventKind.ADD_TO_CART, EventKind.REMOVE_FROM_CART})


@dataclass(frozen=True, slots=True)
class ProfileOptions:
    """How a profile is made.

    Args:
        half_life: of what an event says, in days, above 0.
        weights: what each kind of event says of its items; kinds that are not named say nothing.
    """

    half_life: float = 30.0
    weights: Mapping[EventKind, float] = field(default_factory=lambda: DEFAULT_WEIGHTS)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What a profile must not be made of: everything before a time (seconds since 1970), and some items."""

    before: float = -np.inf
    items: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Opinions:
    """What somebody thinks of items: parallel arrays, each item once.

    Args:
        rows: ``int32[k]``, of the assortment.
        weights: ``float32[k]``, above 0 for a liking, below 0 for a dislike. What was done with an item is summed up
            with its decay, then flattened (see :func:`flattened`).
        taken: ``float32[k]``, 0 or more: the same of purchases and the cart alone.
    """

    rows: Rows
    weights: Floats
    taken: Floats

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def liked(self) -> NDArray[np.bool_]:
        """Which are likings."""
        return self.weights > 0


def opinions_of(
    history: History, assortment: Assortment, options: ProfileOptions, now: float, forgotten: Forgotten
) -> Opinions:
    """Opinions on the items of a history that the shop has, also on retired ones.

    An event weighs half as much after each half-life; one that is dated in the future weighs as if it were now. The
    order of the events is of no consequence.
    """
    weights = event_weights(history, options, now, forgotten)
    rows = assortment.rows_of(history.item_ids)
    counted = (rows >= 0) & (weights != 0)
    taken = np.array([kind in _TAKEN for kind in history.kinds], np.bool_)[counted]
    unique, of = np.unique(rows[counted], return_inverse=True)
    weights = weights[counted]
    summed = summed_by(of, weights, len(unique))
    acquired = np.maximum(0, summed_by(of, weights * taken, len(unique)))
    return Opinions(unique.astype(np.int32), flattened(summed), flattened(acquired))


def event_weights(history: History, options: ProfileOptions, now: float, forgotten: Forgotten) -> Weights:
    """What each event of a history says today: ``float64[n]``, 0 for what is forgotten."""
    weight = options.weights.get
    said = np.array([weight(kind, 0.0) for kind in history.kinds], np.float64)
    said *= decay(now - history.times, options.half_life)
    said[history.times < forgotten.before] = 0
    if forgotten.items:
        said[np.array([one in forgotten.items for one in history.item_ids], np.bool_)] = 0
    return said


def summed_by(codes: NDArray[np.integer], weights: NDArray[np.floating], values: int) -> Weights:
    """``float64[values]``: the weights of each code, 0 or above, summed up."""
    return np.bincount(codes, weights, values).astype(np.float64, copy=False)


def decay(age: Weights, half_life: float) -> Weights:
    """What is left of a weight after ``age`` seconds (below 0 as 0), with a half-life in days: above 0 to 1."""
    left: Weights = np.exp2(np.maximum(age, 0) / (-DAY * half_life))
    return left


def flattened(weights: Weights) -> Floats:
    """``sign(w) log2(1 + |w|)``: once is once, and looking at one thing fifty times is no fifty likings."""
    flat: Floats = (np.sign(weights) * np.log2(1 + np.abs(weights))).astype(np.float32)
    return flat
