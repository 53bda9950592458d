"""AVIF: AV1 frames in ISO boxes."""

from __future__ import annotations

from houndstooth.imaging.containers import av1, boxes
from houndstooth.imaging.limits import Limits

COPIES = 2
"""libavif makes pixels from a frame in other colours, and hands out a copy of them."""


def inspect(data: bytes, limits: Limits) -> None:
    """Checks the sizes of the coded frames themselves.

    The size that Pillow reports is the one in the container. libavif decodes frames of any other
    size, up to 16384x16384, and scales them to that size afterwards.
    """
    for payload in boxes.payloads(data):
        for width, height in av1.frame_sizes(payload):
            limits.check_pixels(width, height, copies=COPIES)
