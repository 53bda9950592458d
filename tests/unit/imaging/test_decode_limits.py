"""Limits, and the messages of those who meet them."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from houndstooth.domain.errors import InvalidInput, InvalidPicture
from houndstooth.imaging.decode import decode
from houndstooth.imaging.limits import Limits
from houndstooth.testing.hostile.seeds import HEIGHT, WIDTH, animate, encode


def refusal(data: bytes, limits: Limits) -> InvalidPicture:
    """The error that decoding raises."""
    with pytest.raises(InvalidPicture) as caught:
        decode(data, limits)
    return caught.value


def test_limits_allow_what_just_fits() -> None:
    """A file exactly at every limit is decoded."""
    png = encode("PNG")
    tight = Limits(max_bytes=len(png), max_pixels=WIDTH * HEIGHT, max_side=WIDTH, min_side=HEIGHT, max_frames=1)
    assert decode(png, tight).width == WIDTH


@pytest.mark.parametrize(
    ("limits", "reason", "value"),
    [
        (Limits(max_bytes=100), "too-many-bytes", "100"),
        (Limits(max_pixels=WIDTH * HEIGHT - 1), "too-many-pixels", "48x40"),
        (Limits(max_side=WIDTH - 1), "too-many-pixels", "48x40"),
        (Limits(min_side=HEIGHT + 1), "too-small", "48x40"),
    ],
)
def test_each_limit_refuses_with_its_reason(limits: Limits, reason: str, value: str) -> None:
    """The refusal names the reason, the value and what to do."""
    error = refusal(encode("PNG"), limits)
    assert error.reason == reason
    assert value in str(error)
    assert "send" in str(error)


@pytest.mark.parametrize("name", ["GIF", "PNG", "WEBP", "AVIF", "TIFF"])
def test_frames_are_counted_in_every_format_that_has_them(name: str) -> None:
    """Three frames pass a limit of three and fail one of two."""
    data = animate(name)
    assert decode(data, Limits(max_frames=3)).width == WIDTH
    assert refusal(data, Limits(max_frames=2)).reason == "too-many-frames"


def test_formats_with_hungry_decoders_get_half_the_pixels() -> None:
    """WebP and AVIF hold twice as many copies as others while they decode."""
    for name in ("WEBP", "AVIF"):
        assert refusal(encode(name), Limits(max_pixels=2 * WIDTH * HEIGHT - 1)).reason == "too-many-pixels"
        assert decode(encode(name), Limits(max_pixels=2 * WIDTH * HEIGHT)).width == WIDTH


def test_limits_that_refuse_everything_are_refused() -> None:
    """A limit of 0 is a mistake."""
    with pytest.raises(InvalidInput, match="max_pixels is 0"):
        Limits(max_pixels=0)


@pytest.mark.parametrize(("hint", "longest"), [(1600, 1600), (801, 1600), (800, 800), (224, 400), (200, 200), (1, 200)])
def test_a_hint_reduces_jpeg_but_not_below_it(hint: int, longest: int) -> None:
    """The reduced scale is the smallest of 1/2, 1/4 and 1/8 that is large enough."""
    buffer = io.BytesIO()
    Image.new("RGB", (1600, 300), "red").save(buffer, "JPEG")
    picture = decode(buffer.getvalue(), hint=hint)
    assert picture.pixels.shape[1] == longest
    assert (picture.width, picture.height) == (1600, 300)


def test_a_hint_changes_no_other_format() -> None:
    """Formats without cheap scales are decoded in full."""
    np.testing.assert_array_equal(decode(encode("PNG"), hint=8).pixels, decode(encode("PNG")).pixels)
