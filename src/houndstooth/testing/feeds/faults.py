"""The faults that are planted, each with what must come of its row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from houndstooth.domain.item import MAX_ID, MAX_TEXT

GONE = "gone"
"""A picture that is named, and is not there."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is done to a sound row, by attribute of Google's (``None`` takes it away), and what comes of it.

    ``code`` is that of the rejection, ``None`` for a row that must come out right, with ``right`` beside what a sound
    row says. ``picture`` stands in the file of the picture instead of one, ``raw`` is put into the XML of the item as
    it is, ``repeats`` takes the id of an earlier row, and all else it says, too, where nothing else is changed.
    """

    name: str
    change: Mapping[str, str | None] = field(default_factory=dict)
    code: str | None = None
    right: Mapping[str, str | None] = field(default_factory=dict)
    picture: bytes | str | None = None
    raw: bytes = b""
    repeats: bool = False
    only: str = ""
    """The form of feed that can have it, if not all can."""


def _refused(name: str, code: str = "invalid-item", **change: str | None) -> Fault:
    return Fault(name, change, code)


def _price(name: str, text: str | None, price: str | None) -> Fault:
    return Fault(name, {"price": text}, right={"price": price})


def _sale(name: str, text: str, dates: str = "", *, to: str = "40.00 EUR", before: str | None = None) -> Fault:
    change = {"price": "40.00 EUR", "sale_price": text, "sale_price_effective_date": dates}
    return Fault(name, change, right={"price": to, "list_price": before})


def _label(name: str, field_name: str, text: str, **right: str | None) -> Fault:
    return Fault(name, {field_name: text}, right=right)


_IDS = (
    _refused("no id", id=None),
    _refused("blank id", id="   "),
    _refused("long id", id="x" * (MAX_ID + 1)),
    _refused("id with a control character", id="A\x85B"),
    Fault("row repeated", repeats=True),
    Fault("id repeated", {"title": "Something else"}, "repeated-id", repeats=True),
    _refused("long group", item_group_id="g" * (MAX_ID + 1)),
)
_PRICES = (
    _refused("price in words", price="on request"),
    _refused("negative price", price="-5.00 EUR"),
    _refused("price range", price="10.00 - 20.00 EUR"),
    _refused("two currencies", price="EUR 12.99 USD"),
    _refused("dots in a price", price="1.299.00 EUR"),
    _refused("price without end", price="1000000000000000 EUR"),
    _price("comma in a price", "39,90 EUR", "39.90 EUR"),
    _price("thousands in a price", "1.299,00 €", "1299.00 EUR"),
    _price("Swiss price", "CHF 1'299.–", "1299.00 CHF"),
    _price("price without a currency", "39.90", "39.90 EUR"),
    _price("currency in words", "12.00 Euro", "12.00 EUR"),
    _price("no price", None, None),
)
_SALES = (
    _refused("sale price in words", sale_price="half"),
    _sale("sale price above the price", "50.00 EUR"),
    _sale("sale price in another currency", "30.00 USD"),
    _sale("sale that is over", "30.00 EUR", "2020-01-01/2020-01-31"),
    _sale("sale with dates in words", "30.00 EUR", "soon/later"),
    _sale("sale under way", "30.00 EUR", "2020-01-01/2999-01-31", to="30.00 EUR", before="40.00 EUR"),
)
_STOCK = (
    _refused("unknown availability", availability="maybe"),
    Fault("availability with a sign", {"availability": "In Stock!"}, right={"availability": "in_stock"}),
    Fault(
        "availability as an address",
        {"availability": "https://schema.org/OutOfStock"},
        right={"availability": "out_of_stock"},
    ),
    Fault("stock as a number", {"availability": "0"}, right={"availability": "out_of_stock"}),
)
_TEXTS = (
    _label("HTML in the title", "title", "<b>Red</b>dish<br>dress", title="Reddish dress"),
    _label("title escaped twice", "title", "Tom &amp;amp; Co", title="Tom & Co"),
    _label("mojibake in the title", "title", "CafÃ© GrÃ¶ÃŸe", title="Café Größe"),
    _label("control characters in the title", "title", "A\x07 dr\u200bess\x1f", title="A dress"),
    _label("long title", "title", "x" * 1000, title="x" * (MAX_TEXT - 1) + "…"),
    _label("blank title", "title", "  ", title="Navy blue dresses"),
    _label("no title", "title", "null", title="Navy blue dresses"),
    _label("title in pieces", "title", "e\u0301te\u0301   dress ", title="été dress"),
    _label("script in the description", "description", "<script>x()</script><p>Fine</p>", description="Fine"),
)
_LABELS = (
    _label("colour in German", "color", "DUNKELBLAU", colour="Navy Blue"),
    _label("several colours", "color", "red/white", colour="Red", colours="Red/White"),
    _label("unknown colour", "color", "Petrol dream", colour="Petrol dream"),
    _label("gender in French", "gender", "femme", gender="Women"),
    _label("size in words", "size", "extra large", size="XL"),
    _label("category path", "product_type", "Sale > Clothing > Skirts", category="Skirts"),
    _label("category number", "product_type", "2271", category="Dresses"),
    Fault("children by age group", {"gender": "male", "age_group": "kids"}, right={"gender": "Boys"}),
    _refused("unknown kind", kind="gadget"),
)
_LINKS = (
    _refused("link of another scheme", link="ftp://shop.example/x"),
    _refused("link without a scheme", link="www.shop.example/x"),
    Fault(
        "link escaped twice", {"link": "https://x.example/?a&amp;copy=1"}, right={"url": "https://x.example/?a&copy=1"}
    ),
)
_PICTURES = (
    _refused("no picture named", "missing-picture", image_link=None),
    _refused("picture of a broken scheme", "missing-picture", image_link="htp:/shop.example/x.jpg"),
    Fault("picture that is gone", picture=GONE, code="missing-picture"),
    Fault("picture that is text", picture=b"This is not a picture, it is a text.", code="not-a-picture"),
    Fault("picture that is a page", picture=b"<!doctype html><html><body>404</body></html>", code="not-a-picture"),
    Fault("empty picture", picture=b"", code="empty"),
    Fault("corrupt picture", picture=b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + b"\x00" * 200, code="corrupt"),
    Fault("another picture that is gone", {"additional_image_link": "pictures/nowhere.jpg"}),
)
_MARKUP = (
    Fault("bare ampersand", raw=b"<g:material>wool & silk</g:material>", code="unreadable-row", only="xml"),
    Fault("tag left open", raw=b"<g:material>wool", code="unreadable-row", only="xml"),
    Fault("byte of another encoding", raw=b"<g:material>wei\xdf</g:material>", code="unreadable-row", only="xml"),
    Fault("forbidden character", raw=b"<g:material>wool&#1;</g:material>", code="unreadable-row", only="xml"),
    Fault("entity of HTML", raw=b"<g:material>wool&nbsp;silk</g:material>", only="xml"),
    Fault("elements inside", raw=b"<g:shipping><g:price>3 EUR</g:price></g:shipping>", only="xml"),
    Fault("a value too many", raw=b"\tmore", code="unreadable-row", only="tsv"),
)

FAULTS = (*_IDS, *_PRICES, *_SALES, *_STOCK, *_TEXTS, *_LABELS, *_LINKS, *_PICTURES, *_MARKUP)
"""All kinds."""
