"""Reasons: what spoke most for an item of a list."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.assortment import FIELDS, Assortment
from houndstooth.domain.interactions import Floats, Rows
from houndstooth.domain.slate import Reason, ReasonKind
from houndstooth.recommenders.aligned import Aligned
from houndstooth.recommenders.asked import Asked
from houndstooth.recommenders.neighbours import ItemToItem
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

_OF_LOOKS = frozenset({ReasonKind.LOOKS_LIKE, ReasonKind.STYLE})
_LEANS = 1.0
"""As good as liked twice as often as it is offered."""
_NEW_DAYS = 21
_SHOWN_FIELDS = ("colour", "brand", "category", "pattern", "usage")


def reasons_for(
    rows: NDArray[np.integer], asked: Asked, aligned: Aligned, assortment: Assortment, profile: Profile | None
) -> list[Reason]:
    """A reason for each row: the history's strongest word for it, else a leaning, else that it is new or popular."""
    told = _of_history(rows, asked, aligned, assortment)
    reasons = []
    for place, row in enumerate(rows.tolist()):
        said = told[place]
        if said is None or said.kind in _OF_LOOKS:  # a colour that they keep choosing tells more than a likeness
            leaning = None if profile is None else _leaning(row, assortment, profile)
            said = leaning or said
        reasons.append(said or _of_item(row, asked, aligned, assortment))
    return reasons


def _of_history(
    rows: NDArray[np.integer], asked: Asked, aligned: Aligned, assortment: Assortment
) -> list[Reason | None]:
    best: list[tuple[float, Reason | None]] = [(0.0, None)] * len(rows)
    for name, kind in _BY_TABLE.items():
        table = aligned.hybrid.sources.tables.get(name)
        if table is None:
            continue
        loudest, strongest = _loudest(table, asked, rows)
        for place, row in enumerate(rows.tolist()):
            said, liked = loudest.get(row, (0.0, -1))
            value = _TOLD_FIRST[kind] * said / max(strongest, 1e-9)
            if value > best[place][0]:
                best[place] = (value, Reason(kind, {"item": str(assortment.ids[liked])}))
    return [reason for _, reason in best]


def _loudest(table: ItemToItem, asked: Asked, rows: NDArray[np.integer]) -> tuple[dict[int, tuple[float, int]], float]:
    """By row how loud the history's loudest word for it is, and of which item it is; and the loudest word of all."""
    histories, weights = table.recency.weigh(asked)
    whose, which, strength = table.table.of(histories.items)
    said = strength * weights[whose]
    about = np.flatnonzero(np.isin(which, rows))
    about = about[np.argsort(said[about], kind="stable")]  # the last of each row is the loudest
    spoken = zip(said[about].tolist(), histories.items[whose[about]].tolist(), strict=True)
    return dict(zip(which[about].tolist(), spoken, strict=True)), float(said.max(initial=0))


def _of_item(row: int, asked: Asked, aligned: Aligned, assortment: Assortment) -> Reason:
    sources, segment = aligned.hybrid.sources, int(asked.segments[0])
    if sources.demographic is not None and segment >= 0:
        own, everybody = sources.demographic.popularity[segment, row], sources.demographic.everybody[row]
        if own > 1.5 * everybody > 0:
            return Reason(ReasonKind.LIKE_YOU)
    return plain_reason(row, float(asked.now[0]), assortment)


def plain_reason(row: int, now: float, assortment: Assortment) -> Reason:
    """That an item is new, or else popular."""
    days = (now - float(assortment.created[row])) / 86_400
    return Reason(ReasonKind.NEW) if days < _NEW_DAYS else Reason(ReasonKind.POPULAR)


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
