"""Tables of events, as shops and researchers export them: who, what, when, and perhaps how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from houndstooth.domain.errors import InvalidSource

GUESSES: Mapping[str, tuple[str, ...]] = {
    "shopper": (
        "shopper", "user_id", "user", "userid", "customer_id", "customer", "client_id", "visitor_id", "visitorid",
        "reviewer_id", "reviewerid", "person_id", "session_id",
    ),
    "item": (
        "item_id", "item", "itemid", "product_id", "product", "productid", "article_id", "article", "asin", "sku",
        "parent_asin",
    ),
    "time": (
        "time", "timestamp", "timestamp_micros", "datetime", "date", "at", "t_dat", "event_time", "event_date",
        "created_at", "review_date", "unix_review_time", "purchased_at",
    ),
    "position": ("position", "order", "rank", "step", "sequence"),
    "kind": ("kind", "event", "event_type", "event_name", "type", "action", "behavior", "behaviour", "name"),
    "id": ("event_id", "id", "transaction_id"),
    "quantity": ("quantity", "qty", "count"),
    "price": ("price", "unit_price", "amount"),
    "rating": ("rating", "overall", "stars", "score"),
}  # fmt: skip
"""For each field the names of columns that mean it, the likeliest first; case, blanks and dashes do not count."""

_MICROS = 1e14
_MILLIS = 1e11


@dataclass(frozen=True, slots=True)
class EventTable:
    """The rows of a table of events, as columns.

    Args:
        shoppers: ``int64[n]``, places in ``shopper_ids``.
        items: ``int64[n]``, places in ``item_ids``.
        times: ``float64[n]``: seconds since 1970 (UTC), or places in each shopper's order where not ``dated``.
        dated: whether ``times`` are times.
        columns: which column was taken for what.
        kinds: what happened, as the table says it; ``None`` where it does not.
        others: further columns as texts: id, quantity, price, rating.
        skipped: how many rows had no shopper, no item or no time.
    """

    shoppers: NDArray[np.int64]
    items: NDArray[np.int64]
    times: NDArray[np.float64]
    dated: bool
    shopper_ids: tuple[str, ...]
    item_ids: tuple[str, ...]
    columns: Mapping[str, str]
    kinds: tuple[str, ...] | None = None
    others: Mapping[str, tuple[str | None, ...]] | None = None
    skipped: int = 0

    def __len__(self) -> int:
        return len(self.items)


def read_event_table(path: Path, overrides: Mapping[str, str] | None = None) -> EventTable:
    """Read a table: CSV, tab-separated, Parquet, or JSON lines, by its ending.

    Args:
        path: the file.
        overrides: field -> column, where the guess is wrong; ``''`` for none.

    Raises:
        InvalidSource: it cannot be read, or who, what or when cannot be told; the message lists the columns.
    """
    table = _read(path)
    columns = _columns(path, table.column_names, overrides or {})
    when = "time" if "time" in columns else "position"
    wanted = ["shopper", "item", when]
    there = pc.and_(*(_is_told(table, columns[name]) for name in wanted[:2]))
    there = pc.and_(there, _is_told(table, columns[when]))
    kept = table.filter(there)
    shoppers, shopper_ids = _coded(kept, columns["shopper"])
    items, item_ids = _coded(kept, columns["item"])
    others: dict[str, tuple[str | None, ...]] = {}
    for name in ("id", "quantity", "price", "rating"):
        if name in columns:
            others[name] = _texts(kept, columns[name])
    kinds = tuple(text or "" for text in _texts(kept, columns["kind"])) if "kind" in columns else None
    times = _moments(path, kept, columns["time"]) if when == "time" else _numbers(path, kept, columns["position"])
    return EventTable(
        shoppers, items, times, when == "time", shopper_ids, item_ids, columns, kinds, others,
        table.num_rows - kept.num_rows,
    )  # fmt: skip


def _read(path: Path) -> Any:
    from pyarrow import json, parquet

    readers = {
        ".parquet": parquet.read_table,
        ".csv": lambda file: _read_delimited(file, ","),
        ".tsv": lambda file: _read_delimited(file, "\t"),
        ".jsonl": json.read_json,
        ".ndjson": json.read_json,
    }
    ending = path.suffix.lower()
    if ending not in readers:
        raise InvalidSource(f"{path} is no table of events that we read; those end in {', '.join(readers)}")
    try:
        return readers[ending](path)
    except (OSError, ValueError, pa.ArrowException) as error:
        raise InvalidSource(f"{path} cannot be read: {error}") from error


def _read_delimited(path: Path, delimiter: str) -> Any:
    """Everything but numbers to reckon with stays text, so that an id keeps its leading zeros."""
    from pyarrow import csv

    shape = csv.ParseOptions(delimiter=delimiter)
    with csv.open_csv(path, parse_options=shape) as opened:
        names = opened.schema.names
    texts = csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True)
    return csv.read_csv(path, parse_options=shape, convert_options=texts)


def _columns(path: Path, names: list[str], overrides: Mapping[str, str]) -> dict[str, str]:
    unknown = sorted(set(overrides) - set(GUESSES))
    if unknown:
        raise InvalidSource(f"{', '.join(unknown)} is no field of an event; those are {', '.join(GUESSES)}")
    missing = sorted(column for column in overrides.values() if column and column not in names)
    if missing:
        raise InvalidSource(f"{path} has no column {', '.join(missing)}; it has {', '.join(names)}")
    by_name = {_simple(name): name for name in reversed(names)}
    found = {
        field: overrides.get(field) or next((by_name[_simple(g)] for g in guesses if _simple(g) in by_name), "")
        for field, guesses in GUESSES.items()
        if overrides.get(field) != ""
    }
    columns = {field: column for field, column in found.items() if column}
    for field in ("shopper", "item"):
        if field not in columns:
            raise _untold(path, field, names)
    if not {"time", "position"} & set(columns):
        raise _untold(path, "time", names)
    return columns


def _untold(path: Path, field: str, names: list[str]) -> InvalidSource:
    return InvalidSource(
        f"which column of {path} is the {field}? It has {', '.join(names)}; say it with --column {field}=COLUMN"
    )


def _simple(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum())


def _is_told(table: Any, column: str) -> Any:
    values = table[column]
    told = pc.is_valid(values)
    return pc.and_(told, pc.not_equal(pc.fill_null(values, ""), "")) if pa.types.is_string(values.type) else told


def _coded(table: Any, column: str) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    encoded = pc.cast(_plain(table[column]), pa.string()).dictionary_encode().combine_chunks()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.unify_dictionaries().combine_chunks()
    codes = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    return codes, tuple(encoded.dictionary.to_pylist())


def _plain(values: Any) -> Any:
    """The values without a dictionary."""
    return pc.cast(values, values.type.value_type) if pa.types.is_dictionary(values.type) else values


def _texts(table: Any, column: str) -> tuple[str | None, ...]:
    return tuple(pc.cast(_plain(table[column]), pa.string()).to_pylist())


def _numbers(path: Path, table: Any, column: str) -> NDArray[np.float64]:
    try:
        numbers: NDArray[np.float64] = pc.cast(_plain(table[column]), pa.float64()).to_numpy()
    except pa.ArrowException as error:
        raise InvalidSource(f"the column {column} of {path} is not all numbers: {error}") from error
    return numbers


def _moments(path: Path, table: Any, column: str) -> NDArray[np.float64]:
    values = _plain(table[column])
    if pa.types.is_string(values.type) or pa.types.is_large_string(values.type):
        values = _parsed(path, values, column)
    if pa.types.is_temporal(values.type):
        micros = pc.cast(pc.cast(values, pa.timestamp("us"), safe=False), pa.int64()).to_numpy()
        seconds: NDArray[np.float64] = micros / 1e6
        return seconds
    numbers = _numbers(path, table, column)
    largest = float(np.abs(numbers).max(initial=0))
    return numbers / (1e6 if largest > _MICROS else 1e3 if largest > _MILLIS else 1)


def _parsed(path: Path, values: Any, column: str) -> Any:
    for shape in (pa.timestamp("us", "UTC"), pa.timestamp("us")):
        try:
            return pc.cast(values, shape)
        except pa.ArrowException:
            continue
    try:
        return pc.cast(values, pa.float64())
    except pa.ArrowException as error:
        raise InvalidSource(
            f"the column {column} of {path} is not all times such as 2026-05-31 or 2026-05-31T18:00:00Z: {error}"
        ) from error
