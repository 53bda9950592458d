"""A part of a picture."""

from __future__ import annotations

import math
from dataclasses import dataclass

from houndstooth.domain.errors import InvalidPicture
from houndstooth.imaging.picture import Picture

_ROUNDING = 1e-6  # browsers send sums of rounded decimals


@dataclass(frozen=True, slots=True)
class CropBox:
    """A rectangle in fractions (0 to 1) of the upright picture, from its top left corner.

    Raises:
        InvalidPicture: ``crop-outside``, when the box is empty or leaves the picture.
    """

    x: float
    y: float
    width: float
    height: float

    def __post_init__(self) -> None:
        numbers = (self.x, self.y, self.width, self.height)
        inside = all(map(math.isfinite, numbers)) and min(self.x, self.y) >= 0 and min(self.width, self.height) > 0
        if not inside or max(self.x + self.width, self.y + self.height) > 1 + _ROUNDING:
            raise _outside(",".join(f"{number:g}" for number in numbers))

    @classmethod
    def parse(cls, text: str) -> CropBox:
        """Reads ``x,y,width,height``, for example ``0.1,0.2,0.5,0.5``.

        Raises:
            InvalidPicture: ``crop-outside``, when the text is not four such numbers.
        """
        parts = text.split(",")
        try:
            x, y, width, height = map(float, parts)
        except ValueError:
            raise _outside(text[:100]) from None
        return cls(x, y, width, height)


def crop(picture: Picture, box: CropBox) -> Picture:
    """Cuts ``box`` out of ``picture``; at least one pixel of each side is kept."""
    height, width = picture.pixels.shape[:2]
    left, right = _span(box.x, box.width, width)
    top, bottom = _span(box.y, box.height, height)
    full_left, full_right = _span(box.x, box.width, picture.width)
    full_top, full_bottom = _span(box.y, box.height, picture.height)
    pixels = picture.pixels[top:bottom, left:right]
    return Picture(pixels, full_right - full_left, full_bottom - full_top, picture.format)


def _span(start: float, length: float, side: int) -> tuple[int, int]:
    first = min(round(start * side), side - 1)
    return first, min(max(round((start + length) * side), first + 1), side)


def _outside(text: str) -> InvalidPicture:
    return InvalidPicture(
        "crop-outside",
        f"The crop '{text}' is no part of the picture: give x,y,width,height as fractions of the upright picture, "
        "with width and height above 0 and x+width and y+height at most 1",
    )
