"""Which column of a table of events means what: sensible guesses, which the user sees and can overrule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from houndstooth.domain.errors import InvalidSource

GUESSES: Mapping[str, tuple[str, ...]] = {
    "shopper": (
        "shopper", "shopper_id", "user_id", "user", "customer_id", "customer", "reviewer_id", "reviewer", "person_id",
        "member_id", "account_id", "uid",
    ),
    "session": (
        "session_id", "session", "client_id", "anonymous_id", "user_pseudo_id", "visitor_id", "visitor",
    ),
    "item": (
        "item_id", "item", "product_id", "product", "article_id", "article", "asin", "sku", "parent_asin",
        "stock_code", "variant_id",
    ),
    "time": (
        "time", "timestamp", "timestamp_micros", "datetime", "date", "at", "t_dat", "event_time", "event_timestamp",
        "event_date", "created_at", "review_date", "unix_review_time", "review_time", "purchased_at", "order_date",
        "invoice_date", "ts",
    ),
    "position": ("position", "pos", "step", "sequence", "seq"),
    "kind": ("kind", "event", "event_type", "event_name", "type", "action", "behavior", "behaviour", "name"),
    "id": ("event_id", "id"),
    "transaction": ("transaction_id", "order_id", "order_number", "invoice_no", "invoice", "basket_id"),
    "quantity": ("quantity", "qty", "count"),
    "price": ("price", "unit_price", "amount"),
    "currency": ("currency", "currency_code"),
    "rating": ("rating", "overall", "stars", "score"),
}  # fmt: skip
"""For each field the names of columns that mean it, the likeliest first; case, blanks and dashes do not count."""


def guess_columns(path: Path, names: Sequence[str], overrides: Mapping[str, str]) -> dict[str, str]:
    """Field -> column, for the fields that there are.

    Args:
        path: the file, for messages.
        names: its columns.
        overrides: field -> column, where the guess is wrong; ``''`` for none.

    Raises:
        InvalidSource: an override names what is not there, or who, what or when cannot be told.
    """
    _check_overrides(path, names, overrides)
    by_name = {_simple(name): name for name in reversed(names)}
    columns = {field: column for field, column in overrides.items() if column}
    for field, guesses in GUESSES.items():
        found = next((by_name[_simple(name)] for name in guesses if _simple(name) in by_name), None)
        if field not in overrides and found is not None:
            columns[field] = found
    for needed in (("shopper", "session"), ("item",), ("time", "position")):
        if columns.keys().isdisjoint(needed):
            which, told = " or the ".join(needed), " or ".join(f"--column {field}=COLUMN" for field in needed)
            raise InvalidSource(f"which column of {path} is the {which}? It has {', '.join(names)}; say it with {told}")
    return columns


def _check_overrides(path: Path, names: Sequence[str], overrides: Mapping[str, str]) -> None:
    unknown = sorted(set(overrides) - set(GUESSES))
    if unknown:
        raise InvalidSource(f"{', '.join(unknown)} is no field of an event; those are {', '.join(GUESSES)}")
    missing = sorted(column for column in overrides.values() if column and column not in names)
    if missing:
        raise InvalidSource(f"{path} has no column {', '.join(missing)}; it has {', '.join(names)}")


def _simple(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum())
