"""How a search goes about the bulk: which rows are compared with a query, and which are never looked at."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.catalogue import Numbers
from houndstooth.index.best import Scores
from houndstooth.index.bulk import Bulk
from houndstooth.index.inner_products import RowNumbers

EXACT_ROWS = 8_192
"""So many rows are compared one by one: at 256 numbers they take less than half a millisecond."""

_EXACT_SHARE = 10
"""One row in so many, too, is compared one by one: far from all that passes a filter, cells say little."""

_CELLS = 64
"""At least so many cells are looked into."""

_LEAST, _SHARE = 8_192, 6
"""Behind a filter cells are looked into until they hold so many of the rows that pass, and one in so many of them."""

_AMPLE = 8
"""The cells looked into hold so many times the rows that are then compared exactly."""

_SPARE = 64
"""One byte a number is not exact: this many more than twice the rows asked for are compared exactly."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Which rows of the bulk count: all, or those that ``counts`` says. It never changes.

    Args:
        bulk: the rows.
        counts: ``bool[n]``, or ``None`` while all count.
        of_cells: how many rows that count each cell holds.
    """

    bulk: Bulk
    counts: NDArray[np.bool_] | None
    of_cells: NDArray[np.int64]

    @classmethod
    def whole(cls, bulk: Bulk) -> Standing:
        """All rows of a bulk."""
        return cls(bulk, None, bulk.counts())

    @classmethod
    def of(cls, bulk: Bulk, counts: NDArray[np.bool_]) -> Standing:
        """Some rows of a bulk."""
        return cls.whole(bulk) if counts.all() else cls(bulk, counts, bulk.counts(np.flatnonzero(counts)))

    def __len__(self) -> int:
        return int(self.of_cells.sum())

    def without(self, rows: RowNumbers) -> Standing:
        """The same, but these rows, which counted, count no longer."""
        counts = np.ones(len(self.bulk), np.bool_) if self.counts is None else self.counts.copy()
        counts[rows] = False
        return Standing(self.bulk, counts, self.of_cells - self.bulk.counts(rows))

    def known(self, numbers: Numbers) -> RowNumbers:
        """The rows of those numbers that count."""
        rows = self.bulk.lookup.known(numbers)
        return rows if self.counts is None else rows[self.counts[rows]]

    def score(self, query: NDArray[np.float32], k: int, allowed: Numbers | None) -> tuple[Numbers, Scores]:
        """Numbers among which are, as good as always, the ``k`` nearest to ``float32[d]``; with exact scores."""
        rows = None if allowed is None else self.known(allowed)
        passing = len(self) if rows is None else len(rows)
        wanted = 2 * k + _SPARE
        few = EXACT_ROWS if rows is None else max(EXACT_ROWS, len(self.bulk) // _EXACT_SHARE)
        if passing <= max(few, wanted):
            return self.bulk.score(self._all() if rows is None else rows, query)
        among, of_cells = self._among(rows)
        least = _AMPLE * wanted if rows is None else max(_AMPLE * wanted, _LEAST, passing // _SHARE)
        cells, scores = self._cells(query, of_cells, least)
        return self.bulk.score(self.bulk.cells.search(query, wanted, cells, scores, among), query)

    def _all(self) -> RowNumbers:
        return np.arange(len(self.bulk)) if self.counts is None else np.flatnonzero(self.counts)

    def _among(self, rows: RowNumbers | None) -> tuple[NDArray[np.bool_] | None, NDArray[np.int64]]:
        if rows is None:
            return self.counts, self.of_cells
        among = np.zeros(len(self.bulk), np.bool_)
        among[rows] = True
        return among, self.bulk.counts(rows)

    def _cells(self, query: NDArray[np.float32], of_cells: NDArray[np.int64], least: int) -> tuple[RowNumbers, Scores]:
        """The cells nearest to a query that hold any row asked for, until they hold ``least``, and their scores."""
        scores = self.bulk.cells.score(query)
        order = np.argsort(-scores)
        order = order[of_cells[order] > 0]
        enough = int(np.searchsorted(np.cumsum(of_cells[order]), least)) + 1
        chosen = order[: max(_CELLS, enough)]
        return chosen, scores[chosen]
