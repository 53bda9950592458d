"""Small valid files of every format, for the others to be made from."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
from PIL import Image

from houndstooth.imaging import sniff
from houndstooth.imaging.decode import supported_formats

WIDTH, HEIGHT = 48, 40


def drawing(mode: str = "RGB") -> Image.Image:
    """A smooth gradient with a hard-edged square, 48x40, in any Pillow mode."""
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH]
    pixels = np.stack([columns * 5, rows * 6, 255 - rows * 3 - columns * 2], axis=-1).astype(np.uint8)
    pixels[10:25, 12:30] = (200, 30, 60)
    image = Image.fromarray(pixels)
    if mode.startswith("I;16"):
        return Image.fromarray(np.asarray(image.convert("L")).astype(np.uint16) * 257)
    return image.convert(mode)


def encode(name: str, mode: str = "RGB", **options: Any) -> bytes:
    """The drawing as a file of the format ``name``."""
    buffer = io.BytesIO()
    if name == sniff.HEIC:
        import pillow_heif

        pillow_heif.from_pillow(drawing(mode)).save(buffer, **options)
    else:
        drawing(mode).save(buffer, name, **options)
    return buffer.getvalue()


def animate(name: str, frames: int = 3, **options: Any) -> bytes:
    """The drawing and its mirror images, one after another."""
    first, *others = [drawing().rotate(90 * turn) for turn in range(frames)]
    buffer = io.BytesIO()
    first.save(buffer, name, save_all=True, append_images=others, **options)
    return _timeless(buffer.getvalue()) if name == sniff.AVIF else buffer.getvalue()


def valid_files() -> dict[str, bytes]:
    """One file for every way of coding that this installation reads, by name."""
    return {name: encode(format_name, mode, **options) for name, format_name, mode, options in _codings()} | {
        f"animated-{name.lower()}": animate(name)
        for name in (sniff.GIF, sniff.PNG, sniff.WEBP, sniff.AVIF, sniff.TIFF)
        if name in supported_formats()
    }


def _timeless(boxes: bytes) -> bytes:
    """Without the time of day, which the headers of a sequence tell."""
    for name in (b"mvhd", b"tkhd", b"mdhd"):
        before, *rest = boxes.split(name + b"\1")  # version 1, with two times of eight bytes
        boxes = b"".join([before, *(name + b"\1" + part[:3] + bytes(16) + part[19:] for part in rest)])
    return boxes


def _codings() -> list[tuple[str, str, str, dict[str, Any]]]:
    exif = Image.Exif()
    exif[0x0112] = 6
    codings: list[tuple[str, str, str, dict[str, Any]]] = [
        ("jpeg", sniff.JPEG, "RGB", {}),
        ("jpeg-progressive", sniff.JPEG, "RGB", {"progressive": True, "exif": exif.tobytes()}),
        ("jpeg-cmyk", sniff.JPEG, "CMYK", {}),
        ("jpeg-grey", sniff.JPEG, "L", {"restart_marker_rows": 1}),
        ("png", sniff.PNG, "RGB", {}),
        ("png-alpha", sniff.PNG, "RGBA", {"exif": exif.tobytes()}),
        ("png-palette", sniff.PNG, "P", {"transparency": 3}),
        ("png-words", sniff.PNG, "I;16", {}),
        ("png-bits", sniff.PNG, "1", {}),
        ("gif", sniff.GIF, "P", {"transparency": 3}),
        ("bmp", sniff.BMP, "RGB", {}),
        ("bmp-palette", sniff.BMP, "P", {}),
        ("tiff", sniff.TIFF, "RGB", {}),
        ("tiff-deflate", sniff.TIFF, "RGB", {"compression": "tiff_adobe_deflate"}),
        ("tiff-lzw", sniff.TIFF, "RGBA", {"compression": "tiff_lzw"}),
        ("tiff-jpeg", sniff.TIFF, "RGB", {"compression": "jpeg"}),
        ("tiff-fax", sniff.TIFF, "1", {"compression": "group4"}),
        ("tiff-floats", sniff.TIFF, "F", {}),
        ("webp", sniff.WEBP, "RGB", {}),
        ("webp-lossless", sniff.WEBP, "RGBA", {"lossless": True}),
        ("avif", sniff.AVIF, "RGB", {}),
        ("avif-alpha", sniff.AVIF, "RGBA", {"subsampling": "4:4:4"}),
        ("heic", sniff.HEIC, "RGB", {}),
    ]
    return [coding for coding in codings if coding[1] in supported_formats()]
