"""Pixels -> model input. The only preprocessing, for training, ingest and search alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from houndstooth.domain.encoding import ModelInput, Pixels
from houndstooth.domain.errors import ArtifactMissing
from houndstooth.imaging.picture import Picture

PREPROCESSING_VERSION = 1
"""Raised whenever the same pixels would give another model input: vectors of two versions must not meet."""

IMAGENET_MEAN = (0.485, 0.456, 0.406)
IMAGENET_STD = (0.229, 0.224, 0.225)

_REDUCING_GAP = 3.0  # Pillow: from here on the two-step shrink cannot be told from the slow one
_CHANNELS = 3
_MAX_BYTE = 255


@dataclass(frozen=True, slots=True)
class Preprocessing:
    """How pixels become the input of one model; part of that model's manifest.

    Raises:
        ArtifactMissing: A value is out of range, or of a version that this program does not know.
    """

    size: int = 224
    """Side of the square input, in pixels; the aspect ratio is kept and the rest padded."""
    mean: tuple[float, float, float] = IMAGENET_MEAN
    """Per channel, of pixel values 0 to 1."""
    std: tuple[float, float, float] = IMAGENET_STD
    """Per channel, of pixel values 0 to 1."""
    pad: int = _MAX_BYTE
    """Grey level of the padding, 0 to 255: white, like the background of shop photos."""
    version: int = PREPROCESSING_VERSION

    def __post_init__(self) -> None:
        _require(self.version == PREPROCESSING_VERSION, "version", self.version, f"be {PREPROCESSING_VERSION}")
        _require(isinstance(self.size, int) and self.size >= 1, "size", self.size, "be a whole number of 1 or more")
        _require(self.pad in range(_MAX_BYTE + 1), "pad", self.pad, "be a whole number from 0 to 255")
        _require(_is_triple(self.mean), "mean", self.mean, "be three numbers")
        _require(_is_triple(self.std) and all(std > 0 for std in self.std), "std", self.std, "be three numbers above 0")

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Preprocessing:
        """Reads what :meth:`to_dict` wrote.

        Raises:
            ArtifactMissing: A key is missing or unknown, or a value is wrong.
        """
        names = {field.name for field in fields(cls)}
        _require(set(values) == names, "keys", sorted(values), f"be exactly {sorted(names)}")
        plain: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in values.items()
        }
        return cls(**plain)

    def to_dict(self) -> dict[str, Any]:
        """A dictionary that survives JSON."""
        return asdict(self)

    def resize(self, pixels: Pixels) -> Pixels:
        """Fits ``uint8[h, w, 3]`` into ``uint8[size, size, 3]``, aspect kept, centred on ``pad``.

        Shrinking averages over the whole footprint of a pixel (bicubic with antialiasing), as
        a thin stripe would otherwise come and go with the scale.
        """
        height, width = pixels.shape[:2]
        scale = self.size / max(height, width)
        fitted = max(1, round(width * scale)), max(1, round(height * scale))
        image = Image.fromarray(pixels)
        if fitted != image.size:
            image = image.resize(fitted, Image.Resampling.BICUBIC, reducing_gap=_REDUCING_GAP)
        return self._centre(image)

    def standardise(self, pixels: Pixels) -> ModelInput:
        """``uint8[n, size, size, 3]`` -> ``float32[n, 3, size, size]``: ``(x / 255 - mean) / std``."""
        std = np.array(self.std, np.float32)
        scale = (1 / (_MAX_BYTE * std)).reshape(-1, 1, 1)
        shift = (-np.array(self.mean, np.float32) / std).reshape(-1, 1, 1)
        standardised: ModelInput = np.multiply(pixels.transpose(0, 3, 1, 2), scale, dtype=np.float32, order="C")
        standardised += shift
        return standardised

    def __call__(self, picture: Picture | Pixels) -> NDArray[np.float32]:
        """One picture -> ``float32[3, size, size]``."""
        pixels = picture.pixels if isinstance(picture, Picture) else picture
        standardised: NDArray[np.float32] = self.standardise(self.resize(pixels)[np.newaxis])[0]
        return standardised

    def _centre(self, image: Image.Image) -> Pixels:
        canvas = np.full((self.size, self.size, _CHANNELS), self.pad, np.uint8)
        top, left = (self.size - image.height) // 2, (self.size - image.width) // 2
        canvas[top : top + image.height, left : left + image.width] = np.asarray(image)
        return canvas


def _is_triple(value: object) -> bool:
    return isinstance(value, tuple) and len(value) == _CHANNELS and all(isinstance(part, int | float) for part in value)


def _require(condition: bool, name: str, value: object, rule: str) -> None:
    if not condition:
        raise ArtifactMissing(
            f"The preprocessing {name} is {value!r} and must {rule}. "
            "Use an artifact made for this version of houndstooth, or export the model again"
        )
