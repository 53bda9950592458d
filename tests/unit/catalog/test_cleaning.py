from __future__ import annotations

from dataclasses import replace

import pytest

from houndstooth.catalog.cleaning import clean, digest, to_item
from houndstooth.catalog.columns import ColumnMap
from houndstooth.catalog.labels import Labeller
from houndstooth.catalog.words import load_words
from houndstooth.domain.errors import InvalidItem
from houndstooth.domain.item import MAX_TEXT, ItemKind

COLUMNS = ColumnMap.guess(["id", "title", "category", "colour", "price", "kind", "url", "season"])


def item(**values):
    return to_item("shop", {"id": "1"} | values, COLUMNS, default_currency="EUR")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Red\n  dress\t", "Red dress"),
        ("nan", None),
        ("N/A", None),
        ("-", None),
        ("", None),
        (None, None),
        ("e\u0301te\u0301", "été"),
        ("Nankeen", "Nankeen"),
    ],
)
def test_cleans_text_by_the_stated_rules(text, expected):
    """Blanks, missing values, composed characters."""
    assert clean(text) == expected


def test_long_text_is_cut_not_refused():
    """A long description does not cost the item."""
    cleaned = clean("x" * 1000)
    assert len(cleaned) == MAX_TEXT
    assert cleaned.endswith("…")


def test_an_item_without_a_title_is_called_by_what_it_is():
    """Category and colour, else the id."""
    assert item(category="Dresses", colour="Red").title == "Red dresses"
    assert item().title == "1"


@pytest.mark.parametrize("values", [{"id": " "}, {"kind": "gadget"}, {"price": "free"}, {"url": "ftp://x"}])
def test_values_that_cannot_be_used_are_named(values):
    """The row is refused with its reason."""
    with pytest.raises(InvalidItem):
        item(**values)


def test_kinds_are_read_in_any_case():
    """A magazine's looks."""
    assert item(kind="Look").kind is ItemKind.LOOK


def test_the_digest_tells_whether_anything_changed():
    """The same content in other words is the same; any field counts."""
    same = [item(title="Red  dress", price="39.9"), item(title="Red dress ", price="39.90 EUR")]
    assert digest(same[0]) == digest(same[1])
    others = [item(), item(season="Summer"), item(price="1"), item(colour="Red"), item(category="Red")]
    assert len({digest(other) for other in others}) == len(others)


@pytest.mark.parametrize(
    ("row", "category", "path"),
    [
        ({"category": "Women>Dresses > Maxi"}, "Maxi", "Women > Dresses > Maxi"),
        ({"category": "Dresses", "google_product_category": "Apparel > Dresses"}, "Dresses", "Apparel > Dresses"),
        ({"category": "Dresses", "breadcrumbs": "Home › Women"}, "Dresses", "Home > Women"),
        ({"breadcrumbs": "Sale"}, "Sale", "Sale"),
        ({"category": "Dresses", "google_product_category": "2271"}, "Dresses", None),
        ({"category": " > ".join("ABCDEFGHIJKLM")}, "M", None),
    ],
)
def test_a_category_path_is_kept_beside_the_category(row, category, path):
    """In the words of the shop; another path is something to write."""
    columns = ColumnMap.guess(["id", *row])
    read = to_item("shop", {"id": "1", **row}, columns, default_currency="EUR", labels=Labeller(load_words()))
    assert (read.category, read.category_path) == (category, path)
    assert (digest(read) == digest(replace(read, category_path=None))) is (path is None)


def test_more_pictures_change_the_digest():
    """A new picture is something to write, but rows without any keep their digest."""
    digests = [digest(item()), digest(item(), None, ["a.jpg"]), digest(item(), None, ["a.jpg", "b.jpg"])]
    assert len({*digests, digest(item(), "a.jpg")}) == 4
    assert digest(item(), None, []) == digests[0]


def test_googles_category_stands_in():
    """Row by row, where the shop has none of its own."""
    columns = ColumnMap.guess(["id", "product type", "google product category"])
    rows = [
        {"id": "1", "google product category": "2271"},
        {"id": "2", "product type": "Coats", "google product category": "2271"},
    ]
    items = [to_item("shop", row, columns, default_currency="EUR") for row in rows]
    assert [read.category for read in items] == ["2271", "Coats"]
    assert items[1].attributes == {"google_product_category": "2271"}


def test_a_web_address_is_not_taken_for_html():
    """``&copy=`` is no sign."""
    assert item(url="https://x.example/?a=1&amp;copy=2&lt=3").url == "https://x.example/?a=1&copy=2&lt=3"


OFFERS = ColumnMap.guess(
    ["id", "price", "sale_price", "currency", "availability", "item_group_id", "size", "description"]
)


def offer(**values):
    return to_item("shop", {"id": "1"} | values, OFFERS, default_currency="EUR")


@pytest.mark.parametrize(
    ("price", "sale_price", "paid", "before"),
    [
        ("50", "39.90", "39.90", "50.00"),
        ("50", "50", "50.00", None),
        ("50", "60", "50.00", None),
        ("50", "", "50.00", None),
        ("", "39.90", "39.90", None),
        ("50 EUR", "40 USD", "50.00", None),
    ],
)
def test_what_one_pays_is_the_lower_price(price, sale_price, paid, before):
    """A reduction has a price from before; anything else that stands as a sale price is none."""
    read = offer(price=price, sale_price=sale_price)
    assert read.price.text == paid
    assert (read.list_price and read.list_price.text) == before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in stock", "in_stock"),
        ("https://schema.org/OutOfStock", "out_of_stock"),
        ("Pre-Order", "preorder"),
        ("onbackorder", "backorder"),
        ("17", "in_stock"),
        ("0", "out_of_stock"),
        ("-2", "out_of_stock"),
        ("4.0", "in_stock"),
        ("", None),
    ],
)
def test_availability_is_read_in_the_words_of_shops(text, expected):
    """Google's, schema.org's, WooCommerce's, or a count."""
    assert offer(availability=text).availability == expected


def test_an_availability_that_nobody_knows_is_refused():
    """Rather than sold out by mistake."""
    for text in ("maybe", "--5"):
        with pytest.raises(InvalidItem, match=text):
            offer(availability=text)


def test_every_field_of_an_offer_changes_the_digest():
    """A new price, size or group is something to write."""
    rows = [{}, {"price": "5"}, {"price": "6", "sale_price": "5"}, {"availability": "in stock"}, {"size": "M"}]
    rows += [{"item_group_id": "g"}, {"description": "long"}]
    assert len({digest(offer(**row)) for row in rows}) == len(rows)
