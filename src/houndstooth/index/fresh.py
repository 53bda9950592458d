"""The fresh part of an index: what was put lately, in the order in which it came."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.catalogue import Numbers
from houndstooth.domain.encoding import Vectors
from houndstooth.index.best import Scores
from houndstooth.index.inner_products import RowNumbers, score_rows

_ROOM = 1024


@dataclass(frozen=True, slots=True)
class Fresh:
    """The first ``used`` rows of three arrays that have room for more. It never changes.

    A longer one shares the arrays, so only the newest may be added to, by one writer at a time.
    """

    numbers: Numbers
    vectors: Vectors
    counts: NDArray[np.bool_]
    """``bool[n]``; false for rows whose number was put again, or removed."""
    used: int

    @classmethod
    def empty(cls, dimension: int) -> Fresh:
        """Nothing yet, for vectors of this length."""
        return cls(np.empty(_ROOM, np.int64), np.empty((_ROOM, dimension), np.float32), np.empty(_ROOM, np.bool_), 0)

    def plus(self, numbers: Numbers, vectors: Vectors) -> Fresh:
        """These rows after those that are there."""
        used = self.used + len(numbers)
        longer = replace(self if used <= len(self.numbers) else self._with_room(used), used=used)
        longer.numbers[self.used : used] = numbers
        longer.vectors[self.used : used] = vectors
        longer.counts[self.used : used] = True
        return longer

    def without(self, rows: RowNumbers) -> Fresh:
        """The same, but these rows count no longer."""
        counts = self.counts.copy()
        counts[rows] = False
        return replace(self, counts=counts)

    def keeping(self, rows: RowNumbers) -> Fresh:
        """These rows alone, in arrays of their own."""
        return Fresh.empty(self.vectors.shape[1]).plus(self.numbers[rows], self.vectors[rows])

    def rows(self) -> RowNumbers:
        """The rows that count."""
        return np.flatnonzero(self.counts[: self.used])

    def score(self, query: NDArray[np.float32], allowed: Numbers | None) -> tuple[Numbers, Scores]:
        """Every number that counts, and is allowed, with its inner product with ``float32[d]``."""
        rows = self.rows()
        if allowed is not None and len(rows):
            rows = rows[_among(self.numbers[rows], allowed)]
        return self.numbers[rows], score_rows(self.vectors, rows, query)

    def _with_room(self, rows: int) -> Fresh:
        room = max(rows, 2 * len(self.numbers))
        numbers, vectors, counts = (_longer(one, room) for one in (self.numbers, self.vectors, self.counts))
        return Fresh(numbers, vectors, counts, self.used)


def _among(numbers: Numbers, allowed: Numbers) -> NDArray[np.bool_]:
    """Which of some numbers are among ascending ones."""
    if not len(allowed):
        return np.zeros(len(numbers), np.bool_)
    at = np.minimum(np.searchsorted(allowed, numbers), len(allowed) - 1)
    among: NDArray[np.bool_] = allowed[at] == numbers
    return among


def _longer(array: NDArray[Any], rows: int) -> NDArray[Any]:
    longer = np.empty((rows, *array.shape[1:]), array.dtype)
    longer[: len(array)] = array
    return longer
