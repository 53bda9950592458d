"""Hostile, broken and odd files in ISO boxes: AVIF and HEIC."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

from PIL import Image

from houndstooth.imaging import sniff
from houndstooth.imaging.decode import supported_formats
from houndstooth.testing.hostile.case import HostileFile, hostile, odd
from houndstooth.testing.hostile.seeds import HEIGHT, WIDTH, animate, drawing, encode


def files() -> Iterator[HostileFile]:
    """Every AVIF and HEIC, where they are read at all."""
    for name in (sniff.AVIF, sniff.HEIC):
        if name in supported_formats():
            yield from _broken(name)
    if sniff.AVIF in supported_formats():
        yield odd("avif-animated", animate(sniff.AVIF))
        yield hostile("avif-with-frames-larger-than-it-says", _sized(_long_avif(), WIDTH, HEIGHT), "too-many-pixels")
    if sniff.HEIC in supported_formats():
        yield odd("heic-of-odd-size", _odd_heic())


def _broken(format_name: str) -> Iterator[HostileFile]:
    name, valid = format_name.lower(), encode(format_name)
    brand = valid[8:12]
    head = valid[: int.from_bytes(valid[:4], "big")]
    yield hostile(f"{name}-says-4-billion-square", _sized(valid, 2**32 - 1, 2**32 - 1), "too-many-pixels", "corrupt")
    yield hostile(f"{name}-says-12000-square", _sized(valid, 12_000, 12_000), "too-many-pixels", "corrupt")
    yield hostile(f"{name}-says-no-size", _sized(valid, 0, 0), "too-small", "corrupt")
    yield hostile(f"{name}-cut-in-half", valid[: len(valid) // 2], "corrupt")
    yield hostile(f"{name}-cut-in-its-pixels", valid[:-60], "corrupt")
    yield hostile(f"{name}-without-items", head + _box(b"meta", bytes(4)), "corrupt", "unsupported-format")
    yield hostile(
        f"{name}-box-without-end", _box(b"ftyp", brand + bytes(4)) + struct.pack(">I", 0) + b"meta", "corrupt"
    )
    yield hostile(
        f"{name}-box-of-16-exabytes",
        head + struct.pack(">I4sQ", 1, b"meta", 2**64 - 1),
        "corrupt",
        "unsupported-format",
    )
    yield hostile(
        f"{name}-box-of-4-gigabytes",
        head + b"\xff" * 4 + valid[len(head) + 4 :],
        "corrupt",
        "unsupported-format",
    )
    yield hostile(f"{name}-of-boxes-in-boxes", _box(b"ftyp", brand + bytes(4) + brand) + _nested(2000), "corrupt")
    start = valid.index(b"mdat") + 4
    yield hostile(f"{name}-pixels-of-noise", valid[:start] + bytes(range(256)) * 9, "corrupt")
    yield hostile(f"{name}-pixels-nowhere", _without_places(valid), "corrupt")


def _long_avif() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (20_016, 16), "red").save(buffer, sniff.AVIF, speed=10)
    return buffer.getvalue()


def _odd_heic() -> bytes:
    import pillow_heif

    buffer = io.BytesIO()
    pillow_heif.from_pillow(drawing().crop((0, 0, 37, 31))).save(buffer)
    return buffer.getvalue()


def _box(name: bytes, payload: bytes) -> bytes:
    return struct.pack(">I", len(payload) + 8) + name + payload


def _nested(depth: int) -> bytes:
    box = b""
    for _ in range(depth):
        box = _box(b"meta", bytes(4) + box)
    return box


def _sized(valid: bytes, width: int, height: int) -> bytes:
    """With another size in every property of that kind."""
    start = b"ispe" + bytes(4)
    pieces = valid.split(start)
    return start.join([pieces[0], *(struct.pack(">II", width, height) + piece[8:] for piece in pieces[1:])])


def _without_places(valid: bytes) -> bytes:
    start = valid.index(b"iloc") + 4
    length = int.from_bytes(valid[start - 8 : start - 4], "big") - 8
    return valid[:start] + valid[start : start + 8] + b"\xff" * (length - 8) + valid[start + length :]
