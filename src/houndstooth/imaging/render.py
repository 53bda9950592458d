"""A picture for people to look at."""

from __future__ import annotations

import io

from PIL import Image

from houndstooth.imaging.picture import Picture

_REDUCING_GAP = 3.0


def render_jpeg(picture: Picture, max_side: int, quality: int = 88) -> bytes:
    """Encodes ``picture`` anew as a JPEG that carries pixels and nothing else.

    Args:
        picture: What to show.
        max_side: Longest side of the result, in pixels; a smaller picture is never enlarged.
        quality: JPEG quality, 1 to 95.
    """
    image = Image.fromarray(picture.pixels)
    shrink = max_side / max(image.size)
    if shrink < 1:
        size = max(1, round(image.width * shrink)), max(1, round(image.height * shrink))
        image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=_REDUCING_GAP)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()
