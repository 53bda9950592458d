"""Content: items that look alike, or of which the same is said, whoever liked them; also those that nobody saw yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import scipy.sparse as sp

from houndstooth.domain.interactions import Floats, Rows
from houndstooth.recommenders.asked import Recency
from houndstooth.recommenders.neighbours import ItemToItem, Neighbours
from houndstooth.recommenders.traits import Traits

_BLOCK = 4096
_EXACT = 100_000
"""Up to so many items every pair is compared; beyond, an inverted file is searched."""
_PROBES = 24
_WORD = 128
"""So many numbers stand for a word: two of them are as good as at right angles."""
_PRICE = 0.5
"""The same price says as much as so many fields that are shared."""


@dataclass(frozen=True, slots=True)
class Content:
    """How alike is alike.

    Args:
        neighbours: how many are kept of each item.
        least: the least cosine of a neighbour; what is left of it above this is the strength.
        recency: how much less older interactions of the one who asks count.
    """

    neighbours: int = 100
    least: float = 0.0
    recency: Recency = field(default_factory=Recency)

    def fit(self, vectors: Floats) -> ItemToItem:
        """The nearest of each item.

        Args:
            vectors: ``float32[n, d]``, unit rows; those of zeros have no neighbours.
        """
        return ItemToItem(Neighbours.of_blocks(self._blocks(vectors), self.neighbours), self.recency)

    def _blocks(self, vectors: Floats) -> Iterator[sp.csr_matrix]:
        index = _index(vectors)
        known = np.any(vectors != 0, axis=1)
        k = min(self.neighbours + 1, len(vectors))
        for start in range(0, len(vectors), _BLOCK):
            part = vectors[start : start + _BLOCK]
            cosines, rows = index.search(part, k)
            me = np.arange(start, start + len(part))[:, None]
            kept = (rows >= 0) & (rows != me) & (cosines > self.least) & known[start : start + len(part), None]
            whose = np.nonzero(kept)[0]
            yield sp.csr_matrix((cosines[kept] - self.least, (whose, rows[kept])), shape=(len(part), len(vectors)))


def described(traits: Traits) -> Floats:
    """What is said of items, as unit rows of ``float32[n, d]``: zeros where it is nothing, no columns where of none.

    The cosine of two items is the share of their attributes that is the same, a rare value counting more than a
    frequent one, and the nearer their prices stand in the order of prices, the more. A value is a random direction
    (D. Achlioptas, "Database-friendly random projections", 2003), so that a shop may have any number of brands.
    """
    words = np.zeros((len(traits), _WORD), np.float32)
    for name, codes in traits.fields.items():
        words += _words(name, codes)
    price = _on_an_arc(traits.price) * np.float32((_PRICE * max(len(traits.fields), 1)) ** 0.5)
    whole = np.concatenate([words, price], axis=1)
    norms = np.linalg.norm(whole, axis=1, keepdims=True)
    return np.divide(whole, norms, out=whole, where=norms > 0) if norms.any() else whole[:, :0]


def _words(name: str, codes: Rows) -> Floats:
    """``float32[n, _WORD]``: the direction of each value, as long as it is rare; zeros where there is none."""
    known = codes >= 0
    uses = np.bincount(codes[known])
    rng = np.random.default_rng(list(name.encode()))
    directions = rng.standard_normal((len(uses), _WORD)).astype(np.float32) / np.float32(_WORD**0.5)
    shares = np.maximum(uses, 1) / max(int(known.sum()), 1)
    directions *= np.sqrt(-np.log2(shares)).astype(np.float32)[:, None]
    said = np.zeros((len(codes), _WORD), np.float32)
    said[known] = directions[codes[known]]
    return said


def _on_an_arc(prices: Floats) -> Floats:
    """``float32[n, 2]``: prices by their order on a quarter of a circle, so that the ends are at right angles."""
    known = np.isfinite(prices)
    _, places = np.unique(prices[known], return_inverse=True)
    angles = np.pi / 2 * places / max(int(places.max(initial=0)), 1)
    arc = np.zeros((len(prices), 2), np.float32)
    arc[known] = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    return arc


def _index(vectors: Floats) -> Any:
    """Nearest neighbours by inner product: exact, or an inverted file (H. Jégou et al., 2011) where there are many."""
    import faiss  # late: whoever only serves needs none of it

    size, dimension = vectors.shape
    flat = faiss.IndexFlatIP(dimension)
    if size <= _EXACT:
        flat.add(vectors)
        return flat
    cells = int(4 * size**0.5)
    index = faiss.IndexIVFFlat(flat, dimension, cells, faiss.METRIC_INNER_PRODUCT)
    index.train(vectors[np.random.default_rng(0).choice(size, min(size, 64 * cells), replace=False)])
    index.add(vectors)
    index.nprobe = _PROBES
    return index
