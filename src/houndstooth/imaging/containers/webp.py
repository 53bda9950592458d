"""WebP: the size of the canvas (RFC 9649, sections 2.5 to 2.7)."""

from __future__ import annotations

from houndstooth.imaging.limits import Limits

COPIES = 2
"""libwebp's animation decoder, which Pillow uses for stills too, holds two canvases and hands out a third."""

_CHUNK_NAME = slice(12, 16)
_HEADER = 30  # bytes; shorter files are cut off before their size
_14_BITS = 0x3FFF


def inspect(data: bytes, limits: Limits) -> None:
    """Checks the size: libwebp allocates the canvas when a file is opened."""
    if size := _size(data):
        limits.check_size(*size, copies=COPIES)


def _size(data: bytes) -> tuple[int, int] | None:
    if len(data) < _HEADER:
        return None
    name = data[_CHUNK_NAME]
    if name == b"VP8X":
        return _number(data, 24, 3) + 1, _number(data, 27, 3) + 1
    if name == b"VP8L":
        bits = _number(data, 21, 4)
        return (bits & _14_BITS) + 1, (bits >> 14 & _14_BITS) + 1
    return _number(data, 26, 2) & _14_BITS, _number(data, 28, 2) & _14_BITS


def _number(data: bytes, start: int, length: int) -> int:
    return int.from_bytes(data[start : start + length], "little")
