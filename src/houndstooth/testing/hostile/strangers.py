"""Files that are no pictures we read, whatever they are called."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import numpy as np

from houndstooth.imaging import sniff
from houndstooth.imaging.limits import DEFAULT_LIMITS
from houndstooth.testing.hostile.case import HostileFile, hostile, odd
from houndstooth.testing.hostile.seeds import encode

_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><circle r="40"/></svg>'
_LAUGHS = b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>' + _SVG
_ISO_BRANDS = {"mp4": b"isom", "quicktime": b"qt  ", "canon-raw": b"crx "}


def files() -> Iterator[HostileFile]:
    """Every stranger, the harmless ones first."""
    yield from _nothings()
    yield from _texts()
    yield from _documents()
    yield from _binaries()
    yield from _other_pictures()
    yield from _polyglots()
    yield from _bare_signatures()
    yield from _oversized()


def _nothings() -> Iterator[HostileFile]:
    yield hostile("empty", b"", "empty")
    yield hostile("one-zero", b"\0", "not-a-picture")
    yield hostile("newline", b"\n", "not-a-picture")
    yield hostile("zeros", bytes(2**16), "not-a-picture")
    yield hostile("ones", b"\xff" * 2**16, "not-a-picture")
    yield hostile("noise", np.random.default_rng(1).bytes(2**16), "not-a-picture")


def _texts() -> Iterator[HostileFile]:
    texts = {
        "text": b"A red dress, size 38.\n",
        "text-bmw": b"BMW 320d, second hand, one careful owner, no rust, open to any offer.",
        "text-utf-16": "A red dress".encode("utf-16"),
        "html": b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>",
        "html-not-found": b"<html><head><title>404 Not Found</title></head></html>",
        "xml": b'<?xml version="1.0"?><products><product id="1"/></products>',
        "json": b'{"error": "image not found"}',
        "csv": b"id,title,image\n1,Dress,1.jpg\n",
        "php": b"<?php system($_GET['c']); ?>",
        "shell": b"#!/bin/sh\nrm -rf /\n",
        "data-uri": b"data:image/png;base64,iVBORw0KGgo=",
        "file-path": b"../../../../etc/passwd",
    }
    for name, text in texts.items():
        yield hostile(name, text, "not-a-picture")
    drawings = {
        "svg": _SVG,
        "svg-xml": b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- a -->\n' + _SVG,
        "svg-laughs": _LAUGHS,
    }
    for name, text in drawings.items():
        yield hostile(name, text, "unsupported-format")


def _documents() -> Iterator[HostileFile]:
    yield hostile("pdf", b"%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF", "unsupported-format")
    yield hostile("eps", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 90 90\n", "unsupported-format")
    yield hostile("eps-dos", b"\xc5\xd0\xd3\xc6" + bytes(60), "unsupported-format")
    yield hostile("postscript-loop", b"%!PS\n{} loop\n", "unsupported-format")
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr(zipfile.ZipInfo("photo.jpg"), encode(sniff.JPEG))
    yield hostile("zip", archive.getvalue(), "not-a-picture")


def _binaries() -> Iterator[HostileFile]:
    signatures = {
        "gzip": b"\x1f\x8b\x08\0",
        "elf": b"\x7fELF\x02\x01\x01",
        "exe": b"MZ\x90\0",
        "class": b"\xca\xfe\xba\xbe",
        "mp3": b"ID3\x04\0",
        "wav": b"RIFF\x24\0\0\0WAVEfmt ",
        "sqlite": b"SQLite format 3\0",
        "pickle": b"\x80\x04\x95",
    }
    for name, signature in signatures.items():
        yield hostile(name, signature + bytes(500), "not-a-picture")


def _other_pictures() -> Iterator[HostileFile]:
    signatures = {
        "ico": b"\0\0\1\0\1\0\x10\x10\0\0\1\0\x20\0",
        "cursor": b"\0\0\2\0\1\0\x10\x10\0\0\1\0\x20\0",
        "photoshop": b"8BPS\0\1",
        "jpeg-2000": b"\0\0\0\x0cjP  \r\n\x87\n",
        "jpeg-2000-stream": b"\xff\x4f\xff\x51\0\x2f",
        "jpeg-xl": b"\xff\x0a\xfa\x1f",
        "jpeg-xl-boxed": b"\0\0\0\x0cJXL \r\n\x87\n",
        "webm": b"\x1a\x45\xdf\xa3",
        "avi": b"RIFF\x24\0\0\0AVI LIST",
    }
    for name, signature in signatures.items():
        yield hostile(name, signature + bytes(500), "unsupported-format")
    for name, brand in _ISO_BRANDS.items():
        yield hostile(name, b"\0\0\0\x14ftyp" + brand + b"\0\0\2\0" + brand + bytes(500), "unsupported-format")


def _polyglots() -> Iterator[HostileFile]:
    jpeg, png, gif = encode(sniff.JPEG), encode(sniff.PNG), encode(sniff.GIF, "P")
    yield odd("jpeg-then-zip", jpeg + b"PK\x03\x04" + bytes(200))
    yield odd("jpeg-then-php", jpeg + b"<?php system('id'); ?>")
    yield odd("png-then-html", png + b"<script>alert(1)</script>")
    yield odd("gif-then-pdf", gif + b"%PDF-1.7")
    yield hostile("gif-and-script", b"GIF89a/*" + bytes(40) + b"*/=1;alert(1)//", "corrupt", "too-small")
    yield hostile("png-signature-jpeg-body", png[:8] + jpeg, "corrupt")
    yield hostile("jpeg-signature-png-body", jpeg[:3] + png, "corrupt")
    yield hostile("pdf-then-jpeg", b"%PDF-1.7\n" + jpeg, "unsupported-format")
    yield hostile("html-then-gif", b"<html>" + gif, "not-a-picture")
    yield hostile("icon-with-png", b"\0\0\1\0\1\0\x30\x28\0\0\1\0\x20\0" + bytes(8) + png, "unsupported-format")


def _bare_signatures() -> Iterator[HostileFile]:
    signatures = {
        "jpeg": b"\xff\xd8\xff",
        "png": b"\x89PNG\r\n\x1a\n",
        "gif": b"GIF89a",
        "bmp": b"BM" + bytes(12) + b"\x28\0\0\0",
        "tiff": b"II*\0",
        "webp": b"RIFF\0\0\0\0WEBPVP8 ",
        "avif": b"\0\0\0\x10ftypavif\0\0\0\0",
        "heic": b"\0\0\0\x10ftypheic\0\0\0\0",
    }
    for name, signature in signatures.items():
        yield hostile(f"only-the-signature-of-{name}", signature, "corrupt", "too-small", "unsupported-format")


def _oversized() -> Iterator[HostileFile]:
    jpeg = encode(sniff.JPEG)
    yield hostile("jpeg-padded-over-the-limit", jpeg.ljust(DEFAULT_LIMITS.max_bytes + 1, b"\0"), "too-many-bytes")
    yield hostile("zeros-over-the-limit", bytes(DEFAULT_LIMITS.max_bytes + 1), "too-many-bytes")
