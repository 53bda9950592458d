"""The seen-item policy: nothing twice in a row, nothing that somebody has, and nothing that they turned down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.assortment import Assortment
from houndstooth.domain.event import EventKind
from houndstooth.domain.event_ports import History
from houndstooth.domain.interactions import DAY
from houndstooth.recommenders.profile_opinions import Forgotten

Groups = NDArray[np.int32]
"""The same for variants of one product, as in ``Assortment.groups``: who has seen one has seen all."""

_REFUSALS = frozenset({EventKind.DISLIKE, EventKind.NOT_INTERESTED})
_TAKEN_BACK = frozenset({EventKind.LIKE, EventKind.ADD_TO_CART, EventKind.ADD_TO_WISHLIST, EventKind.PURCHASE})
"""Whoever does this with an item after they refused it thinks otherwise now."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of one shopper.

    Args:
        shown: the last lists they were shown, newest first, each ``int32[n]``.
        never: ``int32[n]``, what they bought lately or turned down.
    """

    shown: tuple[Groups, ...] = ()
    never: Groups = field(default_factory=lambda: np.empty(0, np.int32))

    def left_out(self, groups: Groups) -> NDArray[np.bool_]:
        """Which of ``int32[c]`` must not be shown."""
        return np.isin(groups, self.never)

    def lists_ago(self, groups: Groups) -> NDArray[np.int64]:
        """When each of ``int32[c]`` was shown last: in the newest list 1, in the one before 2…; in none of them 0."""
        ago = np.zeros(len(groups), np.int64)
        for place in range(len(self.shown), 0, -1):
            ago[np.isin(groups, self.shown[place - 1])] = place
        return ago


def remember(
    assortment: Assortment,
    history: History,
    shown: Sequence[Sequence[str]] = (),
    *,
    now: datetime,
    bought_days: float,
    repeat_lists: int,
) -> Memory:
    """What the history and the last lists of a shopper say.

    Args:
        assortment: of the shop.
        history: newest first, as :func:`unlearned` leaves it; what it does not reach is forgotten.
        shown: the item ids of the last lists, newest first.
        now: the time.
        bought_days: how long what was bought is left out; 0: not at all.
        repeat_lists: for how many lists nothing is repeated; 0: at once.
    """
    since = now.timestamp() - bought_days * DAY
    bought = [
        item_id
        for item_id, kind, time in zip(history.item_ids, history.kinds, history.times.tolist(), strict=True)
        if kind is EventKind.PURCHASE and bought_days > 0 and time >= since
    ]
    lists = tuple(_groups(assortment, ids) for ids in shown[:repeat_lists])
    return Memory(lists, _groups(assortment, [*bought, *_refused(history)]))


def unlearned(history: History, forgotten: Forgotten) -> History:
    """The history without the refusals that a shopper had forgotten: they took them back. What they bought stays."""
    kept = [
        kind not in _REFUSALS or (item_id not in forgotten.items and time >= forgotten.before)
        for item_id, kind, time in zip(history.item_ids, history.kinds, history.times.tolist(), strict=True)
    ]
    return replace(
        history,
        item_ids=tuple(compress(history.item_ids, kept)),
        kinds=tuple(compress(history.kinds, kept)),
        times=history.times[np.array(kept, np.bool_)],
    )


def _refused(history: History) -> list[str]:
    """The items whose last opinion was a refusal."""
    last: dict[str, EventKind] = {}
    for item_id, kind in zip(history.item_ids, history.kinds, strict=True):
        if kind in _REFUSALS or kind in _TAKEN_BACK:
            last.setdefault(item_id, kind)
    return [item_id for item_id, kind in last.items() if kind in _REFUSALS]


def _groups(assortment: Assortment, ids: Sequence[str]) -> Groups:
    rows = assortment.rows_of(ids)
    return np.unique(assortment.groups[rows[rows >= 0]])
