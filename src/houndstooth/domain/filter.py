"""A filter: what a person or a shop asks of the items besides their looks.

A filter is written as conditions, ``field=value``. Conditions with ``=`` on one field are
alternatives; everything else must hold at once: ``category=Dresses category=Skirts price<=50``
asks for dresses or skirts of at most 50. Whoever needs more adds clauses, trees of conditions
with and, or and not; each clause must hold as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from houndstooth.domain.category_path import join_path
from houndstooth.domain.errors import InvalidFilter, InvalidItem

FIELDS = (
    "id", "kind", "category", "category_path", "colour", "brand", "gender", "size", "availability", "in_stock", "group",
    "price",
)  # fmt: skip
"""The fields that every item has; any other name is looked up in the item's attributes.

A condition on ``category_path`` holds for all that is below its node. ``in_stock`` is true of what is said to be in
stock and of what nothing is said of.
"""

MAX_CONDITIONS = 50
MAX_DEPTH = 8
"""So many levels of and, or and not a clause may have."""

_CONDITION = re.compile(r"\s*([^=!<>]+?)\s*(!=|>=|<=|=)\s*(.*?)\s*", re.DOTALL)
_NAME = re.compile(r"[\w .:-]{1,80}")
_TRUTH = {"true": "true", "yes": "true", "1": "true", "false": "false", "no": "false", "0": "false"}


class Operator(StrEnum):
    """How a field is compared with a value."""

    EQUAL = "="
    NOT_EQUAL = "!="
    AT_LEAST = ">="
    AT_MOST = "<="


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison, for example ``colour=Red``. ``>=`` and ``<=`` are for the price alone.

    ``value`` is kept as it is compared: ``in_stock=yes`` is ``true``, and ``A>B`` of a category path is ``A > B``.

    Raises:
        InvalidFilter: the condition cannot be used; the message says why.
    """

    field: str
    operator: Operator
    value: str

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.field):
            raise InvalidFilter(f"{self.field[:80]!r} is no name of a field; write for example category=Dresses")
        if len(self.value) > 500:
            raise InvalidFilter(f"the value for {self.field} has {len(self.value)} characters; at most 500 are allowed")
        if "\x00" in self.value:
            raise InvalidFilter(f"the value for {self.field} holds a NUL character; remove it")
        if self.field == "price":
            self._check_amount()
        elif self.operator in {Operator.AT_LEAST, Operator.AT_MOST}:
            raise InvalidFilter(f"{self.operator} compares the price only; write {self.field}={self.value}")
        object.__setattr__(self, "value", _comparable(self.field, self.value))

    @classmethod
    def parse(cls, text: str) -> Condition:
        """Read ``field=value``, ``field!=value``, ``price>=amount`` or ``price<=amount``."""
        match = _CONDITION.fullmatch(text)
        if match is None:
            raise InvalidFilter(f"{text[:80]!r} is no condition; write for example category=Dresses or price<=50")
        return cls(match[1], Operator(match[2]), match[3])

    def conditions(self) -> Iterator[Condition]:
        """Itself, as the only one of its tree."""
        yield self

    def __str__(self) -> str:
        """The condition as :meth:`parse` reads it."""
        return f"{self.field}{self.operator}{self.value}"

    def _check_amount(self) -> None:
        try:
            amount = Decimal(self.value)
        except InvalidOperation:
            amount = Decimal("nan")
        if not amount.is_finite() or abs(amount) >= 10**12:
            raise InvalidFilter(f"price {self.value[:40]!r} is not an amount; write for example price<=49.90")


@dataclass(frozen=True, slots=True)
class Every:
    """All of its clauses must hold."""

    clauses: tuple[Clause, ...]

    def conditions(self) -> Iterator[Condition]:
        """All conditions of the tree."""
        for clause in self.clauses:
            yield from clause.conditions()


