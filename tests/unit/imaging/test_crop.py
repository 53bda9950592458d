"""Cutting a part out of a picture."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from houndstooth.domain.errors import InvalidPicture
from houndstooth.imaging.crop import CropBox, crop
from houndstooth.imaging.picture import Picture


def picture(width: int = 40, height: int = 20) -> Picture:
    """A picture whose pixels tell where they are."""
    rows, columns = np.mgrid[0:height, 0:width].astype(np.uint8)
    return Picture(np.stack([rows, columns, columns], axis=-1), width, height, "PNG")


@st.composite
def boxes(draw: st.DrawFn) -> CropBox:
    """Any box inside a picture."""
    x, y = draw(st.floats(0, 0.999)), draw(st.floats(0, 0.999))
    return CropBox(x, y, draw(st.floats(0.001, 1)) * (1 - x), draw(st.floats(0.001, 1)) * (1 - y))


def test_a_quarter() -> None:
    """The lower right quarter is the lower right quarter."""
    part = crop(picture(), CropBox.parse("0.5,0.5,0.5,0.5"))
    np.testing.assert_array_equal(part.pixels, picture().pixels[10:, 20:])
    assert (part.width, part.height, part.format) == (20, 10, "PNG")


def test_the_whole() -> None:
    """The whole picture is a part of itself."""
    np.testing.assert_array_equal(crop(picture(), CropBox(0, 0, 1, 1)).pixels, picture().pixels)


def test_sizes_are_those_of_the_original() -> None:
    """Of a picture that was decoded small, the crop tells its size in the original."""
    small = Picture(picture().pixels, 400, 200, "JPEG")
    part = crop(small, CropBox(0.25, 0, 0.5, 0.5))
    assert part.pixels.shape == (10, 20, 3)
    assert (part.width, part.height) == (200, 100)


@given(box=boxes(), width=st.integers(8, 300), height=st.integers(8, 300))
def test_a_crop_lies_inside_and_is_never_empty(box: CropBox, width: int, height: int) -> None:
    """Whatever the box, at least one pixel comes back, and what comes back is where the box is."""
    part = crop(picture(width, height), box)
    rows, columns = part.pixels.shape[:2]
    assert 1 <= rows <= height
    assert 1 <= columns <= width
    assert abs(columns - box.width * width) <= 1
    assert abs(int(part.pixels[0, 0, 0]) - (box.y * height) % 256) <= 1 or height > 255


@given(box=boxes())
def test_text_round_trip(box: CropBox) -> None:
    """A box survives being written as text."""
    assert CropBox.parse(f"{box.x!r},{box.y!r},{box.width!r},{box.height!r}") == box


def test_rounding_of_browsers_is_forgiven() -> None:
    """A sum just above 1 is a rounded 1."""
    assert crop(picture(), CropBox.parse("0.3333334,0,0.6666667,1")).pixels.shape == (20, 27, 3)


@pytest.mark.parametrize(
    "text",
    [
        *("", "1,2,3", "a,b,c,d", "0;0;1;1", "0,0,1,1,1"),
        *("0,0,0,1", "0,0,1,-1", "-0.1,0,1,1", "0.5,0,0.6,1", "0,0.9,1,0.2", "10,10,200,200"),
        *("nan,0,1,1", "0,0,inf,1"),
    ],
)
def test_boxes_outside_are_refused(text: str) -> None:
    """A box that is empty, outside or no box is refused by name."""
    with pytest.raises(InvalidPicture, match="fractions of the upright picture") as caught:
        CropBox.parse(text)
    assert caught.value.reason == "crop-outside"
