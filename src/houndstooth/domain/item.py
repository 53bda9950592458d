"""An item: anything with a picture that can be found and recommended."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from urllib.parse import urlsplit

from houndstooth.domain.category_path import join_path
from houndstooth.domain.errors import InvalidItem

MAX_ID = 200
MAX_TEXT = 500
MAX_DESCRIPTION = 5000
MAX_ATTRIBUTES = 100

AMOUNT_SCALE = 10_000
"""Where amounts of money are whole numbers, they are ten-thousandths."""

_CURRENCY = re.compile(r"[A-Z]{3}")


class ItemKind(StrEnum):
    """What an item is; a shop sells products, a magazine has articles and looks."""

    PRODUCT = "product"
    LOOK = "look"
    ARTICLE = "article"
    COURSE = "course"
    PIECE = "piece"


class Availability(StrEnum):
    """Whether an item can be had, in the words of Google Merchant and schema.org."""

    IN_STOCK = "in_stock"
    OUT_OF_STOCK = "out_of_stock"
    PREORDER = "preorder"
    BACKORDER = "backorder"


@dataclass(frozen=True, slots=True)
class Price:
    """An amount of money, 0 or more, with at most four decimals, in an ISO 4217 currency."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not self.amount.is_finite() or self.amount < 0:
            raise InvalidItem(f"price {self.amount} is not an amount of 0 or more")
        if self.amount != round(self.amount, 4) or self.amount >= 10**12:
            raise InvalidItem(f"price {self.amount} has more than four decimals or is a trillion or more")
        if not _CURRENCY.fullmatch(self.currency):
            raise InvalidItem(f"currency {self.currency!r} is not a code of three capital letters, such as EUR")

    @property
    def text(self) -> str:
        """The amount as a plain decimal number with at least two decimals: ``39.90``."""
        cents = self.amount.quantize(Decimal("0.01"))
        return f"{cents if cents == self.amount else self.amount.normalize():f}"


@dataclass(frozen=True, slots=True)
class Item:
    """One item of one shop. ``attributes`` holds whatever else the shop says of it, as text.

    ``price`` is what one pays today; ``list_price``, in the same currency, what it was before a reduction, if it is
    reduced. Items that differ in size or colour alone share a ``group``. ``category`` is what an item is,
    ``category_path`` its place in the shop's own tree, ``Women > Dresses > Maxi``. What is not known is ``None``.

    Raises:
        InvalidItem: a field is missing or wrong; the message names it, its value and the remedy.
    """

    shop_id: str
    id: str
    title: str
    kind: ItemKind = ItemKind.PRODUCT
    category: str | None = None
    colour: str | None = None
    brand: str | None = None
    gender: str | None = None
    size: str | None = None
    price: Price | None = None
    list_price: Price | None = None
    availability: Availability | None = None
    group: str | None = None
    url: str | None = None
    description: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    category_path: str | None = None

    def __post_init__(self) -> None:
        check_id("shop", self.shop_id)
        check_id("id", self.id)
        if self.group is not None:
            check_id("group", self.group)
        for name in ("title", "category", "colour", "brand", "gender", "size", "category_path"):
            _check_text(name, getattr(self, name))
        _check_text("description", self.description, most=MAX_DESCRIPTION)
        _check_prices(self.price, self.list_price)
        if self.url is not None and not _is_web_address(self.url):
            raise InvalidItem(f"url {self.url[:80]!r} is not an address that starts with http:// or https://")
        if self.category_path is not None:
            object.__setattr__(self, "category_path", join_path(self.category_path))
        if len(self.attributes) > MAX_ATTRIBUTES:
            raise InvalidItem(
                f"{len(self.attributes)} attributes; at most {MAX_ATTRIBUTES} are kept, map fewer columns"
            )
        for name, value in self.attributes.items():
            _check_text("attribute name", name)
            _check_text(f"attribute {name}", value)
        object.__setattr__(self, "attributes", MappingProxyType(dict(sorted(self.attributes.items()))))


def check_id(name: str, value: str) -> None:
    """Refuse an identifier that is empty, too long, or holds characters nobody can see.

    Raises:
        InvalidItem: naming the value and the limit.
    """
    if not value or value != value.strip():
        raise InvalidItem(f"{name} {value!r} is empty or has blanks around it")
    if len(value) > MAX_ID:
        raise InvalidItem(f"{name} {value[:40]!r}… has {len(value)} characters; at most {MAX_ID} are allowed")
    if has_control_characters(value):
        raise InvalidItem(f"{name} {value!r} holds a control character; remove it")


def has_control_characters(text: str) -> bool:
    """Whether the text holds control characters, lone surrogates or unassigned code points that stores choke on."""
    # What can be printed holds none of them, and nearly all text can.
    return not text.isprintable() and any(unicodedata.category(character) in {"Cc", "Cs"} for character in text)


def _check_text(name: str, value: str | None, *, most: int = MAX_TEXT) -> None:
    if value is None:
        return
    if len(value) > most:
        raise InvalidItem(f"{name} {value[:40]!r}… has {len(value)} characters; at most {most} are kept")
    if has_control_characters(value):
        raise InvalidItem(f"{name} {value[:40]!r} holds a control character; remove it")


def _check_prices(price: Price | None, list_price: Price | None) -> None:
    if list_price is None:
        return
    if price is None or price.currency != list_price.currency or price.amount >= list_price.amount:
        paid = "nothing" if price is None else f"{price.text} {price.currency}"
        raise InvalidItem(
            f"list price {list_price.text} {list_price.currency} is not above what one pays ({paid}) in one currency; "
            "leave it out for an item that is not reduced"
        )


def _is_web_address(url: str) -> bool:
    if len(url) > 2000 or has_control_characters(url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)
