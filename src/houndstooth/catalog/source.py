"""A source: whatever a person names to be ingested, opened."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from houndstooth.catalog.columns import ColumnMap
from houndstooth.catalog.delimited import DelimitedReader
from houndstooth.catalog.json_lines import JsonLinesReader
from houndstooth.catalog.locator import PictureLocator
from houndstooth.catalog.loose_pictures import COLUMNS, LoosePictures
from houndstooth.catalog.parquet import ParquetReader
from houndstooth.catalog.records import TableReader
from houndstooth.catalog.row import PictureFile, Row
from houndstooth.catalog.shelf import FolderShelf, Shelf, ZipShelf
from houndstooth.domain.errors import InvalidSource

READERS: Mapping[str, Callable[[Path], TableReader]] = {
    ".csv": DelimitedReader,
    ".tsv": DelimitedReader,
    ".tab": DelimitedReader,
    ".txt": DelimitedReader,
    ".jsonl": JsonLinesReader,
    ".ndjson": JsonLinesReader,
    ".parquet": ParquetReader,
}

WEB = ("http://", "https://")
"""What the name of a picture begins with that is a web address."""

_TABLE_STEMS = ("products", "catalogue", "catalog", "items", "articles")


@dataclass(frozen=True, slots=True)
class Source:
    """``rows()`` may be called again and starts anew; ``total`` is about how many there are."""

    path: Path
    columns: ColumnMap
    total: int
    rows: Callable[[], Iterator[Row]]
    keeps_pictures: bool = False
    """Whether a row without a picture leaves the item the one it has; otherwise it is not taken."""


OpenOnline = Callable[[str], PictureFile]
"""A web address -> the picture that can be fetched from there."""


def open_source(path: Path, overrides: Mapping[str, str] | None = None, *, online: OpenOnline | None = None) -> Source:
    """Open a catalogue.

    Args:
        path: a CSV, TSV, JSONL or Parquet file; a folder or zip archive of pictures; or a
            folder in which a file ``products.csv`` (``catalogue``, ``items``…) lies.
        overrides: field -> column, where the guess would be wrong.
        online: what makes pictures of web addresses; without it, they are not fetched.

    Raises:
        InvalidSource: it is nothing of the kind, or cannot be read; the message says what to do.
    """
    if not path.exists():
        raise InvalidSource(f"there is no file or folder {path}")
    if path.is_dir():
        table = _table_in(path)
        return _of_table(table, overrides, online) if table else _of_pictures(path, FolderShelf(path), overrides)
    if path.suffix.lower() in READERS:
        return _of_table(path, overrides, online)
    if zipfile.is_zipfile(path):
        return _of_pictures(path, ZipShelf(path), overrides)
    raise InvalidSource(f"{path} is no catalogue: give a folder, a .zip of pictures, or a file {', '.join(READERS)}")


def _table_in(folder: Path) -> Path | None:
    candidates = (folder / f"{stem}{ending}" for stem in _TABLE_STEMS for ending in READERS)
    return next((path for path in candidates if path.is_file()), None)


def _of_pictures(path: Path, shelf: Shelf, overrides: Mapping[str, str] | None) -> Source:
    if overrides:
        raise InvalidSource(f"{path} holds pictures only and has no columns; leave --column out")
    pictures = LoosePictures(shelf)
    return Source(path, COLUMNS, pictures.total, pictures.rows)


def _of_table(path: Path, overrides: Mapping[str, str] | None, online: OpenOnline | None) -> Source:
    reader = READERS[path.suffix.lower()](path)
    columns = ColumnMap.guess(reader.columns, overrides)

    def rows() -> Iterator[Row]:
        locator = PictureLocator(path)
        for row in reader.rows():
            yield row if row.problem else _with_picture(row, columns, locator, online)

    return Source(path, columns, reader.total, rows)


def _with_picture(row: Row, columns: ColumnMap, locator: PictureLocator, online: OpenOnline | None) -> Row:
    """A file here counts before a web address, which costs more and may be gone."""
    name = (row.values.get(columns.fields.get("picture", "")) or "").strip()
    item_id = (row.values.get(columns.fields["id"]) or "").strip()
    found = locator.find(item_id, name)
    if found is None and online is not None and name.startswith(WEB):
        found = online(name)
    return replace(row, picture=found)
