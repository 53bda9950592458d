"""How unlike each other the items of a list are.

One minus the mean likeness of two items (C.-N. Ziegler et al., "Improving recommendation lists through topic
diversification", 2005); NaN for lists of which no two items can be compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.interactions import Floats, Rows

_MOST_CELLS = 1 << 23


class Likeness(Protocol):
    """How alike two items are, 1 for the same."""

    def diversity(self, lists: NDArray[np.int32]) -> NDArray[np.float64]:
        """``float64[b]``: of lists, ``int32[b, k]`` with -1 at the end of short ones."""
        ...


@dataclass(frozen=True, slots=True)
class ByVectors:
    """Alike by cosine.

    Args:
        vectors: ``float32[n, d]`` with rows of length 1; rows of zeros for items that cannot be compared.

    Raises:
        ValueError: a row of another length.
    """

    vectors: Floats

    def __post_init__(self) -> None:
        lengths = np.linalg.norm(self.vectors, axis=1)
        if not np.all((np.abs(lengths - 1) < 1e-3) | (lengths == 0)):
            raise ValueError("a vector has neither length 1 nor length 0")

    def diversity(self, lists: NDArray[np.int32]) -> NDArray[np.float64]:
        """See ``Likeness``. The square of a sum of unit vectors is their number and the cosines of all pairs, twice."""
        parts = [np.empty(0)]
        for some in _in_parts(lists, self.vectors.shape[1]):
            vectors = np.where((some >= 0)[:, :, None], self.vectors[some], np.float32(0))
            count = vectors.any(axis=2).sum(axis=1)
            parts.append(_apart(np.square(vectors.sum(axis=1), dtype=np.float64).sum(axis=1), count))
        return np.concatenate(parts)


@dataclass(frozen=True, slots=True)
class ByKind:
    """Alike are items of one kind, such as a category; others are not.

    Args:
        kinds: ``int32[n]``, -1 for items that cannot be compared.
    """

    kinds: Rows

    def diversity(self, lists: NDArray[np.int32]) -> NDArray[np.float64]:
        """See ``Likeness``."""
        parts = [np.empty(0)]
        for some in _in_parts(lists, lists.shape[1]):
            kinds = np.where(some >= 0, self.kinds[some], -1)
            known = kinds >= 0
            same = (kinds[:, :, None] == kinds[:, None, :]) & known[:, :, None]
            parts.append(_apart(same.sum(axis=(1, 2)).astype(np.float64), known.sum(axis=1)))
        return np.concatenate(parts)


def _in_parts(lists: NDArray[np.int32], wide: int) -> Iterator[NDArray[np.int32]]:
    """Some lists at a time, so that the arrays made of them stay small."""
    size = max(1, _MOST_CELLS // max(lists.shape[1] * wide, 1))
    for start in range(0, len(lists), size):
        yield lists[start : start + size]


def _apart(alike: NDArray[np.float64], count: NDArray[np.int64]) -> NDArray[np.float64]:
    """``alike`` sums over all pairs, both ways, and each item with itself."""
    pairs = count * (count - 1)
    apart: NDArray[np.float64] = 1 - np.divide(alike - count, pairs, out=np.full(len(count), np.nan), where=pairs > 0)
    return apart
