"""Shopify's ``products.json``, as every shop serves it and as its admin interface does; each variant is a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from houndstooth.catalog import shopify
from houndstooth.catalog.json_stream import read_values
from houndstooth.catalog.options import option_values
from houndstooth.catalog.records import survey, to_text
from houndstooth.catalog.row import Row

KEY = "products"
"""Where the products stand in the object that the file is."""


class ShopifyJsonReader:
    """``TableReader`` for ``products.json``, read as a stream; a row's line is the number of its variant."""

    def __init__(self, path: Path, site: str | None = None) -> None:
        """Look through the file.

        Args:
            path: the file.
            site: the address of the shop, for those of its pages.

        Raises:
            InvalidSource: it cannot be read.
        """
        self._path = path
        self._site = site
        self.columns, self.total = survey(self.rows(), shopify.COLUMNS)

    def rows(self) -> Iterator[Row]:
        """See ``TableReader.rows``."""
        line = 0
        for product in read_values(self._path, KEY):
            for row in self._rows_of(product, line + 1):
                line += 1
                yield row

    def _rows_of(self, product: Any, line: int) -> Iterator[Row]:
        if not isinstance(product, dict):
            yield Row(line, problem="the product is no JSON object")
            return
        shared = _shared(product)
        variants = [variant for variant in _list(product, "variants") if isinstance(variant, dict)]
        if not variants:
            yield Row(
                line, shared, problem="the product has no variants, so there is nothing to buy", code="no-variant"
            )
        for number, variant in enumerate(variants, start=line):
            values = {name: text for name, text in (shared | self._own(product, variant)).items() if text}
            yield _published(Row(number, values), product)

    def _own(self, product: Mapping[str, Any], variant: Mapping[str, Any]) -> dict[str, str]:
        """What a variant says for itself."""
        id_ = _text(variant, "id")
        names = _option_names(product)
        chosen = [_text(variant, f"option{number}") for number in range(1, len(names) + 1)]
        own = {
            "id": id_ or _text(variant, "sku"),
            "sku": _text(variant, "sku"),
            "gtin": _text(variant, "barcode"),
            "availability": _availability(variant),
            "url": shopify.page(self._site, _text(product, "handle"), id_),
        }
        prices = shopify.prices(_text(variant, "price"), _text(variant, "compare_at_price"))
        return own | option_values(zip(names, chosen, strict=True)) | prices | _pictures(product, variant)


def _shared(product: Mapping[str, Any]) -> dict[str, str]:
    tags = product.get("tags")
    return {
        "title": _text(product, "title"),
        "category": _text(product, "product_type"),
        "brand": _text(product, "vendor"),
        "item_group_id": _text(product, "id") or _text(product, "handle"),
        "description": _text(product, "body_html"),
        "tags": ", ".join(map(to_text, tags)) if isinstance(tags, list) else _text(product, "tags"),
    }


def _published(row: Row, product: Mapping[str, Any]) -> Row:
    status = _text(product, "status")
    if status in {"", "active"}:
        return row
    return Row(row.line, row.values, problem=f"the product is {status} in the shop", code=shopify.UNPUBLISHED)


def _option_names(product: Mapping[str, Any]) -> list[str]:
    """The names of the options, which are objects in the public file and may be texts."""
    options = _list(product, "options")[:3]
    return [_text(option, "name") if isinstance(option, dict) else to_text(option) for option in options]


def _availability(variant: Mapping[str, Any]) -> str:
    if "available" in variant:
        return "in stock" if variant["available"] else "out of stock"
    if "inventory_quantity" not in variant:
        return ""
    tracked = variant.get("inventory_management", "shopify") is not None
    sold_beyond = variant.get("inventory_policy") == "continue"
    return shopify.stock(_text(variant, "inventory_quantity"), tracked=tracked, sold_beyond=sold_beyond)


def _pictures(product: Mapping[str, Any], variant: Mapping[str, Any]) -> dict[str, str]:
    images = [image for image in _list(product, "images") if isinstance(image, dict)]
    featured = variant.get("featured_image")
    first = _text(featured, "src") if isinstance(featured, dict) else ""
    for image in images:
        shows_it = variant.get("id") is not None and variant["id"] in _list(image, "variant_ids")
        if not first and (shows_it or (image.get("id") is not None and image["id"] == variant.get("image_id"))):
            first = _text(image, "src")
    return shopify.pictures(first, [_text(image, "src") for image in images if _text(image, "src")])


def _list(record: Mapping[str, Any], key: str) -> list[Any]:
    value = record.get(key)
    return value if isinstance(value, list) else []


def _text(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key)
    return "" if value is None else to_text(value).strip()
