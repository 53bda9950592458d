"""ISO boxes, and where in a file they say that the coded frames are (ISO/IEC 14496-12, 8.7 and 8.11)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from houndstooth.imaging.containers.excess import check_count

_VERSION = 4  # bytes of version and flags, in front of the contents of many boxes
_SAMPLE_TABLE = (b"moov", b"trak", b"mdia", b"minf", b"stbl")
_PLACE_BYTES = {b"stco": 4, b"co64": 8}
_IN_THE_FILE, _IN_ITS_BOX = 0, 1
_MAX_BOXES = 10_000
_MAX_ITEMS = 10_000
_MAX_PIECES = 10_000
_MAX_TRACKS = 16


def payloads(data: bytes) -> Iterator[memoryview]:
    """The contents of every item, and of every track what stands from its first frame on."""
    whole = memoryview(data)
    for meta in _find(whole, (b"meta",)):
        yield from _items(whole, meta[_VERSION:])
    tables = list(islice(_find(whole, _SAMPLE_TABLE), _MAX_TRACKS + 1))
    check_count("tracks", len(tables), _MAX_TRACKS)
    for table in tables:
        for name, size in _PLACE_BYTES.items():
            for places in _find(table, (name,)):
                yield whole[int.from_bytes(places[_VERSION + 4 : _VERSION + 4 + size], "big") :]


class _Item(NamedTuple):
    source: int
    pieces: list[tuple[int, int]]
    """Place and length of each; a length of 0 reaches to the end."""


class _Reader:
    """Big-endian numbers, one after another; behind the end, zeros."""

    def __init__(self, data: memoryview) -> None:
        self._data, self._place = data, 0

    def number(self, size: int) -> int:
        self._place += size
        return int.from_bytes(self._data[self._place - size : self._place], "big")


def _find(data: memoryview, path: tuple[bytes, ...]) -> Iterator[memoryview]:
    """The contents of the boxes named by the last name, inside those named by the ones before it."""
    if not path:
        yield data
        return
    for name, contents in _boxes(data):
        if name == path[0]:
            yield from _find(contents, path[1:])


def _boxes(data: memoryview) -> Iterator[tuple[bytes, memoryview]]:
    place = count = 0
    while place + 8 <= len(data):
        size, header = int.from_bytes(data[place : place + 4], "big"), 8
        if size == 1:  # too large for four bytes
            size, header = int.from_bytes(data[place + 8 : place + 16], "big"), 16
        end = place + size if size else len(data)
        yield bytes(data[place + 4 : place + 8]), data[place + header : end]
        count += 1
        check_count("boxes", count, _MAX_BOXES)
        place = max(end, place + header)


def _items(whole: memoryview, meta: memoryview) -> Iterator[memoryview]:
    sources = {_IN_THE_FILE: whole, _IN_ITS_BOX: next(_find(meta, (b"idat",)), whole[:0])}
    total = 0
    for table in _find(meta, (b"iloc",)):
        for item in _located(_Reader(table)):
            source = sources.get(item.source, whole[:0])
            pieces = [source[place : place + length if length else None] for place, length in item.pieces]
            total += sum(map(len, pieces))
            check_count("bytes in its items", total, 2 * len(whole))  # a sound file shares a few, at most
            yield memoryview(b"".join(pieces))


def _located(reader: _Reader) -> Iterator[_Item]:
    version, _, sizes = reader.number(1), reader.number(3), reader.number(2)
    place_size, length_size, base_size, index_size = (sizes >> shift & 0xF for shift in (12, 8, 4, 0))
    wide = 4 if version > 1 else 2
    for _ in range(min(reader.number(wide), _MAX_ITEMS)):
        reader.number(wide)  # the item's name
        source = reader.number(2) & 0xF if version else _IN_THE_FILE
        reader.number(2)  # of another file
        base, count = reader.number(base_size), reader.number(2)
        check_count("pieces of an item", count, _MAX_PIECES)
        pieces = []
        for _ in range(count):
            reader.number(index_size if version else 0)
            pieces.append((base + reader.number(place_size), reader.number(length_size)))
        yield _Item(source, pieces)
