"""A folder or archive of pictures as a catalogue: ids from the names, categories from the folders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from houndstooth.catalog.columns import ColumnMap
from houndstooth.catalog.row import Row
from houndstooth.catalog.shelf import Shelf

COLUMNS = ColumnMap({"id": "id", "title": "title", "category": "category"}, {"folder": "folder"})

_WORD_BREAKS = re.compile(r"[_\-.\s]+")


class LoosePictures:
    """Each picture is a row.

    The id is the path without the ending (with it, where that would be taken already), the
    title the name in words, the category the folder the picture lies in.
    """

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._names = list(shelf.names())
        self.total = len(self._names)

    def rows(self) -> Iterator[Row]:
        """One row for each file, sorted by name."""
        seen: set[str] = set()
        for line, name in enumerate(self._names, start=1):
            path = PurePosixPath(name)
            item_id = path.with_suffix("").as_posix()
            item_id = name if item_id in seen else item_id
            seen.add(item_id)
            yield Row(line, _values(path, item_id), self._shelf.find(name))


def _values(path: PurePosixPath, item_id: str) -> dict[str, str]:
    values = {"id": item_id, "title": _in_words(path.stem)}
    if path.parent.name:
        values |= {"category": _in_words(path.parent.name), "folder": path.parent.as_posix()}
    return values


def _in_words(name: str) -> str:
    words = _WORD_BREAKS.sub(" ", name).strip() or name
    return words[0].upper() + words[1:]
