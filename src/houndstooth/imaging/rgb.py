"""Whatever Pillow decoded -> opaque sRGB pixels."""

from __future__ import annotations

import numpy as np
from PIL import Image

from houndstooth.domain.encoding import Pixels
from houndstooth.imaging.grey import Levels
from houndstooth.imaging.icc import SrgbTransform

_BAND_ROWS = 512


def to_pixels(image: Image.Image) -> Pixels:
    """A loaded image of any mode as a read-only ``uint8[h, w, 3]``; transparent parts become white.

    Works from band to band: made at once, each step would for a moment hold a second picture.
    """
    levels = Levels.of(image)
    to_srgb = SrgbTransform(image.info.get("icc_profile"))
    pixels = np.empty((image.height, image.width, 3), np.uint8)
    for top in range(0, image.height, _BAND_ROWS):
        bottom = min(top + _BAND_ROWS, image.height)
        band = image if bottom - top == image.height else image.crop((0, top, image.width, bottom))
        pixels[top:bottom] = np.asarray(to_srgb(_opaque(levels.to_bytes(band) if levels else band)))
    pixels.flags.writeable = False
    return pixels


def _opaque(image: Image.Image) -> Image.Image:
    """``L``, ``RGB`` or ``CMYK``, laid on white."""
    if image.has_transparency_data:
        image = image.convert("RGBA")
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image.getchannel("A"))
        return paper
    if image.mode == "1":
        return image.convert("L")
    return image if image.mode in ("L", "RGB", "CMYK") else image.convert("RGB")
