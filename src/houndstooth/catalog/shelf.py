"""Shelves: places that hold picture files, a folder or a zip archive."""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from threading import Lock
from typing import Protocol

from houndstooth.catalog.row import PictureFile
from houndstooth.domain.errors import InvalidSource

_IGNORED = {"__MACOSX", "Thumbs.db", "desktop.ini"}


class Shelf(Protocol):
    """Named files, each a picture as far as anybody knows. Names are relative, with ``/``."""

    def names(self) -> Iterator[str]:
        """All names, sorted, hidden ones and system files left out."""
        ...

    def find(self, name: str) -> PictureFile | None:
        """The file of that name, if it is there."""
        ...


class FolderShelf:
    """A folder and everything below it. Links to other folders are not followed."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def names(self) -> Iterator[str]:
        """See ``Shelf.names``."""
        for folder, subfolders, files in os.walk(self._root):
            subfolders[:] = sorted(name for name in subfolders if _is_visible(name))
            for file in sorted(files):
                if _is_visible(file):
                    yield Path(folder, file).relative_to(self._root).as_posix()

    def find(self, name: str) -> PictureFile | None:
        """See ``Shelf.find``; a name that leads out of the folder finds nothing."""
        try:
            path = (self._root / name).resolve()
            inside = path.is_relative_to(self._root.resolve()) and path.is_file()
        except (OSError, ValueError):
            return None
        return _FileOnDisk(name, path) if inside else None


class ZipShelf:
    """A zip archive, read in place; nothing is unpacked."""

    def __init__(self, path: Path) -> None:
        """Open an archive.

        Raises:
            InvalidSource: it is no zip archive, or a damaged one.
        """
        try:
            self._archive = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile, NotImplementedError) as error:
            raise InvalidSource(f"{path} is not a zip archive that can be read: {error}") from error
        self._lock = Lock()
        self._members = {info.filename: info for info in self._archive.infolist() if not info.is_dir()}

    def names(self) -> Iterator[str]:
        """See ``Shelf.names``."""
        visible = (name for name in self._members if all(map(_is_visible, PurePosixPath(name).parts)))
        return iter(sorted(visible, key=lambda name: (PurePosixPath(name).parts[:-1], name)))

    def find(self, name: str) -> PictureFile | None:
        """See ``Shelf.find``."""
        member = self._members.get(name)
        return None if member is None else _FileInZip(name, self._archive, member, self._lock)


@dataclass(frozen=True, slots=True)
class _FileOnDisk:
    name: str
    path: Path
    address: None = None

    def read(self, limit: int) -> bytes:
        try:
            with self.path.open("rb") as file:
                return file.read(limit + 1)
        except OSError as error:
            raise InvalidSource(f"{self.name} cannot be read: {error.strerror}") from error


@dataclass(frozen=True, slots=True)
class _FileInZip:
    name: str
    archive: zipfile.ZipFile
    member: zipfile.ZipInfo
    lock: Lock
    address: None = None

    def read(self, limit: int) -> bytes:
        # A declared size can lie, so the reading itself is bounded too.
        try:
            with self.lock, self.archive.open(self.member) as file:
                return file.read(limit + 1)
        except (OSError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise InvalidSource(f"{self.name} cannot be read from the archive: {error}") from error


def _is_visible(name: str) -> bool:
    return not name.startswith(".") and name not in _IGNORED
