"""Grey pictures of more than eight bits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image

_BITS_PER_SAMPLE, _PHOTOMETRIC = 258, 262  # TIFF tags
_WHITE_IS_ZERO = 0
_BYTE, _WORD = 255, 65535


@dataclass(frozen=True, slots=True)
class Levels:
    """Which numbers stand for black and white, and which one, if any, for nothing at all."""

    black: float
    white: float
    transparent: int | None = None

    @classmethod
    def of(cls, image: Image.Image) -> Levels | None:
        """The levels of a loaded image, or ``None`` where its mode has eight bits and needs none."""
        if image.mode.startswith("I;16"):
            return cls._of_words(image)
        return cls._of_numbers(image) if image.mode in ("I", "F") else None

    @classmethod
    def _of_words(cls, image: Image.Image) -> Levels:
        tags = getattr(image, "tag_v2", {})  # of a TIFF, where 12 bits come in words too
        top = 2 ** int(tags.get(_BITS_PER_SAMPLE, (16,))[0]) - 1
        transparent = image.info.get("transparency")
        black, white = (top, 0) if tags.get(_PHOTOMETRIC) == _WHITE_IS_ZERO else (0, top)
        return cls(black, white, transparent if isinstance(transparent, int) else None)

    @classmethod
    def _of_numbers(cls, image: Image.Image) -> Levels:
        """Long integers and floats have no agreed white: 1, 255 or 65535 if they fit, else the extremes."""
        numbers = np.asarray(image)
        finite = numbers[np.isfinite(numbers)]
        low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
        agreed = (1, _BYTE, _WORD) if image.mode == "F" else (_WORD,)
        white = next((white for white in agreed if high <= white), high)
        return cls(0, white) if low >= 0 and white in agreed else cls(low, high)

    def to_bytes(self, image: Image.Image) -> Image.Image:
        """Eight bits between black and white; what is transparent is white, and what is no number black."""
        with np.errstate(invalid="ignore"):  # a NaN of the signalling kind
            numbers = np.asarray(image).astype(np.float64)  # in which the extremes of a float32 do not overflow
        numbers = np.nan_to_num(numbers, nan=self.black, posinf=self.white, neginf=self.black)
        scaled = (numbers - self.black) * (_BYTE / ((self.white - self.black) or 1))
        grey = np.rint(scaled.clip(0, _BYTE)).astype(np.uint8)
        if self.transparent is not None:
            grey[numbers == self.transparent] = _BYTE
        return Image.fromarray(grey)
