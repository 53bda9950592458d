"""What the readers of catalogue files share: records by column, row by row."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Protocol

from houndstooth.catalog.row import Row
from houndstooth.domain.errors import InvalidSource

HEAD = 1000
"""Rows whose values name the columns, where a format has no header."""


class TableReader(Protocol):
    """A catalogue file of one format.

    Opening one raises ``InvalidSource`` when the file as a whole cannot be read; a row that cannot
    be is handed out with its ``problem``.
    """

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        ...

    @property
    def total(self) -> int:
        """How many rows there are, or about as many."""
        ...

    def rows(self) -> Iterator[Row]:
        """The rows in the order of the file, without pictures."""
        ...


def survey(rows: Iterable[Row], expected: Iterable[str] = ()) -> tuple[tuple[str, ...], int]:
    """The columns, ``expected`` and those of the first 1,000 rows, and how many rows there are.

    Rows count until the file breaks off, if it does: reading it will say so.

    Raises:
        InvalidSource: it breaks off before the first row.
    """
    columns, total = dict.fromkeys(expected), 0
    try:
        for row in rows:
            total += 1
            if total <= HEAD:
                columns.update(dict.fromkeys(row.values))
    except InvalidSource:
        if not total:
            raise
    return tuple(columns), total


def head_of(rows: Iterator[Row]) -> Iterator[Row]:
    """The first rows, for a survey of a file that is counted faster in another way."""
    return islice(rows, HEAD)


def to_texts(record: Mapping[str, Any]) -> dict[str, str]:
    """Values of any type as text; ``None`` is left out; lists and objects become JSON."""
    return {str(column): to_text(value) for column, value in record.items() if value is not None}


def to_text(value: Any) -> str:
    """One value as text: ``1.0`` is ``1`` (an id that a spreadsheet made a float), ``True`` is ``true``."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)
