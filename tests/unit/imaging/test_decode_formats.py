"""Every format comes back as the pixels that went in."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from houndstooth.domain.encoding import Pixels
from houndstooth.domain.errors import InvalidPicture
from houndstooth.imaging import sniff
from houndstooth.imaging.decode import decode, supported_formats
from houndstooth.testing.hostile.seeds import animate, drawing, encode

LOSSLESS = [("PNG", {}), ("BMP", {}), ("TIFF", {}), ("TIFF", {"compression": "tiff_lzw"}), ("WEBP", {"lossless": True})]
LOSSY = ["JPEG", "WEBP", "AVIF", "HEIC"]


@st.composite
def arrays(draw: st.DrawFn) -> Pixels:
    """Noise of any size that is allowed and still quick."""
    height, width = draw(st.integers(8, 70)), draw(st.integers(8, 70))
    return np.random.default_rng(draw(st.integers(0, 2**32))).integers(0, 256, (height, width, 3), dtype=np.uint8)


@st.composite
def gradients(draw: st.DrawFn) -> Pixels:
    """Smooth pictures, which no codec may damage much."""
    height, width = draw(st.integers(16, 70)), draw(st.integers(16, 70))
    corners = np.random.default_rng(draw(st.integers(0, 2**32))).integers(0, 256, (2, 2, 3), dtype=np.uint8)
    return np.asarray(Image.fromarray(corners).resize((width, height), Image.Resampling.BILINEAR))


def save(pixels: Pixels, name: str, **options: Any) -> bytes:
    """A file of the format ``name``."""
    buffer = io.BytesIO()
    if name == sniff.HEIC:
        pillow_heif = pytest.importorskip("pillow_heif")
        pillow_heif.from_pillow(Image.fromarray(pixels)).save(buffer, **options)
    else:
        Image.fromarray(pixels).save(buffer, name, **options)
    return buffer.getvalue()


@pytest.mark.parametrize(("name", "options"), LOSSLESS)
@given(pixels=arrays())
@settings(max_examples=20, deadline=None)
def test_lossless_formats_come_back_exactly(name: str, options: dict[str, Any], pixels: Pixels) -> None:
    """What a lossless format holds is what is decoded, to the last bit."""
    picture = decode(save(pixels, name, **options))
    np.testing.assert_array_equal(picture.pixels, pixels)
    assert (picture.format, picture.height, picture.width) == (name, *pixels.shape[:2])


@pytest.mark.parametrize("name", LOSSY)
@given(pixels=gradients())
@settings(max_examples=8, deadline=None)
def test_lossy_formats_come_back_nearly(name: str, pixels: Pixels) -> None:
    """What a lossy format holds differs from what went in by a few grey levels."""
    picture = decode(save(pixels, name, quality=95))
    assert picture.pixels.shape == pixels.shape
    assert np.abs(picture.pixels.astype(int) - pixels).mean() < 6


@pytest.mark.parametrize("name", ["GIF", "PNG", "WEBP", "AVIF", "TIFF"])
def test_the_first_frame_is_decoded(name: str) -> None:
    """An animation or a document with pages shows its first picture."""
    picture = decode(animate(name))
    assert np.abs(picture.pixels.astype(int) - np.asarray(drawing())).mean() < 12


def test_a_phones_file_of_several_pictures_is_a_jpeg() -> None:
    """MPO, which phones write, is read as the JPEG that it starts with."""
    buffer = io.BytesIO()
    drawing().save(buffer, "MPO", save_all=True, append_images=[drawing().rotate(90)])
    picture = decode(buffer.getvalue())
    assert picture.format == "JPEG"
    assert np.abs(picture.pixels.astype(int) - np.asarray(drawing())).mean() < 6


def test_heic_is_read_without_changing_pillow() -> None:
    """Reading HEIC registers nothing that other users of Pillow would notice."""
    assert decode(encode(sniff.HEIC)).format == "HEIC"
    assert "HEIF" not in Image.OPEN


def test_names_and_declared_types_are_not_asked() -> None:
    """Only the parser of the format that the first bytes tell may run: a PNG body behind a JPEG start is corrupt."""
    with pytest.raises(InvalidPicture) as caught:
        decode(b"\xff\xd8\xff" + encode("PNG"))
    assert caught.value.reason == "corrupt"


def test_a_format_without_its_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a library is missing, the refusal names the format and what is read instead."""
    monkeypatch.setattr("houndstooth.imaging.decode.supported_formats", lambda: ("JPEG", "PNG"))
    with pytest.raises(InvalidPicture, match="does not read GIF; send one of JPEG, PNG") as caught:
        decode(encode("GIF", "P"))
    assert caught.value.reason == "unsupported-format"


def test_supported_formats_start_with_those_always_there() -> None:
    """The list is what this installation really reads."""
    assert supported_formats()[:5] == ("JPEG", "PNG", "GIF", "BMP", "TIFF")
    assert all(decode(encode(name)).format == name for name in supported_formats())
