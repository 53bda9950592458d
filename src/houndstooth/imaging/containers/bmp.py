"""Windows bitmaps."""

from __future__ import annotations

import struct

from houndstooth.imaging.containers.excess import check_count
from houndstooth.imaging.limits import Limits

_COMPRESSION_FIELD = 30
_RUN_LENGTH_CODED = (1, 2)  # BI_RLE8, BI_RLE4
_MAX_CODED_BYTES = 2**20


def inspect(data: bytes, limits: Limits) -> None:
    """Bounds run-length coded bitmaps, which Pillow decodes in Python at some 4 MB a second."""
    compression = struct.unpack_from("<I", data.ljust(_COMPRESSION_FIELD + 4, b"\0"), _COMPRESSION_FIELD)[0]
    if compression in _RUN_LENGTH_CODED:
        check_count("run-length coded bytes", len(data), _MAX_CODED_BYTES)
