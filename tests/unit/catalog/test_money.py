from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houndstooth.catalog.money import read_price
from houndstooth.domain.errors import InvalidItem
from houndstooth.domain.item import Price


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("39.90", "39.90", "EUR"),
        ("39,90", "39.90", "EUR"),
        ("39", "39", "EUR"),
        ("39,90 €", "39.90", "EUR"),
        ("€39.90", "39.90", "EUR"),
        ("$1,299", "1299", "USD"),
        ("1.299,00 EUR", "1299.00", "EUR"),
        ("USD 1,299.50", "1299.50", "USD"),
        ("1 299,50 zł", "1299.50", "PLN"),
        ("1'299.50 chf", "1299.50", "CHF"),
        ("£0.99", "0.99", "GBP"),
        ("1,234,567", "1234567", "EUR"),
        ("1.5", "1.5", "EUR"),
        ("0.1234", "0.1234", "EUR"),
        ("1.299", "1299", "EUR"),
        ("EUR 12.99", "12.99", "EUR"),
        ("12.99 USD", "12.99", "USD"),
        ("CHF 1'299.–", "1299", "CHF"),
        ("Fr. 1’299.-", "1299", "CHF"),
        ("12,- €", "12", "EUR"),
        ("1\u202f299,00\xa0€", "1299.00", "EUR"),
        ("1,29,900.00", "129900.00", "EUR"),
        ("12.99 $ USD", "12.99", "USD"),
        ("A$ 5", "5", "AUD"),
        ("0.999", "0.999", "EUR"),
        ("1234.567", "1234.567", "EUR"),
    ],
)
def test_reads_prices_as_shops_write_them(text, amount, currency):
    """Symbols, codes, and both ways to write thousands and decimals."""
    assert read_price(text, None, default_currency="EUR") == Price(Decimal(amount), currency)


def test_the_currency_beside_the_number_wins():
    """Over the column, and the column over the default."""
    assert read_price("5 USD", "GBP", default_currency="EUR").currency == "USD"
    assert read_price("5", "gbp", default_currency="EUR").currency == "GBP"


@pytest.mark.parametrize(
    ("text", "home", "currency"),
    [
        ("1 299,00 kr", "SEK", "SEK"),
        ("99:- kr", "NOK", "NOK"),
        ("$5", "CAD", "CAD"),
        ("$5", "EUR", "USD"),
        ("¥500", "CNY", "CNY"),
    ],
)
def test_symbols_of_several_currencies_mean_the_shops_own(text, home, currency):
    """Where the shop's is one of them."""
    assert read_price(text, None, default_currency=home).currency == currency
    assert read_price(text, home, default_currency="EUR").currency == currency


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("10-20 EUR", "range"),
        ("10,00 € – 20,00 €", "range"),
        ("EUR 12.99 USD", "two currencies"),
        ("12 99", "several ways"),
        ("1.299.00", "several ways"),
        ("10 kr", "SEK, NOK"),
    ],
)
def test_refuses_what_could_mean_several_things(text, told):
    """With the reason."""
    with pytest.raises(InvalidItem, match=told):
        read_price(text, None, default_currency="EUR")


@pytest.mark.parametrize("text", ["", "free", "-5", "−5 €", "from 5 to 7", "12 pieces", "5 euros only", "."])
def test_refuses_what_is_no_amount(text):
    """Nothing is guessed that would put a wrong price on a page."""
    with pytest.raises(InvalidItem, match="price"):
        read_price(text, None, default_currency="EUR")


@given(st.decimals(0, 999_999, places=2))
def test_plain_and_continental_numbers_read_the_same(amount):
    """Whatever the separators."""
    plain = f"{amount:,.2f}"
    continental = plain.translate(str.maketrans(",.", ".,"))
    for text in (plain, continental):
        assert read_price(text, None, default_currency="EUR").amount == amount


@given(st.text(max_size=40))
def test_any_text_is_a_price_or_a_clear_refusal(text):
    """Nothing else happens."""
    try:
        read_price(text, None, default_currency="EUR")
    except InvalidItem:
        pass
