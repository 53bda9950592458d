"""JSONL files: one JSON object on each line, in UTF-8."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from houndstooth.catalog.content import open_content
from houndstooth.catalog.records import to_texts
from houndstooth.catalog.row import Row
from houndstooth.domain.errors import InvalidSource

_HEAD = 1000


class JsonLinesReader:
    """``TableReader`` whose columns are the keys of the first 1,000 objects."""

    def __init__(self, path: Path) -> None:
        """Look at the head of the file.

        Raises:
            InvalidSource: it cannot be read, or no line of the head is a JSON object.
        """
        self._path = path
        self.total = 0
        columns: dict[str, None] = {}
        for row in self.rows():
            self.total += 1
            if self.total <= _HEAD:
                columns.update(dict.fromkeys(row.values))
        if not columns:
            raise InvalidSource(f'{path} holds no JSON object, one on a line, such as {{"id": "1", "title": "…"}}')
        self.columns = tuple(columns)

    def rows(self) -> Iterator[Row]:
        """See ``TableReader.rows``."""
        with open_content(self._path) as file:
            for line, text in enumerate(file, start=1):
                if text.strip():
                    yield _row(line, text)


def _row(line: int, text: bytes) -> Row:
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        return Row(line, problem=f"it is not JSON: {error}")
    if not isinstance(record, dict):
        return Row(line, problem="it is JSON, but not an object; write {…} on each line")
    return Row(line, to_texts(record))
