"""What Shopify's two formats share: the columns of their rows, prices before a reduction, stock, and the page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

COLUMNS = (
    "id", "title", "picture", "more_pictures", "category", "colour", "brand", "size", "price", "sale_price",
    "availability", "item_group_id", "description", "url",
)  # fmt: skip
"""What every variant of a shop may say; more come from its options."""

UNPUBLISHED = "unpublished"
"""The code of a row that its shop does not show to anyone."""


def prices(price: str, before: str) -> dict[str, str]:
    """``before`` is what Shopify compares the price with: the price before the reduction, if it is the higher one."""
    reduced = _is_more(before, price)
    return {"price": before, "sale_price": price} if reduced else {"price": price}


def stock(quantity: str, *, tracked: bool, sold_beyond: bool) -> str:
    """Whether a variant can be had, in words of Google's.

    Args:
        quantity: how many there are.
        tracked: whether the shop counts; if not, the item can always be had.
        sold_beyond: whether it is sold although none is left.
    """
    if not tracked or not quantity.strip():
        return "in stock"
    if _is_more(quantity, "0"):
        return "in stock"
    return "backorder" if sold_beyond else "out of stock"


def page(site: str | None, handle: str, variant: str = "") -> str:
    """The address of the page that shows a product, and on it the variant; '' where the shop's is not known."""
    if not site or not handle:
        return ""
    return f"{site.rstrip('/')}/products/{handle}" + (f"?variant={variant}" if variant else "")


def pictures(first: str, all_of_product: Sequence[str]) -> dict[str, str]:
    """The picture of a variant, else the first of the product, and the others."""
    main = first or next(iter(all_of_product), "")
    others = [one for one in all_of_product if one != main]
    return {"picture": main, "more_pictures": json.dumps(others, ensure_ascii=False) if others else ""}


def _is_more(one: str, other: str) -> bool:
    try:
        return Decimal(one.strip()) > Decimal(other.strip())
    except InvalidOperation:
        return False
