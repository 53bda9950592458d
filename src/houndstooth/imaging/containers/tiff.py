"""TIFF: directories of tags, one for each page (TIFF 6.0, section 2; BigTIFF)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from houndstooth.imaging.containers.excess import check_count
from houndstooth.imaging.limits import Limits

_BIG = 43  # the version number of BigTIFF; plain TIFF has 42
_TILE_SIDES = (322, 323)
_INNER_DIRECTORIES = (34665, 34853, 40965)  # EXIF, GPS, interoperability
_BYTES = frozenset({1, 2, 6, 7})  # types that are kept as they are; values of any other become Python objects
_INTEGERS = {1: "B", 3: "H", 4: "L", 16: "Q"}
_MAX_DEPTH = 3
_MAX_TAGS = 2_000
_MAX_VALUES = 100_000  # a strip for each row of the tallest picture, in four planes, makes 80,000
_MAX_TILE = 2**24  # pixels; libtiff allocates whole tiles, however small the picture


def inspect(data: bytes, limits: Limits) -> None:
    """Counts pages, and bounds the tags of the first and the size of its tiles."""
    try:
        directories = _Directories.of(data)
        directories.check(directories.first)
        for pages, _ in enumerate(directories.chain(), start=1):
            limits.check_frames(pages)
    except struct.error:  # the file ends too soon, which is for the parser to say
        return


class _Entry(NamedTuple):
    tag: int
    kind: int
    values: int
    value_at: int
    """Where the value stands, if it is short, or else its place."""


@dataclass(frozen=True, slots=True)
class _Directories:
    """The directories of one file, in the layout of TIFF or of BigTIFF."""

    data: bytes
    order: str
    pointer: str
    count: str
    first: int

    @classmethod
    def of(cls, data: bytes) -> _Directories:
        order = "<" if data.startswith(b"II") else ">"
        (version,) = struct.unpack_from(order + "H", data, 2)
        pointer, count, first_at = ("Q", "Q", 8) if version == _BIG else ("L", "H", 4)
        return cls(data, order, pointer, count, *struct.unpack_from(order + pointer, data, first_at))

    def chain(self) -> Iterator[int]:
        """The places of the pages' directories; without end where they go round in a circle."""
        place = self.first
        while place:
            yield place
            tags = self._number(self.count, place)
            place = self._number(self.pointer, self._entry_at(place, tags))

    def check(self, place: int, depth: int = 1) -> None:
        """Bounds one directory and those inside it."""
        check_count("TIFF tags", self._number(self.count, place), _MAX_TAGS)
        tile = 1
        for entry in self._entries(place):
            if entry.kind not in _BYTES:
                check_count(f"values of TIFF tag {entry.tag}", entry.values, _MAX_VALUES)
            if entry.tag in _TILE_SIDES:
                tile *= self._number(_INTEGERS.get(entry.kind, "L"), entry.value_at)
            if entry.tag in _INNER_DIRECTORIES and depth < _MAX_DEPTH:
                self.check(self._number(self.pointer, entry.value_at), depth + 1)
        check_count("pixels in a TIFF tile", tile, _MAX_TILE)

    def _entries(self, place: int) -> Iterator[_Entry]:
        head = struct.Struct(self.order + "HH" + self.pointer)
        for number in range(self._number(self.count, place)):
            start = self._entry_at(place, number)
            yield _Entry(*head.unpack_from(self.data, start), value_at=start + head.size)

    def _entry_at(self, place: int, number: int) -> int:
        pointer = struct.calcsize(self.order + self.pointer)
        return place + struct.calcsize(self.order + self.count) + number * (4 + 2 * pointer)

    def _number(self, kind: str, place: int) -> int:
        (number,) = struct.unpack_from(self.order + kind, self.data, place)
        return int(number)
