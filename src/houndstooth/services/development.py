"""Developing pictures: from bytes to what the store, the encoder and the page need of them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from houndstooth.domain.catalogue import StoredPicture
from houndstooth.domain.encoding import Encoding, Pixels
from houndstooth.domain.ports import Encoder
from houndstooth.imaging.crop import CropBox, crop
from houndstooth.imaging.decode import decode
from houndstooth.imaging.limits import Limits
from houndstooth.imaging.perceptual_hash import perceptual_hash
from houndstooth.imaging.picture import Picture
from houndstooth.imaging.preprocess import Preprocessing
from houndstooth.imaging.render import render_jpeg

CARD_SIDE = 480
FULL_SIDE = 1280
"""The longest sides, in pixels, of the two sizes in which pictures are shown."""


@dataclass(frozen=True, slots=True)
class Renditions:
    """A picture re-encoded for pages, as JPEG."""

    card: bytes
    full: bytes


class Developer:
    """Decodes, prepares and encodes pictures; safe to call from several threads."""

    def __init__(self, *, encoder: Encoder, preprocessing: Preprocessing, limits: Limits) -> None:
        self.limits = limits
        self._encoder = encoder
        self._preprocessing = preprocessing

    @property
    def artifact_id(self) -> str:
        """The artifact that encodes."""
        return self._encoder.artifact_id

    @property
    def gives_styles(self) -> bool:
        """Whether the artifact gives style vectors."""
        return self._encoder.style_dimension > 0

    def decode(self, data: bytes, box: CropBox | None = None) -> Picture:
        """Safe pixels, of the part inside ``box`` if there is one, as large as any rendition needs.

        Ingest and search decode at the same scale, so that a photo of the catalogue finds itself exactly.

        Raises:
            InvalidPicture: see ``imaging.decode``; or the box leaves the picture.
        """
        if box is None:
            return decode(data, self.limits, hint=FULL_SIDE)
        # A small part of a large photo needs the whole at a larger scale.
        return crop(decode(data, self.limits, hint=int(FULL_SIDE / min(box.width, box.height)) + 1), box)

    def warm_up(self) -> None:
        """One pass over a blank picture: the first is slower than those that follow."""
        size = self._preprocessing.size
        self.encode([np.zeros((size, size, 3), np.uint8)])

    def prepare(self, picture: Picture) -> Pixels:
        """``uint8[size, size, 3]`` for the encoder."""
        return self._preprocessing.resize(picture.pixels)

    def encode(self, prepared: Sequence[Pixels]) -> Encoding:
        """One pass over prepared pictures (one or more)."""
        return self._encoder.encode(self._preprocessing.standardise(np.stack(prepared)))


def key_of(data: bytes) -> str:
    """The key of a picture: the SHA-256 of the bytes it came from."""
    return hashlib.sha256(data).hexdigest()


def render(picture: Picture) -> Renditions:
    """The two sizes in which a picture is shown."""
    full = render_jpeg(picture, FULL_SIDE)
    small = max(picture.pixels.shape[:2]) <= CARD_SIDE
    return Renditions(card=full if small else render_jpeg(picture, CARD_SIDE), full=full)


def stored(key: str, picture: Picture) -> StoredPicture:
    """What the catalogue keeps of a picture."""
    return StoredPicture(key, picture.width, picture.height, perceptual_hash(picture.pixels))
