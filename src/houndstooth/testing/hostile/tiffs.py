"""Hostile, broken and odd TIFF files."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

import numpy as np

from houndstooth.imaging import sniff
from houndstooth.testing.hostile.case import HostileFile, hostile, odd
from houndstooth.testing.hostile.seeds import animate, encode

_BYTE, _SHORT, _LONG, _RATIONAL = 1, 3, 4, 5
_WIDTH, _HEIGHT, _BITS, _COMPRESSION, _PHOTOMETRIC = 256, 257, 258, 259, 262
_STRIPS, _SAMPLES, _ROWS, _STRIP_BYTES = 273, 277, 278, 279
_TILE_WIDTH, _TILE_HEIGHT, _TILES, _TILE_BYTES = 322, 323, 324, 325
_EXIF, _GPS = 34665, 34853
_DEFLATE, _LZW, _JPEG = 8, 5, 7
_SIDE = 64
_FIRST = 8  # place of the first directory

_Tags = dict[int, tuple[int, int, int]]


def files() -> Iterator[HostileFile]:
    """Every TIFF."""
    yield from _sizes()
    yield from _floods()
    yield from _pages()
    yield from _pixels()
    yield from _odd()


def _sizes() -> Iterator[HostileFile]:
    yield hostile(
        "tiff-says-4-billion-square",
        _tiff({_WIDTH: (_LONG, 1, 2**32 - 1), _HEIGHT: (_LONG, 1, 2**32 - 1)}),
        "too-many-pixels",
        "corrupt",
    )
    yield hostile(
        "tiff-says-9000-square", _tiff({_WIDTH: (_LONG, 1, 9000), _HEIGHT: (_LONG, 1, 9000)}), "too-many-pixels"
    )
    yield hostile("tiff-says-no-width", _tiff({_WIDTH: (_LONG, 1, 0)}), "too-small", "corrupt")
    tiles = {_TILES: (_LONG, 1, _FIRST), _TILE_BYTES: (_LONG, 1, 12)}
    square = {_TILE_WIDTH: (_LONG, 1, 30_000), _TILE_HEIGHT: (_LONG, 1, 30_000), _COMPRESSION: (_SHORT, 1, _DEFLATE)}
    yield hostile("tiff-of-a-tile-of-30000-square", _tiff(tiles | square), "corrupt")
    rows = {_WIDTH: (_LONG, 1, 20_000), _ROWS: (_LONG, 1, 2**32 - 1), _COMPRESSION: (_SHORT, 1, _DEFLATE)}
    yield hostile("tiff-of-a-strip-of-4-billion-rows", _tiff(rows), "corrupt")


def _floods() -> Iterator[HostileFile]:
    places = bytes(2**19)
    yield hostile("tiff-of-100001-strips", _tiff({_STRIPS: (_LONG, 100_001, 200)}, tail=places), "corrupt")
    yield hostile("tiff-of-100001-bit-depths", _tiff({_BITS: (_SHORT, 100_001, 200)}, tail=places), "corrupt")
    yield hostile("tiff-of-4-billion-values", _tiff({_STRIPS: (_LONG, 2**32 - 1, 200)}), "corrupt")
    tags = dict.fromkeys(range(30000, 34000), (7, 2**19, 200))
    yield hostile("tiff-of-4000-tags-of-half-a-megabyte", _tiff(tags, tail=places), "corrupt")
    exif = struct.pack("<HHHII", 1, 0x9102, _RATIONAL, 2**20, _FIRST)
    at = _FIRST + 2 + 12 * 10 + 4
    yield hostile("tiff-exif-of-a-million-fractions", _tiff({_EXIF: (_LONG, 1, at)}, tail=exif + places), "corrupt")
    yield hostile("tiff-says-65535-tags", b"II*\0\x08\0\0\0\xff\xff" + bytes(100), "corrupt")
    big = b"II+\0\x08\0\0\0" + struct.pack("<QQ", 16, 2**63)
    yield hostile("tiff-big-with-endless-tags", big + bytes(100), "corrupt")


def _pages() -> Iterator[HostileFile]:
    yield hostile("tiff-pages-in-a-circle", _tiff({}, following=_FIRST), "too-many-frames")
    page = struct.Struct("<HHHIII")
    pages = b"".join(page.pack(1, _WIDTH, _SHORT, 1, 9, _FIRST + page.size * (n + 1)) for n in range(1200))
    yield hostile("tiff-of-1200-pages", b"II*\0\x08\0\0\0" + pages + bytes(2), "too-many-frames")
    yield hostile("tiff-with-directory-past-its-end", b"II*\0\xf0\xff\xff\x7f" + bytes(100), "corrupt")
    yield hostile("tiff-with-directory-at-zero", b"II*\0\0\0\0\0" + bytes(100), "corrupt")
    yield hostile("tiff-with-empty-directory", b"II*\0\x08\0\0\0" + bytes(6), "corrupt")
    yield odd("tiff-of-three-pages", animate(sniff.TIFF))


def _pixels() -> Iterator[HostileFile]:
    noise = np.random.default_rng(2).bytes(600)
    for name, compression in {
        "deflate": _DEFLATE,
        "lzw": _LZW,
        "jpeg": _JPEG,
        "old-jpeg": 6,
        "fax": 4,
        "webp": 50001,
        "zstd": 50000,
        "unknown": 999,
    }.items():
        yield hostile(f"tiff-{name}-of-noise", _tiff({_COMPRESSION: (_SHORT, 1, compression)}, tail=noise), "corrupt")
    tiff = encode(sniff.TIFF)
    yield hostile("tiff-cut-in-half", tiff[: len(tiff) // 2], "corrupt")
    yield hostile("tiff-of-65535-samples", _tiff({_SAMPLES: (_SHORT, 1, 65535)}), "corrupt")
    yield hostile("tiff-of-255-bits", _tiff({_BITS: (_SHORT, 1, 255)}), "corrupt")
    bomb = zlib.compress(bytes(2**24), 9)
    at = _FIRST + 2 + 12 * 9 + 4
    inflated = {_COMPRESSION: (_SHORT, 1, _DEFLATE), _STRIPS: (_LONG, 1, at), _STRIP_BYTES: (_LONG, 1, len(bomb))}
    yield odd("tiff-pixel-bomb", _tiff(inflated, tail=bomb))


def _odd() -> Iterator[HostileFile]:
    floats = encode(sniff.TIFF, "F")
    yield odd("tiff-floats-of-no-number", floats[:-4000] + np.full(1000, np.nan, np.float32).tobytes())
    yield odd(
        "tiff-exif-in-a-circle", _tiff({_EXIF: (_LONG, 1, _FIRST), _GPS: (_LONG, 1, _FIRST)}, tail=bytes(_SIDE * _SIDE))
    )
    yield odd("tiff-of-words", encode(sniff.TIFF, "I;16"))


def _tiff(changes: _Tags, *, tail: bytes = b"", following: int = 0) -> bytes:
    """A grey picture of 64x64 in one strip, with some tags changed; ``tail`` comes behind the directory."""
    tags: _Tags = {
        _WIDTH: (_LONG, 1, _SIDE),
        _HEIGHT: (_LONG, 1, _SIDE),
        _BITS: (_SHORT, 1, 8),
        _COMPRESSION: (_SHORT, 1, 1),
        _PHOTOMETRIC: (_SHORT, 1, 1),
        _STRIPS: (_LONG, 1, _FIRST),
        _SAMPLES: (_SHORT, 1, 1),
        _ROWS: (_LONG, 1, _SIDE),
        _STRIP_BYTES: (_LONG, 1, _SIDE * _SIDE),
    }
    if _TILES in changes:
        del tags[_STRIPS], tags[_ROWS], tags[_STRIP_BYTES]
    entries = b"".join(struct.pack("<HHII", tag, *value) for tag, value in sorted((tags | changes).items()))
    head = b"II*\0" + struct.pack("<IH", _FIRST, len(entries) // 12)
    return head + entries + struct.pack("<I", following) + tail
