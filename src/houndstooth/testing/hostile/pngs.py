"""Hostile, broken and odd PNG files."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from houndstooth.imaging import sniff
from houndstooth.testing.hostile.case import HostileFile, either, hostile, odd
from houndstooth.testing.hostile.exif import looping_exif
from houndstooth.testing.hostile.seeds import animate, encode

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_AFTER_HEADER = 33  # where another chunk may be put in
_END = 12  # bytes of the last chunk
_GREY, _RGB, _PALETTE = 0, 2, 3


def files() -> Iterator[HostileFile]:
    """Every PNG."""
    yield from _sizes()
    yield from _bombs()
    yield from _headers()
    yield from _structures()
    yield from _pixels()
    yield from _animations()
    yield from _odd()


def _sizes() -> Iterator[HostileFile]:
    yield hostile("png-really-30000-square", _zeros(30_000, 30_000), "too-many-pixels")
    yield hostile("png-really-8000-square", _zeros(8_000, 8_000), "too-many-pixels")
    yield hostile("png-says-2-billion-square", _picture(_header(2**31 - 1, 2**31 - 1)), "too-many-pixels")
    yield hostile("png-says-20001-wide", _picture(_header(20_001, 10)), "too-many-pixels")
    yield hostile("png-of-one-pixel", _zeros(1, 1), "too-small")
    yield hostile("png-says-no-width", _picture(_header(0, 40)), "too-small", "corrupt")


def _bombs() -> Iterator[HostileFile]:
    png = encode(sniff.PNG)
    text = zlib.compress(bytes(2**21), 9)
    yield hostile("png-text-bomb", _insert(png, _chunk(b"zTXt", b"a\0\0" + text)), "corrupt")
    yield hostile("png-international-text-bomb", _insert(png, _chunk(b"iTXt", b"a\0\1\0\0\0" + text)), "corrupt")
    megabyte = zlib.compress(bytes(2**20 - 1), 9)
    texts = (_chunk(b"zTXt", b"%d\0\0" % n + megabyte) for n in range(70))
    yield hostile("png-of-70-text-bombs", _insert(png, b"".join(texts)), "corrupt")
    yield hostile("png-profile-bomb", _insert(png, _chunk(b"iCCP", b"a\0\0" + text)), "corrupt")
    yield odd("png-pixel-bomb", _picture(_header(64, 64), zlib.compress(bytes(2**24), 9)))
    yield hostile("png-of-100001-chunks", _insert(png, _chunk(b"abCd") * 100_001), "corrupt")
    yield hostile("png-of-100001-empty-pixel-chunks", _insert(png, _chunk(b"IDAT") * 100_001), "corrupt")


def _headers() -> Iterator[HostileFile]:
    yield hostile("png-of-3-bits", _picture(_header(64, 64, bits=3)), "corrupt")
    yield hostile("png-of-colour-type-5", _picture(_header(64, 64, colours=5)), "corrupt")
    yield hostile("png-of-compression-9", _picture(_header(64, 64)[:18] + b"\x09\0\0"), "corrupt")
    png = encode(sniff.PNG)
    yield hostile("png-without-header", _SIGNATURE + png[_AFTER_HEADER:], "corrupt", "too-small")
    yield hostile(
        "png-with-short-header", _SIGNATURE + _chunk(b"IHDR", bytes(4)) + png[_AFTER_HEADER:], "corrupt", "too-small"
    )
    yield hostile("png-header-with-wrong-checksum", png[:29] + bytes(4) + png[33:], "corrupt")
    yield either("png-for-old-phones", _SIGNATURE + _chunk(b"CgBI", bytes(4)) + png[8:])


def _structures() -> Iterator[HostileFile]:
    png = encode(sniff.PNG)
    yield hostile("png-without-pixels", png[:_AFTER_HEADER] + png[-_END:], "corrupt")
    yield hostile("png-pixels-with-wrong-checksum", png[: -_END - 4] + bytes(4) + png[-_END:], "corrupt")
    yield hostile("png-chunk-of-2-billion", _insert(png, struct.pack(">I", 2**31 - 1) + b"tEXtabc"), "corrupt")
    yield hostile("png-chunk-without-name", _insert(png, bytes(12)), "corrupt")
    yield hostile("png-cut-in-half", png[: len(png) // 2], "corrupt")
    yield hostile("png-cut-in-its-header", png[:20], "corrupt", "too-small")


def _pixels() -> Iterator[HostileFile]:
    header = _header(64, 64)
    yield hostile("png-pixels-of-noise", _picture(header, b"\x78\x9c" + bytes(range(256))), "corrupt")
    yield either("png-half-its-pixels", _picture(header, zlib.compress(bytes(32 * 193))))
    yield hostile("png-of-filter-9", _picture(header, zlib.compress((b"\x09" + bytes(192)) * 64)), "corrupt")
    yield hostile("png-of-empty-pixels", _picture(header, b""), "corrupt")


def _animations() -> Iterator[HostileFile]:
    png = encode(sniff.PNG)
    yield odd("png-animated", animate(sniff.PNG))
    yield hostile(
        "png-says-2-billion-frames", _insert(png, _chunk(b"acTL", struct.pack(">II", 2**31, 0))), "too-many-frames"
    )
    yield odd("png-says-no-frames", _insert(png, _chunk(b"acTL", bytes(8))))
    yield odd("png-says-frames-twice", _insert(png, _chunk(b"acTL", struct.pack(">II", 2, 0)) * 2))
    yield hostile("png-animated-by-half-a-chunk", _insert(png, _chunk(b"acTL", bytes(3))), "corrupt")


def _odd() -> Iterator[HostileFile]:
    png = encode(sniff.PNG)
    yield odd(
        "png-palette-missing-colours",
        _picture(_header(64, 64, bits=8, colours=_PALETTE), zlib.compress(bytes(65 * 64)), _chunk(b"PLTE", bytes(3))),
    )
    yield odd("png-exif-in-a-circle", _insert(png, _chunk(b"eXIf", looping_exif()[6:])))
    yield odd("png-profile-of-noise", _insert(png, _chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(range(256))))))
    yield odd("png-gamma-of-nothing", _insert(png, _chunk(b"gAMA", bytes(4))))
    yield odd("png-in-chunks-of-one-byte", _zeros(64, 64, piece=1))


def _chunk(name: bytes, payload: bytes = b"") -> bytes:
    return struct.pack(">I", len(payload)) + name + payload + struct.pack(">I", zlib.crc32(name + payload))


def _header(width: int, height: int, *, bits: int = 8, colours: int = _RGB) -> bytes:
    return struct.pack(">IIBB", width, height, bits, colours) + bytes(3)


def _picture(header: bytes, pixels: bytes = b"", before: bytes = b"") -> bytes:
    return _SIGNATURE + _chunk(b"IHDR", header) + before + _chunk(b"IDAT", pixels) + _chunk(b"IEND")


def _insert(png: bytes, chunks: bytes) -> bytes:
    return png[:_AFTER_HEADER] + chunks + png[_AFTER_HEADER:]


def _zeros(width: int, height: int, *, piece: int = 2**20) -> bytes:
    """A sound black picture of one bit a pixel, deflated row by row."""
    deflater, row = zlib.compressobj(9), bytes(1 + (width + 7) // 8)
    pixels = b"".join(deflater.compress(row) for _ in range(height)) + deflater.flush()
    pieces = (_chunk(b"IDAT", pixels[start : start + piece]) for start in range(0, len(pixels), piece))
    header = _chunk(b"IHDR", _header(width, height, bits=1, colours=_GREY))
    return _SIGNATURE + header + b"".join(pieces) + _chunk(b"IEND")
