"""What each container says of itself, read before any parser of pixels runs.

The parsers are well-kept libraries, but they are written to read all they can, and a few
megabytes can keep them busy for hours or make them ask for gigabytes. Each module here walks the
outer structure of one format in bounded time, and refuses a file whose structure is out of all
proportion. What is merely broken is left to the parser to refuse.
"""

from __future__ import annotations

from collections.abc import Callable

from houndstooth.imaging import sniff
from houndstooth.imaging.containers import avif, bmp, gif, jpeg, png, tiff, webp
from houndstooth.imaging.limits import Limits

_INSPECTORS: dict[str, Callable[[bytes, Limits], None]] = {
    sniff.AVIF: avif.inspect,
    sniff.BMP: bmp.inspect,
    sniff.GIF: gif.inspect,
    sniff.JPEG: jpeg.inspect,
    sniff.PNG: png.inspect,
    sniff.TIFF: tiff.inspect,
    sniff.WEBP: webp.inspect,
}


def inspect(data: bytes, name: str, limits: Limits) -> None:
    """Refuses a file of the format ``name`` that would cost more than it is worth.

    Raises:
        InvalidPicture: ``too-many-frames``, ``too-many-pixels``, ``too-small``, or ``corrupt``
            where the structure itself is out of proportion.
    """
    if inspector := _INSPECTORS.get(name):
        inspector(data, limits)
