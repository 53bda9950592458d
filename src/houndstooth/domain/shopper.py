"""What shoppers say of themselves and of what we believe of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from houndstooth.domain.assortment import FIELDS
from houndstooth.domain.errors import InvalidInput, InvalidItem
from houndstooth.domain.item import MAX_TEXT, Price, check_id, has_control_characters

MAX_SIZES = 50
MAX_SHORT = 40
_LONGEST_DAY = len("2026-05-31")


class AgeBand(StrEnum):
    """How old somebody is, no more exactly than lists need it. There is none for children: their data is not kept."""

    FROM_16 = "16-24"
    FROM_25 = "25-34"
    FROM_35 = "35-44"
    FROM_45 = "45-54"
    FROM_55 = "55-64"
    FROM_65 = "65+"

    @classmethod
    def of(cls, age: float) -> AgeBand | None:
        """The band of an age in years; ``None`` below 16."""
        return next((band for band in reversed(cls) if age >= int(band[:2])), None)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a shopper declared: kept only with their consent. What is not known is ``None``.

    Args:
        age_band: how old they are.
        gender: in the shop's own words; shoppers of one word are compared with each other.
        sizes: category -> the size they wear, in the words of the shop's items.

    Raises:
        InvalidInput: a value that cannot be kept; the message names it.
    """

    age_band: AgeBand | None = None
    gender: str | None = None
    sizes: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _check("gender", self.gender, MAX_SHORT)
        if len(self.sizes) > MAX_SIZES:
            raise InvalidInput(f"{len(self.sizes)} sizes; at most {MAX_SIZES} are kept, one for each category")
        for category, size in self.sizes.items():
            _check("a category of sizes", category, MAX_TEXT)
            _check("a size", size, MAX_SHORT)
        object.__setattr__(self, "sizes", MappingProxyType(dict(sorted(self.sizes.items()))))


class Purpose(StrEnum):
    """What somebody consents to."""

    DECLARED_FACTS = "declared_facts"
    """That what they declare of themselves is kept, and used to choose what they are shown."""


@dataclass(frozen=True, slots=True)
class Consent:
    """That somebody consented, to what, in which words, and until when; kept as proof after it was withdrawn.

    Raises:
        InvalidInput: the wording has no name that can be kept.
    """

    purpose: Purpose
    wording: str
    """The version of the words that they were shown, in the shop's own counting."""
    given_at: datetime
    withdrawn_at: datetime | None = None

    def __post_init__(self) -> None:
        _check("the wording", self.wording, MAX_SHORT)

    @property
    def holds(self) -> bool:
        """Whether it was not withdrawn."""
        return self.withdrawn_at is None


NO_CONSENT = (
    "the shopper has not consented that what they say of themselves is kept; ask them, and send the version of the "
    'words that they agreed to: "consent": {"wording": …}'
)


class Verdict(StrEnum):
    """What is to become of a belief."""

    PREFER = "prefer"
    AVOID = "avoid"
    FORGET = "forget"


class Topic(StrEnum):
    """What a correction may be about, besides the fields of an item."""

    ITEM = "item"
    """An item's id: forget what was done with it."""
    BEFORE = "before"
    """A time: forget everything before it."""
    PRICE_MOST = "price_most"
    """A price: that, or less."""
    PRICE_LEAST = "price_least"
    """A price: that, or more."""


_VERDICTS: Mapping[str, frozenset[Verdict]] = {
    **dict.fromkeys(FIELDS, frozenset(Verdict)),
    Topic.ITEM: frozenset({Verdict.FORGET}),
    Topic.BEFORE: frozenset({Verdict.FORGET}),
    Topic.PRICE_MOST: frozenset({Verdict.PREFER}),
    Topic.PRICE_LEAST: frozenset({Verdict.PREFER}),
}
SINGLE = frozenset({Topic.BEFORE, Topic.PRICE_MOST, Topic.PRICE_LEAST})
"""Of these a new correction replaces the one before, whatever its value."""


@dataclass(frozen=True, slots=True)
class ProfileCorrection:
    """What somebody put right: counts before everything that is derived.

    Args:
        field: one of ``FIELDS``, or a topic.
        value: of the field; an item's id; a time in ISO 8601 with its zone; a price such as ``60.00 EUR``.
        verdict: what is to become of the belief.
        at: when it was said.

    Raises:
        InvalidInput: nothing that can be put right; the message says what can.
    """

    field: str
    value: str
    verdict: Verdict
    at: datetime

    def __post_init__(self) -> None:
        if self.field not in _VERDICTS:
            raise InvalidInput(f"{self.field[:40]!r} cannot be corrected; what can be is {', '.join(_VERDICTS)}")
        if self.verdict not in _VERDICTS[self.field]:
            possible = " or ".join(sorted(_VERDICTS[self.field]))
            raise InvalidInput(f"the verdict {self.verdict} makes no sense of {self.field}; say {possible}")
        if self.field == Topic.ITEM:
            _check_item(self.value)
        elif self.field == Topic.BEFORE:
            _ = self.moment
        elif self.field in SINGLE:
            _ = self.price
        else:
            _check(self.field, self.value, MAX_TEXT)

    @property
    def about(self) -> tuple[str, str]:
        """The field and value that it is about; of two about the same the later one counts."""
        return self.field, "" if self.field in SINGLE else self.value

    @property
    def moment(self) -> datetime:
        """The time that a correction of ``before`` names."""
        return read_moment(self.value)

    @property
    def price(self) -> Price:
        """The price that a correction of a price names."""
        amount, _, currency = self.value.partition(" ")
        try:
            return Price(Decimal(amount), currency)
        except (ArithmeticError, InvalidItem):
            raise InvalidInput(f"{self.value[:40]!r} is no price; write for example 60.00 EUR") from None


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of the quiz."""

    question: str
    value: str
    at: datetime


def read_moment(text: str) -> datetime:
    """A day, which begins in UTC, or a time with its zone, in ISO 8601.

    Raises:
        InvalidInput: it is neither.
    """
    try:
        moment = datetime.fromisoformat(text[:40])
        if moment.tzinfo is None and len(text) > _LONGEST_DAY:
            raise InvalidInput(f"the time {text[:40]!r} has no zone; write for example 2026-05-31T18:00:00Z")
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise InvalidInput(f"{text[:40]!r} is no day and no time; write for example 2026-05-31") from None


def _check(name: str, text: str | None, most: int) -> None:
    if text is None:
        return
    if not text or text != text.strip() or len(text) > most or has_control_characters(text):
        raise InvalidInput(
            f"{name} {text[:40]!r} cannot be kept; it has 1 to {most} characters, no control characters, and no blanks "
            "at the ends"
        )


def _check_item(item_id: str) -> None:
    try:
        check_id("item", item_id)
    except InvalidItem as error:
        raise InvalidInput(str(error)) from error
