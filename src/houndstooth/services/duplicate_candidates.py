"""Candidates for near-duplicates by perceptual hash, without comparing everything with everything.

Multi-index hashing (Norouzi, Punjani & Fleet 2012): two hashes that differ in few bits agree in all bits of some band.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from houndstooth.imaging.perceptual_hash import HASH_BYTES, Hashes, distances, mirrored

MOST_BITS = 40
"""Whole pictures whose hashes differ in at most so many of 256 bits are candidates."""

_BANDS = 16
_MOST_ALIKE = 64
"""What a band has in common with more pictures says nothing: half of all studio photos would be candidates."""
_PART = 4096

Rows = NDArray[np.int64]


def by_hash(hashes: Hashes, asked: Rows) -> tuple[Rows, Rows]:
    """Rows of pictures that may be near-duplicates of each other.

    Args:
        hashes: ``uint8[n, HASH_BYTES]``.
        asked: the rows that others are wanted for.

    Returns:
        Two ``int64[m]``: a row of ``asked`` and one that is near it, each pair once, the lower row first.
    """
    found = [np.empty(0, np.int64)]
    mirror = mirrored(hashes[asked])
    for at in range(_BANDS):
        keys = _band(hashes, at)
        order = np.argsort(keys, kind="stable")
        for wanted in (_band(hashes[asked], at), _band(mirror, at)):
            for one, other in _matches(keys[order], order, wanted, asked):
                near = one != other
                near[near] = distances(hashes[one[near]], hashes[other[near]])[0] <= MOST_BITS
                low, high = np.minimum(one, other)[near], np.maximum(one, other)[near]
                found.append(np.unique(low * len(hashes) + high))
    codes = np.unique(np.concatenate(found))
    return codes // max(1, len(hashes)), codes % max(1, len(hashes))


def _band(hashes: Hashes, at: int) -> NDArray[np.uint16]:
    """Sixteen bits that lie far apart: low frequencies alone are much the same in all pictures."""
    half = hashes[:, : HASH_BYTES // 2]
    other = half[:, (at + _BANDS + 1) % (HASH_BYTES // 2)]
    return np.asarray(half[:, at].astype(np.uint16) << 8 | other, np.uint16)


def _matches(
    keys: NDArray[np.uint16], order: Rows, wanted: NDArray[np.uint16], asked: Rows
) -> Iterator[tuple[Rows, Rows]]:
    starts, ends = np.searchsorted(keys, wanted, "left"), np.searchsorted(keys, wanted, "right")
    counts = np.where(ends - starts <= _MOST_ALIKE, ends - starts, 0)
    for at in range(0, len(asked), _PART):
        part = slice(at, at + _PART)
        many = counts[part]
        before = np.cumsum(many) - many
        places = np.arange(int(many.sum())) + np.repeat(starts[part] - before, many)
        yield np.repeat(asked[part], many), order[places]
