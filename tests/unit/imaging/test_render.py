"""Pictures for people, without anything about people."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo

from houndstooth.imaging.decode import decode
from houndstooth.imaging.picture import Picture
from houndstooth.imaging.render import render_jpeg
from houndstooth.testing.hostile.seeds import drawing


def photo_with_secrets() -> bytes:
    """A JPEG that tells where it was taken, by whom, and shows more in its thumbnail."""
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = "Jane Doe"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (52.0, 31.0, 12.0)
    buffer = io.BytesIO()
    drawing().save(
        buffer, "JPEG", exif=exif, comment=b"from Jane", xmp=b"<x:xmpmeta>Jane</x:xmpmeta>", icc_profile=b"Jane"
    )
    return buffer.getvalue()


def test_nothing_but_pixels_is_left() -> None:
    """Place, name, comment and profile are gone."""
    secret = photo_with_secrets()
    assert Image.open(io.BytesIO(secret)).getexif().get_ifd(ExifTags.IFD.GPSInfo)
    clean = render_jpeg(decode(secret), 100)
    image = Image.open(io.BytesIO(clean))
    assert dict(image.getexif()) == {}
    assert not {"exif", "comment", "xmp", "icc_profile", "photoshop"} & set(image.info)
    for trace in (b"Jane", b"Exif", b"http"):
        assert trace not in clean


def test_png_texts_are_gone() -> None:
    """So are the texts of a PNG."""
    info = PngInfo()
    info.add_text("Location", "52.52 N 13.40 E")
    buffer = io.BytesIO()
    drawing().save(buffer, "PNG", pnginfo=info)
    assert b"52.52" not in render_jpeg(decode(buffer.getvalue()), 100)


@pytest.mark.parametrize(("size", "rendered"), [((400, 200), (100, 50)), ((50, 400), (12, 100)), ((60, 30), (60, 30))])
def test_large_pictures_shrink_and_small_ones_stay(size: tuple[int, int], rendered: tuple[int, int]) -> None:
    """The longest side is at most what was asked for, proportions are kept, nothing is enlarged."""
    picture = Picture(np.zeros((size[1], size[0], 3), np.uint8), *size, "PNG")
    assert Image.open(io.BytesIO(render_jpeg(picture, 100))).size == rendered


def test_a_thread_of_a_picture_keeps_a_pixel() -> None:
    """A picture a thousand times as long as it is wide is still a picture."""
    picture = Picture(np.zeros((8000, 8, 3), np.uint8), 8, 8000, "PNG")
    assert Image.open(io.BytesIO(render_jpeg(picture, 100))).size == (1, 100)


def test_colours_are_kept() -> None:
    """What is shown is what was decoded."""
    picture = decode(photo_with_secrets())
    shown = decode(render_jpeg(picture, 100, quality=95))
    assert np.abs(shown.pixels.astype(int) - picture.pixels).mean() < 3
