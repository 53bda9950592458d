"""Merging: a new bulk of all that an index holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from houndstooth.domain.catalogue import Numbers
from houndstooth.domain.encoding import Vectors
from houndstooth.index.bulk import Bulk
from houndstooth.index.cells import CellNumbers, Cells
from houndstooth.index.contents import Contents

_PART = 32_768
"""Rows that are copied at a time."""

_GROWN = 2
"""Cells are made anew when there are this many times the rows, or so many times fewer, than they are meant for."""


class Merger:
    """All vectors of some contents, in ascending order of their numbers."""

    def __init__(self, contents: Contents) -> None:
        self._fresh = contents.fresh
        self._fresh_rows = contents.fresh.rows()
        self._bulk = contents.standing.bulk if contents.standing is not None else None
        old = contents.bulk_numbers()
        self._old_rows = np.empty(0, np.int64) if self._bulk is None else self._bulk.lookup.rows_of(old)
        numbers = np.concatenate([old, contents.fresh.numbers[self._fresh_rows]])
        self._order = np.argsort(numbers, kind="stable")
        self.numbers: Numbers = numbers[self._order]

    def bulk(self, folder: Path | None = None) -> Bulk:
        """A bulk of all vectors: in memory, or written into a folder and mapped."""
        dimension = self._fresh.vectors.shape[1]
        shape = (len(self.numbers), dimension)
        vectors = np.empty(shape, np.float32) if folder is None else Bulk.room_in(folder, *shape)
        for start, part in self._parts():
            vectors[start : start + len(part)] = part
        cells, cell_of = self._cells(vectors)
        bulk = Bulk(self.numbers, vectors, cell_of, cells)
        if folder is None:
            return bulk
        vectors.flush()  # type: ignore[attr-defined]
        bulk.write_rest(folder)
        return Bulk.read(folder)

    def _cells(self, vectors: Vectors) -> tuple[Cells, CellNumbers]:
        """Cells with all rows in them; where those of the old bulk still suit, its rows stay in theirs."""
        cell_of = np.full(len(vectors), -1, np.int32)
        old = self._bulk
        if old is not None and 1 / _GROWN < (old.cells.count / Cells.fitting(len(vectors))) ** 2 < _GROWN:
            cells = old.cells.emptied()
            from_old = self._order < len(self._old_rows)
            cell_of[from_old] = old.cell_of[self._old_rows[self._order[from_old]]]
        else:
            cells = Cells.trained(vectors)
        for start in range(0, len(vectors), _PART):
            part, their = vectors[start : start + _PART], cell_of[start : start + _PART]
            their[their < 0] = cells.assign(part[their < 0])
            cells.add(part, their)
        return cells, cell_of

    def _parts(self) -> Iterator[tuple[int, Vectors]]:
        count = len(self._old_rows)
        for start in range(0, len(self._order), _PART):
            order = self._order[start : start + _PART]
            part = np.empty((len(order), self._fresh.vectors.shape[1]), np.float32)
            from_old = order < count
            if self._bulk is not None:
                part[from_old] = self._bulk.vectors[self._old_rows[order[from_old]]]
            part[~from_old] = self._fresh.vectors[self._fresh_rows[order[~from_old] - count]]
            yield start, part
