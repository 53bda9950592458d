"""Rows that a program sends, as a source like any other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from houndstooth.catalog.columns import GUESSES, ColumnMap
from houndstooth.catalog.records import to_text
from houndstooth.catalog.row import PictureFile, Row
from houndstooth.catalog.source import OpenOnline, Source
from houndstooth.catalog.words import Words

_PREFIX = "attributes."
"""Keeps an attribute apart from a field of the same name."""


@dataclass(frozen=True, slots=True)
class SentPicture:
    """A ``PictureFile`` whose bytes came with the request."""

    name: str
    data: bytes
    address: None = None

    def read(self, limit: int) -> bytes:
        """The bytes."""
        return self.data[: limit + 1]


def submitted(
    rows: Sequence[Mapping[str, Any]],
    *,
    online: OpenOnline,
    words: Words,
    sent: Sequence[PictureFile] = (),
    label: str = "request",
) -> Source:
    """A source of rows as programs send them.

    Args:
        rows: for each field its value; ``attributes`` is a mapping, ``picture`` a web address, ``more_pictures`` a
            list of them. A row without a picture leaves an item the one it has.
        online: what makes pictures of web addresses.
        words: the words for colours, sizes, genders and categories.
        sent: pictures that came along, of a single row; they count before its web addresses.
        label: what people call it.
    """
    names = sorted({name for row in rows for name in row.get("attributes") or {}})
    columns = ColumnMap({field: field for field in GUESSES}, {_PREFIX + name: name for name in names})

    def read() -> Iterator[Row]:
        for line, row in enumerate(rows, start=1):
            pictures = [*sent] or [online(address) for address in _addresses(row)]
            yield Row(line, _texts(row), pictures[0] if pictures else None, tuple(pictures[1:]))

    return Source(Path(label), columns, len(rows), read, words, keeps_pictures=True)


def _addresses(row: Mapping[str, Any]) -> list[str]:
    return [address for address in (row.get("picture"), *(row.get("more_pictures") or [])) if address]


def _texts(row: Mapping[str, Any]) -> dict[str, str]:
    said = {field: to_text(row[field]) for field in GUESSES if row.get(field) is not None}
    return said | {_PREFIX + name: to_text(value) for name, value in (row.get("attributes") or {}).items()}
