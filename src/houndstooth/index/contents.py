"""Everything that an index holds at one moment."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.catalogue import Numbers
from houndstooth.domain.encoding import Vectors
from houndstooth.index.best import Scores, best
from houndstooth.index.bulk import Bulk
from houndstooth.index.fresh import Fresh
from houndstooth.index.inner_products import RowNumbers
from houndstooth.index.plan import Standing


@dataclass(frozen=True, slots=True)
class Contents:
    """The bulk, what of it counts no longer, and what came since. It never changes: a search holds on to one."""

    standing: Standing | None
    fresh: Fresh

    def __len__(self) -> int:
        return len(self.fresh.rows()) + (0 if self.standing is None else len(self.standing))

    def search(self, query: NDArray[np.float32], k: int, allowed: Numbers | None) -> tuple[Numbers, Scores]:
        """The ``k`` numbers nearest to ``float32[d]``, best first."""
        numbers, scores = self.fresh.score(query, allowed)
        if self.standing is not None:
            others, their = self.standing.score(query, k, allowed)
            numbers, scores = np.concatenate([numbers, others]), np.concatenate([scores, their])
        return best(numbers, scores, k)

    def over(self, bulk: Bulk) -> Contents:
        """The same fresh vectors over all of a bulk."""
        return Contents(Standing.whole(bulk), self.fresh)

    def plus(self, numbers: Numbers, vectors: Vectors) -> Contents:
        """With more fresh vectors; there must be none of these numbers."""
        return replace(self, fresh=self.fresh.plus(numbers, vectors))

    def cleared(self) -> Contents:
        """The same without the fresh rows that count no longer."""
        return replace(self, fresh=self.fresh.keeping(self.fresh.rows()))

    def without(self, numbers: Numbers, fresh_rows: RowNumbers) -> Contents:
        """The same without some numbers; ``fresh_rows`` are those of their rows that are fresh."""
        fresh = self.fresh.without(fresh_rows) if len(fresh_rows) else self.fresh
        standing = self.standing
        if standing is not None and len(rows := standing.known(np.unique(numbers))):
            standing = standing.without(rows)
        return Contents(standing, fresh)

    def in_bulk(self, numbers: Numbers, vectors: Vectors) -> NDArray[np.bool_]:
        """Which of some numbers stand in the bulk, with just these vectors."""
        same = np.zeros(len(numbers), np.bool_)
        if self.standing is not None:
            bulk, counts = self.standing.bulk, self.standing.counts
            rows = bulk.lookup.rows_of(numbers)
            same = rows >= 0 if counts is None else (rows >= 0) & counts[rows]
            same[same] = (bulk.vectors[rows[same]] == vectors[same]).all(axis=1)
        return same

    def moved(self, bulk: Bulk | None) -> Contents | None:
        """The same numbers and vectors over another bulk; ``None`` where that lacks what only the old one has.

        Whatever stands in the new bulk and not in these contents counts no longer; what it does not hold stays fresh.
        """
        rows = self.fresh.rows()
        numbers, vectors = self.fresh.numbers[rows], self.fresh.vectors[rows]
        if bulk is None:
            return None if self.standing is not None and len(self.standing) else Contents(None, self.fresh)
        taken = self.over(bulk).in_bulk(numbers, vectors)
        old = self.bulk_numbers()
        there = bulk.lookup.rows_of(np.concatenate([old, numbers[taken]]))
        if len(there) and there.min() < 0:
            return None
        counts = np.zeros(len(bulk), np.bool_)
        counts[there] = True
        return Contents(Standing.of(bulk, counts), self.fresh.keeping(rows[~taken]))

    def bulk_numbers(self) -> Numbers:
        """The numbers in the bulk that count, ascending."""
        if self.standing is None:
            return np.empty(0, np.int64)
        counts = self.standing.counts
        numbers = self.standing.bulk.numbers
        return numbers if counts is None else numbers[counts]
