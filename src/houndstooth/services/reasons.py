"""Reasons: what spoke most for an item of a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.assortment import FIELDS, Assortment
from houndstooth.domain.event import EventKind
from houndstooth.domain.event_ports import History
from houndstooth.domain.interactions import Floats, Rows
from houndstooth.domain.slate import Reason, ReasonKind
from houndstooth.recommenders.aligned import Aligned
from houndstooth.recommenders.asked import Asked
from houndstooth.recommenders.profile import Profile

_BY_TABLE: Mapping[str, ReasonKind] = {
    "successors": ReasonKind.NEXT,
    "co_occurrence": ReasonKind.LIKED,
    "linear": ReasonKind.LIKED,
    "two_steps": ReasonKind.LIKED,
    "factors": ReasonKind.LIKED,
    "looks": ReasonKind.LOOKS_LIKE,
    "style": ReasonKind.STYLE,
}
_TOLD_FIRST = {ReasonKind.NEXT: 0.9, ReasonKind.LIKED: 1.0, ReasonKind.LOOKS_LIKE: 0.8, ReasonKind.STYLE: 0.6}
"""Of two reasons that are about as strong, the one that tells a shopper more."""
_LOOKS_FIRST = {**_TOLD_FIRST, ReasonKind.LOOKS_LIKE: 2.0}

_LEAST = {"two_steps": 0.75, "factors": 0.5}
_LEAST_ELSE = 0.3
"""An item speaks for its neighbours alone: those at least so near, as a share of its nearest. Walks and factors reach
everything a little."""
_ALIKE = {ReasonKind.LOOKS_LIKE: 0.55, ReasonKind.STYLE: 0.6}
"""The least cosine at which people see it too."""
_ABOUT_AS_STRONG = 0.5

_OF_LOOKS = frozenset({ReasonKind.LOOKS_LIKE, ReasonKind.STYLE})
_LEANS = 1.0
"""As good as liked twice as often as it is offered."""
_NEW_DAYS = 21
_POPULAR_SHARE = 0.1
"""Popular is what is among the first tenth of all."""
_LATELY = 14.0
"""Days."""
_SHOWN_FIELDS = ("colour", "brand", "category", "pattern", "usage")


_TELLING = (
    EventKind.PURCHASE,
    EventKind.LIKE,
    EventKind.ADD_TO_WISHLIST,
    EventKind.ADD_TO_CART,
    EventKind.QUIZ_ANSWER,
    EventKind.SELECT_ITEM,
    EventKind.VIEW_ITEM,
)
"""What somebody may have done with an item for which it speaks, the most telling first."""


@dataclass(frozen=True, slots=True)
class Hearer:
    """Who hears the reasons, and where.

    Args:
        profile: what is believed of them.
        deeds: item id -> the most telling that they did with it; empty on the page of an item and beside a cart, where
            it is not their past that speaks.
        looks_first: whether the list is one of what looks alike.
    """

    profile: Profile | None = None
    deeds: Mapping[str, EventKind] = field(default_factory=dict)
    looks_first: bool = False


def deeds_of(history: History) -> dict[str, EventKind]:
    """Of each item the most telling that was done with it, whatever came last."""
    told = [one for one in zip(history.item_ids, history.kinds, strict=True) if one[1] in _TELLING]
    return dict(sorted(told, key=lambda one: -_TELLING.index(one[1])))


def reasons_for(
    rows: NDArray[np.integer], asked: Asked, aligned: Aligned, assortment: Assortment, hearer: Hearer
) -> list[Reason]:
    """A reason for each row: the history's strongest word for it, else a leaning, else that it is new or popular.

    Of words that are about as strong, one of an item that the list has named less often.
    """
    words = _words(rows, asked, aligned, assortment, hearer)
    named: Counter[int] = Counter()
    reasons = []
    for row in rows.tolist():
        kind, item = _chosen(words[row], named) if words[row] else (None, -1)
        said = None if kind is None else _naming(kind, str(assortment.ids[item]), hearer)
        if kind is None or (kind in _OF_LOOKS and not hearer.looks_first):
            # A colour that they keep choosing tells more than a likeness.
            leaning = None if hearer.profile is None else _leaning(row, assortment, hearer.profile)
            said = leaning or said
        elif item >= 0:
            named[item] += 1
        reasons.append(said or _of_item(row, asked, aligned))
    return reasons


_Word = tuple[float, ReasonKind, int]
"""How much an item of the history says, what, and which it is, by its row."""


def _words(
    rows: NDArray[np.integer], asked: Asked, aligned: Aligned, assortment: Assortment, hearer: Hearer
) -> dict[int, list[_Word]]:
    """By row what the history says for it, as far as it is true."""
    words: dict[int, list[_Word]] = {row: [] for row in rows.tolist()}
    first = _LOOKS_FIRST if hearer.looks_first else _TOLD_FIRST
    for name, kind in _BY_TABLE.items():
        table = aligned.hybrid.sources.tables.get(name)
        if table is None:
            continue
        histories, weights = table.recency.weigh(asked)
        whose, which, strength = table.table.of(histories.items)
        said = strength * weights[whose]
        strongest = max(float(said.max(initial=0)), 1e-9)
        nearest = np.full(len(histories.items), 1e-9, np.float32)
        np.maximum.at(nearest, whose, strength)
        speaking = np.isin(which, rows) & (said > 0)
        speaking &= strength >= _LEAST.get(name, _LEAST_ELSE) * nearest[whose]
        if kind in _OF_LOOKS:
            vectors = assortment.embedding if kind is ReasonKind.LOOKS_LIKE else assortment.style
            heard = np.flatnonzero(speaking)
            cosines = np.einsum("ij,ij->i", vectors[histories.items[whose[heard]]], vectors[which[heard]])
            speaking[heard] = cosines >= _ALIKE[kind]
        for at in np.flatnonzero(speaking).tolist():
            value = first[kind] * float(said[at]) / strongest
            words[int(which[at])].append((value, kind, int(histories.items[whose[at]])))
    return words


def _chosen(words: Sequence[_Word], named: Mapping[int, int]) -> tuple[ReasonKind, int]:
    loudest = max(value for value, _, _ in words)
    near = [word for word in words if word[0] >= _ABOUT_AS_STRONG * loudest]
    _, kind, item = min(near, key=lambda word: (named.get(word[2], 0), -word[0]))
    return kind, item


def _naming(kind: ReasonKind, item: str, hearer: Hearer) -> Reason:
    did = hearer.deeds.get(item)
    return Reason(kind, {"item": item} if did is None else {"item": item, "did": did.value})


def _of_item(row: int, asked: Asked, aligned: Aligned) -> Reason:
    sources, segment = aligned.hybrid.sources, int(asked.segments[0])
    if sources.demographic is not None and segment >= 0:
        own, everybody = sources.demographic.popularity[segment, row], sources.demographic.everybody[row]
        if own > 1.5 * everybody > 0:
            return Reason(ReasonKind.LIKE_YOU)
    if _is_new(float(sources.traits.born[row]), float(asked.now[0])):
        return Reason(ReasonKind.NEW)
    lately = min(range(len(sources.half_lives)), key=lambda place: abs(sources.half_lives[place] - _LATELY))
    leading = sources.listed[lately][: max(1, int(_POPULAR_SHARE * len(sources.traits)))]
    return Reason(ReasonKind.POPULAR if row in leading else ReasonKind.SUGGESTED)


def plain_reason(row: int, now: float, assortment: Assortment) -> Reason:
    """Where nothing is fitted: that an item is new, or nothing in particular."""
    new = _is_new(float(assortment.created[row]), now)
    return Reason(ReasonKind.NEW if new else ReasonKind.SUGGESTED)


def _is_new(born: float, now: float) -> bool:
    return (now - born) / 86_400 < _NEW_DAYS


def _leaning(row: int, assortment: Assortment, profile: Profile) -> Reason | None:
    found = [
        (float(profile.leanings[name].affinity[code]), name, code)
        for name in _SHOWN_FIELDS
        if (code := int(assortment.codes[name][row])) >= 0
    ]
    strength, name, code = max(found, default=(0.0, "", -1))
    if strength < _LEANS:
        return None
    return Reason(ReasonKind.ATTRIBUTE, {"field": name, "value": assortment.vocabularies[name][code]})


def stated_score(rows: Rows, assortment: Assortment, profile: Profile, stated: frozenset[str]) -> Floats:
    """``float32[c]``: how well items fit what somebody said of the fields that they spoke of."""
    fit = np.zeros(len(rows), np.float32)
    for name in FIELDS:
        if name in stated:
            fit += profile.leanings[name].affinity[assortment.codes[name][rows]]
    return fit
