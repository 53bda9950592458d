"""A rule: what a shop wants of the lists that are shown in it, whatever the recommenders say."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from uuid import uuid4

from houndstooth.domain.errors import InvalidFilter, InvalidInput, InvalidRule
from houndstooth.domain.filter import Filter
from houndstooth.domain.item import check_id, has_control_characters
from houndstooth.domain.slate import Surface

MAX_ITEMS = 1000
MAX_RULES = 500
"""So many rules a shop may have: each active one costs every list some microseconds."""

MAX_PLACE = 99
MAX_NAME = 200
MAX_NOTE = 2000
MAX_STRENGTH = 10.0
USUAL_STRENGTH = 2.0


class RuleKind(StrEnum):
    """What a rule does with the items it is about."""

    PIN = "pin"
    """They stand at a place of the list, the first item at ``place``, the others after it."""
    BOOST = "boost"
    """Their scores are multiplied by ``strength``."""
    BURY = "bury"
    """Their scores are divided by ``strength``."""
    BLOCK = "block"
    """They are never in the list."""
    ONLY = "only"
    """Nothing else is in the list."""


class RuleState(StrEnum):
    """Whether a rule is in force at a time, on whatever surfaces it is for."""

    ACTIVE = "active"
    SCHEDULED = "scheduled"
    OVER = "over"
    OFF = "off"


WEIGHING = frozenset({RuleKind.BOOST, RuleKind.BURY})
"""The kinds that have a strength."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of a shop. It is about the items that ``item_ids`` name and about those that pass ``conditions``.

    Args:
        id: names it, in its shop.
        shop_id: the shop.
        name: what people call it.
        kind: what it does.
        item_ids: the shop's ids, at most ``MAX_ITEMS``, each once; of a pin in the order of their places.
        conditions: a filter as its texts, such as ``brand=Acme``; never of a pin.
        surfaces: where it holds; everywhere where none is named.
        starts: from when it holds, UTC; ``None``: always did.
        ends: from when it no longer holds, UTC; ``None``: never ends.
        strength: the factor of a boost or bury, above 1 to ``MAX_STRENGTH``; ``None`` of other kinds.
        place: of a pin, from 0 to ``MAX_PLACE``; ``None`` of other kinds.
        enabled: whether it holds at all.
        note: why it is there.
        created_at: UTC; of two rules that want the same the older has it.
        created_by: the name of who made it.
        changed_at: UTC.
        changed_by: the name of who changed it last.

    Raises:
        InvalidRule: no shop can have such a rule; the message says why.
    """

    id: str
    shop_id: str
    name: str
    kind: RuleKind
    created_at: datetime
    created_by: str
    changed_at: datetime
    changed_by: str
    item_ids: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    surfaces: frozenset[Surface] = field(default_factory=frozenset)
    starts: datetime | None = None
    ends: datetime | None = None
    strength: float | None = None
    place: int | None = None
    enabled: bool = True
    note: str = ""

    def __post_init__(self) -> None:
        _check_text("name", self.name, MAX_NAME)
        if not self.name.strip():
            raise InvalidRule("the rule has no name; say in a few words what it is for")
        _check_text("note", self.note, MAX_NOTE)
        self._check_about()
        self._check_dates()
        self._check_strength()
        self._check_place()

    @property
    def where(self) -> Filter:
        """The conditions as a filter."""
        return Filter.parse(self.conditions)

    def holds(self, surface: Surface, at: datetime) -> bool:
        """Whether it is in force on a surface at a time."""
        return self.covers(surface) and self.state(at) is RuleState.ACTIVE

    def covers(self, surface: Surface) -> bool:
        """Whether it is meant for a surface."""
        return not self.surfaces or surface in self.surfaces

    def state(self, at: datetime) -> RuleState:
        """How it is at a time."""
        if not self.enabled:
            return RuleState.OFF
        if self.ends is not None and self.ends <= at:
            return RuleState.OVER
        if self.starts is not None and at < self.starts:
            return RuleState.SCHEDULED
        return RuleState.ACTIVE

    def _check_about(self) -> None:
        if len(self.item_ids) > MAX_ITEMS:
            raise InvalidRule(
                f"the rule names {len(self.item_ids):,} items; at most {MAX_ITEMS:,} are allowed: say what they have "
                "in common as a condition instead, such as brand=Acme"
            )
        if not self.item_ids and not self.conditions:
            raise InvalidRule("the rule is about no items; name some, or give a condition such as brand=Acme")
        if len(set(self.item_ids)) < len(self.item_ids):
            twice = next(one for place, one in enumerate(self.item_ids) if one in self.item_ids[:place])
            raise InvalidRule(f"the rule names the item {twice[:80]!r} twice; name it once")
        try:
            for one in self.item_ids:
                check_id("item", one)
            for text in self.conditions:
                _check_text("condition", text, MAX_NOTE)
            Filter.parse(self.conditions)
        except InvalidFilter as error:
            raise InvalidRule(f"a condition of the rule cannot be used: {error}") from error
        except InvalidInput as error:
            raise InvalidRule(f"the rule names an item that cannot be: {error}") from error

    def _check_dates(self) -> None:
        for name, moment in (("starts", self.starts), ("ends", self.ends)):
            if moment is not None and moment.tzinfo is None:
                raise InvalidRule(f"{name} is {moment}, without a time zone; write for example {moment}Z")
            try:
                object.__setattr__(self, name, None if moment is None else moment.astimezone(UTC))
            except OverflowError as error:
                raise InvalidRule(f"{name} is {moment}, which no calendar has in UTC; choose a nearer time") from error
        if self.starts is not None and self.ends is not None and self.ends <= self.starts:
            raise InvalidRule(f"the rule ends at {self.ends}, which is not after its start at {self.starts}")

    def _check_strength(self) -> None:
        if self.kind not in WEIGHING:
            if self.strength is not None:
                raise InvalidRule(f"a {self.kind} has no strength; leave it out, or make it a boost or a bury")
        elif self.strength is None or not 1 < self.strength <= MAX_STRENGTH:
            raise InvalidRule(
                f"the strength of a {self.kind} is a factor above 1 to {MAX_STRENGTH:g}, not {self.strength}; to hold "
                "items back, bury them"
            )

    def _check_place(self) -> None:
        if self.kind is not RuleKind.PIN:
            if self.place is not None:
                raise InvalidRule(f"a {self.kind} has no place; leave it out, or make it a pin")
            return
        if self.place is None or not 0 <= self.place <= MAX_PLACE:
            raise InvalidRule(f"the place of a pin goes from 0, the first, to {MAX_PLACE}; it is {self.place}")
        if self.conditions:
            raise InvalidRule("a pin is about items that it names; leave the conditions out, or boost what meets them")
        if len(self.item_ids) > MAX_PLACE + 1 - self.place:
            raise InvalidRule(
                f"{len(self.item_ids)} pinned items from place {self.place} on go beyond place {MAX_PLACE}; name fewer"
            )


def new_rule_id() -> str:
    """A name for a rule: 16 hexadecimal digits."""
    return uuid4().hex[:16]


def _check_text(what: str, text: str, longest: int) -> None:
    if len(text) > longest:
        raise InvalidRule(f"the {what} of the rule has {len(text):,} characters; at most {longest:,} are allowed")
    # Of a note, its lines are its own affair.
    if has_control_characters(text.replace("\n", "").replace("\t", "") if what == "note" else text):
        raise InvalidRule(f"the {what} {text[:40]!r} of the rule holds control characters; remove them")
