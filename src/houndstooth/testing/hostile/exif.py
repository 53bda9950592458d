"""Hostile EXIF data, which many formats carry."""

from __future__ import annotations

import struct

_HEADER = b"Exif\0\0II*\0" + struct.pack("<I", 8)


def exif_block(tag: int, kind: int, values: int, value: bytes) -> bytes:
    """One directory of one tag; ``value`` has four bytes: the value, or the place of the values."""
    return _HEADER + struct.pack("<HHHI", 1, tag, kind, values) + value + struct.pack("<I", 0)


def looping_exif() -> bytes:
    """A directory that names itself as its EXIF and GPS directory and as the one that follows."""
    tags = b"".join(struct.pack("<HHII", tag, 4, 1, 8) for tag in (0x8769, 0x8825, 0xA005))
    return _HEADER + struct.pack("<H", 3) + tags + struct.pack("<I", 8)
