"""Hostile, broken and odd bitmaps."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from houndstooth.imaging import sniff
from houndstooth.testing.hostile.case import HostileFile, hostile, odd
from houndstooth.testing.hostile.seeds import encode

_PIXELS_AT, _HEIGHT_AT = 10, 22
_HEADERS = 54
_PALETTE = bytes(range(256)) * 4
_RLE8 = 1


def files() -> Iterator[HostileFile]:
    """Every bitmap."""
    bmp = encode(sniff.BMP)
    yield hostile("bmp-says-2-billion-square", _bmp(2**31 - 1, 2**31 - 1), "too-many-pixels")
    yield hostile("bmp-says-9000-square", _bmp(9000, 9000), "too-many-pixels")
    yield hostile("bmp-says-less-than-no-width", _bmp(-64, 64), "corrupt", "too-small", "too-many-pixels")
    yield hostile("bmp-of-64-bits", _bmp(64, 64, bits=64), "corrupt")
    yield hostile("bmp-of-compression-99", _bmp(64, 64, compression=99), "corrupt")
    yield hostile("bmp-without-pixels", _bmp(64, 64), "corrupt")
    yield hostile("bmp-cut-in-half", bmp[: len(bmp) // 2], "corrupt")
    yield hostile("bmp-with-pixels-past-its-end", _patched(bmp, _PIXELS_AT, 2**31), "corrupt")
    yield hostile("bmp-of-4-billion-colours", _bmp(64, 64, bits=8, colours=2**32 - 1), "corrupt")
    flood = b"\0\2\0\0" * 300_000
    yield hostile("bmp-of-300000-moves", _bmp(64, 64, bits=8, compression=_RLE8, pixels=flood), "corrupt")
    yield hostile("bmp-of-too-few-runs", _bmp(64, 64, bits=8, compression=_RLE8, pixels=b"\5\1\0\1"), "corrupt")
    runs = b"\x40\7\0\0" * 64 + b"\0\1"
    yield odd("bmp-of-runs", _bmp(64, 64, bits=8, compression=_RLE8, pixels=runs))
    yield odd("bmp-upside-down", _patched(bmp, _HEIGHT_AT, 2**32 - 40))


def _bmp(
    width: int, height: int, *, bits: int = 24, compression: int = 0, colours: int = 256, pixels: bytes = b""
) -> bytes:
    start = _HEADERS + len(_PALETTE)
    info = struct.pack("<IiiHHIIiiII", 40, width, height, 1, bits, compression, len(pixels), 0, 0, colours, 0)
    return b"BM" + struct.pack("<IHHI", start + len(pixels), 0, 0, start) + info + _PALETTE + pixels


def _patched(bmp: bytes, place: int, value: int) -> bytes:
    return bmp[:place] + struct.pack("<I", value) + bmp[place + 4 :]
