"""Every vector compared with every query: slow at a million items, and never wrong."""

from __future__ import annotations

from threading import Lock

import numpy as np

from houndstooth.domain.catalogue import Numbers
from houndstooth.domain.encoding import Vectors
from houndstooth.index.best import Scores, best

_FIRST_CAPACITY = 1024


class ExactIndex:
    """``VectorIndex`` as one matrix of which the first ``len(self)`` rows are in use."""

    revision = 0
    """See ``VectorIndex.revision``."""

    def __init__(self, dimension: int) -> None:
        self._lock = Lock()
        self._matrix: Vectors = np.empty((_FIRST_CAPACITY, dimension), np.float32)
        self._numbers: Numbers = np.empty(_FIRST_CAPACITY, np.int64)
        self._row_of: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._row_of)

    def put(self, numbers: Numbers, vectors: Vectors) -> None:
        """See ``VectorIndex.put``."""
        if vectors.shape != (len(numbers), self._matrix.shape[1]):
            raise ValueError(f"vectors of shape {vectors.shape} for {len(numbers)} numbers of {self._matrix.shape[1]}")
        with self._lock:
            rows = [self._row_of.setdefault(number, len(self._row_of)) for number in numbers.tolist()]
            self._reserve(len(self._row_of))
            self._matrix[rows] = vectors
            self._numbers[rows] = numbers

    def remove(self, numbers: Numbers) -> None:
        """See ``VectorIndex.remove``."""
        with self._lock:
            for number in numbers.tolist():
                self._remove_one(number)

    def settle(self, revision: int) -> None:
        """See ``VectorIndex.settle``; nothing is kept."""
        self.revision = revision

    def clear(self) -> None:
        """See ``VectorIndex.clear``."""
        with self._lock:
            self._row_of = {}
            self.revision = 0

    def search(self, queries: Vectors, k: int, *, allowed: Numbers | None = None) -> tuple[list[Numbers], list[Scores]]:
        """See ``VectorIndex.search``."""
        with self._lock:
            numbers, matrix = self._candidates(allowed)
            scores = queries @ matrix.T
        found = [best(numbers, row, k) for row in scores]
        return [numbers for numbers, _ in found], [scores for _, scores in found]

    def _candidates(self, allowed: Numbers | None) -> tuple[Numbers, Vectors]:
        if allowed is None:
            return self._numbers[: len(self)].copy(), self._matrix[: len(self)]
        known = [self._row_of[number] for number in allowed.tolist() if number in self._row_of]
        rows = np.array(known, dtype=np.int64)
        return self._numbers[rows], self._matrix[rows]

    def _reserve(self, rows: int) -> None:
        capacity = len(self._matrix)
        if rows <= capacity:
            return
        capacity = max(rows, 2 * capacity)
        matrix = np.empty((capacity, self._matrix.shape[1]), np.float32)
        matrix[: len(self._matrix)] = self._matrix
        self._matrix, self._numbers = matrix, np.resize(self._numbers, capacity)

    def _remove_one(self, number: int) -> None:
        """The last row moves into the gap, so that the rows in use stay together."""
        row = self._row_of.pop(number, None)
        last = len(self._row_of)
        if row is None or row == last:
            return
        self._matrix[row] = self._matrix[last]
        self._numbers[row] = self._numbers[last]
        self._row_of[int(self._numbers[row])] = row
