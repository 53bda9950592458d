"""Hostile, broken and odd GIF files."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from houndstooth.imaging import sniff
from houndstooth.testing.hostile.case import HostileFile, hostile, odd
from houndstooth.testing.hostile.seeds import animate, encode

_PIXELS = b"\2\2\x44\1\0"  # the smallest stream of codes: clear, a black pixel, end
_PALETTE = bytes(3) + b"\xff\xff\xff"


def files() -> Iterator[HostileFile]:
    """Every GIF."""
    yield from _sizes()
    yield from _floods()
    yield from _broken()
    yield odd("gif-animated", animate(sniff.GIF))


def _sizes() -> Iterator[HostileFile]:
    yield hostile("gif-says-65535-square", _gif(65535, 65535, _frame(1, 1)), "too-many-pixels")
    yield hostile("gif-with-a-frame-of-65535-square", _gif(64, 64, _frame(65535, 65535)), "too-many-pixels")
    yield hostile("gif-says-no-size", _gif(0, 0, _frame(0, 0)), "too-small", "corrupt")
    yield hostile("gif-of-one-pixel", _gif(1, 1, _frame(1, 1)), "too-small")


def _floods() -> Iterator[HostileFile]:
    frame = _frame(1, 1)
    yield hostile("gif-of-50000-frames", _gif(64, 64, frame * 50_000), "too-many-frames")
    yield hostile("gif-of-1001-frames", _gif(64, 64, frame * 1001), "too-many-frames")
    yield hostile("gif-of-one-byte-blocks", _gif(64, 64, b"!\1" + b"\1x" * 500_001 + b"\0" + frame), "corrupt")
    yield hostile("gif-of-one-byte-comments", _gif(64, 64, b"!\xfe" + b"\1x" * 500_001 + b"\0" + frame), "corrupt")
    yield hostile("gif-of-empty-extensions", _gif(64, 64, b"!\1\0" * 400_000 + frame), "corrupt")


def _broken() -> Iterator[HostileFile]:
    gif = encode(sniff.GIF, "P")
    yield hostile("gif-without-frames", _gif(64, 64, b""), "corrupt")
    yield hostile("gif-cut-in-half", gif[: len(gif) // 2], "corrupt")
    yield hostile("gif-cut-in-its-palette", gif[:60], "corrupt")
    yield hostile("gif-with-too-few-pixels", _gif(64, 64, _frame(64, 64)), "corrupt")
    yield hostile("gif-of-codes-of-200-bits", _gif(64, 64, _frame(64, 64, pixels=b"\xc8\4abcd\0")), "corrupt")
    yield hostile("gif-of-noise", _gif(64, 64, _frame(64, 64, pixels=b"\2\xff" + bytes(range(255)) + b"\0")), "corrupt")
    yield hostile("gif-of-unknown-blocks", _gif(64, 64, b"\x99\x98\x97" * 100), "corrupt")


def _gif(width: int, height: int, blocks: bytes) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\x80\0\0" + _PALETTE + blocks + b";"


def _frame(width: int, height: int, *, pixels: bytes = _PIXELS) -> bytes:
    return b"," + struct.pack("<HHHHB", 0, 0, width, height, 0) + pixels
