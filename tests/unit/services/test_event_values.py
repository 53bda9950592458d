"""The values that events are sent with: what can only mean one thing is taken, all else is refused."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houndstooth.domain.errors import InvalidEvent
from houndstooth.services.event_values import moment_of, moment_of_micros, price_of, text_of, whole_of


@pytest.mark.parametrize("value", [2, "2", " 2 ", "2.0", Decimal("2.0"), Decimal("2E0"), 2.0, "2e0"])
def test_whole_numbers(value):
    assert whole_of({"quantity": value}, "quantity") == 2


@pytest.mark.parametrize(
    "value",
    [2.5, "2.5", True, "two", [2], {}, Decimal("NaN"), Decimal("Infinity"), Decimal("sNaN"), float("nan"), 10**18]
    + ["9" * 500, Decimal("1e999999"), "\ud800"],
)
def test_what_is_no_whole_number(value):
    """Named in the message, and short."""
    with pytest.raises(InvalidEvent, match=r"quantity .* is no whole number") as told:
        whole_of({"quantity": value}, "quantity")
    assert (told.value.field, len(str(told.value)) < 130) == ("quantity", True)


@given(st.decimals(0, 10**11, places=4))
def test_amounts_are_exact(amount):
    """As JSON number or text, none is off by a ten-thousandth."""
    for value in (amount, str(amount), f"{amount:f}"):
        price, rounded = price_of(value, "EUR")
        assert (price.amount, rounded) == (amount, False)


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        (Decimal("17.990999999999996"), "17.991"),
        ("0.0209152542372881", "0.0209"),
        (0.1 + 0.2, "0.3"),
        ("1e-30", "0"),
        ("39.90005", "39.9"),
        ("39.90015", "39.9002"),
    ],
)
def test_what_a_browser_multiplied_is_rounded(value, amount):
    """To ten-thousandths, halves to the even one, and it is told."""
    price, rounded = price_of(value, "EUR")
    assert (price.amount, rounded) == (Decimal(amount), True)


@pytest.mark.parametrize(
    "value",
    [-1, "-0.01", "free", "1e400", 10**12, Decimal("NaN"), "Infinity", Decimal("sNaN"), True, [], "9" * 200, "39,90"],
)
def test_what_is_no_price(value):
    with pytest.raises(InvalidEvent, match="price") as told:
        price_of(value, "EUR")
    assert told.value.field == "price"


def test_a_currency_that_is_none():
    with pytest.raises(InvalidEvent, match="'EURO'"):
        price_of("1", "EURO")


def test_texts():
    """A number is a text to those who have numbers for ids; nothing, and an empty one, is none."""
    assert [text_of({"id": value}, "id") for value in ("x", 7, -7, "", None)] == ["x", "7", "-7", None, None]
    for value in (True, 7.5, [], {}, Decimal(7), 10**30):
        with pytest.raises(InvalidEvent, match=r"id .* is no text"):
            text_of({"id": value}, "id")


def test_moments():
    """With their zone, in any way to write it."""
    noon = datetime(2026, 6, 1, 12, tzinfo=UTC)
    for text in ("2026-06-01T12:00:00Z", "2026-06-01T14:00:00+02:00", "20260601T120000Z", "2026-W23-1T12:00:00Z"):
        assert moment_of(text, "time") == noon
    micros = int(noon.timestamp() * 1_000_000)
    for value in (micros, str(micros), Decimal(micros)):
        assert moment_of_micros({"timestamp_micros": value}) == noon
    assert moment_of_micros({}) is None
    for value in (-1, "soon", 2.5, True, 10**30, 10**17 * 9):
        with pytest.raises(InvalidEvent, match="timestamp_micros"):
            moment_of_micros({"timestamp_micros": value})


@given(st.one_of(st.text(), st.integers(), st.floats(), st.none(), st.booleans(), st.lists(st.none())))
def test_whatever_is_sent_for_a_time(value):
    """Is one, or is refused."""
    try:
        assert moment_of(value, "time").tzinfo is UTC
    except InvalidEvent as error:
        assert error.field == "time"
