"""Answered lists: what was shown, and what shoppers took of it or passed over."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice

import numpy as np

from houndstooth.domain.batches import batched
from houndstooth.domain.event import EventKind
from houndstooth.domain.event_ports import AttributedRows, Slates
from houndstooth.domain.slate import Slate, Surface
from houndstooth.recommenders.impressions import Impression
from houndstooth.services.learning_data import LearningData

_SURFACES = frozenset({Surface.HOME, Surface.EMAIL})
"""Lists that are for the shopper as they are; on the page of an item it is the item that counts."""

_GRADES = {
    EventKind.VIEW_ITEM: 1.0,
    EventKind.SELECT_ITEM: 1.0,
    EventKind.LIKE: 2.0,
    EventKind.ADD_TO_WISHLIST: 2.0,
    EventKind.ADD_TO_CART: 2.0,
    EventKind.PURCHASE: 3.0,
}
"""How much was wanted what somebody answered so; every other answer is none of wanting it."""

_BELOW = 1
"""So many places below the last answer were looked at too."""

_MOST = 20_000
_PART = 500

Answers = Mapping[str, float]
"""Of one list: item id -> grade."""


def impressions(parts: Iterable[AttributedRows], slates: Slates, shop_id: str, data: LearningData) -> list[Impression]:
    """The newest answered lists, by time.

    What stands above an answer was seen and passed over, and so was the next below it; what stands further down was
    perhaps never looked at, and says nothing. (T. Joachims, "Optimizing search engines using clickthrough data", 2002,
    and L. Granka et al., "Eye-tracking analysis of user behavior in WWW search", 2004.)

    Args:
        parts: what answers a list, by time.
        slates: the lists.
        shop_id: the shop.
        data: what the models are fitted on.
    """
    answered: dict[str, tuple[int, dict[str, float]]] = {}
    for part in parts:
        _note(answered, part)
    newest = dict(islice(answered.items(), max(len(answered) - _MOST, 0), None))
    shown = _shown(slates, shop_id, newest)
    told = (_impression(slate, *newest[slate.list_id], data) for slate in sorted(shown, key=lambda one: one.at))
    return [one for one in told if one is not None]


def _note(answered: dict[str, tuple[int, dict[str, float]]], part: AttributedRows) -> None:
    columns = zip(part.list_ids, part.shoppers.tolist(), part.item_ids, part.kinds, part.surfaces, strict=True)
    for list_id, shopper, item, kind, surface in columns:
        if surface in _SURFACES:
            grades = answered.setdefault(list_id, (shopper, {}))[1]
            grades[item] = max(grades.get(item, 0.0), _GRADES.get(kind, 0.0))


def _shown(slates: Slates, shop_id: str, list_ids: Collection[str]) -> Iterator[Slate]:
    for part in batched(list(list_ids), _PART):
        yield from slates.find(shop_id, part).values()


def _impression(slate: Slate, shopper: int, answers: Answers, data: LearningData) -> Impression | None:
    """``None`` for somebody of whom nothing was learnt, and where no item is left to choose from."""
    whose = int(np.searchsorted(data.shoppers, shopper))
    if whose == len(data.shoppers) or data.shoppers[whose] != shopper:
        return None
    last = max(place for place, pick in enumerate(slate.picks) if pick.item_id in answers)
    looked_at = [pick.item_id for pick in slate.picks[: last + 1 + _BELOW]]
    rows = data.rows_of(looked_at)
    grades = np.array([answers.get(item, 0.0) for item in looked_at], np.float32)
    there = rows >= 0
    return Impression(whose, slate.at.timestamp(), rows[there], grades[there]) if there.any() else None
