"""Hostile, broken and odd WebP files."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from houndstooth.imaging import sniff
from houndstooth.imaging.decode import supported_formats
from houndstooth.testing.hostile.case import HostileFile, hostile, odd
from houndstooth.testing.hostile.exif import looping_exif
from houndstooth.testing.hostile.seeds import animate, encode

_ANIMATED, _EXIF, _PROFILE = 0x02, 0x08, 0x20
_FRAME = 24  # bytes of a frame's chunk in front of its pixels
_LOSSLESS_SIZE = 21


def files() -> Iterator[HostileFile]:
    """Every WebP, where it is read at all."""
    if sniff.WEBP in supported_formats():
        yield from _sizes()
        yield from _broken()
        yield from _odd()


def _sizes() -> Iterator[HostileFile]:
    webp, lossless = encode(sniff.WEBP), encode(sniff.WEBP, lossless=True)
    yield hostile(
        "webp-canvas-of-16-million-square",
        _riff(_canvas(2**24, 2**24, _ANIMATED), _chunk(b"ANIM", bytes(6))),
        "too-many-pixels",
    )
    yield hostile("webp-canvas-of-4096-by-16384", _riff(_canvas(4096, 16384)), "too-many-pixels")
    yield hostile("webp-says-16383-square", webp[:26] + b"\xff\x3f\xff\x3f" + webp[30:], "too-many-pixels")
    yield hostile("webp-lossless-says-16384-square", _patched(lossless, b"\xff\xff\xff\x0f"), "too-many-pixels")
    yield hostile(
        "webp-lossless-really-16384-square",
        _patched(_riff(_chunk(b"VP8L", b"\x2f" + bytes(24))), b"\xff\xff\xff\x0f"),
        "too-many-pixels",
    )
    yield hostile("webp-says-no-size", webp[:26] + bytes(4) + webp[30:], "too-small", "corrupt")


def _broken() -> Iterator[HostileFile]:
    webp, lossless = encode(sniff.WEBP), encode(sniff.WEBP, lossless=True)
    yield hostile("webp-cut-in-half", webp[: len(webp) // 2], "corrupt")
    yield hostile("webp-lossless-cut-in-half", lossless[: len(lossless) // 2], "corrupt")
    yield hostile("webp-canvas-without-pixels", _riff(_canvas(64, 64)), "corrupt")
    yield hostile("webp-canvas-unlike-its-pixels", _riff(_canvas(64, 64), webp[12:]), "corrupt")
    yield hostile("webp-lossless-of-noise", lossless[:30] + bytes(range(200)), "corrupt")
    yield hostile("webp-shorter-than-it-says", webp[:4] + struct.pack("<I", 12) + webp[8:], "corrupt")
    frame = _chunk(b"ANMF", bytes(6) + b"\x2f\0\0\x27\0\0" + bytes(4) + lossless[12:])
    animation = _canvas(48, 40, _ANIMATED), _chunk(b"ANIM", bytes(6))
    yield hostile("webp-of-1001-frames", _riff(*animation, frame * 1001), "too-many-frames")
    yield hostile("webp-animated-without-frames", _riff(*animation), "corrupt")


def _odd() -> Iterator[HostileFile]:
    webp = encode(sniff.WEBP)
    canvas = _canvas(48, 40, _EXIF)
    yield odd("webp-animated", animate(sniff.WEBP))
    yield odd("webp-exif-in-a-circle", _riff(canvas, webp[12:], _chunk(b"EXIF", looping_exif())))
    yield odd("webp-exif-of-a-megabyte", _riff(canvas, webp[12:], _chunk(b"EXIF", looping_exif() + bytes(2**20))))
    yield odd("webp-profile-of-noise", _riff(_canvas(48, 40, _PROFILE), _chunk(b"ICCP", bytes(range(256))), webp[12:]))


def _riff(*chunks: bytes) -> bytes:
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _chunk(name: bytes, payload: bytes) -> bytes:
    return name + struct.pack("<I", len(payload)) + payload + bytes(len(payload) % 2)


def _canvas(width: int, height: int, flags: int = 0) -> bytes:
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return _chunk(b"VP8X", bytes([flags, 0, 0, 0]) + size)


def _patched(lossless: bytes, size: bytes) -> bytes:
    return lossless[:_LOSSLESS_SIZE] + size + lossless[_LOSSLESS_SIZE + 4 :]
