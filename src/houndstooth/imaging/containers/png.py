"""PNG: chunks, one after another (ISO/IEC 15948)."""

from __future__ import annotations

import zlib

from houndstooth.domain.errors import InvalidPicture
from houndstooth.imaging.containers.excess import check_count
from houndstooth.imaging.limits import Limits

_SIGNATURE = 8
_PIXELS, _END = b"IDAT", b"IEND"
_MAX_CHUNKS = 100_000  # 25 MB in the 8 kB pieces that encoders write are 3,200


def inspect(data: bytes, limits: Limits) -> None:
    """Bounds the number of chunks, each of which costs a call into Python, and checks those with pixels.

    Pillow verifies the checksum of every chunk but these.
    """
    position, chunks, name = _SIGNATURE, 0, b""
    while position < len(data) and name != _END:
        length, name = int.from_bytes(data[position : position + 4], "big"), data[position + 4 : position + 8]
        end = position + 8 + length
        chunks += 1
        check_count("PNG chunks", chunks, _MAX_CHUNKS)
        if name == _PIXELS and end < len(data):
            _check_sum(memoryview(data)[position + 4 : end], data[end : end + 4])
        position = end + 4


def _check_sum(chunk: memoryview, checksum: bytes) -> None:
    if zlib.crc32(chunk) != int.from_bytes(checksum, "big"):
        raise InvalidPicture("corrupt", "The PNG picture is damaged: a checksum is wrong; export or upload it again")
