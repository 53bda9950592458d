"""Inner products of one query with some rows of a matrix, on the caller's thread alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.encoding import Vectors
from houndstooth.index.best import Scores

RowNumbers = NDArray[np.int64]
"""``int64[n]``: rows of a matrix."""

_faiss: Any = faiss  # it has types for its files and little else


def score_rows(vectors: Vectors, rows: RowNumbers, query: NDArray[np.float32]) -> Scores:
    """The inner product of ``float32[d]`` with each of these rows of ``float32[n, d]``; nothing is copied.

    Five times as fast as to gather the rows and multiply: 50,000 rows of 256 numbers take 3 ms.
    """
    scores = np.empty(len(rows), np.float32)
    _faiss.fvec_inner_products_by_idx(
        _faiss.swig_ptr(scores),
        _faiss.swig_ptr(query),
        _faiss.swig_ptr(vectors),
        _faiss.swig_ptr(rows),
        vectors.shape[1],
        1,
        len(rows),
    )
    return scores


@contextmanager
def on_one_thread() -> Iterator[None]:
    """Keep FAISS from waking other threads for a single query: on a busy machine they cost a scheduler's turn, 8 ms."""
    before = _faiss.omp_get_max_threads()
    _faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        _faiss.omp_set_num_threads(before)
