"""The words in which a profile is told: the one catalogue of English templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from houndstooth.domain.event import EventKind
from houndstooth.domain.item import Price
from houndstooth.domain.shopper import Facts, ProfileCorrection, Topic, Verdict
from houndstooth.recommenders.profile_evidence import Evidence

_DONE: Mapping[EventKind, str] = {
    EventKind.VIEW_ITEM_LIST: "were shown",
    EventKind.SEARCH: "searched for",
    EventKind.PHOTO_SEARCH: "searched for",
    EventKind.VIEW_ITEM: "looked at",
    EventKind.SELECT_ITEM: "looked at",
    EventKind.ADD_TO_WISHLIST: "wished for",
    EventKind.ADD_TO_CART: "put in your cart",
    EventKind.PURCHASE: "bought",
    EventKind.LIKE: "liked",
    EventKind.QUIZ_ANSWER: "chose in the quiz",
    EventKind.REMOVE_FROM_CART: "took out of your cart",
    EventKind.NOT_INTERESTED: "turned down",
    EventKind.DISLIKE: "disliked",
}
"""In the order in which they are told."""

_IS: Mapping[str, str] = {
    "category": "from {}",
    "colour": "in {}",
    "brand": "by {}",
    "gender": "for {}",
    "size": "in size {}",
    "pattern": "with the pattern {}",
    "usage": "meant for {}",
    "season": "for the season {}",
}
"""How an item is said to have a value of a field."""

_NAMED = {
    "size": "size {}",
    "pattern": "the pattern {}",
    "season": "things for the season {}",
    "gender": "things for {}",
}
_TOLD = {Verdict.PREFER: "you like {}", Verdict.AVOID: "{} is not for you", Verdict.FORGET: "we are wrong about {}"}
_DAY = 86_400.0
_WEEKS = (2 * 7, 9 * 7)
"""From so many days on time is told in weeks, and from so many on in months."""


def of_value(field: str, value: str) -> str:
    """``size M``, ``things for Women``, ``Blue``."""
    return _NAMED.get(field, "{}").format(value)


def leans_to(field: str, value: str, evidence: Evidence, kinds: Iterable[EventKind], age: float) -> str:
    """Why we think that somebody likes a value.

    Args:
        field: of the value.
        value: in the shop's words.
        evidence: for it.
        kinds: everything they did that speaks for anything.
        age: of the first of the evidence, in seconds.
    """
    thing, conclusion = of_value(field, value), f"so we think you like {of_value(field, value)}"
    if field == "category":
        return f"You {_counted(evidence.done)} from {value} {since(age)}, {conclusion}."
    part, all_ = evidence.liked, _things(evidence.liked_of)
    of_them = f"{part} of the {all_} that you {_listed(_verbs(kinds), 'or')}"
    return f"{thing}: {of_them} {_are(part)} {_IS[field].format(value)}, {conclusion}."


def leans_away(field: str, value: str, evidence: Evidence) -> str:
    """Why we think that somebody does not like a value."""
    part, all_ = evidence.disliked, evidence.disliked_of
    return (
        f"{of_value(field, value)}: {part} of the {_things(all_)} that you turned down {_are(part)} "
        f"{_IS[field].format(value)}, so we show you less of it."
    )


def answered(field: str, value: str) -> str:
    """What was said in the quiz."""
    return f"You told us in the quiz that you like {of_value(field, value)}."


def corrected(correction: ProfileCorrection) -> str:
    """What was put right."""
    if correction.field == Topic.ITEM:
        return f"You asked us to forget what you did with {correction.value}."
    if correction.field == Topic.BEFORE:
        return f"You asked us to forget everything from before {correction.moment:%d %B %Y}."
    if correction.field in (Topic.PRICE_MOST, Topic.PRICE_LEAST):
        return limited(Topic(correction.field), correction.price)
    told = _TOLD[correction.verdict].format(of_value(correction.field, correction.value))
    return f"You told us that {told}."


def limited(topic: Topic, price: Price) -> str:
    """A limit of prices."""
    end = "at most" if topic is Topic.PRICE_MOST else "at least"
    return f"You told us that you want to pay {end} {price.text} {price.currency}."


def pays(low: float, typical: float, high: float, currency: str) -> str:
    """A price band."""
    return (
        f"Most of what you choose costs {low:.2f} to {high:.2f} {currency}, and half of it less than {typical:.2f} "
        f"{currency}."
    )


def pays_level(typical: float) -> str:
    """What is paid beside what is usual."""
    if 0.9 <= typical <= 1.1:
        return "You choose things at the usual price of their kind."
    way = "more" if typical > 1 else "less"
    return f"You choose things that cost {abs(100 * typical - 100):.0f} % {way} than is usual for their kind."


def wears(size: str, category: str) -> str:
    """A size that was bought."""
    return f"You chose size {size} in {category}, so we think it fits you."


def declared(facts: Facts) -> list[tuple[str, str, str]]:
    """Field, value and words of everything that was declared."""
    told = [("age_band", facts.age_band, "are {} years old"), ("gender", facts.gender, "choose things for {}")]
    said = [(name, str(value), f"You told us that you {words.format(value)}.") for name, value, words in told if value]
    return said + [("size", size, f"You told us that you wear {size} in {name}.") for name, size in facts.sizes.items()]


def since(age: float) -> str:
    """``in the last two weeks``, of a time so many seconds ago."""
    days = max(0.0, age) / _DAY
    if days < 1:
        return "in the last day"
    if days < _WEEKS[0]:
        return f"in the last {int(days) + 1} days"
    weeks, months = (int(days / length) + 1 for length in (7, 30.44))
    return f"in the last {weeks} weeks" if days < _WEEKS[1] else f"in the last {months} months"


def _counted(done: Mapping[EventKind, int]) -> str:
    """``looked at 7 things and bought 1``."""
    counts: dict[str, int] = {}
    for kind, verb in _DONE.items():
        if kind in done:
            counts[verb] = max(counts.get(verb, 0), done[kind])
    told = [f"{verb} {_things(count) if at == 0 else count}" for at, (verb, count) in enumerate(counts.items())]
    return _listed(told, "and")


def _verbs(kinds: Iterable[EventKind]) -> list[str]:
    there = set(kinds)
    return list(dict.fromkeys(verb for kind, verb in _DONE.items() if kind in there))


def _things(count: int) -> str:
    return "1 thing" if count == 1 else f"{count} things"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _listed(parts: list[str], last: str) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {last} {parts[-1]}"
