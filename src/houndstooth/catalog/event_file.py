"""Files of events as columns of text: CSV and its kin, Parquet, and JSON lines; what cannot be read is told by row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from houndstooth.catalog.charset import SAMPLE, encoding_of
from houndstooth.catalog.content import open_content, read_head
from houndstooth.catalog.delimited import DelimitedReader, delimiter_of
from houndstooth.catalog.formats import LINES, TABLES, ending_of
from houndstooth.catalog.json_lines import JsonLinesReader
from houndstooth.catalog.records import to_text
from houndstooth.domain.errors import InvalidSource

ENDINGS = (*TABLES, *LINES, ".parquet")
"""What files of events end in; each but Parquet may have ``.gz`` behind it."""

_BLOCK = 8 << 20
_EXACT = 2**53


@dataclass(frozen=True, slots=True)
class Columns:
    """Some columns of a file.

    Args:
        table: of text, but for columns of times, which keep their type.
        broken: row, counted from 1, and what is wrong with it; such rows are not in the table.
    """

    table: Any
    broken: tuple[tuple[int | None, str], ...] = ()


@dataclass(frozen=True, slots=True)
class EventFile:
    """A file that is open: the names of its columns, and what reads some of them."""

    names: tuple[str, ...]
    read: Callable[[Sequence[str]], Columns]


def open_event_file(path: Path) -> EventFile:
    """Open a file of events; its ending says what it is.

    Raises:
        InvalidSource: it is no file of that kind. Reading it raises the same where it is damaged.
    """
    if not path.is_file():
        raise InvalidSource(f"there is no file {path}")
    ending = ending_of(path)
    if ending == ".parquet":
        return _parquet(path)
    if ending in LINES:
        reader = JsonLinesReader(path)
        return EventFile(reader.columns, lambda wanted: _of_lines(reader, wanted))
    if ending in TABLES:
        names = DelimitedReader(path).columns
        return EventFile(names, lambda wanted: _delimited(path, names, wanted))
    raise InvalidSource(f"{path} is no table of events that we read; those end in {', '.join(ENDINGS)}")


def _parquet(path: Path) -> EventFile:
    from pyarrow.parquet import ParquetFile

    def read(wanted: Sequence[str]) -> Columns:
        try:
            table = ParquetFile(path).read(columns=list(wanted))
            return Columns(pa.table({name: _as_text(table[name]) for name in wanted}))
        except (OSError, ValueError, pa.ArrowException) as error:
            raise InvalidSource(f"{path} is damaged: {error}; export it again") from error

    try:
        return EventFile(tuple(ParquetFile(path).schema_arrow.names), read)
    except (OSError, ValueError, pa.ArrowException) as error:
        raise InvalidSource(f"{path} is not a Parquet file that can be read: {error}") from error


def _delimited(path: Path, names: Sequence[str], wanted: Sequence[str]) -> Columns:
    """Everything stays text, so that an id keeps its leading zeros."""
    from pyarrow import csv

    broken: list[tuple[int | None, str]] = []

    def note(row: csv.InvalidRow) -> str:
        told = f"{row.actual_columns} values under {row.expected_columns} columns; check the quotes"
        broken.append((None if row.number is None else row.number - 1, told))
        return "skip"

    sample = read_head(path, SAMPLE)
    encoding = encoding_of(sample)
    delimiter = delimiter_of(path, sample.decode(encoding, errors="replace"))
    with open_content(path) as content:
        try:
            table = csv.read_csv(
                content,
                # One thread, or rows that cannot be read have no number.
                csv.ReadOptions(
                    use_threads=False, column_names=names, skip_rows=1, encoding=encoding, block_size=_BLOCK
                ),
                csv.ParseOptions(delimiter=delimiter, newlines_in_values=True, invalid_row_handler=note),
                csv.ConvertOptions(
                    include_columns=list(dict.fromkeys(wanted)),
                    column_types=dict.fromkeys(names, pa.string()),
                    strings_can_be_null=True,
                    quoted_strings_can_be_null=True,
                ),
            )
        except (OSError, ValueError, pa.ArrowException) as error:
            raise InvalidSource(f"{path} cannot be read: {error}; save it as UTF-8 and try again") from error
    return Columns(table, tuple(broken))


def _of_lines(reader: JsonLinesReader, wanted: Sequence[str]) -> Columns:
    values: dict[str, list[str | None]] = {name: [] for name in wanted}
    broken: list[tuple[int | None, str]] = []
    for number, row in enumerate(reader.rows(), start=1):
        if row.problem is not None:
            broken.append((number, row.problem))
            continue
        for name, column in values.items():
            column.append(row.values.get(name))
    return Columns(pa.table({name: pa.array(column, pa.string()) for name, column in values.items()}), tuple(broken))


def _as_text(values: Any) -> Any:
    """A column of any type as text; times keep theirs, and whole numbers that a gap made floats are whole again."""
    kind = values.type
    if pa.types.is_dictionary(kind):
        return _as_text(pc.cast(values, kind.value_type))
    if pa.types.is_timestamp(kind) or pa.types.is_date(kind):
        return values
    if pa.types.is_floating(kind) and _is_whole(values):
        return pc.cast(pc.cast(values, pa.int64()), pa.string())
    if pa.types.is_nested(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return pa.array([None if one is None else to_text(one) for one in values.to_pylist()], pa.string())
    return pc.cast(values, pa.string())


def _is_whole(values: Any) -> bool:
    there = pc.drop_null(values)
    whole = pc.and_(pc.equal(pc.floor(there), there), pc.less(pc.abs(there), _EXACT))
    return bool(pc.all(whole, min_count=0).as_py())
