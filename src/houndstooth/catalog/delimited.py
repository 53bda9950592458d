"""CSV and TSV files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from houndstooth.catalog.charset import SAMPLE, encoding_of
from houndstooth.catalog.content import open_content, read_head, readable_blocks
from houndstooth.catalog.row import Row
from houndstooth.domain.errors import InvalidSource

if TYPE_CHECKING:
    import _csv

_DELIMITERS = ",;\t|"
_GZIP = ".gz"


class DelimitedReader:
    """``TableReader`` for text with a header line; encoding and delimiter are told from the content."""

    def __init__(self, path: Path) -> None:
        """Read the header.

        Raises:
            InvalidSource: the file cannot be read, is empty, or names a column twice.
        """
        self._path = path
        sample = read_head(path, SAMPLE)
        self._encoding = encoding_of(sample)
        self._delimiter = delimiter_of(path, sample.decode(self._encoding, errors="replace"))
        self.columns = self._read_header()
        self.total = _count_lines(path) - 1

    def rows(self) -> Iterator[Row]:
        """See ``TableReader.rows``."""
        with self._open() as reader:
            next(reader)
            while True:
                try:
                    values = next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    yield Row(reader.line_num, problem=f"the line cannot be read: {error}")
                    continue
                if values:
                    yield self._row(reader.line_num, values)

    def _row(self, line: int, values: list[str]) -> Row:
        if len(values) != len(self.columns):
            return Row(line, problem=f"{len(values)} values under {len(self.columns)} columns; check the quotes")
        row = dict(zip(self.columns, values, strict=True))
        if any("\ufffd" in value for value in values):
            return Row(line, row, problem=f"it holds bytes that are not {self._encoding}; save the file as UTF-8")
        return Row(line, row)

    def _read_header(self) -> tuple[str, ...]:
        with self._open() as reader:
            try:
                columns = tuple(column.strip() for column in next(reader, []))
            except csv.Error as error:
                raise InvalidSource(f"the header of {self._path} cannot be read: {error}") from error
        if not any(columns):
            raise InvalidSource(f"{self._path} has no header line; its first line must name the columns")
        twice = sorted({column for column in columns if columns.count(column) > 1})
        if twice:
            raise InvalidSource(f"{self._path} has several columns called {', '.join(map(repr, twice))}; rename them")
        return columns

    @contextmanager
    def _open(self) -> Iterator[_csv.Reader]:
        with (
            open_content(self._path) as content,
            io.TextIOWrapper(content, encoding=self._encoding, errors="replace", newline="") as file,
        ):
            yield csv.reader(file, delimiter=self._delimiter)


def split_header(path: Path, text: str) -> list[str]:
    """The names in the first line of ``text``, the beginning of the file ``path``; none, if it cannot be read."""
    try:
        return [
            name.strip()
            for name in next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(path, text)), [])
        ]
    except csv.Error:
        return []


def delimiter_of(path: Path, sample: str) -> str:
    """What divides the values of a file: its ending says so, or the character that is most in its first line."""
    if Path(path.name.lower().removesuffix(_GZIP)).suffix in {".tsv", ".tab"}:
        return "\t"
    header = sample.partition("\n")[0]
    return max(_DELIMITERS, key=header.count)


def _count_lines(path: Path) -> int:
    return sum(block.count(b"\n") for block in readable_blocks(path))
