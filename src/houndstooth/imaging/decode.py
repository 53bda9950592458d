"""The one decoder for every picture that enters, from wherever it comes."""

from __future__ import annotations

import io
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from importlib.util import find_spec
from threading import Lock

from PIL import Image, UnidentifiedImageError, features

from houndstooth.domain.errors import InvalidPicture
from houndstooth.imaging import containers, sniff
from houndstooth.imaging.limits import DEFAULT_LIMITS, Limits
from houndstooth.imaging.orientation import is_sideways, read_orientation, upright
from houndstooth.imaging.picture import Picture
from houndstooth.imaging.quiet import quiet
from houndstooth.imaging.rgb import to_pixels

_ALWAYS = (sniff.JPEG, sniff.PNG, sniff.GIF, sniff.BMP, sniff.TIFF)
_COUNT_THEIR_FRAMES = (sniff.PNG, sniff.WEBP, sniff.AVIF, sniff.HEIC)  # in the header, so asking is cheap
LARGE = 16_000_000
"""Pixels beyond which a picture waits until no other large one is being decoded."""

_LARGE_TURN = Lock()
_DRAFT_SCALES = (8, 4, 2)  # libjpeg decodes at 1/8, 1/4 and 1/2 for a fraction of the price


@cache
def supported_formats() -> tuple[str, ...]:
    """The formats that this installation reads, by name, such as ``JPEG`` and ``PNG``."""
    optional = {
        sniff.WEBP: features.check_module("webp"),
        sniff.AVIF: features.check_module("avif"),
        sniff.HEIC: find_spec("pillow_heif") is not None,
    }
    return _ALWAYS + tuple(name for name, present in optional.items() if present)


def decode(data: bytes, limits: Limits = DEFAULT_LIMITS, *, hint: int | None = None) -> Picture:
    """Bytes of unknown origin -> upright, opaque sRGB pixels without metadata.

    The format is told from the content alone, and only its parser runs. Of an animation or a
    document with pages, the first is decoded. A damaged or truncated file is refused as a whole.

    Args:
        data: The file.
        limits: What the picture may cost; checked before its pixels are allocated.
        hint: The longest side that the caller needs, in pixels: a JPEG may be decoded at a
            reduced scale that is not below it.

    Raises:
        InvalidPicture: With its ``reason``, whatever is wrong with the file; nothing else is raised.
    """
    limits.check_bytes(len(data))
    name = _readable_format(data)
    try:
        with quiet:
            containers.inspect(data, name, limits)
            image = _open(data, name, limits)
            with _turn(image):
                return _load(image, name, hint)
    except InvalidPicture:
        raise
    # What a parser raises on a broken file is no part of its contract (Pillow alone: OSError,
    # SyntaxError, ValueError, struct.error, KeyError, MemoryError…), and strangers choose the file.
    except Exception as error:
        cause = f"{type(error).__name__}: {error}"[:200]
        raise InvalidPicture(
            "corrupt", f"The {name} picture is damaged or cut short ({cause}); export or upload it again"
        ) from error


def _turn(image: Image.Image) -> AbstractContextManager[object]:
    """Large pictures are decoded one at a time, so that the memory of a process is bounded whatever its threads."""
    return _LARGE_TURN if image.width * image.height > LARGE else nullcontext()


def _readable_format(data: bytes) -> str:
    name = sniff.sniff(data)
    if name not in supported_formats():
        known = ", ".join(supported_formats())
        raise InvalidPicture("unsupported-format", f"This installation does not read {name}; send one of {known}")
    return name


def _open(data: bytes, name: str, limits: Limits) -> Image.Image:
    """Reads the header only."""
    try:
        image = _parser(data, name)
    except Image.DecompressionBombError as error:
        raise InvalidPicture("too-many-pixels", f"{error} Send a smaller one") from error
    except UnidentifiedImageError as error:
        raise InvalidPicture(
            "corrupt", f"The {name} picture has a damaged header; export or upload it again"
        ) from error
    limits.check_size(*image.size, copies=_copies(image, name))
    if name in _COUNT_THEIR_FRAMES:
        limits.check_frames(getattr(image, "n_frames", 1))
    return image


def _copies(image: Image.Image, name: str) -> int:
    """How many times over the decoder holds the pixels while it works, compared to most others."""
    if name == sniff.HEIC:
        is_deep = image.info.get("bit_depth", 8) > 8
        return 2 if is_deep and image.mode == "RGBA" else 1
    return {sniff.WEBP: containers.webp.COPIES, sniff.AVIF: containers.avif.COPIES}.get(name, 1)


def _parser(data: bytes, name: str) -> Image.Image:
    if name == sniff.HEIC:
        from pillow_heif import HeifImageFile  # used directly: registering it would change Pillow for everybody

        heic: Image.Image = HeifImageFile(io.BytesIO(data))  # type: ignore[no-untyped-call]
        return heic
    return Image.open(io.BytesIO(data), formats=[name])


def _load(image: Image.Image, name: str, hint: int | None) -> Picture:
    width, height = image.size
    if hint is not None and name == sniff.JPEG:
        _reduce(image, hint)
    is_reduced = image.size != (width, height)
    image.load()
    if not is_reduced:  # some formats are turned upright, or find their size, while they load
        width, height = image.size
    orientation = read_orientation(image)
    if is_sideways(orientation):
        width, height = height, width
    return Picture(to_pixels(upright(image, orientation)), width, height, name)


def _reduce(image: Image.Image, hint: int) -> None:
    width, height = image.size
    scale = next((scale for scale in _DRAFT_SCALES if max(width, height) >= hint * scale), 1)
    image.draft(None, (max(1, width // scale), max(1, height // scale)))
