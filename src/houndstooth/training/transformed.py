"""Transformed copies of a picture: what a shopper's copy of a shop's own photo looks like."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.encoding import Pixels
from houndstooth.training.augment import recode
from houndstooth.training.backgrounds import draw_ground

JPEG_QUALITY = 30
MOST_TURN = 15.0
SHARES = (0.6, 1.0)


def transform(picture: NDArray[np.uint8], rng: np.random.Generator, *, cut: bool) -> Pixels:
    """Another ground, turned by up to 15 degrees, cropped to 60-100 % of the area, re-encoded at JPEG quality 30.

    Args:
        picture: ``uint8[h, w, 4]``, RGB and the garment's mask.
        rng: source of every random choice.
        cut: whether the mask can be used; otherwise the ground stays.
    """
    height, width = picture.shape[:2]
    pixels = picture[..., :3].astype(np.float32)
    if cut:
        ground = cv2.resize(draw_ground(128, rng), (width, height)).astype(np.float32)
        share = np.clip(picture[..., 3:].astype(np.float32) * (2 / 255) - 1, 0, 1)
        pixels = pixels * share + ground * (1 - share)
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), float(rng.uniform(-MOST_TURN, MOST_TURN)), 1.0)
    turned = cv2.warpAffine(pixels.astype(np.uint8), turn, (width, height), borderMode=cv2.BORDER_REFLECT)
    return recode(_crop(np.asarray(turned, np.uint8), rng), JPEG_QUALITY)


def _crop(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    height, width = pixels.shape[:2]
    side = float(rng.uniform(*SHARES)) ** 0.5
    high, wide = round(height * side), round(width * side)
    top, left = int(rng.integers(height - high + 1)), int(rng.integers(width - wide + 1))
    return pixels[top : top + high, left : left + wide]
