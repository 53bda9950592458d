"""A source: whatever a person names to be ingested, opened."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from houndstooth.catalog.columns import ColumnMap
from houndstooth.catalog.formats import ENDINGS, ending_of, open_table
from houndstooth.catalog.locator import PictureLocator
from houndstooth.catalog.loose_pictures import COLUMNS, LoosePictures
from houndstooth.catalog.picture_names import is_address, split_pictures
from houndstooth.catalog.records import TableReader
from houndstooth.catalog.row import PictureFile, Row
from houndstooth.catalog.shelf import FolderShelf, Shelf, ZipShelf
from houndstooth.catalog.words import Words, load_words
from houndstooth.domain.errors import InvalidSource

_TABLE_STEMS = ("products", "catalogue", "catalog", "items", "articles")


@dataclass(frozen=True, slots=True)
class Source:
    """``rows()`` may be called again and starts anew; ``total`` is about how many there are."""

    path: Path
    columns: ColumnMap
    total: int
    rows: Callable[[], Iterator[Row]]
    words: Words
    """What the labels of the rows are put into."""
    keeps_pictures: bool = False
    """Whether a row without a picture leaves the item the one it has; otherwise it is not taken."""


OpenOnline = Callable[[str], PictureFile]
"""A web address -> the picture that can be fetched from there."""


def open_source(
    path: Path,
    overrides: Mapping[str, str] | None = None,
    *,
    online: OpenOnline | None = None,
    words: Words | None = None,
    site: str | None = None,
) -> Source:
    """Open a catalogue.

    Args:
        path: a file of one of the formats in ``formats``, told from its content and possibly gzip-compressed; a folder
            or zip archive of pictures; or a folder in which a file ``products.csv`` (``catalogue``, ``items``…) lies.
        overrides: field -> column, where the guess would be wrong.
        online: what makes pictures of web addresses; without it, they are not fetched.
        words: the words for colours, sizes, genders and categories; ours by default, ``UNCHANGED`` for none.
        site: the address of the shop (``https://shop.example``), for formats that name its pages without it.

    Raises:
        InvalidSource: it is nothing of the kind, or cannot be read; the message says what to do.
    """
    if not path.exists():
        raise InvalidSource(f"there is no file or folder {path}")
    words = load_words() if words is None else words
    table = _table_in(path) if path.is_dir() else path
    if table is None:
        return _of_pictures(path, FolderShelf(path), overrides, words)
    if ending_of(table) not in ENDINGS and zipfile.is_zipfile(table):
        return _of_pictures(table, ZipShelf(table), overrides, words)
    reader = open_table(table, site=site)
    if reader is None:
        raise InvalidSource(
            f"{table} is no catalogue: give a folder, a .zip of pictures, or a file {', '.join(ENDINGS)}"
        )
    return _of_table(table, reader, overrides, online, words)


def _table_in(folder: Path) -> Path | None:
    names = (f"{stem}{ending}" for stem in _TABLE_STEMS for ending in ENDINGS)
    candidates = (folder / (name + packed) for name in names for packed in ("", ".gz"))
    return next((path for path in candidates if path.is_file()), None)


def _of_pictures(path: Path, shelf: Shelf, overrides: Mapping[str, str] | None, words: Words) -> Source:
    if overrides:
        raise InvalidSource(f"{path} holds pictures only and has no columns; leave --column out")
    pictures = LoosePictures(shelf)
    return Source(path, COLUMNS, pictures.total, pictures.rows, words)


def _of_table(
    path: Path, reader: TableReader, overrides: Mapping[str, str] | None, online: OpenOnline | None, words: Words
) -> Source:
    columns = ColumnMap.guess(reader.columns, overrides)

    def rows() -> Iterator[Row]:
        locator = PictureLocator(path)
        for row in reader.rows():
            yield row if row.problem else _with_pictures(row, columns, locator, online)

    return Source(path, columns, reader.total, rows, words)


def _with_pictures(row: Row, columns: ColumnMap, locator: PictureLocator, online: OpenOnline | None) -> Row:
    """A file here counts before a web address, which costs more and may be gone.

    Without a main picture the first of the others is it.
    """
    said = {field: row.values.get(columns.fields.get(field, "")) for field in ("id", "picture", "more_pictures")}
    main, others = split_pictures(said["picture"], said["more_pictures"])
    picture = locator.find((said["id"] or "").strip(), main) or _online(main, online)
    more = [found for name in others if (found := locator.named(name) or _online(name, online)) is not None]
    if picture is None and not main and more:
        picture, *more = more
    return replace(row, picture=picture, more_pictures=tuple(more))


def _online(name: str, online: OpenOnline | None) -> PictureFile | None:
    return online(name) if online is not None and is_address(name) else None
