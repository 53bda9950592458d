"""Cells: vectors shared out to the nearest of some centroids, each number of a vector kept as one byte."""

from __future__ import annotations

from math import isqrt
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.encoding import Vectors
from houndstooth.index.best import Scores
from houndstooth.index.inner_products import RowNumbers, score_rows

CellNumbers = NDArray[np.int32]
"""``int32[n]``: the cell of each row."""

_TRAINED_ON = 64
"""So many vectors for each centroid teach k-means; more make it slower and no better."""

_ROUNDS = 10

_faiss: Any = faiss  # it has types for its files and little else


class Cells:
    """An inverted file with scalar quantisation (Jégou et al. 2011): rows are found by looking at some cells only.

    Never changed once it is filled; safe to share between threads.
    """

    def __init__(self, index: Any) -> None:
        self._index = index
        self._centroids: Vectors = index.quantizer.reconstruct_n(0, index.nlist)
        self._all = np.arange(index.nlist, dtype=np.int64)

    @classmethod
    def trained(cls, vectors: Vectors) -> Cells:
        """Empty cells that suit vectors ``float32[n, d]``, by k-means."""
        count = cls.fitting(len(vectors))
        index = _faiss.index_factory(vectors.shape[1], f"IVF{count},SQ8", _faiss.METRIC_INNER_PRODUCT)
        index.cp.niter, index.cp.max_points_per_centroid, index.cp.min_points_per_centroid = _ROUNDS, _TRAINED_ON, 1
        index.train(np.ascontiguousarray(vectors[:: _stride(len(vectors), count)]))
        return cls(index)

    @staticmethod
    def fitting(rows: int) -> int:
        """How many cells suit so many rows: ``2 sqrt(rows)``."""
        return max(1, min(rows, 2 * isqrt(rows)))

    @classmethod
    def read(cls, path: Path) -> Cells:
        """Map a file that ``write`` made; nothing is read before it is needed, and processes share it.

        Raises:
            RuntimeError: it is no such file.
        """
        index = _faiss.read_index(str(path), _faiss.IO_FLAG_MMAP | _faiss.IO_FLAG_READ_ONLY)
        lists = _faiss.downcast_InvertedLists(index.invlists)
        if isinstance(lists, _faiss.OnDiskInvertedLists):
            lists.prefetch_nthread = 0  # it would start threads at each search
        return cls(index)

    def write(self, path: Path) -> None:
        """Keep these cells in a file."""
        _faiss.write_index(self._index, str(path))

    def emptied(self) -> Cells:
        """The same cells without their rows."""
        return Cells(_without_rows(self._index))

    def __len__(self) -> int:
        """How many rows are in the cells."""
        rows: int = self._index.ntotal
        return rows

    @property
    def count(self) -> int:
        """How many cells there are."""
        count: int = self._index.nlist
        return count

    def assign(self, vectors: Vectors) -> CellNumbers:
        """The cell of each vector."""
        _, cells = self._index.quantizer.search(np.ascontiguousarray(vectors), 1)
        assigned: CellNumbers = cells[:, 0].astype(np.int32)
        return assigned

    def add(self, vectors: Vectors, cells: CellNumbers) -> None:
        """Put the next rows into their cells."""
        cells_ = cells.astype(np.int64)
        vectors = np.ascontiguousarray(vectors)
        self._index.add_core(len(vectors), _faiss.swig_ptr(vectors), None, _faiss.swig_ptr(cells_))

    def score(self, query: NDArray[np.float32]) -> Scores:
        """The inner product of ``float32[d]`` with each centroid."""
        return score_rows(self._centroids, self._all, query)

    def search(
        self,
        query: NDArray[np.float32],
        amount: int,
        cells: RowNumbers,
        scores: Scores,
        among: NDArray[np.bool_] | None,
    ) -> RowNumbers:
        """The ``amount`` rows that seem nearest to ``float32[d]`` in some cells; fewer where there are fewer.

        Args:
            query: a unit vector.
            amount: 1 or more.
            cells: which to look into.
            scores: of their centroids, see ``score``.
            among: ``bool[len(self)]``, the rows that may be answered; all where it is ``None``.
        """
        bits = None if among is None else np.packbits(among, bitorder="little")
        selector = None if bits is None else _faiss.IDSelectorBitmap(bits)
        found, guesses = np.empty(amount, np.int64), np.empty(amount, np.float32)
        asked = _faiss.SearchParametersIVF(sel=selector, nprobe=len(cells))
        pointers = [_faiss.swig_ptr(array) for array in (cells, scores, guesses, found)]
        self._index.search_preassigned_c(1, _faiss.swig_ptr(query), amount, *pointers, False, asked)
        return found[found >= 0]


def _stride(rows: int, cells: int) -> int:
    return max(1, rows // (cells * _TRAINED_ON))


def _without_rows(index: Any) -> Any:
    """A copy that shares nothing with a file that may be mapped."""
    fresh = _faiss.index_factory(index.d, f"IVF{index.nlist},SQ8", _faiss.METRIC_INNER_PRODUCT)
    fresh.quantizer.add(index.quantizer.reconstruct_n(0, index.nlist))
    fresh.sq = index.sq
    fresh.is_trained = True
    return fresh
