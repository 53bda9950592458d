"""Whether two pictures are copies of one: their perceptual hashes and their embeddings, weighed together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.encoding import Vectors
from houndstooth.imaging.perceptual_hash import Hashes, distances

COARSE = 64
"""What the first numbers of an embedding say is true of many garments; the others say which one it is."""

LEAST_SURENESS = 0.85
"""From here on 99 of 100 pairs are right where one item in a few has a copy: see docs/figures.md, search."""

RECIPE = "1"
"""Changed with whatever changes which pairs are found."""

_BITS = 256.0
_WEIGHTS = np.array([3.74, 1.70, 14.99, 4.66, -19.77, -1.38, -14.85])
"""Fitted by ``benchmarks/duplicates.py --fit`` on the validation split of the encoder's catalogue."""


def sureness(one: Hashes, other: Hashes, embeddings: Vectors, others: Vectors) -> NDArray[np.float64]:
    """The probability that pictures are copies of each other, ``float64[n]``; by what evidence, see below.

    Args:
        one: ``uint8[n, HASH_BYTES]``, perceptual hashes.
        other: of the pictures that they are compared with, in the same order.
        embeddings: ``float32[n, d]``, unit rows.
        others: likewise.
    """
    return np.asarray(1 / (1 + np.exp(-evidence(one, other, embeddings, others) @ _WEIGHTS)))


def evidence(one: Hashes, other: Hashes, embeddings: Vectors, others: Vectors) -> NDArray[np.float64]:
    """What a logistic model weighs, ``float64[n, 7]``; the last column is 1. Arguments as of :func:`sureness`."""
    whole, tight = (bits / _BITS for bits in distances(one, other))
    nearer = np.minimum(whole, tight)
    fine = _cosines(embeddings[:, COARSE:], others[:, COARSE:])
    cosine = (embeddings * others).sum(axis=1)
    return np.stack([whole, tight, fine, cosine, nearer, nearer**2, np.ones(len(nearer))], axis=1)


def _cosines(one: Vectors, other: Vectors) -> NDArray[np.float32]:
    lengths = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
    return np.asarray((one * other).sum(axis=1) / np.maximum(lengths, 1e-9))
