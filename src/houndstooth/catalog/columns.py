"""Which column of a catalogue means what: sensible guesses, which the user sees and can overrule."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from houndstooth.domain.errors import InvalidSource

GUESSES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "item_id", "product_id", "article_id", "sku", "item_number", "code", "asin", "ean", "gtin", "handle"),
    "title": ("title", "name", "product_name", "product_display_name", "prod_name", "item_name", "label"),
    "picture": (
        "picture", "image", "photo", "image_path", "image_file", "image_name", "filename", "file", "path", "img",
        "image_link", "image_url", "image_src", "img_url", "picture_url", "photo_url",
    ),
    "more_pictures": (
        "more_pictures", "additional_image_link", "additional_image_links", "additional_images", "more_images",
        "other_images", "images", "pictures",
    ),
    "kind": ("kind", "item_kind"),
    "category": (
        "category", "article_type", "product_type", "product_type_name", "product_category", "sub_category",
        "subcategory", "label", "class", "master_category",
    ),
    "category_path": ("category_path", "category_tree", "breadcrumbs", "breadcrumb"),
    "google_category": ("google_product_category",),
    "colour": ("colour", "color", "base_colour", "base_color", "colour_name", "color_name", "colour_group_name"),
    "brand": ("brand", "brand_name", "manufacturer", "vendor", "designer"),
    "gender": ("gender", "sex", "index_group_name"),
    "age_group": ("age_group",),
    "size": ("size", "size_name", "garment_size"),
    "price": ("price", "regular_price", "list_price", "unit_price", "amount"),
    "sale_price": ("sale_price", "special_price", "discount_price", "reduced_price"),
    "sale_dates": ("sale_price_effective_date", "sale_dates"),
    "currency": ("currency", "currency_code", "price_currency"),
    "availability": ("availability", "stock_status", "in_stock", "stock"),
    "group": ("item_group_id", "group_id", "product_group_id", "parent_id", "parent_sku", "product_code"),
    "description": ("description", "long_description", "product_description", "body", "detail_desc"),
    "url": ("url", "link", "product_url", "product_link", "permalink"),
}  # fmt: skip
"""For each field the names of columns that mean it, the likeliest first; case, blanks and dashes do not count."""

_WORD_START = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_GOOGLE = re.compile(r"^\s*g:", re.IGNORECASE)
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_NOT_NAME = re.compile(r"[^\w .:-]")


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """``fields`` gives the column of each field that has one; ``attributes`` the name of each other column."""

    fields: Mapping[str, str]
    attributes: Mapping[str, str]

    @classmethod
    def guess(cls, columns: Sequence[str], overrides: Mapping[str, str] | None = None) -> ColumnMap:
        """Guess from the names of the columns; ``overrides`` (field -> column, or '' for none) come first.

        Raises:
            InvalidSource: an override names a field or column that is not there, or no column can be the id.
        """
        overrides = overrides or {}
        _check_overrides(columns, overrides)
        by_name = {plain_name(column): column for column in reversed(columns)}
        fields = {field: column for field, column in overrides.items() if column}
        for field, names in GUESSES.items():
            found = next((by_name[name] for name in names if name in by_name), None)
            if field not in overrides and found is not None:
                fields[field] = found
        if "id" not in fields:
            raise InvalidSource(
                f"none of the columns {', '.join(columns)} looks like an id; name it with --column id=COLUMN"
            )
        mapped = set(fields.values())
        return cls(fields, {column: _attribute_name(column) for column in columns if column and column not in mapped})


def _check_overrides(columns: Sequence[str], overrides: Mapping[str, str]) -> None:
    for field, column in overrides.items():
        if field not in GUESSES:
            raise InvalidSource(f"{field!r} is no field of an item; the fields are {', '.join(GUESSES)}")
        if column and column not in columns:
            raise InvalidSource(f"there is no column {column!r} for {field}; the columns are {', '.join(columns)}")


def plain_name(column: str) -> str:
    """``productDisplayName`` and ``Product Display-Name`` are both ``product_display_name``, ``g:id`` is ``id``."""
    column = _GOOGLE.sub("", column)
    return _NOT_WORD.sub("_", _WORD_START.sub("_", column).lower()).strip("_")


def _attribute_name(column: str) -> str:
    return _NOT_NAME.sub("_", _GOOGLE.sub("", column)).strip()[:80]
