from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houndstooth.domain.errors import InvalidItem
from houndstooth.domain.item import MAX_ATTRIBUTES, MAX_ID, MAX_TEXT, Item, ItemKind, Price


def make(**fields):
    return Item(**({"shop_id": "shop", "id": "1", "title": "Shirt"} | fields))


def test_an_item_is_a_product_unless_told_otherwise():
    """Shops need not say it; magazines and schools can say something else."""
    assert make().kind is ItemKind.PRODUCT
    assert make(kind=ItemKind.COURSE).kind is ItemKind.COURSE


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"id": ""}, "id ''"),
        ({"id": " 7"}, "id ' 7'"),
        ({"id": "x" * (MAX_ID + 1)}, str(MAX_ID)),
        ({"id": "a\x00b"}, "control character"),
        ({"id": "a\ud800"}, "control character"),
        ({"shop_id": ""}, "shop ''"),
        ({"title": "x" * (MAX_TEXT + 1)}, str(MAX_TEXT)),
        ({"colour": "Re\x1bd"}, "colour"),
        ({"url": "javascript:alert(1)"}, "javascript"),
        ({"url": "https://"}, "https://"),
        ({"url": "http://[::1"}, "url"),
        ({"attributes": {f"a{n}": "x" for n in range(MAX_ATTRIBUTES + 1)}}, str(MAX_ATTRIBUTES)),
        ({"attributes": {"size": "\x07"}}, "size"),
    ],
)
def test_bad_fields_are_refused_by_name(fields, told):
    """The message names the value or the limit."""
    with pytest.raises(InvalidItem, match=re.escape(told)):
        make(**fields)


@pytest.mark.parametrize("amount", ["-0.01", "NaN", "Infinity", "1.00001", "1000000000000"])
def test_a_price_is_a_sane_amount(amount):
    """Negative, endless and over-precise amounts are refused."""
    with pytest.raises(InvalidItem, match="price"):
        Price(Decimal(amount), "EUR")


@pytest.mark.parametrize("currency", ["", "eur", "EURO", "E1R"])
def test_a_currency_is_a_code(currency):
    """Three capital letters."""
    with pytest.raises(InvalidItem, match="currency"):
        Price(Decimal(1), currency)


@pytest.mark.parametrize(
    ("amount", "text"), [("5", "5.00"), ("39.9", "39.90"), ("0.125", "0.125"), ("1E+3", "1000.00")]
)
def test_a_price_as_text(amount, text):
    """At least two decimals, never an exponent, nothing lost."""
    assert Price(Decimal(amount), "EUR").text == text


@given(st.text(max_size=300))
def test_any_text_is_an_id_or_a_clear_refusal(text):
    """Ids of every script pass unchanged, anything else is InvalidItem and nothing else."""
    try:
        assert make(id=text).id == text
    except InvalidItem as error:
        assert "id" in str(error)


def test_attributes_cannot_be_changed_later():
    """Items are values."""
    with pytest.raises(TypeError):
        make(attributes={"season": "Summer"}).attributes["season"] = "Winter"
