"""Finding the picture of a row: named in a column, else named by the id beside the file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path, PurePosixPath

from houndstooth.catalog.picture_names import is_address
from houndstooth.catalog.row import PictureFile
from houndstooth.catalog.shelf import FolderShelf, Shelf, ZipShelf


class PictureLocator:
    """Looks where shops keep the pictures of a catalogue file ``NAME.csv``.

    In this order: the folder ``images``, the archive ``images.zip``, a folder or archive
    called ``NAME``, and the folder of the file itself.
    """

    def __init__(self, table: Path) -> None:
        self._shelves = list(_shelves_of(table))

    def find(self, item_id: str, name: str | None) -> PictureFile | None:
        """The picture called ``name``, else the one whose file name without ending is the id."""
        if name and (found := self.named(name)):
            return found
        shelf_and_name = self._by_stem.get(item_id)
        return shelf_and_name[0].find(shelf_and_name[1]) if shelf_and_name else None

    def named(self, name: str) -> PictureFile | None:
        """The picture called ``name``; a web address is none of a shelf's names."""
        if is_address(name):
            return None
        candidates = (shelf.find(name.removeprefix("./")) for shelf in self._shelves)
        return next((found for found in candidates if found is not None), None)

    @cached_property
    def _by_stem(self) -> dict[str, tuple[Shelf, str]]:
        stems: dict[str, tuple[Shelf, str]] = {}
        for shelf in self._shelves:
            for name in shelf.names():
                stems.setdefault(PurePosixPath(name).stem, (shelf, name))
        return stems


def _shelves_of(table: Path) -> Iterator[Shelf]:
    for stem in ("images", Path(table.name.removesuffix(".gz")).stem):
        folder, archive = table.parent / stem, table.parent / f"{stem}.zip"
        if folder.is_dir():
            yield FolderShelf(folder)
        if archive.is_file():
            yield ZipShelf(archive)
    yield FolderShelf(table.parent)