@dataclass(frozen=True, slots=True)
class Some:
    """At least one of its clauses must hold."""

    clauses: tuple[Clause, ...]

    def conditions(self) -> Iterator[Condition]:
        """All conditions of the tree."""
        for clause in self.clauses:
            yield from clause.conditions()


@dataclass(frozen=True, slots=True)
class Not:
    """Its clause must not hold; of an item that lacks the field, it does not."""

    clause: Clause

    def conditions(self) -> Iterator[Condition]:
        """All conditions of the tree."""
        yield from self.clause.conditions()


Clause = Condition | Every | Some | Not


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions that items must meet, and clauses that must each hold. Neither: every item passes.

    Raises:
        InvalidFilter: there are more than ``MAX_CONDITIONS`` in all, or a clause is deeper than ``MAX_DEPTH``.
    """

    conditions: tuple[Condition, ...] = ()
    clauses: tuple[Clause, ...] = ()

    def __post_init__(self) -> None:
        if any(_depth(clause) > MAX_DEPTH for clause in self.clauses):
            raise InvalidFilter(f"the filter has more than {MAX_DEPTH} levels of and, or and not; make it flatter")
        count = len(self.conditions) + sum(1 for clause in self.clauses for _ in clause.conditions())
        if count > MAX_CONDITIONS:
            raise InvalidFilter(f"{count} conditions; at most {MAX_CONDITIONS} are allowed")

    @classmethod
    def parse(cls, texts: Iterable[str]) -> Filter:
        """Read conditions as ``Condition.parse`` does.

        Raises:
            InvalidFilter: one of them cannot be read, or there are more than ``MAX_CONDITIONS``.
        """
        return cls(tuple(Condition.parse(text) for text in texts))

    def __bool__(self) -> bool:
        return bool(self.conditions or self.clauses)

    def __and__(self, other: Filter) -> Filter:
        """What passes both, but for fields with ``=`` in both: their values are alternatives."""
        return Filter(self.conditions + other.conditions, self.clauses + other.clauses)

    @property
    def fields(self) -> frozenset[str]:
        """All fields that it speaks of."""
        of_clauses = (condition.field for clause in self.clauses for condition in clause.conditions())
        return frozenset((*(condition.field for condition in self.conditions), *of_clauses))

    def without(self, *fields: str) -> Filter:
        """The same filter with nothing asked of these fields alone (what a facet of such a field counts over)."""
        left = (
            clause for clause in self.clauses if not {condition.field for condition in clause.conditions()} <= {*fields}
        )
        return Filter(tuple(one for one in self.conditions if one.field not in fields), tuple(left))

    def alternatives(self) -> dict[str, tuple[str, ...]]:
        """For each field with ``=`` conditions, the values of which one must match."""
        grouped: dict[str, tuple[str, ...]] = {}
        for condition in self.conditions:
            if condition.operator is Operator.EQUAL:
                grouped[condition.field] = (*grouped.get(condition.field, ()), condition.value)
        return grouped

    def demands(self) -> tuple[Condition, ...]:
        """The conditions that must each hold (all but ``=``)."""
        return tuple(condition for condition in self.conditions if condition.operator is not Operator.EQUAL)


def can_name_a_field(name: str) -> bool:
    """Whether a filter can speak of an attribute with this name; items may have others, which are only shown."""
    return _NAME.fullmatch(name) is not None and name not in FIELDS


def _comparable(field: str, value: str) -> str:
    if field == "in_stock":
        if value.lower() not in _TRUTH:
            raise InvalidFilter(f"in_stock is true or false, not {value[:40]!r}")
        return _TRUTH[value.lower()]
    if field == "category_path":
        try:
            return join_path(value)
        except InvalidItem as error:
            raise InvalidFilter(str(error)) from error
    return value


def _depth(clause: Clause) -> int:
    match clause:
        case Condition():
            return 0
        case Not(inner):
            return 1 + _depth(inner)
        case Every(clauses) | Some(clauses):
            return 1 + max((_depth(one) for one in clauses), default=0)
