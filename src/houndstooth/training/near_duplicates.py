"""Groups of pictures that show the same thing: a difference hash finds candidates, tiny colour copies confirm."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from houndstooth.domain.encoding import Pixels

MOST_BITS = 3
"""Hashes that differ in at most this many of 64 bits are candidates."""

MOST_DIFFERENCE = 5.0
"""Candidates whose 8x8 colour copies differ by less (root mean square, of 255) are the same thing."""

_BLOCK = 1024
_SIDE = 8

Fingerprints = tuple[NDArray[np.uint64], NDArray[np.float32]]
"""Per picture a 64-bit difference hash, and its colours at 8x8: ``uint64[n]``, ``float32[n, 192]``."""


def fingerprint(pictures: Sequence[Pixels]) -> Fingerprints:
    """The fingerprints of ``pictures``.

    The hash is the difference hash of Krawetz (2013): at 9x8 in grey, is each pixel brighter than its neighbour?
    """
    hashes, colours = np.zeros(len(pictures), np.uint64), np.zeros((len(pictures), _SIDE * _SIDE * 3), np.float32)
    for row, pixels in enumerate(pictures):
        if not pixels.size:
            hashes[row], colours[row] = row, 1000 * row  # like nothing else
            continue
        tiny = cv2.resize(np.ascontiguousarray(pixels), (_SIDE + 1, _SIDE), interpolation=cv2.INTER_AREA)
        grey = tiny.astype(np.float32).mean(axis=2)
        hashes[row] = np.packbits(grey[:, 1:] > grey[:, :-1]).view(np.uint64)[0]
        colours[row] = tiny[:, :_SIDE].reshape(-1)
    return hashes, colours


def group_near_duplicates(fingerprints: Fingerprints) -> NDArray[np.int64]:
    """A group number for each picture, ``int64[n]``; pictures that show the same thing share it."""
    hashes, colours = fingerprints
    rows, columns = [], []
    for start in range(0, len(hashes), _BLOCK):
        block = slice(start, start + _BLOCK)
        close = np.bitwise_count(hashes[block, None] ^ hashes[None, :]) <= MOST_BITS
        left, right = np.nonzero(close)
        left += start
        later = right > left
        left, right = left[later], right[later]
        same = _difference(colours, left, right) < MOST_DIFFERENCE
        rows.append(left[same])
        columns.append(right[same])
    left, right = np.concatenate(rows), np.concatenate(columns)
    pairs = coo_array((np.ones(len(left), np.int8), (left, right)), shape=(len(hashes), len(hashes)))
    return np.asarray(connected_components(pairs, directed=False)[1], np.int64)


def _difference(colours: NDArray[np.float32], left: NDArray[np.intp], right: NDArray[np.intp]) -> NDArray[np.float32]:
    parts = [
        np.sqrt(((colours[left[at : at + _BLOCK]] - colours[right[at : at + _BLOCK]]) ** 2).mean(axis=1))
        for at in range(0, len(left), _BLOCK)
    ]
    return np.concatenate(parts) if parts else np.zeros(0, np.float32)
