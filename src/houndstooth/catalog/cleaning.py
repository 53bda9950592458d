"""A row becomes an item, by stated rules.

* Blanks at the ends go, runs of blanks and line breaks become one blank, Unicode is composed (NFC).
* ``nan``, ``null``, ``none``, ``n/a``, ``na`` and ``-`` mean that there is no value.
* Text beyond the limit of an item is cut, and ends with ``…``.
* Without a title an item is called by its category and colour, else by its id.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping

from houndstooth.catalog.columns import ColumnMap
from houndstooth.catalog.money import read_price
from houndstooth.domain.errors import InvalidItem
from houndstooth.domain.item import MAX_ATTRIBUTES, MAX_TEXT, Item, ItemKind, Price

_MISSING = {"", "nan", "null", "none", "n/a", "na", "-"}


def to_item(shop_id: str, values: Mapping[str, str], columns: ColumnMap, *, default_currency: str) -> Item:
    """Clean the values of a row and build the item.

    Raises:
        InvalidItem: a value cannot be used; the message names it and the remedy.
    """
    field = {name: clean(values.get(column)) for name, column in columns.fields.items()}
    item_id = (values.get(columns.fields["id"]) or "").strip()
    if not item_id:
        raise InvalidItem(f"the id (column {columns.fields['id']!r}) is empty; every item needs one")
    return Item(
        shop_id=shop_id,
        id=item_id,
        title=field.get("title") or _title(field, item_id),
        kind=_kind(field.get("kind")),
        category=field.get("category"),
        colour=field.get("colour"),
        brand=field.get("brand"),
        gender=field.get("gender"),
        price=_price(field, default_currency),
        url=field.get("url"),
        attributes=_attributes(values, columns),
    )


def digest(item: Item, address: str | None = None) -> str:
    """The SHA-256 of all that an item says, and of the web address of its picture: equal digests, nothing to write."""
    price = None if item.price is None else [str(item.price.amount.normalize()), item.price.currency]
    said = [item.title, item.kind, item.category, item.colour, item.brand, item.gender, price, item.url]
    whole = [said, dict(item.attributes), *([address] if address else [])]
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def clean(text: str | None) -> str | None:
    """Text by the rules above; ``None`` where there is nothing."""
    if text is None:
        return None
    text = " ".join(unicodedata.normalize("NFC", text).split())
    if text.lower() in _MISSING:
        return None
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…"


def _title(field: Mapping[str, str | None], item_id: str) -> str:
    words = [word for word in (field.get("colour"), field.get("category")) if word]
    return " ".join(words).capitalize() or item_id


def _kind(text: str | None) -> ItemKind:
    try:
        return ItemKind((text or ItemKind.PRODUCT).lower())
    except ValueError:
        raise InvalidItem(f"kind {text!r} is none of {', '.join(ItemKind)}") from None


def _price(field: Mapping[str, str | None], default_currency: str) -> Price | None:
    text = field.get("price")
    return None if text is None else read_price(text, field.get("currency"), default_currency=default_currency)


def _attributes(values: Mapping[str, str], columns: ColumnMap) -> dict[str, str]:
    cleaned = {name: clean(values.get(column)) for column, name in columns.attributes.items()}
    present = {name: value for name, value in cleaned.items() if name and value}
    return dict(list(present.items())[:MAX_ATTRIBUTES])
