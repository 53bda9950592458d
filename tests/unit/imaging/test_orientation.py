"""Pictures are turned the right way up."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from houndstooth.domain.encoding import Pixels
from houndstooth.imaging.decode import decode

UPRIGHT = np.arange(24 * 16 * 3, dtype=np.uint32).reshape(24, 16, 3).astype(np.uint8)


def stored_as(upright: Pixels, orientation: int) -> Pixels:
    """The rows of an upright picture as ``orientation`` stores them, from the words of EXIF 2.32, 4.6.4 A.

    There, 6 for example means that row 0 is the right-hand side of the scene, and column 0 its top.
    """
    flips = {2: upright[:, ::-1], 3: upright[::-1, ::-1], 4: upright[::-1]}
    flips |= {6: flips[2], 7: flips[3], 8: flips[4]}
    flipped = flips.get(orientation, upright)
    return np.ascontiguousarray(flipped.transpose(1, 0, 2) if orientation in range(5, 9) else flipped)


def stored(orientation: int, name: str = "PNG") -> bytes:
    """The upright picture, stored as ``orientation`` says, in a lossless format."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    buffer = io.BytesIO()
    options = {"lossless": True} if name == "WEBP" else {}
    Image.fromarray(stored_as(UPRIGHT, orientation)).save(buffer, name, exif=exif, **options)
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["PNG", "TIFF", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_is_undone(orientation: int, name: str) -> None:
    """All eight values give the same upright picture and the same upright size."""
    picture = decode(stored(orientation, name))
    np.testing.assert_array_equal(picture.pixels, UPRIGHT)
    assert (picture.width, picture.height) == (16, 24)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_sizes_are_upright_at_a_reduced_scale_too(orientation: int) -> None:
    """A JPEG decoded small still tells the upright size of the original."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    buffer = io.BytesIO()
    size = (803, 805) if orientation < 5 else (805, 803)  # both make 101x101 at an eighth
    Image.new("RGB", size, "red").save(buffer, "JPEG", exif=exif)
    picture = decode(buffer.getvalue(), hint=100)
    assert picture.pixels.shape == (101, 101, 3)
    assert (picture.width, picture.height) == (803, 805)


@pytest.mark.parametrize("name", ["AVIF", "HEIC"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_formats_that_turn_themselves_are_turned_once(orientation: int, name: str) -> None:
    """AVIF and HEIC say in their container how to turn, and the EXIF tag must not turn them again."""
    upright = np.zeros((48, 32, 3), np.uint8)
    upright[:16, :16] = 255  # one white corner tells all eight apart, but for mirror images
    upright[:16, 16:] = (255, 0, 0)
    exif = Image.Exif()
    exif[0x0112] = orientation
    turned = stored_as(upright, orientation)
    buffer = io.BytesIO()
    if name == "HEIC":
        pillow_heif = pytest.importorskip("pillow_heif")
        pillow_heif.from_pillow(Image.fromarray(turned)).save(buffer, exif=exif.tobytes(), quality=95)
    else:
        Image.fromarray(turned).save(buffer, name, exif=exif, quality=95)
    pixels = decode(buffer.getvalue()).pixels
    assert pixels.shape == upright.shape
    assert np.abs(pixels.astype(int) - upright).mean() < 8


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_nonsense_is_ignored(orientation: int) -> None:
    """A value that means nothing turns nothing."""
    np.testing.assert_array_equal(decode(stored(orientation)).pixels, UPRIGHT)


def test_exif_out_of_all_proportion_is_ignored() -> None:
    """More EXIF data than any camera writes is not even parsed."""
    exif = Image.Exif()
    exif[0x0112] = 3
    exif[0x010E] = "x" * 2**21
    buffer = io.BytesIO()
    Image.fromarray(UPRIGHT).save(buffer, "PNG", exif=exif)
    np.testing.assert_array_equal(decode(buffer.getvalue()).pixels, UPRIGHT)
