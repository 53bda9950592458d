from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houndstooth.catalog.words import UNCHANGED, load_words
from houndstooth.domain.errors import InvalidInput
from houndstooth.domain.filter import Filter
from houndstooth.domain.item import Price
from houndstooth.domain.listing import FacetValue
from houndstooth.services.shop_words import ShopWords
from houndstooth.services.wording import read_wording

VALUES = {
    "category": ("Dresses", "Shirts", "Tshirts", "Casual Shoes", "Trousers", "Heels"),
    "colour": ("Red", "Black", "Navy Blue", "Blue", "White", "Orange", "Off White"),
    "gender": ("Men", "Women", "Unisex"),
    "pattern": ("Striped", "Pinstripe", "Checked", "Gingham", "Solid", "Floral"),
    "usage": ("Casual", "Formal"),
    "brand": ("Orange", "Alder & Wren"),
}
SHOP = ShopWords.of({field: tuple(FacetValue(value, 1) for value in of) for field, of in VALUES.items()}, load_words())
NOBODY = ShopWords.of({}, UNCHANGED)


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("red dress", "colour=Red category=Dresses"),
        ("like this, but in RED", "colour=Red"),
        ("for men", "gender=Men"),
        ("women's shirts", "gender=Women category=Shirts"),
        ("ladies navy t-shirt", "gender=Women colour=Navy Blue category=Tshirts"),
        ("vestido rojo", "category=Dresses colour=Red"),
        ("schwarze Hosen", "colour=Black category=Trousers"),
        ("casual shoes", "category=Casual Shoes"),
        ("off-white heels", "colour=Off White category=Heels"),
        ("orange", "colour=Orange"),
        ("alder wren dress", "brand=Alder & Wren category=Dresses"),
        ("checked", "pattern=Checked pattern=Gingham"),
        ("with stripes", "pattern=Striped pattern=Pinstripe"),
        ("pinstripe", "pattern=Pinstripe"),
        ("without stripes", "pattern!=Striped pattern!=Pinstripe"),
        ("not red, no checks", "colour!=Red pattern!=Checked pattern!=Gingham"),
        ("ohne Streifen", "pattern!=Striped pattern!=Pinstripe"),
        ("red or blue", "colour=Red colour=Blue"),
        ("blakc shrits", "colour=Black category=Shirts"),
        ("skirt", ""),
        ("under 50 €", "price<=50"),
        ("dress below 49.90", "category=Dresses price<=49.90"),
        ("over 20 up to 40,5", "price>=20 price<=40.5"),
        ("cheaper", "price<=19.8999"),
        ("cheaper and red", "colour=Red price<=19.8999"),
        ("linen", ""),
        ("all", ""),
        ("without lace", ""),
    ],
)
def test_what_is_understood(text, understood):
    """Labels in the shop's own words and ours, also misspelt; what is refused; prices."""
    wording = read_wording(text, SHOP)
    told = (*wording.wishes(Filter()), *wording.demands(Price(Decimal("19.90"), "EUR")))
    assert " ".join(map(str, told)) == understood


@pytest.mark.parametrize(
    ("text", "said", "rest"),
    [
        ("red linen dress without stripes", "red linen dress", "linen"),
        ("cheaper", "", ""),
        ("but without lace, please", "", ""),
        ("Houndstooth coat under 80", "houndstooth coat", "houndstooth coat"),
    ],
)
def test_what_is_left(text, said, rest):
    """What is not wanted is not looked for; prices are no words."""
    wording = read_wording(text, SHOP)
    assert (wording.text, wording.rest) == (said, rest)


def test_a_field_of_the_filter_is_left_to_it():
    """Somebody who looks at shirts and types 'dress' does not widen the filter."""
    wording = read_wording("red dress", SHOP)
    assert [str(one) for one in wording.wishes(Filter.parse(["category=Shirts"]))] == ["colour=Red"]


def test_nothing_is_cheaper_than_nothing():
    """What costs nothing, or nobody knows what, is a price like any other."""
    wording = read_wording("cheaper", SHOP)
    assert [str(one) for one in wording.demands(Price(Decimal(0), "EUR"))] == ["price<=0"]
    assert wording.demands(None) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [("x" * 10_000, "10,000 characters"), ("👗 🔥", "no word"), ("", "no word"), ("' --;%_", "no word")],
)
def test_what_cannot_be_searched_by(text, told):
    """The message names the value and says what to type."""
    with pytest.raises(InvalidInput, match=told):
        read_wording(text, SHOP)


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(text):
    """Conditions that are understood can be asked, and nothing is understood that the shop has not."""
    try:
        wording = read_wording(text, SHOP)
    except InvalidInput:
        return
    Filter((*wording.wishes(Filter()), *wording.demands(Price(Decimal(3), "EUR"))))
    assert all(set(values) <= set(VALUES[field]) for field, values in wording.wanted.items())
    assert read_wording(text, NOBODY).wanted == {}
