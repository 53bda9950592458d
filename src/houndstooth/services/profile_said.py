"""What shoppers said, in words, put into the codes of an assortment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

import numpy as np

from houndstooth.catalog.money import read_price
from houndstooth.domain.assortment import FIELDS, Assortment, Vocabulary
from houndstooth.domain.errors import InvalidInput, InvalidItem
from houndstooth.domain.event import EventKind
from houndstooth.domain.item import MAX_TEXT, Price
from houndstooth.domain.shopper import AgeBand, Answer, Facts, ProfileCorrection, Topic, Verdict, read_moment
from houndstooth.recommenders.profile import Said
from houndstooth.recommenders.profile_leanings import Stated
from houndstooth.recommenders.profile_opinions import Forgotten, ProfileOptions, decay
from houndstooth.recommenders.profile_prices import PriceLimit

ANSWER = 4.0
"""An answer of the quiz weighs as so many of its items."""

_ALIKE = 5
_PRICES = (Topic.PRICE_LEAST, Topic.PRICE_MOST)


@dataclass(frozen=True, slots=True)
class Words:
    """What a shopper said: answers of the quiz, declared facts, and corrections, which count before all else."""

    answers: Sequence[Answer] = ()
    facts: Facts | None = None
    corrections: Sequence[ProfileCorrection] = ()


def said_of(words: Words, assortment: Assortment, options: ProfileOptions, now: float, currency: str) -> Said:
    """As a profile takes it; values that no item of the shop has are left out.

    Args:
        words: what was said.
        assortment: of the shop.
        options: how a profile is made; answers fade as what was done does.
        now: seconds since 1970.
        currency: of prices that were said without one.
    """
    stated = [*_answered(words.answers, assortment, options, now)]
    facts = words.facts or Facts()
    if (code := assortment.vocabularies["gender"].find(facts.gender or "")) >= 0:
        stated.append(Stated("gender", code, Verdict.PREFER))
    stated += [
        Stated(one.field, code, one.verdict)
        for one in words.corrections
        if one.field in FIELDS and (code := assortment.vocabularies[one.field].find(one.value)) >= 0
    ]
    moments = [one.moment.timestamp() for one in words.corrections if one.field == Topic.BEFORE]
    items = frozenset(one.value for one in words.corrections if one.field == Topic.ITEM)
    return Said(
        stated=stated,
        forgotten=Forgotten(max(moments, default=-np.inf), items),
        limits=_limits(price_limits(words, currency), assortment.currency_codes),
        sizes=_sizes(facts, assortment),
    )


def price_limits(words: Words, currency: str) -> dict[Topic, Price]:
    """The least and the most that somebody said that they want to pay; a correction counts before an answer."""
    limits: dict[Topic, Price] = {}
    for answer in sorted(words.answers, key=lambda one: one.at):
        if answer.question in _PRICES:
            try:
                limits[Topic(answer.question)] = read_price(answer.value, None, default_currency=currency)
            except InvalidItem:  # free text of a quiz
                continue
    for one in words.corrections:
        if one.field in _PRICES:
            limits[Topic(one.field)] = one.price
    return limits


def with_answers(facts: Facts | None, answers: Sequence[Answer]) -> Facts | None:
    """Facts with the age that was answered where none was declared. Who keeps no facts has not consented to this."""
    if facts is None or facts.age_band is not None:
        return facts
    said = [one.value for one in answers if one.question == "age_band" and one.value in set(AgeBand)]
    return replace(facts, age_band=AgeBand(said[0])) if said else facts


def settled(field: str, value: str, assortment: Assortment, currency: str) -> str:
    """A value of a correction as it is kept: in the words of the shop's items, with its currency, in UTC.

    Raises:
        InvalidInput: there can be no such value; the message says which there are.
    """
    if field == Topic.BEFORE:
        return read_moment(value).isoformat()
    if field in _PRICES:
        try:
            price = read_price(value, None, default_currency=currency)
        except InvalidItem as error:
            raise InvalidInput(str(error)) from error
        return f"{price.text} {price.currency}"
    return _known(field, value, assortment.vocabularies[field]) if field in FIELDS else value


def _known(field: str, value: str, vocabulary: Vocabulary) -> str:
    code = vocabulary.find(value)
    if code >= 0:
        return vocabulary[code]
    known = [vocabulary[at] for at in range(len(vocabulary))]
    alike = get_close_matches(value[:MAX_TEXT], known, _ALIKE, cutoff=0.5) or known[:_ALIKE]
    remedy = f"there are {', '.join(alike)}" if alike else "none has any"
    raise InvalidInput(f"no item of the shop has the {field} {value[:40]!r}; {remedy}")


def _answered(
    answers: Sequence[Answer], assortment: Assortment, options: ProfileOptions, now: float
) -> Sequence[Stated]:
    weight = ANSWER * max(0.0, options.weights.get(EventKind.QUIZ_ANSWER, 0.0))
    stated = []
    for answer in answers:
        code = assortment.vocabularies[answer.question].find(answer.value) if answer.question in FIELDS else -1
        if code >= 0:
            left = float(decay(np.array([now - answer.at.timestamp()]), options.half_life)[0])
            stated.append(Stated(answer.question, code, Verdict.PREFER, weight * left))
    return stated


def _limits(limits: dict[Topic, Price], currencies: Vocabulary) -> tuple[PriceLimit, ...]:
    found: dict[int, PriceLimit] = {}
    for topic, price in limits.items():
        code = currencies.code(price.currency)
        before = found.get(code, PriceLimit(code))
        amount = float(price.amount)
        most = topic is Topic.PRICE_MOST
        found[code] = replace(before, most=amount) if most else replace(before, least=amount)
    return tuple(limit for code, limit in found.items() if code >= 0)


def _sizes(facts: Facts, assortment: Assortment) -> dict[int, int]:
    categories, sizes = assortment.vocabularies["category"], assortment.vocabularies["size"]
    found = {categories.find(category): sizes.find(size) for category, size in facts.sizes.items()}
    return {category: size for category, size in found.items() if category >= 0 and size >= 0}
