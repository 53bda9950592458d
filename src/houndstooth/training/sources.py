"""Labelled pictures in a folder: a table and `images.zip` or `images/` beside it."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from houndstooth.domain.errors import InvalidSource

TABLES = {"products.csv": "studio", "photos.csv": "street"}
"""Which table means which kind of picture."""


class Setting(StrEnum):
    """Where the pictures were taken: it decides how they are cut out and which labels to expect."""

    STUDIO = "studio"
    STREET = "street"


@dataclass(frozen=True, slots=True)
class Record:
    """One row of the table. ``group`` is whoever sent the picture (pictures of one sender share a background)."""

    id: str
    values: Mapping[str, str] = field(default_factory=dict)
    group: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One folder of labelled pictures, called after the folder."""

    folder: Path
    setting: Setting
    records: tuple[Record, ...]

    @property
    def name(self) -> str:
        """The folder's own name, by which schedules and splits speak of the source."""
        return self.folder.name


def read_source(folder: Path) -> Source:
    """Read the table of ``folder``; pictures are read later, by :func:`open_pictures`.

    Raises:
        InvalidSource: there is neither ``products.csv`` nor ``photos.csv``, or it has no ``id`` column.
    """
    for name, setting in TABLES.items():
        if (folder / name).is_file():
            return Source(folder, Setting(setting), tuple(_read_rows(folder / name)))
    raise InvalidSource(f"{folder} has neither products.csv nor photos.csv; give a folder with one of them")


@contextmanager
def open_pictures(folder: Path) -> Iterator[Callable[[str], bytes]]:
    """A function from an id to the bytes of its JPEG, from ``images.zip``, ``images/`` or ``photos/``.

    Raises:
        InvalidSource: the folder has none of the three.
    """
    if (folder / "images.zip").is_file():
        with zipfile.ZipFile(folder / "images.zip") as archive:
            yield lambda name: archive.read(f"{name}.jpg")
        return
    for name in ("photos", "images"):
        loose = folder / name
        if loose.is_dir():
            yield lambda name: (loose / f"{name}.jpg").read_bytes()
            return
    raise InvalidSource(f"{folder} has no images.zip, images/ or photos/ with the pictures of its table")


def _read_rows(path: Path) -> Iterator[Record]:
    with path.open(encoding="utf-8", newline="") as table:
        rows = csv.DictReader(table)
        if "id" not in (rows.fieldnames or ()):
            raise InvalidSource(f"{path} has no column 'id'; every picture needs one, equal to its file's name")
        for row in rows:
            yield Record(row["id"], row, row.get("sender_id") or "")
