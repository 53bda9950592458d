"""JPEG: marker segments, and scans of entropy-coded data between them (ITU-T T.81, annex B)."""

from __future__ import annotations

import re

from houndstooth.imaging.containers.excess import check_count
from houndstooth.imaging.limits import Limits

_MARKER = re.compile(rb"\xff[^\x00\x01\xc8\xd0-\xd8\xf0-\xfd\xff]")  # those with a length, and the end
_SCAN, _END, _EXIF_SEGMENT = 0xDA, 0xD9, 0xE1
_MAX_SEGMENTS = 5_000
_MAX_SCANS = 50  # encoders write 1 to 15
_MAX_STRAY_BYTES = 2**16
_MAX_EXIF_BYTES = 2**20


def inspect(data: bytes, limits: Limits) -> None:
    """Bounds what costs far more to read than to write.

    Every scan of a progressive JPEG passes over all its pixels and may be a few bytes long;
    stray bytes and padding between segments are read one by one, in Python; and EXIF data,
    64 kB by the book, grows without end when it is continued from segment to segment.
    """
    position = segments = scans = stray = exif = 0
    while found := _MARKER.search(data, position):
        stray += 0 if scans else found.start() - position
        marker, position = found[0][1], found.end()
        if marker == _END:
            if scans:
                break
            continue  # libjpeg gives up here, but only when Pillow has read on to the first scan
        segments += 1
        scans += marker == _SCAN
        length = max(2, int.from_bytes(data[position : position + 2], "big"))
        exif += length if marker == _EXIF_SEGMENT and data.startswith(b"Exif", position + 2) else 0
        position += length
        check_count("JPEG segments", segments, _MAX_SEGMENTS)
        check_count("JPEG scans", scans, _MAX_SCANS)
    stray += 0 if scans else max(0, len(data) - position)
    check_count("stray bytes before its first scan", stray, _MAX_STRAY_BYTES)
    check_count("bytes of EXIF data", exif, _MAX_EXIF_BYTES)
