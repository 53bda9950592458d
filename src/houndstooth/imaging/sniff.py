"""What a file is, by its first bytes; names and declared types are not asked."""

from __future__ import annotations

import re

from houndstooth.domain.errors import InvalidPicture

JPEG, PNG, WEBP, GIF, BMP, TIFF, AVIF, HEIC = "JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF", "HEIC"

_HEAD = 512  # bytes; enough for every signature and for the list of brands of an ISO file

_READABLE = (
    (JPEG, re.compile(rb"\xff\xd8\xff")),
    (PNG, re.compile(rb"\x89PNG\r\n\x1a\n")),
    (WEBP, re.compile(rb"RIFF....WEBPVP8[ XL]", re.DOTALL)),
    (GIF, re.compile(rb"GIF8[79]a")),
    # The size of its second header tells a bitmap from a text that begins with BM.
    (BMP, re.compile(rb"BM.{12}[\x0c\x10\x28\x34\x38\x40\x6c\x7c]\0\0\0", re.DOTALL)),
    (TIFF, re.compile(rb"II[*+]\0|MM\0[*+]")),
)

_UNREADABLE = (
    ("SVG", re.compile(rb"(?:\xef\xbb\xbf)?\s*(?=<).*?<svg\b", re.DOTALL)),
    ("PDF", re.compile(rb".{0,32}%PDF-", re.DOTALL)),
    ("EPS", re.compile(rb"%!PS|\xc5\xd0\xd3\xc6")),
    ("Photoshop", re.compile(rb"8BPS")),
    ("icon", re.compile(rb"\0\0[\1\2]\0[^\0]\0")),
    ("JPEG 2000", re.compile(rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51")),
    ("JPEG XL", re.compile(rb"\0\0\0\x0cJXL |\xff\x0a")),
    ("video", re.compile(rb"....ftyp|\x1a\x45\xdf\xa3|RIFF....AVI ", re.DOTALL)),
)

_AVIF_BRANDS = frozenset({b"avif", b"avis"})
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"})
_ANY_CODING = frozenset({b"mif1", b"msf1"})  # alone, they leave it to the parser
_BRAND = 4


def sniff(data: bytes) -> str:
    """Names the format of ``data``, one of the constants of this module.

    Raises:
        InvalidPicture: ``unsupported-format`` for a picture, document or video that we know but
            do not read, ``not-a-picture`` for anything else.
    """
    head = data[:_HEAD]
    found = _name(_READABLE, head) or _iso_format(head)
    if found:
        return found
    if known := _name(_UNREADABLE, head):
        raise InvalidPicture("unsupported-format", f"The file is {known}, which is not read; send it as JPEG or PNG")
    raise InvalidPicture(
        "not-a-picture",
        f"The file is not a picture; send a JPEG, PNG or WebP picture (it begins with {head[:8]!r})",
    )


def _name(signatures: tuple[tuple[str, re.Pattern[bytes]], ...], head: bytes) -> str | None:
    return next((name for name, signature in signatures if signature.match(head)), None)


def _iso_format(head: bytes) -> str | None:
    """AVIF and HEIC share a container, and ``mif1`` is the main brand of either: all brands count."""
    if head[4:8] != b"ftyp":
        return None
    box = head[8 : int.from_bytes(head[:4], "big")]
    brands = {box[start : start + _BRAND] for start in range(0, len(box), _BRAND)}
    if brands & _AVIF_BRANDS:
        return AVIF
    return HEIC if brands & (_HEIC_BRANDS | _ANY_CODING) else None
