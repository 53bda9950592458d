"""Shopify's CSV export of products: the rows that follow one another with the same Handle are one product.

The first row says what the product is, every row with a price or an option is a variant, and a row may add a picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from houndstooth.catalog import shopify
from houndstooth.catalog.delimited import DelimitedReader
from houndstooth.catalog.options import option_values
from houndstooth.catalog.records import survey
from houndstooth.catalog.row import Row

SIGNS = frozenset({"Handle", "Variant Price"})
"""Columns that no other format has together."""

_OPTIONS = (1, 2, 3)
_NOT_SHOWN = {"false", "no", "0"}
_GENDER, _AGE = "Google Shopping / Gender", "Google Shopping / Age Group"


class ShopifyCsvReader:
    """``TableReader`` for the export; a row's line is that of its variant in the file."""

    def __init__(self, path: Path, site: str | None = None) -> None:
        """Look through the file.

        Args:
            path: the file.
            site: the address of the shop, for those of its pages.

        Raises:
            InvalidSource: it cannot be read.
        """
        self._table = DelimitedReader(path)
        self._site = site
        self.columns, self.total = survey(self.rows(), shopify.COLUMNS)

    def rows(self) -> Iterator[Row]:
        """See ``TableReader.rows``."""
        for handle, rows in groupby(self._table.rows(), key=lambda row: _text(row.values, "Handle")):
            yield from self._product(handle, list(rows))

    def _product(self, handle: str, rows: Sequence[Row]) -> Iterator[Row]:
        sound = [row for row in rows if row.problem is None]
        yield from (row for row in rows if row.problem is not None)
        if not handle:
            yield from (Row(row.line, row.values, problem="the Handle is empty; every row needs one") for row in sound)
            return
        shared = _shared(handle, sound)
        images = sorted(
            (_position(row.values), _text(row.values, "Image Src")) for row in sound if _text(row.values, "Image Src")
        )
        all_pictures = list(dict.fromkeys(source for _, source in images))
        variants = [row for row in sound if _is_variant(row.values)]
        for row in variants:
            values = shared | self._own(handle, sound[0].values, row.values)
            values |= shopify.pictures(_text(row.values, "Variant Image"), all_pictures)
            yield _published(Row(row.line, {name: text for name, text in values.items() if text}), sound[0].values)
        if sound and not variants:
            yield Row(sound[0].line, shared, problem="no row of the product has a price", code="no-variant")

    def _own(self, handle: str, first: Mapping[str, str], values: Mapping[str, str]) -> dict[str, str]:
        """What a variant says for itself; names of options stand in the first row alone."""
        names = [_text(values, f"Option{n} Name") or _text(first, f"Option{n} Name") for n in _OPTIONS]
        chosen = [_text(values, f"Option{n} Value") for n in _OPTIONS]
        sku = _text(values, "Variant SKU").removeprefix("'")  # which keeps spreadsheets from dropping zeros
        options = option_values(zip(names, chosen, strict=True))
        own = {
            "id": sku or "-".join([handle, *options.values()]),
            "sku": sku,
            "gtin": _text(values, "Variant Barcode").removeprefix("'"),
            "availability": shopify.stock(
                _text(values, "Variant Inventory Qty"),
                tracked=bool(_text(values, "Variant Inventory Tracker")) or "Variant Inventory Tracker" not in values,
                sold_beyond=_text(values, "Variant Inventory Policy") == "continue",
            ),
            "url": shopify.page(self._site, handle),
        }
        return own | options | shopify.prices(_text(values, "Variant Price"), _text(values, "Variant Compare At Price"))


def _shared(handle: str, rows: Sequence[Row]) -> dict[str, str]:
    first = rows[0].values if rows else {}
    return {
        "title": _text(first, "Title"),
        "category": _text(first, "Type") or _text(first, "Product Category"),
        "brand": _text(first, "Vendor"),
        "item_group_id": handle,
        "description": _text(first, "Body (HTML)"),
        "tags": _text(first, "Tags"),
        "gender": _text(first, _GENDER),
        "age_group": _text(first, _AGE),
    }


def _published(row: Row, first: Mapping[str, str]) -> Row:
    status = _text(first, "Status").lower()
    if status not in {"", "active"} or _text(first, "Published").lower() in _NOT_SHOWN:
        problem = f"the product is {status if status not in {'', 'active'} else 'not published'} in the shop"
        return Row(row.line, row.values, problem=problem, code=shopify.UNPUBLISHED)
    return row


def _is_variant(values: Mapping[str, str]) -> bool:
    return any(_text(values, name) for name in ("Variant Price", "Option1 Value", "Variant SKU"))


def _position(values: Mapping[str, str]) -> int:
    position = _text(values, "Image Position")
    return int(position) if position.isdecimal() and len(position) < 6 else 100_000


def _text(values: Mapping[str, str], column: str) -> str:
    return (values.get(column) or "").strip()
