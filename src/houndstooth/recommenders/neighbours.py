"""Item-to-item tables: for each item its strongest neighbours, and recommending by adding them up."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from houndstooth.domain.interactions import Floats, Rows
from houndstooth.recommenders.asked import Asked, Recency, as_matrix


@dataclass(frozen=True, slots=True)
class Neighbours:
    """For each of ``n`` items at most ``k`` others with a score, as a sparse matrix by rows.

    Args:
        indptr: ``int64[n + 1]``.
        items: ``int32[m]``, rows of items, strongest first within each row.
        scores: ``float32[m]``; below 0 speaks against.
    """

    indptr: NDArray[np.int64]
    items: Rows
    scores: Floats

    def __len__(self) -> int:
        return len(self.indptr) - 1

    @classmethod
    def of_blocks(cls, blocks: Iterable[sp.csr_matrix | NDArray[np.float32]], k: int) -> Neighbours:
        """The ``k`` strongest of each row of blocks of rows, dense or sparse; zeros are no neighbours."""
        parts = [_strongest(block, k) for block in blocks]
        lengths = np.concatenate([np.empty(0, np.int64), *(part[0] for part in parts)])
        items = np.concatenate([np.empty(0, np.int32), *(part[1] for part in parts)])
        scores = np.concatenate([np.empty(0, np.float32), *(part[2] for part in parts)])
        return cls(np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64), items, scores)

    @property
    def matrix(self) -> sp.csr_matrix:
        """``float32[n, n]``, sparse."""
        return sp.csr_matrix((self.scores, self.items, self.indptr), shape=(len(self), len(self)))

    def of(self, rows: Rows) -> tuple[NDArray[np.int64], Rows, Floats]:
        """All neighbours of some items: whose (a place in ``rows``), which, how strong; one after another."""
        lengths = self.indptr[rows + 1] - self.indptr[rows]
        whose = np.repeat(np.arange(len(rows)), lengths)
        ends = np.cumsum(lengths)
        places = np.arange(ends[-1] if len(ends) else 0) + np.repeat(self.indptr[rows] - (ends - lengths), lengths)
        return whose, self.items[places], self.scores[places]

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """For a file."""
        return {"indptr": self.indptr, "items": self.items, "scores": self.scores}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[np.generic]]) -> Neighbours:
        """From what ``arrays`` gave."""
        return cls(arrays["indptr"], arrays["items"], arrays["scores"])  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class ItemToItem:
    """A recommender that adds up the neighbours of what is in a history.

    Args:
        table: the neighbours.
        recency: how much less older interactions count. Dislikes count against what is near them.
    """

    table: Neighbours
    recency: Recency

    def scores(self, asked: Asked) -> Floats:
        """``float32[b, n]`` over all items."""
        histories, weights = self.recency.weigh(asked)
        scored: Floats = (as_matrix(histories, weights, len(self.table)) @ self.table.matrix).toarray()
        return scored

    def gather(self, asked: Asked) -> tuple[Rows, Floats]:
        """What ``scores`` gives to one who asks, without the zeros: items ascending, and their scores.

        The work depends on the length of the history and the table's width alone, not on the number of items.
        """
        histories, weights = self.recency.weigh(asked)
        whose, which, strength = self.table.of(histories.items)
        rows, places = np.unique(which, return_inverse=True)
        return rows, np.bincount(places, strength * weights[whose], minlength=len(rows)).astype(np.float32)


def _strongest(block: sp.csr_matrix | NDArray[np.float32], k: int) -> tuple[NDArray[np.int64], Rows, Floats]:
    """How many of each row are kept, which columns, and their values; of equally strong ones the first columns."""
    rows, columns, values = _hopeful(block, k) if sp.issparse(block) else _hopeful_of_dense(block, k)
    by_strength = np.lexsort((columns, -np.abs(values), rows))
    starts = np.searchsorted(rows, np.arange(block.shape[0]))
    kept = by_strength[np.arange(len(rows)) - starts[rows] < k]  # sorted by rows first, so they stay where they are
    order = kept[np.lexsort((columns[kept], -values[kept], rows[kept]))]
    lengths = np.bincount(rows[order], minlength=block.shape[0])
    return lengths, columns[order].astype(np.int32), values[order].astype(np.float32)


def _hopeful(block: sp.csr_matrix, k: int) -> tuple[NDArray[np.int64], Rows, Floats]:
    """Rows, columns and values of what is as strong as the ``k``-th of its row: much less than all is left to sort."""
    block.eliminate_zeros()
    strength, kept = np.abs(block.data), np.ones(block.nnz, np.bool_)
    for start, stop in itertools.pairwise(block.indptr.tolist()):
        if stop - start > k:
            kept[start:stop] = strength[start:stop] >= _kth(strength[start:stop], k)
    rows = np.repeat(np.arange(block.shape[0]), np.diff(block.indptr))
    return rows[kept], block.indices[kept], block.data[kept]


def _hopeful_of_dense(block: NDArray[np.float32], k: int) -> tuple[NDArray[np.int64], Rows, Floats]:
    strength, kept = np.abs(block), block != 0
    if block.shape[1] > k:
        for row, its in enumerate(strength):
            kept[row] &= its >= _kth(its, k)
    rows, columns = np.nonzero(kept)
    return rows, columns.astype(np.int32), block[kept]


def _kth(strength: Floats, k: int) -> np.float32:
    """The ``k``-th highest of more than ``k``."""
    place = len(strength) - k
    kth: np.float32 = np.partition(strength, place)[place]
    return kth
