"""Cut a garment from the white ground of a studio photo."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.encoding import Pixels

WHITE = 244
"""From this value up, in every channel, a pixel may be ground."""

LEAST_BORDER = 0.6
"""The share of the picture's border that has to be white for it to be a studio photo."""

SHARES = (0.06, 0.85)
"""A garment covers between these shares of the picture; otherwise the cut went wrong."""

_OPAQUE = 255


def cut_out(pixels: Pixels) -> NDArray[np.uint8] | None:
    """The garment's mask, ``uint8[height, width]`` from 0 (ground) to 255; ``None`` where it cannot be cut.

    Ground is what is white and joined to the border; white parts inside the garment stay. A closing before that keeps
    the ground from leaking into white garments through gaps of one or two pixels.
    """
    white = (pixels.min(axis=2) >= WHITE).astype(np.uint8)
    if _border(white).mean() < LEAST_BORDER:
        return None
    sealed = np.asarray(cv2.erode(white, np.ones((3, 3), np.uint8)), np.uint8)
    ground = np.asarray(cv2.dilate(_joined_to_border(sealed), np.ones((3, 3), np.uint8)), np.uint8) & white
    garment = (1 - ground).astype(np.uint8)
    if not SHARES[0] < garment.mean() < SHARES[1]:
        return None
    return np.asarray(cv2.blur(garment * np.uint8(_OPAQUE), (3, 3)), np.uint8)


def _border(mask: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.concatenate([mask[0], mask[-1], mask[1:-1, 0], mask[1:-1, -1]])


def _joined_to_border(mask: NDArray[np.uint8]) -> NDArray[np.uint8]:
    framed = cv2.copyMakeBorder(mask, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=1)
    _, regions = cv2.connectedComponents(framed, connectivity=4)
    joined = np.asarray(regions == regions[0, 0], np.uint8)[1:-1, 1:-1]
    return joined & mask
