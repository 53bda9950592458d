"""A decoded picture."""

from __future__ import annotations

from dataclasses import dataclass

from houndstooth.domain.encoding import Pixels


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """Upright sRGB pixels without any metadata.

    ``pixels`` is a read-only ``uint8[h, w, 3]``. It is smaller than ``width`` x ``height``,
    the size of the upright original, when it was decoded at a reduced scale.
    """

    pixels: Pixels
    width: int
    height: int
    format: str
    """What the bytes were: one of :func:`houndstooth.imaging.decode.supported_formats`."""
