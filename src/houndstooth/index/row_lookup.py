"""Where numbers stand among ascending ones."""

from __future__ import annotations

import numpy as np

from houndstooth.domain.catalogue import Numbers
from houndstooth.index.inner_products import RowNumbers

_SPARSE = 16
"""Beyond so many possible numbers for each that is there, a table would be a waste."""


class RowLookup:
    """Rows of ascending numbers: by a table (500,000 in 1 ms) or, where numbers are sparse, by bisection (10 ms)."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers
        self._lowest = int(numbers[0]) if len(numbers) else 0
        span = int(numbers[-1]) - self._lowest + 1 if len(numbers) else 0
        self._table = None
        if span <= _SPARSE * len(numbers):
            self._table = np.full(span + 1, -1, np.int32)  # the last place is that of all numbers out of range
            self._table[numbers - self._lowest] = np.arange(len(numbers), dtype=np.int32)

    def rows_of(self, wanted: Numbers) -> RowNumbers:
        """The row of each number, ``int64[n]``; -1 for those that are not there."""
        if self._table is not None:
            at = wanted - self._lowest
            at[(at < 0) | (at >= len(self._table))] = -1
            return self._table[at].astype(np.int64)
        at = np.minimum(np.searchsorted(self._numbers, wanted), len(self._numbers) - 1)
        return np.where(self._numbers[at] == wanted, at, -1)

    def known(self, wanted: Numbers) -> RowNumbers:
        """The rows of those numbers that are there, in the order asked."""
        rows = self.rows_of(wanted)
        return rows if len(rows) and rows.min() >= 0 else rows[rows >= 0]
