"""Content: items that look alike, by embedding or style, whoever liked them; also those that nobody saw yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import scipy.sparse as sp

from houndstooth.domain.interactions import Floats
from houndstooth.recommenders.asked import Recency
from houndstooth.recommenders.neighbours import ItemToItem, Neighbours

_BLOCK = 4096
_EXACT = 100_000
"""Up to so many items every pair is compared; beyond, an inverted file is searched."""
_PROBES = 24


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
