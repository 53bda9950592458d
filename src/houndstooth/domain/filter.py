"""A filter: what a person or a shop asks of the items besides their looks.

A filter is written as conditions, ``field=value``. Conditions with ``=`` on one field are
alternatives; everything else must hold at once: ``category=Dresses category=Skirts price<=50``
asks for dresses or skirts of at most 50.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from houndstooth.domain.errors import InvalidFilter

FIELDS = ("id", "kind", "category", "colour", "brand", "gender", "size", "availability", "group", "price")
"""The fields that every item has; any other name is looked up in the item's attributes."""

MAX_CONDITIONS = 50

_CONDITION = re.compile(r"\s*([^=!<>]+?)\s*(!=|>=|<=|=)\s*(.*?)\s*", re.DOTALL)
_NAME = re.compile(r"[\w .:-]{1,80}")


class Operator(StrEnum):
    """How a field is compared with a value."""

    EQUAL = "="
    NOT_EQUAL = "!="
    AT_LEAST = ">="
    AT_MOST = "<="


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison, for example ``colour=Red``. ``>=`` and ``<=`` are for the price alone.

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

    @classmethod
    def parse(cls, text: str) -> Condition:
        """Read ``field=value``, ``field!=value``, ``price>=amount`` or ``price<=amount``."""
        match = _CONDITION.fullmatch(text)
        if match is None:
            raise InvalidFilter(f"{text[:80]!r} is no condition; write for example category=Dresses or price<=50")
        return cls(match[1], Operator(match[2]), match[3])

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
class Filter:
    """Conditions that items must meet. No conditions: every item passes."""

    conditions: tuple[Condition, ...] = ()

    def __post_init__(self) -> None:
        if len(self.conditions) > MAX_CONDITIONS:
            raise InvalidFilter(f"{len(self.conditions)} conditions; at most {MAX_CONDITIONS} are allowed")

    @classmethod
    def parse(cls, texts: Iterable[str]) -> Filter:
        """Read conditions as ``Condition.parse`` does.

        Raises:
            InvalidFilter: one of them cannot be read, or there are more than ``MAX_CONDITIONS``.
        """
        return cls(tuple(Condition.parse(text) for text in texts))

    def __bool__(self) -> bool:
        return bool(self.conditions)

    def without(self, field: str) -> Filter:
        """The same filter with nothing asked of ``field`` (what a facet of that field counts over)."""
        return Filter(tuple(condition for condition in self.conditions if condition.field != field))

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
