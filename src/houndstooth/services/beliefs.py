"""Beliefs: a profile as single statements, each with its words, its strength and what it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from houndstooth.domain.assortment import FIELDS, Assortment, Rows
from houndstooth.domain.shopper import Verdict
from houndstooth.recommenders.profile import Profile, Said
from houndstooth.recommenders.profile_evidence import Evidence, Evidences
from houndstooth.services import profile_words as words
from houndstooth.services.profile_said import Words, price_limits

MOST = 5
"""So many beliefs on each field are told, besides those that the shopper stated."""

_LEAST_STRENGTH = 0.1
_LEAST_CONFIDENCE = 0.2
_MOST_ITEMS = 6


class Basis(StrEnum):
    """What a belief rests on; in this order one counts before the other."""

    CORRECTED = "corrected"
    """The shopper put it right."""
    DECLARED = "declared"
    """The shopper declared it, and consented that it is kept."""
    ANSWERED = "answered"
    """The shopper said so in the quiz."""
    OBSERVED = "observed"
    """It follows from what the shopper did."""


@dataclass(frozen=True, slots=True)
class Belief:
    """Something that is believed of a shopper.

    Args:
        field: one of ``FIELDS``, ``age_band``, ``price``, ``price_level``, ``price_least`` or ``price_most``.
        value: of the field.
        says: the belief and its reason in words.
        basis: what it rests on.
        strength: -1 (avoids) to 1 (prefers).
        confidence: 0 to 1: how much of it is known rather than assumed.
        item_ids: items that it comes from, the most telling first.
    """

    field: str
    value: str
    says: str
    basis: Basis
    strength: float = 1.0
    confidence: float = 1.0
    item_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """All that beliefs are drawn from, at a time (seconds since 1970)."""

    profile: Profile
    said: Said
    words: Words
    evidences: Evidences
    assortment: Assortment
    currency: str
    now: float


def beliefs_of(ground: Ground) -> list[Belief]:
    """What is believed of a shopper: for each field first what they said, then the strongest."""
    found: list[Belief] = []
    declared = words.declared(ground.words.facts) if ground.words.facts else []
    found += [Belief(field, value, says, Basis.DECLARED) for field, value, says in declared]
    for field in FIELDS:
        found += _stated(ground, field)
        found += _observed(ground, field)
    return found + [*_prices(ground), *_sizes(ground)]


def item_ids(assortment: Assortment, rows: Rows) -> tuple[str, ...]:
    """The ids of the first few rows."""
    return tuple(assortment.ids[rows[:_MOST_ITEMS]].tolist())


def _stated(ground: Ground, field: str) -> Iterator[Belief]:
    for one in ground.words.corrections:
        if one.field == field and one.verdict is not Verdict.FORGET:
            strength = 1.0 if one.verdict is Verdict.PREFER else -1.0
            yield Belief(field, one.value, words.corrected(one), Basis.CORRECTED, strength)
    vocabulary = ground.assortment.vocabularies[field]
    corrected = {one.code for one in ground.said.stated if one.field == field and one.weight is None}
    for code in dict.fromkeys(one.code for one in ground.said.stated if one.field == field and one.weight is not None):
        if code not in corrected:
            value = vocabulary[code]
            yield Belief(
                field, value, words.answered(field, value), Basis.ANSWERED, *_measured(ground.profile, field, code)
            )


def _observed(ground: Ground, field: str) -> list[Belief]:
    leaning, vocabulary = ground.profile.leanings[field], ground.assortment.vocabularies[field]
    stated = {one.code for one in ground.said.stated if one.field == field}
    seen = np.flatnonzero(leaning.liked + leaning.disliked).tolist()
    found: list[Belief] = []
    for code in seen:
        strength, confidence = _measured(ground.profile, field, code)
        if code in stated or abs(strength) < _LEAST_STRENGTH or confidence < _LEAST_CONFIDENCE:
            continue
        evidence = ground.evidences.of(field, code)
        if says := _reason(ground, field, vocabulary[code], evidence, strength):
            ids = item_ids(ground.assortment, evidence.rows)
            found.append(Belief(field, vocabulary[code], says, Basis.OBSERVED, strength, confidence, ids))
    return sorted(found, key=lambda one: (-abs(one.strength) * one.confidence, one.value))[:MOST]


def _reason(ground: Ground, field: str, value: str, evidence: Evidence, strength: float) -> str | None:
    if strength > 0 and evidence.liked:
        age = ground.now - evidence.since
        return words.leans_to(field, value, evidence, ground.evidences.liking, age)
    # What is merely liked less often than it is offered is no dislike.
    return words.leans_away(field, value, evidence) if strength < 0 and evidence.disliked else None


def _measured(profile: Profile, field: str, code: int) -> tuple[float, float]:
    """Strength and confidence; a lift of 3, or 1/3, is a strength of 1/2, or -1/2."""
    leaning = profile.leanings[field]
    strength = float(np.tanh(np.log(2) * leaning.affinity[code] / 2))
    return round(strength, 3), round(float(leaning.confidence[code]), 3)


def _prices(ground: Ground) -> Iterator[Belief]:
    corrected = {one.field for one in ground.words.corrections}
    for topic, price in price_limits(ground.words, ground.currency).items():
        basis = Basis.CORRECTED if topic in corrected else Basis.ANSWERED
        yield Belief(topic, f"{price.text} {price.currency}", words.limited(topic, price), basis)
    prices, liked = ground.profile.prices, _liked(ground)
    for code, band in prices.bands.items():
        if band.confidence < _LEAST_CONFIDENCE:
            continue
        currency = ground.assortment.currency_codes[code]
        of = liked[ground.assortment.currencies[liked] == code]
        yield Belief(
            "price",
            f"{band.low:.2f}-{band.high:.2f} {currency}",
            words.pays(band.low, band.typical, band.high, currency),
            Basis.OBSERVED,
            confidence=round(band.confidence, 3),
            item_ids=item_ids(ground.assortment, of),
        )
    if prices.level is not None and prices.level.confidence >= _LEAST_CONFIDENCE:
        level, told = prices.level, words.pays_level(prices.level.typical)
        confidence = round(level.confidence, 3)
        yield Belief("price_level", f"{level.typical:.2f}", told, Basis.OBSERVED, confidence=confidence)


def _sizes(ground: Ground) -> Iterator[Belief]:
    sizes, vocabularies = ground.profile.sizes, ground.assortment.vocabularies
    for category in np.unique(sizes.categories[sizes.categories >= 0]).tolist():
        if category in sizes.declared:
            continue
        of = np.flatnonzero(sizes.categories == category)
        most = of[sizes.weights[of].argmax()]
        size, name = vocabularies["size"][int(sizes.sizes[most])], vocabularies["category"][category]
        [fit] = sizes.fit(np.array([category], np.int32), sizes.sizes[most : most + 1]).tolist()
        if fit > _LEAST_STRENGTH:
            yield Belief("size", size, words.wears(size, name), Basis.OBSERVED, round(fit, 3), round(fit, 3))


def _liked(ground: Ground) -> Rows:
    """Rows of what is liked, the most liked first."""
    opinions = ground.profile.opinions
    order = np.argsort(-opinions.weights, kind="stable")
    rows: Rows = opinions.rows[order][opinions.liked[order]]
    return rows
