"""WooCommerce's CSV export of products: simple products, and variable ones whose variations are the rows.

A variation names its parent by SKU or ``id:NN``, before or after the parent's own row, and inherits what it does not
say itself. A parent cannot be bought, so it is no row, unless the file has no variation of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from houndstooth.catalog.delimited import DelimitedReader
from houndstooth.catalog.options import option_values
from houndstooth.catalog.records import survey
from houndstooth.catalog.row import Row
from houndstooth.catalog.shopify import UNPUBLISHED

SIGNS = frozenset({"Type", "SKU", "Regular price"})
"""Columns that no other format has together."""

_COLUMNS = (
    "id", "title", "picture", "more_pictures", "category", "colour", "brand", "size", "price", "sale_price",
    "sale_dates", "availability", "item_group_id", "description", "url",
)  # fmt: skip
_INHERITED = ("Name", "Description", "Short description", "Categories", "Tags", "Images", "Brands", "Published")
_IN_STOCK = {"1": "in stock", "0": "out of stock", "backorder": "backorder"}
_MOST_ATTRIBUTES = 30

_Values = Mapping[str, str]


class WooCommerceReader:
    """``TableReader`` for the export; a row's line is its own in the file."""

    def __init__(self, path: Path) -> None:
        """Look through the file, and keep the parents.

        Raises:
            InvalidSource: it cannot be read.
        """
        self._table = DelimitedReader(path)
        self._parents: dict[str, _Values] = {}
        self._with_variations: set[str] = set()
        for row in self._table.rows():
            if row.problem is None:
                self._remember(row.values)
        self.columns, self.total = survey(self.rows(), _COLUMNS)

    def rows(self) -> Iterator[Row]:
        """See ``TableReader.rows``."""
        for row in self._table.rows():
            if row.problem is not None:
                yield row
            elif not self._has_variations(row.values):
                yield self._row(row)

    def _remember(self, values: _Values) -> None:
        kinds = _kinds(values)
        if "variable" in kinds:
            self._parents |= dict.fromkeys(_names(values), values)
        elif "variation" in kinds:
            self._with_variations.add(_text(values, "Parent"))

    def _has_variations(self, values: _Values) -> bool:
        return "variable" in _kinds(values) and not self._with_variations.isdisjoint(_names(values))

    def _row(self, row: Row) -> Row:
        parent_name = _text(row.values, "Parent")
        parent: _Values = self._parents.get(parent_name, {})
        inherited = {column: _text(row.values, column) or _text(parent, column) for column in _INHERITED}
        values = {name: text for name, text in _canonical({**row.values, **inherited}, parent).items() if text}
        if "variation" in _kinds(row.values) and not parent:
            return Row(row.line, values, problem=f"the file has no parent {parent_name!r} of the variation")
        if inherited["Published"] not in {"", "1"}:
            return Row(row.line, values, problem="the product is not published in the shop", code=UNPUBLISHED)
        return Row(row.line, values)


def _canonical(values: _Values, parent: _Values) -> dict[str, str]:
    starts, ends = _text(values, "Date sale price starts"), _text(values, "Date sale price ends")
    images = [part.strip() for part in _text(values, "Images").split(", ")]
    return {
        **option_values(_attributes(parent, single=True)),
        **option_values(_attributes(values, single=False)),
        "id": _text(values, "SKU") or _text(values, "ID"),
        "title": _text(values, "Name"),
        "picture": images[0],
        "more_pictures": ", ".join(images[1:]),
        "category": _deepest(_text(values, "Categories")),
        "brand": _text(values, "Brands"),
        "price": _text(values, "Regular price"),
        "sale_price": _text(values, "Sale price"),
        "sale_dates": f"{starts}/{ends}" if starts or ends else "",
        "availability": _availability(values, parent),
        "item_group_id": _text(parent, "SKU") or _text(parent, "ID"),
        "description": _text(values, "Description") or _text(values, "Short description"),
        "url": _text(values, "External URL"),
        "tags": _text(values, "Tags"),
    }


def _attributes(values: _Values, *, single: bool) -> Iterator[tuple[str, str]]:
    """Names and values of attributes; ``single``: only those with one value, which all variations have."""
    for number in range(1, _MOST_ATTRIBUTES + 1):
        name = _text(values, f"Attribute {number} name")
        value = _text(values, f"Attribute {number} value(s)")
        if name and not (single and "," in value):
            yield name, value


def _availability(values: _Values, parent: _Values) -> str:
    """``In stock?`` counts; without it the number in stock, which may be that of the parent."""
    said = _IN_STOCK.get(_text(values, "In stock?").lower())
    number = _text(values, "Stock")
    number = _text(parent, "Stock") if number.lower() == "parent" else number
    return said or number or _IN_STOCK.get(_text(parent, "In stock?").lower(), "")


def _deepest(categories: str) -> str:
    """The category with the most steps of ``A > B, C``, the first of equals."""
    paths = [path.strip() for path in categories.split(",")]
    return max(paths, key=lambda path: path.count(">"))


def _kinds(values: _Values) -> set[str]:
    return {kind.strip() for kind in _text(values, "Type").lower().split(",")}


def _names(values: _Values) -> set[str]:
    """How variations may name this product."""
    sku, id_ = _text(values, "SKU"), _text(values, "ID")
    return {name for name in (sku, f"id:{id_}" if id_ else "") if name}


def _text(values: _Values, column: str) -> str:
    return (values.get(column) or "").strip()
