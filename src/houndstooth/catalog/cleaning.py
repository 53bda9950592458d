"""A row becomes an item, by stated rules: those of ``text``, ``money``, ``labels`` and ``sale_dates``, and these.

* A sale price below the price is what one pays, and the price is the list price; any other sale price is ignored, and
  so is one outside its dates.
* Without a category of the shop's own, Google's is the category. A category that is a path of several steps is kept as
  such besides, in its own words; Google's where the shop's own has only one step.
* A stock count above 0, ``true`` and ``yes`` mean that the item is in stock.
* Without a title an item is called by its category and colour, else by its id.
* A web address is left as it is, but for ``&amp;``, which is ``&``.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from houndstooth.catalog.columns import ColumnMap
from houndstooth.catalog.labels import Labeller, path_in
from houndstooth.catalog.money import read_price
from houndstooth.catalog.sale_dates import is_on_sale
from houndstooth.catalog.text import clean
from houndstooth.catalog.words import UNCHANGED
from houndstooth.domain.errors import InvalidItem
from houndstooth.domain.item import MAX_ATTRIBUTES, MAX_DESCRIPTION, Availability, Item, ItemKind, Price

_COUNT = re.compile(r"-?\d+(\.\d+)?")
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")

_AVAILABILITY = {
    **dict.fromkeys(("in_stock", "instock", "available", "true", "yes", "limitedavailability"), Availability.IN_STOCK),
    **dict.fromkeys(("out_of_stock", "outofstock", "soldout", "sold_out", "false", "no"), Availability.OUT_OF_STOCK),
    **dict.fromkeys(("discontinued", "unavailable"), Availability.OUT_OF_STOCK),
    **dict.fromkeys(("preorder", "pre_order", "presale"), Availability.PREORDER),
    **dict.fromkeys(("backorder", "back_order", "onbackorder", "available_for_order"), Availability.BACKORDER),
}
"""Words of Google Merchant, schema.org, Shopify and WooCommerce."""


def to_item(
    shop_id: str,
    values: Mapping[str, str],
    columns: ColumnMap,
    *,
    default_currency: str,
    labels: Labeller | None = None,
    now: datetime | None = None,
) -> Item:
    """Clean the values of a row and build the item.

    Args:
        shop_id: the shop.
        values: the row, by column.
        columns: what the columns mean.
        default_currency: the currency of prices without one.
        labels: puts labels into our words, and notes what it does not know; without it, they stay.
        now: for sale prices that count for a time.

    Raises:
        InvalidItem: a value cannot be used; the message names it and the remedy.
    """
    labels = labels or Labeller(UNCHANGED)
    field = {name: clean(values.get(column)) for name, column in columns.fields.items()}
    item_id = (values.get(columns.fields["id"]) or "").strip()
    if not item_id:
        raise InvalidItem(f"the id (column {columns.fields['id']!r}) is empty; every item needs one")
    if not is_on_sale(field.get("sale_dates"), now or datetime.now(UTC)):
        field["sale_price"] = None
    price, list_price = _prices(field, default_currency)
    colour, colours = labels.colours(field.get("colour"))
    google = field.get("google_category")
    path = field.get("category_path") or path_in(field.get("category")) or path_in(google)
    field |= {"colour": colour, "category": labels.category(field.get("category") or google or path)}
    return Item(
        shop_id=shop_id,
        id=item_id,
        title=field.get("title") or _title(field, item_id),
        kind=_kind(field.get("kind")),
        category=field.get("category"),
        category_path=path,
        colour=colour,
        brand=field.get("brand"),
        gender=labels.gender(field.get("gender"), field.get("age_group")),
        size=labels.size(field.get("size")),
        price=price,
        list_price=list_price,
        availability=_availability(field.get("availability")),
        group=field.get("group"),
        url=_address(values.get(columns.fields.get("url", ""))),
        description=clean(values.get(columns.fields.get("description", "")), most=MAX_DESCRIPTION),
        attributes=_attributes(
            values,
            columns,
            {"age_group": field.get("age_group"), "colours": colours, "google_product_category": google},
        ),
    )


def digest(item: Item, address: str | None = None, more: Sequence[str] = ()) -> str:
    """The SHA-256 of all that an item says and where its pictures are: equal digests, nothing to write.

    Args:
        item: the item.
        address: the web address of its picture, if it has one.
        more: the addresses of its other pictures, or their names.
    """
    said = [item.title, item.kind, item.category, item.colour, item.brand, item.gender, item.size, item.url]
    offer = [_amount(item.price), _amount(item.list_price), item.availability, item.group, item.description]
    pictures = [*([address] if address else []), *([list(more)] if more else [])]
    path = [{"category_path": item.category_path}] if item.category_path else []
    whole = [said, offer, dict(item.attributes), *path, *pictures]
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _amount(price: Price | None) -> list[str] | None:
    return None if price is None else [str(price.amount.normalize()), price.currency]


def _title(field: Mapping[str, str | None], item_id: str) -> str:
    words = [word for word in (field.get("colour"), field.get("category")) if word]
    return " ".join(words).capitalize() or item_id


def _kind(text: str | None) -> ItemKind:
    try:
        return ItemKind((text or ItemKind.PRODUCT).lower())
    except ValueError:
        raise InvalidItem(f"kind {text!r} is none of {', '.join(ItemKind)}") from None


def _prices(field: Mapping[str, str | None], default_currency: str) -> tuple[Price | None, Price | None]:
    """What one pays, and what it was before a reduction."""
    price, sale = (
        None if text is None else read_price(text, field.get("currency"), default_currency=default_currency)
        for text in (field.get("price"), field.get("sale_price"))
    )
    if price is None or sale is None:
        return price or sale, None
    reduced = sale.currency == price.currency and sale.amount < price.amount
    return (sale, price) if reduced else (price, None)


def _availability(text: str | None) -> Availability | None:
    if text is None:
        return None
    word = _NOT_LETTERS.sub("_", text.rpartition("/")[2].lower()).strip("_")
    if word in _AVAILABILITY:
        return _AVAILABILITY[word]
    if _COUNT.fullmatch(text):
        return Availability.IN_STOCK if float(text) > 0 else Availability.OUT_OF_STOCK
    raise InvalidItem(f"availability {text[:40]!r} is none of {', '.join(Availability)}")


def _address(text: str | None) -> str | None:
    return None if clean(text) is None else (text or "").strip().replace("&amp;", "&")


def _attributes(values: Mapping[str, str], columns: ColumnMap, more: Mapping[str, str | None]) -> dict[str, str]:
    """The other columns by name, and ``more`` where no column is called so."""
    cleaned = {name: clean(values.get(column)) for column, name in columns.attributes.items()}
    present = {name: value for name, value in {**more, **cleaned}.items() if name and value}
    return dict(list(present.items())[:MAX_ATTRIBUTES])
