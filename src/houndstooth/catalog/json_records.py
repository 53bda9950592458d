"""A JSON array of objects: flat ones, each a row, or products in JSON-LD."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from houndstooth.catalog.json_ld import is_json_ld, products_of
from houndstooth.catalog.json_stream import read_values
from houndstooth.catalog.records import survey, to_texts
from houndstooth.catalog.row import Row
from houndstooth.domain.errors import InvalidSource


class JsonRecordsReader:
    """``TableReader`` for a JSON array, read as a stream; a row's line is its number."""

    def __init__(self, path: Path, site: str | None = None) -> None:
        """Look through the file.

        Args:
            path: the file.
            site: the address that relative ones are below.

        Raises:
            InvalidSource: it cannot be read, or no object of its head has a value.
        """
        self._path = path
        self._site = site
        self.columns, self.total = survey(self.rows())
        if not self.columns:
            raise InvalidSource(f'{path} holds no JSON objects, such as [{{"id": "1", "title": "…"}}, …]')

    def rows(self) -> Iterator[Row]:
        """See ``TableReader.rows``."""
        line = 0
        for value in read_values(self._path):
            if is_json_ld(value):
                for values in products_of(value, self._site):
                    line += 1
                    yield Row(line, values)
                continue
            line += 1
            flat = isinstance(value, dict)
            yield Row(line, to_texts(value)) if flat else Row(line, problem="it is JSON, but not an object")
