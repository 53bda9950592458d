"""Turning a picture the right way up."""

from __future__ import annotations

from PIL import Image

_TAG = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What undoes each value of the EXIF tag Orientation (EXIF 2.32, 4.6.4 A); 1 needs nothing."""
_FIRST_SIDEWAYS = 5
_MAX_EXIF = 2**20  # bytes; Pillow turns every value of the tag into an object, and a tag may have millions


def read_orientation(image: Image.Image) -> int:
    """The orientation, 1 to 8, that a loaded image asks for; 1 where it is absent or nonsense."""
    if len(image.info.get("exif") or b"") > _MAX_EXIF:
        return 1
    try:
        value = image.getexif().get(_TAG)
    except Exception:  # damaged metadata of whatever kind must not cost the picture
        return 1
    return value if isinstance(value, int) and value in _UPRIGHT else 1


def upright(image: Image.Image, orientation: int) -> Image.Image:
    """The image turned and mirrored as ``orientation`` says."""
    return image.transpose(_UPRIGHT[orientation]) if orientation in _UPRIGHT else image


def is_sideways(orientation: int) -> bool:
    """Whether turning it upright swaps width and height."""
    return orientation >= _FIRST_SIDEWAYS
