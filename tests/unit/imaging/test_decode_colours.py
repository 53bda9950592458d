"""Every way of storing colours becomes the colours that people saw."""

from __future__ import annotations

import io
import struct
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageCms

from houndstooth.imaging.decode import decode


def saved(image: Image.Image, name: str = "PNG", **options: Any) -> bytes:
    """The image as a file."""
    buffer = io.BytesIO()
    image.save(buffer, name, **options)
    return buffer.getvalue()


def colour_of(data: bytes) -> list[int]:
    """The colour in the middle of a picture."""
    pixels = decode(data).pixels
    return [int(channel) for channel in pixels[pixels.shape[0] // 2, pixels.shape[1] // 2]]


def linear_profile() -> bytes:
    """An RGB profile with the colours of sRGB and no gamma, made by patching Pillow's sRGB profile."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    start = profile.index(b"para\0\0\0\0\0\3")
    curve = profile[start : start + 12] + struct.pack(">5i", *(round(n * 65536) for n in (1, 1, 0, 1, 0)))
    return (profile[:start] + curve + profile[start + 32 :]).replace(
        "sRGB".encode("utf-16-be"), "line".encode("utf-16-be")
    )


@pytest.mark.parametrize(("mode", "clear"), [("RGBA", (200, 0, 0, 0)), ("LA", (90, 0))])
def test_transparent_parts_are_white(mode: str, clear: tuple[int, ...]) -> None:
    """What is fully transparent shows the white paper, whatever colour hides in it."""
    assert colour_of(saved(Image.new(mode, (16, 16), clear))) == [255, 255, 255]


def test_half_transparent_red_is_pink() -> None:
    """Alpha mixes with white."""
    assert colour_of(saved(Image.new("RGBA", (16, 16), (255, 0, 0, 128)))) == [255, 127, 127]


@pytest.mark.parametrize("transparency", [1, bytes([255, 0])])
def test_a_transparent_palette_colour_is_white(transparency: int | bytes) -> None:
    """Both ways of making palette colours transparent end on white, and the others keep their colour."""
    image = Image.new("P", (16, 16), 1)
    image.putpalette([10, 20, 30, 40, 50, 60])
    image.putpixel((0, 0), 0)
    pixels = decode(saved(image, transparency=transparency)).pixels
    assert pixels[8, 8].tolist() == [255, 255, 255]
    assert pixels[0, 0].tolist() == [10, 20, 30]


@pytest.mark.parametrize(("mode", "colour"), [("RGB", (1, 2, 3)), ("L", 7)])
def test_a_colour_declared_transparent_is_white(mode: str, colour: Any) -> None:
    """PNG can name one colour that is see-through."""
    assert colour_of(saved(Image.new(mode, (16, 16), colour), transparency=colour)) == [255, 255, 255]


def test_transparent_gif_is_white() -> None:
    """So can GIF."""
    image = Image.new("P", (16, 16), 1)
    image.putpalette([10, 20, 30, 40, 50, 60])
    assert colour_of(saved(image, "GIF", transparency=1)) == [255, 255, 255]


@pytest.mark.parametrize("name", ["PNG", "TIFF"])
def test_sixteen_bits_are_scaled_not_clipped(name: str) -> None:
    """A ramp over the whole range of 16 bits becomes one over the whole range of 8."""
    ramp = np.tile(np.linspace(0, 65535, 256).astype(np.uint16), (8, 1))
    grey = decode(saved(Image.fromarray(ramp), name)).pixels
    np.testing.assert_array_equal(
        grey, np.repeat(np.arange(256)[np.newaxis, :, np.newaxis], 8, axis=0).repeat(3, axis=2)
    )


def test_a_transparent_grey_of_sixteen_bits_is_white() -> None:
    """The one see-through grey is compared before it is scaled."""
    image = Image.fromarray(np.full((16, 16), 300, np.uint16))
    assert colour_of(saved(image, transparency=300)) == [255, 255, 255]


def tiff_of_words(words: np.ndarray[Any, np.dtype[np.uint16]], *, bits: int, photometric: int, pixels: bytes) -> bytes:
    """A grey TIFF with tags that Pillow does not write."""
    height, width = words.shape
    tags = [(256, width), (257, height), (258, bits), (259, 1), (262, photometric), (273, 8 + 2 + 9 * 12 + 4)]
    tags += [(277, 1), (278, height), (279, len(pixels))]
    directory = b"".join(struct.pack("<HHII", tag, 4 if tag == 279 else 3, 1, value) for tag, value in tags)
    return b"II*\0" + struct.pack("<IH", 8, len(tags)) + directory + bytes(4) + pixels


def test_white_may_be_zero() -> None:
    """In a TIFF of 16 bits the numbers may run from white to black."""
    words = np.full((8, 8), 65535 // 5, np.uint16)
    data = tiff_of_words(words, bits=16, photometric=0, pixels=words.tobytes())
    assert colour_of(data) == [204, 204, 204]


def test_twelve_bits_reach_white() -> None:
    """In a TIFF of 12 bits, 4095 is white."""
    words = np.full((8, 8), 4095, np.uint16)
    assert colour_of(tiff_of_words(words, bits=12, photometric=1, pixels=b"\xff" * 96)) == [255, 255, 255]


@pytest.mark.parametrize(("white", "value"), [(1.0, 0.2), (255.0, 51.0), (65535.0, 13107.0), (1000.0, 200.0)])
def test_floats_find_their_white(white: float, value: float) -> None:
    """Floats mean fractions, bytes or words, by what they hold."""
    numbers = np.full((8, 8), value, np.float32)
    numbers[0, 0], numbers[0, 1] = 0, white
    expected = round(value / white * 255) if white != 1000 else round(value / 65535 * 255)
    assert colour_of(saved(Image.fromarray(numbers), "TIFF")) == [expected] * 3


def test_floats_below_zero_are_stretched() -> None:
    """Measurements have no white, so their extremes become black and white."""
    numbers = np.full((8, 8), 0, np.float32)
    numbers[0, 0], numbers[0, 1], numbers[0, 2] = -1, 1, np.nan
    pixels = decode(saved(Image.fromarray(numbers), "TIFF")).pixels
    assert pixels[0, :4, 0].tolist() == [0, 255, 0, 128]


def test_extreme_floats_do_no_harm() -> None:
    """The largest numbers of a float, and its two kinds of no number, neither overflow nor warn."""
    numbers = np.full((8, 8), np.finfo(np.float32).max, np.float32)
    numbers[0, :4] = np.array([np.inf, -np.inf, np.nan, -1])
    numbers.view(np.uint32)[0, 4] = 0x7F800001  # a signalling NaN
    assert decode(saved(Image.fromarray(numbers), "TIFF")).pixels[0, :5, 0].tolist() == [255, 0, 0, 0, 0]


def test_long_integers_are_words() -> None:
    """32-bit integers that fit into 16 bits are read as such."""
    assert colour_of(saved(Image.fromarray(np.full((8, 8), 13107, np.int32)), "TIFF")) == [51, 51, 51]


def test_black_and_white() -> None:
    """One bit a pixel gives black and white."""
    image = Image.new("1", (16, 16), 1)
    image.putpixel((0, 0), 0)
    pixels = decode(saved(image)).pixels
    assert (pixels[0, 0, 0], pixels[8, 8, 0]) == (0, 255)


@pytest.mark.parametrize("name", ["JPEG", "TIFF"])
def test_printing_colours(name: str) -> None:
    """Full cyan ink is cyan, in a JPEG (where Adobe stores ink upside down) and in a TIFF."""
    red, green, blue = colour_of(saved(Image.new("CMYK", (16, 16), (255, 0, 0, 0)), name))
    assert red <= 3
    assert min(green, blue) >= 252


def test_printing_colours_behind_luma() -> None:
    """A JPEG of the kind YCCK (luma, chroma and black ink) gives its colours too."""
    cyan_ink = Image.new("RGB", (16, 16), (255, 0, 0)).convert("YCbCr").split()
    planes = [plane.point(lambda value: 255 - value) for plane in (*cyan_ink, Image.new("L", (16, 16), 255))]
    data = saved(Image.merge("CMYK", planes), "JPEG", quality=100)
    transform_at = data.index(b"Adobe") + 11
    assert data[transform_at] == 0
    red, green, blue = colour_of(data[:transform_at] + b"\2" + data[transform_at + 1 :])
    assert red <= 3
    assert min(green, blue) >= 252


@pytest.mark.parametrize("name", ["PNG", "JPEG", "WEBP", "TIFF"])
def test_an_embedded_profile_is_applied(name: str) -> None:
    """Grey 55 of a linear profile is grey 128 of sRGB (IEC 61966-2-1)."""
    data = saved(Image.new("RGB", (16, 16), (55, 55, 55)), name, icc_profile=linear_profile())
    assert colour_of(data) == pytest.approx([128, 128, 128], abs=2)


@pytest.mark.parametrize("profile", [b"\0" * 200, bytes(range(256)), b"x"])
def test_a_damaged_profile_is_ignored(profile: bytes) -> None:
    """A broken profile costs its colours, never the picture."""
    assert colour_of(saved(Image.new("RGB", (16, 16), (55, 66, 77)), icc_profile=profile)) == [55, 66, 77]


def test_a_profile_for_other_colours_is_ignored() -> None:
    """An RGB profile says nothing about a printing picture, or about a grey one."""
    assert colour_of(saved(Image.new("L", (16, 16), 55), icc_profile=linear_profile())) == [55, 55, 55]


def test_tall_pictures_have_no_seams() -> None:
    """Colours are converted band by band, and the bands fit together."""
    rows = (np.arange(1300)[:, np.newaxis] % 256).astype(np.uint8).repeat(9, axis=1)
    pixels = decode(saved(Image.fromarray(rows))).pixels
    np.testing.assert_array_equal(pixels[..., 0], rows)


def test_pixels_cannot_be_changed() -> None:
    """A picture is a value: its pixels are read-only."""
    pixels = decode(saved(Image.new("RGB", (16, 16)))).pixels
    assert not pixels.flags.writeable
