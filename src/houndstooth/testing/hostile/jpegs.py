"""Hostile, broken and odd JPEG files."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

from PIL import Image

from houndstooth.imaging import sniff
from houndstooth.testing.hostile.case import HostileFile, either, hostile, odd
from houndstooth.testing.hostile.exif import exif_block, looping_exif
from houndstooth.testing.hostile.seeds import HEIGHT, WIDTH, drawing, encode

_AFTER_START = 20  # and the JFIF segment, where another may be put in
_SOF0, _SOF2, _DHT, _DQT, _SOS = b"\xff\xc0", b"\xff\xc2", b"\xff\xc4", b"\xff\xdb", b"\xff\xda"
_END = b"\xff\xd9"


def files() -> Iterator[HostileFile]:
    """Every JPEG."""
    yield from _sizes()
    yield from _floods()
    yield from _structures()
    yield from _cuts()
    yield from _metadata()
    yield from _odd()


def _sizes() -> Iterator[HostileFile]:
    jpeg = encode(sniff.JPEG)
    yield hostile("jpeg-says-65500-square", _sized(jpeg, 65500, 65500), "too-many-pixels")
    yield hostile("jpeg-says-12000-square", _sized(jpeg, 12000, 12000), "too-many-pixels")
    yield hostile("jpeg-says-20001-wide", _sized(jpeg, 20001, 40), "too-many-pixels")
    yield hostile("jpeg-says-65535-by-1", _sized(jpeg, 65535, 1), "too-small")
    yield hostile("jpeg-says-7-wide", _sized(jpeg, 7, 90), "too-small")
    yield hostile("jpeg-says-no-height", _sized(jpeg, 48, 0), "too-small", "corrupt")
    yield either("jpeg-says-twice-its-size", _sized(jpeg, WIDTH * 2, HEIGHT * 2))


def _floods() -> Iterator[HostileFile]:
    jpeg, progressive = encode(sniff.JPEG), encode(sniff.JPEG, progressive=True)
    last_scan = progressive[progressive.rindex(_SOS) : -2]
    yield hostile("jpeg-of-5000-scans", progressive[:-2] + last_scan * 5000 + _END, "corrupt")
    yield hostile("jpeg-with-zeros-before-its-scan", _insert(jpeg, bytes(2**20)), "corrupt")
    yield hostile("jpeg-with-padding-before-its-scan", _insert(jpeg, b"\xff" * 2**20), "corrupt")
    yield hostile("jpeg-of-100000-segments", _insert(jpeg, b"\xff\xe5\0\2" * 100_000), "corrupt")
    yield hostile("jpeg-that-never-starts", jpeg[:2] + _END + b"\xff" * 2**20, "corrupt")
    hidden = b"\xff\xf0\xff\xff" + b"\xff" * 65533
    yield hostile("jpeg-with-padding-in-unknown-segments", _insert(jpeg, hidden * 12), "corrupt")
    yield hostile(
        "jpeg-with-exif-without-end", _insert(jpeg, _segment(0xE1, b"Exif\0\0" + bytes(65000)) * 20), "corrupt"
    )


def _structures() -> Iterator[HostileFile]:
    jpeg = encode(sniff.JPEG)
    frame = jpeg.index(_SOF0)
    yield hostile("jpeg-without-frame", _without(jpeg, _SOF0), "corrupt", "too-small")
    yield hostile("jpeg-without-scan", jpeg[: jpeg.index(_SOS)] + _END, "corrupt")
    yield hostile("jpeg-without-quantisation", _without(_without(jpeg, _DQT), _DQT), "corrupt")
    yield hostile("jpeg-with-two-frames", _insert(jpeg, jpeg[frame : frame + 19]), "corrupt")
    yield hostile("jpeg-of-12-bits", jpeg[: frame + 4] + b"\x0c" + jpeg[frame + 5 :], "corrupt")
    yield hostile("jpeg-of-2-colours", jpeg[: frame + 9] + b"\2" + jpeg[frame + 10 :], "corrupt")
    yield hostile("jpeg-of-255-colours", jpeg[: frame + 9] + b"\xff" + jpeg[frame + 10 :], "corrupt")
    yield hostile("jpeg-lossless-by-name", jpeg.replace(_SOF0, b"\xff\xc3"), "corrupt")
    yield hostile("jpeg-with-segment-past-its-end", jpeg[:-2] and _insert(jpeg[:40], b"\xff\xe5\xff\xff"), "corrupt")
    yield hostile("jpeg-with-unknown-segment", _insert(jpeg, b"\xff\xf2\0\4ab"), "corrupt")


def _cuts() -> Iterator[HostileFile]:
    jpeg, progressive = encode(sniff.JPEG), encode(sniff.JPEG, progressive=True)
    yield hostile("jpeg-cut-in-its-header", jpeg[:100], "corrupt")
    yield hostile("jpeg-cut-before-its-scan", jpeg[: jpeg.index(_SOS)], "corrupt")
    yield hostile("jpeg-cut-in-half", jpeg[: (jpeg.index(_SOS) + len(jpeg)) // 2], "corrupt")
    yield hostile("jpeg-progressive-cut-in-half", progressive[: len(progressive) * 2 // 3], "corrupt")


def _metadata() -> Iterator[HostileFile]:
    jpeg = encode(sniff.JPEG)
    yield odd("jpeg-exif-in-a-circle", _insert(jpeg, _segment(0xE1, looping_exif())))
    for value in (0, 9, 65535):
        yield odd(
            f"jpeg-orientation-{value}",
            _insert(jpeg, _segment(0xE1, exif_block(0x0112, 3, 1, struct.pack("<I", value)))),
        )
    yield odd("jpeg-orientation-in-words", _insert(jpeg, _segment(0xE1, exif_block(0x0112, 2, 4, b"left"))))
    yield odd(
        "jpeg-orientation-of-4-billion", _insert(jpeg, _segment(0xE1, exif_block(0x0112, 3, 2**32 - 1, bytes(4))))
    )
    yield odd("jpeg-exif-cut-short", _insert(jpeg, _segment(0xE1, looping_exif()[:20])))
    yield odd("jpeg-exif-of-zeros", _insert(jpeg, _segment(0xE1, b"Exif\0\0" + bytes(60))))
    yield odd("jpeg-profile-of-noise", _insert(jpeg, _segment(0xE2, b"ICC_PROFILE\0\1\1" + bytes(range(256)))))
    yield odd("jpeg-profile-with-pieces-missing", _insert(jpeg, _segment(0xE2, b"ICC_PROFILE\0\1\xff" + bytes(100))))
    yield odd("jpeg-pictures-index-of-noise", _insert(jpeg, _segment(0xE2, b"MPF\0II*\0" + bytes(100))))


def _odd() -> Iterator[HostileFile]:
    buffer = io.BytesIO()
    drawing().save(buffer, "MPO", save_all=True, append_images=[drawing().rotate(90)])
    yield odd("jpeg-of-two-pictures", buffer.getvalue())
    yield odd("jpeg-cmyk", encode(sniff.JPEG, "CMYK"))
    yield odd("jpeg-with-a-little-padding", _insert(encode(sniff.JPEG), b"\xff" * 100))
    buffer = io.BytesIO()
    Image.new("RGB", (20_000, 8), "red").save(buffer, "JPEG")
    yield odd("jpeg-as-long-as-may-be", buffer.getvalue())


def _sized(jpeg: bytes, width: int, height: int) -> bytes:
    start = jpeg.index(_SOF0) + 5
    return jpeg[:start] + struct.pack(">HH", height, width) + jpeg[start + 4 :]


def _insert(jpeg: bytes, segment: bytes) -> bytes:
    return jpeg[:_AFTER_START] + segment + jpeg[_AFTER_START:]


def _without(jpeg: bytes, marker: bytes) -> bytes:
    start = jpeg.index(marker)
    end = start + 2 + int.from_bytes(jpeg[start + 2 : start + 4], "big")
    return jpeg[:start] + jpeg[end:]


def _segment(marker: int, payload: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload
