"""A perceptual hash: a few bytes that stay nearly the same when a picture is re-encoded, resized or relit.

The signs of the lowest frequencies of a discrete cosine transform (Zauner 2010, "Implementation and Benchmarking of
Perceptual Image Hash Functions"), of the whole picture and again of what is left when its plain margins are cut off,
so that a border or a tighter frame changes one of the two at most.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.fft import dctn

from houndstooth.domain.encoding import Pixels

HASH_BYTES = 64
"""32 bytes of the whole picture, then 32 of it without its margins."""

_SIDE, _LOW = 64, 16
_SMALL = 128
_PLAIN = 24
"""A pixel that differs by at most this much, of 255, from the colour of the margin belongs to it."""
_LEAST_FILLED = 0.02
_LEAST_SIDE = 16
_MOST_CUTS = 3
"""A photo on white in a coloured frame has two margins."""

Hashes = NDArray[np.uint8]
"""``uint8[n, HASH_BYTES]``."""


def perceptual_hash(pixels: Pixels) -> bytes:
    """The hash of ``uint8[h, w, 3]``: ``HASH_BYTES`` bytes."""
    small = _shrink(pixels)
    return _signs(small) + _signs(_without_margins(small))


def mirrored(hashes: Hashes) -> Hashes:
    """What the hashes of the pictures would be if left and right were exchanged: odd frequencies change their sign."""
    return hashes ^ _ODD


def distances(one: Hashes, other: Hashes) -> tuple[NDArray[np.uint16], NDArray[np.uint16]]:
    """How many of 256 bits differ, row by row, of whole pictures and of those without margins.

    The other picture is also tried in the mirror, and the nearer of the two counts.
    """
    bits = np.stack([_bits(one ^ other), _bits(one ^ mirrored(other))])
    nearest = bits.min(axis=0)
    return nearest[:, 0], nearest[:, 1]


def _bits(difference: Hashes) -> NDArray[np.uint16]:
    halves = difference.reshape(len(difference), 2, HASH_BYTES // 2)
    return np.asarray(np.bitwise_count(halves).sum(axis=2), np.uint16)


def _shrink(pixels: Pixels) -> Pixels:
    scale = _SMALL / max(pixels.shape[:2])
    size = max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale))
    return np.asarray(Image.fromarray(pixels).resize(size, Image.Resampling.BOX, reducing_gap=2.0))


def _signs(pixels: Pixels) -> bytes:
    grey = Image.fromarray(pixels).convert("L").resize((_SIDE, _SIDE), Image.Resampling.BOX)
    positive = dctn(np.asarray(grey, np.float32))[:_LOW, :_LOW] > 0
    positive[0, 0] = False  # the mean, which is never below 0
    return np.packbits(positive).tobytes()


def _without_margins(pixels: Pixels) -> Pixels:
    for _ in range(_MOST_CUTS):
        cut = _cut(pixels)
        if cut.shape == pixels.shape:
            break
        pixels = cut
    return np.ascontiguousarray(pixels)


def _cut(pixels: Pixels) -> Pixels:
    """The rows and columns in which something is seen before the colour of the margin."""
    edge = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
    difference = np.abs(pixels.astype(np.int16) - np.median(edge, axis=0).astype(np.int16)).max(axis=2)
    seen = difference > _PLAIN
    rows, columns = (np.flatnonzero(seen.mean(axis=axis) > _LEAST_FILLED) for axis in (1, 0))
    if min(len(rows), len(columns)) < _LEAST_SIDE:
        return pixels
    return pixels[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _odd_columns() -> Hashes:
    odd = np.zeros((_LOW, _LOW), np.bool_)
    odd[:, 1::2] = True
    return np.tile(np.packbits(odd), 2)


_ODD = _odd_columns()
