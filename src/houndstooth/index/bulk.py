"""The bulk of an index: most of its vectors, in ascending order of their numbers and shared out to cells."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.catalogue import Numbers
from houndstooth.domain.encoding import Vectors
from houndstooth.index.best import Scores
from houndstooth.index.cells import CellNumbers, Cells
from houndstooth.index.inner_products import RowNumbers, score_rows
from houndstooth.index.row_lookup import RowLookup

_VECTORS, _NUMBERS, _CELL_OF, _CELLS = "vectors.npy", "numbers.npy", "cell_of.npy", "cells.faiss"
FILES = (_VECTORS, _NUMBERS, _CELL_OF, _CELLS)


class Bulk:
    """Vectors that never change; safe to share between threads, and between processes where they are mapped.

    Args:
        numbers: ``int64[n]``, ascending.
        vectors: ``float32[n, d]``, unit rows.
        cell_of: ``int32[n]``.
        cells: hold the same rows, each number of a vector as one byte.
    """

    def __init__(self, numbers: Numbers, vectors: Vectors, cell_of: CellNumbers, cells: Cells) -> None:
        self.numbers = numbers
        self.vectors = vectors
        self.cell_of = cell_of
        self.cells = cells
        self.lookup = RowLookup(numbers)

    def __len__(self) -> int:
        return len(self.numbers)

    @classmethod
    def read(cls, folder: Path) -> Bulk:
        """Map what is in a folder.

        Raises:
            OSError, ValueError, RuntimeError: it cannot be read.
        """
        vectors, cell_of = (np.load(folder / name, mmap_mode="r") for name in (_VECTORS, _CELL_OF))
        numbers = np.load(folder / _NUMBERS)
        cells = Cells.read(folder / _CELLS)
        if not len(numbers) == len(vectors) == len(cell_of) == len(cells):
            raise ValueError("the files are of different lengths")
        return cls(numbers, np.asarray(vectors), np.asarray(cell_of), cells)

    @staticmethod
    def room_in(folder: Path, rows: int, dimension: int) -> Vectors:
        """A file in a folder for vectors to be written into.

        Raises:
            OSError: there is no room for it. Found out later, while the file is mapped, that would kill the process.
        """
        room: Vectors = np.lib.format.open_memmap(folder / _VECTORS, "w+", np.float32, (rows, dimension))
        with (folder / _VECTORS).open("r+b") as file:
            os.posix_fallocate(file.fileno(), 0, (folder / _VECTORS).stat().st_size)
        return room

    def write_rest(self, folder: Path) -> None:
        """Write everything into a folder but the vectors, which are there already: see ``room_in``."""
        np.save(folder / _NUMBERS, self.numbers)
        np.save(folder / _CELL_OF, self.cell_of)
        self.cells.write(folder / _CELLS)

    def counts(self, rows: RowNumbers | None = None) -> NDArray[np.int64]:
        """How many of some rows, or of all, each cell holds."""
        return np.bincount(self.cell_of if rows is None else self.cell_of[rows], minlength=self.cells.count)

    def score(self, rows: RowNumbers, query: NDArray[np.float32]) -> tuple[Numbers, Scores]:
        """The numbers of rows, and their inner products with ``float32[d]``."""
        return self.numbers[rows], score_rows(self.vectors, rows, query)
