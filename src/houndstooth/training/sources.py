"""Labelled pictures: any catalogue that can be ingested, and tables of shoppers' photos."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from houndstooth.catalog.row import PictureFile
from houndstooth.catalog.source import open_source
from houndstooth.domain.errors import InvalidSource
from houndstooth.training.label_map import LabelMap

STREET_TABLE = "photos.csv"
"""A folder with this table holds shoppers' photos; everything else is a studio's catalogue."""


class Setting(StrEnum):
    """Where the pictures were taken: it decides whether they can be cut out and which labels to expect."""

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
    """The rows that have a picture, and the pictures, in the same order."""

    name: str
    """The folder's or file's own name, by which schedules speak of the source."""
    setting: Setting
    records: tuple[Record, ...]
    pictures: tuple[PictureFile, ...]


def read_source(path: Path, labels: LabelMap | None = None) -> Source:
    """Read a catalogue (a folder, CSV, JSONL, Parquet…) or a folder with ``photos.csv``; pictures are read later.

    Args:
        path: the catalogue.
        labels: how its columns and words are put into ours; as they are by default.

    Raises:
        InvalidSource: it cannot be read, or no row of it has a picture.
    """
    street = (path / STREET_TABLE).is_file()
    opened = open_source(path / STREET_TABLE if street else path)
    key = opened.columns.fields["id"]
    mapped = labels or LabelMap()
    records, pictures = [], []
    for row in opened.rows():
        if row.problem is None and row.picture is not None and row.values.get(key):
            values = mapped.apply(row.values[key], row.values)
            records.append(Record(row.values[key], values, values.get("sender_id", "")))
            pictures.append(row.picture)
    if not records:
        raise InvalidSource(f"no row of {path} has a picture; put them beside the table, in images/ or images.zip")
    return Source(path.name, Setting.STREET if street else Setting.STUDIO, tuple(records), tuple(pictures))
