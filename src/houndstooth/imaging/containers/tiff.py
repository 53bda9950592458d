"""TIFF: directories of tags, one for each page (TIFF 6.0, section 2; BigTIFF)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from houndstooth.imaging.containers.excess import check_count
from houndstooth.imaging.limits import Limits

_BIG = 43  # the version number of BigTIFF; plain TIFF has 42
_TILE_SIDES = (322, 323)
_INNER_DIRECTORIES = (34665, 34853, 40965)  # EXIF, GPS, interoperability
_BYTES = frozenset({1, 2, 6, 7})  # types that are kept as they are; values of any other become Python objects
_INTEGER_BYTES = {1: 1, 3: 2, 4: 4, 16: 8}
_MAX_DEPTH = 3
_MAX_TAGS = 2_000
_MAX_VALUES = 100_000  # a strip for each row of the tallest picture, in four planes, makes 80,000
_MAX_TILE = 2**24  # pixels; libtiff allocates whole tiles, however small the picture


def inspect(data: bytes, limits: Limits) -> None:
    """Counts pages, and bounds the tags of the first and the size of its tiles."""
    directories = _Directories.of(data)
    directories.check(directories.first)
    for pages, _ in enumerate(directories.chain(), start=1):
        limits.check_frames(pages)


class _Entry(NamedTuple):
    tag: int
    kind: int
    values: int
    value_at: int
    """Where the value stands, if it is short, or else its place."""


@dataclass(frozen=True, slots=True)
class _Directories:
    """The directories of one file; where the file ends too soon, they read as zeros."""

    data: bytes
    order: Literal["little", "big"]
    pointer: int
    """Bytes in a place and in a number of values."""
    count: int
    """Bytes in a number of tags."""
    first: int

    @classmethod
    def of(cls, data: bytes) -> _Directories:
        order: Literal["little", "big"] = "little" if data.startswith(b"II") else "big"
        is_big = int.from_bytes(data[2:4], order) == _BIG
        pointer, count, first_at = (8, 8, 8) if is_big else (4, 2, 4)
        first = int.from_bytes(data[first_at : first_at + pointer], order)
        return cls(data, order, pointer, count, first)

    def chain(self) -> Iterator[int]:
        """The places of the pages' directories; without end where they go round in a circle."""
        place = self.first
        while place:
            yield place
            tags = self._number(place, self.count)
            place = self._number(self._entry_at(place, tags), self.pointer)

    def check(self, place: int, depth: int = 1) -> None:
        """Bounds one directory and those inside it."""
        check_count("TIFF tags", self._number(place, self.count), _MAX_TAGS)
        tile = 1
        for entry in self._entries(place):
            if entry.kind not in _BYTES:
                check_count(f"values of TIFF tag {entry.tag}", entry.values, _MAX_VALUES)
            if entry.tag in _TILE_SIDES:
                tile *= self._number(entry.value_at, _INTEGER_BYTES.get(entry.kind, self.pointer))
            if entry.tag in _INNER_DIRECTORIES and depth < _MAX_DEPTH:
                self.check(self._number(entry.value_at, self.pointer), depth + 1)
        check_count("pixels in a TIFF tile", tile, _MAX_TILE)

    def _entries(self, place: int) -> Iterator[_Entry]:
        for number in range(self._number(place, self.count)):
            start = self._entry_at(place, number)
            tag, kind = self._number(start, 2), self._number(start + 2, 2)
            yield _Entry(tag, kind, self._number(start + 4, self.pointer), start + 4 + self.pointer)

    def _entry_at(self, place: int, number: int) -> int:
        return place + self.count + number * (4 + 2 * self.pointer)

    def _number(self, place: int, size: int) -> int:
        return int.from_bytes(self.data[place : place + size], self.order)
