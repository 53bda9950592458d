"""Tables of events, as shops and researchers export them: who, what, when, and perhaps how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from houndstooth.catalog.event_columns import guess_columns
from houndstooth.catalog.event_file import Columns, open_event_file
from houndstooth.catalog.event_times import numbers_of, seconds_of
from houndstooth.domain.errors import InvalidSource

OTHERS = ("session", "id", "transaction", "quantity", "price", "currency", "rating")

_MISSING = pa.array(["", "nan", "NaN", "null", "NULL", "None", "none"])
_SHOPPER, _SESSION = "u", "s"
_EXAMPLES = 3

Bools = NDArray[np.bool_]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with some rows, with the first of them as examples."""

    reason: str
    rows: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventTable:
    """The rows of a table of events that can be used, as columns, ordered by time.

    Args:
        shoppers: ``int64[n]``, places in ``shopper_ids``.
        items: ``int64[n]``, places in ``item_ids``.
        times: ``float64[n]`` ascending: seconds since 1970 (UTC), or, where not ``dated``, places in each shopper's
            order.
        dated: whether ``times`` are times.
        shopper_ids: the shop's ids of shoppers, or of sessions.
        item_ids: the shop's ids of items.
        columns: which column was taken for what.
        rows: ``int64[n]``, which rows of the file they are, from 1.
        anonymous: ``bool``, for each of ``shopper_ids`` whether it is a session of somebody who is not known.
        kinds: what happened, as the table says it, ``None`` where it does not in a row; ``None`` without such a column.
        others: further columns as texts, those of ``OTHERS`` that there are.
        faults: what is wrong with the rows that cannot be used.
    """

    shoppers: Numbers
    items: Numbers
    times: NDArray[np.float64]
    dated: bool
    shopper_ids: tuple[str, ...]
    item_ids: tuple[str, ...]
    columns: Mapping[str, str]
    rows: Numbers
    anonymous: Bools
    kinds: tuple[str | None, ...] | None = None
    others: Mapping[str, tuple[str | None, ...]] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    def __len__(self) -> int:
        return len(self.items)

    @property
    def skipped(self) -> int:
        """How many rows cannot be used."""
        return sum(fault.rows for fault in self.faults)


def read_event_table(path: Path, overrides: Mapping[str, str] | None = None) -> EventTable:
    """Read a table: CSV and its kin, Parquet, or JSON lines, by its ending.

    Times without a zone are taken to be in UTC. A row without a shopper, an item or a time is left out, and told.

    Args:
        path: the file.
        overrides: field -> column, where the guess is wrong; ``''`` for none.

    Raises:
        InvalidSource: it cannot be read, or who, what or when cannot be told; the message lists the columns.
    """
    file = open_event_file(path)
    columns = guess_columns(path, file.names, overrides or {})
    read = file.read(tuple(dict.fromkeys(columns.values())))
    told = {name: _tidy(read.table[column]) for name, column in columns.items()}
    numbers = _row_numbers(read)
    when = "time" if "time" in told else "position"
    times = seconds_of(told[when]) if when == "time" else numbers_of(_text(told[when]))
    who = _who(told)
    faults, good = _faults(numbers, who, told["item"], times, (when, told[when]))
    if not len(good) and len(numbers):
        raise InvalidSource(f"no row of {path} can be used; {faults[0].examples[0]}")
    position = numbers_of(_text(told["position"])) if "position" in told else times
    order = good[np.lexsort((position[good], times[good]))]
    told = {name: values.take(pa.array(order)) for name, values in told.items()}
    if "id" in told and "id" not in (overrides or {}) and len(told["id"].unique()) < len(told["id"]):
        del columns["id"], told["id"]  # it names something else than events
    shoppers, names = _coded(who.take(pa.array(order)))
    items, item_ids = _coded(told["item"])
    return EventTable(
        shoppers,
        items,
        times[order],
        when == "time",
        tuple(name[1:] for name in names),
        item_ids,
        columns,
        numbers[order],
        np.array([name[:1] == _SESSION for name in names], np.bool_),
        tuple(told["kind"].to_pylist()) if "kind" in told else None,
        {name: tuple(_text(told[name]).to_pylist()) for name in OTHERS if name in told},
        (*_unreadable(read), *faults),
    )


def _tidy(values: Any) -> Any:
    """A column in one piece, texts without blanks at their ends, and nothing where they say that there is nothing."""
    whole = values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values
    if pa.types.is_temporal(whole.type):
        return whole
    texts = pc.utf8_trim_whitespace(pc.cast(whole, pa.string()))
    return pc.if_else(pc.is_in(texts, _MISSING), pa.scalar(None, pa.string()), texts)


def _text(values: Any) -> Any:
    return pc.cast(values, pa.string())


def _who(told: Mapping[str, Any]) -> Any:
    """The shopper of each row, else its session, each behind a letter that says which."""
    marked = [
        pc.binary_join_element_wise(mark, _text(told[name]), "")
        for name, mark in (("shopper", _SHOPPER), ("session", _SESSION))
        if name in told
    ]
    return pc.coalesce(*marked)


def _row_numbers(read: Columns) -> Numbers:
    broken = np.array([row for row, _ in read.broken if row is not None], np.int64)
    return np.delete(np.arange(1, len(read.table) + len(broken) + 1, dtype=np.int64), broken - 1)


def _faults(
    numbers: Numbers, who: Any, items: Any, times: NDArray[np.float64], when: tuple[str, Any]
) -> tuple[list[Fault], Numbers]:
    """What is wrong with the rows, and which are good."""
    left = np.ones(len(numbers), np.bool_)
    faults: list[Fault] = []
    name, written = when
    for reason, wrong, values in (
        ("no shopper", _is_null(who), None),
        ("no item", _is_null(items), None),
        (f"no {name}", _is_null(written), None),
        (f"a {name} that cannot be read", np.isnan(times), written),
    ):
        rows = np.flatnonzero(wrong & left)
        left &= ~wrong
        if len(rows):
            examples = tuple(_example(numbers, int(row), reason, values) for row in rows[:_EXAMPLES])
            faults.append(Fault(reason, len(rows), examples))
    return faults, np.flatnonzero(left)


def _example(numbers: Numbers, row: int, reason: str, values: Any) -> str:
    said = "" if values is None else f", {str(values[row].as_py())[:40]!r}"
    return f"row {numbers[row]:,} has {reason}{said}"


def _is_null(values: Any) -> Bools:
    nulls: Bools = pc.is_null(values).to_numpy(zero_copy_only=False)
    return nulls


def _unreadable(read: Columns) -> Sequence[Fault]:
    if not read.broken:
        return ()
    examples = (f"row {'?' if row is None else row}: {problem}" for row, problem in read.broken[:_EXAMPLES])
    return (Fault("cannot be read", len(read.broken), tuple(examples)),)


def _coded(values: Any) -> tuple[Numbers, tuple[str, ...]]:
    encoded = _text(values).dictionary_encode()
    return encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64), tuple(encoded.dictionary.to_pylist())
