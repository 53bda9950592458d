"""The values that events are sent with: texts, whole numbers, amounts and times, as JSON has them or nearly so.

Senders differ: a number may be a text, an id a number. What can only mean one thing is taken; all else is refused with
the field, the value and the remedy.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import Any

from houndstooth.domain.errors import InvalidEvent
from houndstooth.domain.event import read_price
from houndstooth.domain.item import Price

_MOST_DIGITS = 18
_MOST_OF_A_NUMBER = 60
_SMALLEST = Decimal("0.0001")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def text_of(holder: Mapping[str, Any], name: str) -> str | None:
    """A text; whole numbers, which some shops have for ids, are texts too, and an empty one is none.

    Raises:
        InvalidEvent: it is something else.
    """
    value = holder.get(name)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**_MOST_DIGITS:
        value = str(value)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise InvalidEvent(f"{name} {shown(value)} is no text", field=name)
    return value


def required(holder: Mapping[str, Any], name: str, meaning: str) -> str:
    """A text that must be there.

    Raises:
        InvalidEvent: it is not; the message says to send ``meaning``.
    """
    value = text_of(holder, name)
    if value is None:
        raise InvalidEvent(f"{name} is missing; send {meaning}", field=name)
    return value


def whole_of(holder: Mapping[str, Any], name: str) -> int | None:
    """A whole number: ``2``, ``2.0`` or ``"2"``.

    Raises:
        InvalidEvent: it is none.
    """
    value = holder.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, str | float):
        value = _number(str(value))
    if isinstance(value, Decimal) and value.is_finite() and value.adjusted() < _MOST_DIGITS and value % 1 == 0:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 10**_MOST_DIGITS:
        raise InvalidEvent(f"{name} {shown(value)} is no whole number; send one such as 2", field=name)
    return value


def _number(text: str) -> Decimal | str:
    try:
        return Decimal(text) if len(text) <= _MOST_OF_A_NUMBER else text
    except InvalidOperation:
        return text


def price_of(value: object, currency: str) -> tuple[Price | None, bool]:
    """An amount of money, and whether it had to be rounded: what a browser multiplies has too many decimals.

    Raises:
        InvalidEvent: it is none, or none that can be.
    """
    if value is None or value == "":
        return None, False
    if isinstance(value, float):
        value = repr(value)
    told = str(value) if isinstance(value, int | Decimal | str) and not isinstance(value, bool) else ""
    if not told or len(told) > _MOST_OF_A_NUMBER:
        raise InvalidEvent(f"price {shown(value)} is not an amount; write for example 39.90", field="price")
    try:
        amount = Decimal(told)
        rounded = amount.quantize(_SMALLEST, ROUND_HALF_EVEN)
    except InvalidOperation:  # no number, or one that is no price for other reasons
        return read_price(told, currency), False
    if rounded == amount or not amount.is_finite():
        return read_price(told, currency), False
    return read_price(str(rounded), currency), True


def moment_of(value: object, name: str) -> datetime:
    """A time in ISO 8601 with its zone.

    Raises:
        InvalidEvent: it is none.
    """
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) and len(value) < 50 else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        told = f"{name} {shown(value)} is no time with a zone; write for example 2026-05-31T18:00:00Z"
        raise InvalidEvent(told, field=name)
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise InvalidEvent(f"{name} {shown(value)} is no time that a clock can show", field=name) from None


def moment_of_micros(holder: Mapping[str, Any]) -> datetime | None:
    """The time ``timestamp_micros``, in microseconds since 1970, as a number or a text of digits.

    Raises:
        InvalidEvent: it is none.
    """
    name = "timestamp_micros"
    try:
        micros = whole_of(holder, name)
    except InvalidEvent:
        micros = -1
    if micros is None:
        return None
    if micros < 0:
        told = f"{name} {shown(holder[name])} is no number of microseconds since 1970"
        raise InvalidEvent(told, field=name)
    try:
        return _EPOCH + timedelta(microseconds=micros)
    except OverflowError:
        raise InvalidEvent(f"{name} {shown(micros)} is no time; is it in microseconds?", field=name) from None


def shown(value: object) -> str:
    """A value for a message: short, and in characters that every store and terminal takes."""
    if isinstance(value, Mapping | list):  # it may be deep
        return "an object" if isinstance(value, Mapping) else f"a list of {len(value)}"
    text = str(value) if isinstance(value, Decimal) else ascii(value)
    return text if len(text) <= 60 else text[:60] + "…"
