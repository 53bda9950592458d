"""PNG: chunks, one after another (ISO/IEC 15948)."""

from __future__ import annotations

from houndstooth.imaging.containers.excess import check_count
from houndstooth.imaging.limits import Limits

_SIGNATURE = 8
_FRAME = 12  # bytes of length, name and checksum around each chunk
_MAX_CHUNKS = 100_000  # 25 MB in the 8 kB pieces that encoders write are 3,200


def inspect(data: bytes, limits: Limits) -> None:  # noqa: ARG001 - one signature for all containers
    """Bounds the number of chunks, each of which costs a call into Python."""
    position, chunks = _SIGNATURE, 0
    while position < len(data) and chunks <= _MAX_CHUNKS:
        position += _FRAME + int.from_bytes(data[position : position + 4], "big")
        chunks += 1
    check_count("PNG chunks", chunks, _MAX_CHUNKS)
