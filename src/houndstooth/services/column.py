"""A column of an array that grows and changes, while those who read it before see what they saw."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

_GROWTH = 1.25


class Column:
    """One column, for one writer at a time. A view that was given out never changes.

    New rows go into spare room behind all views. Values are changed in a copy, made only where a view was given out
    since the last one.

    Args:
        dtype: of the values.
        width: for a matrix, the length of a row.
    """

    def __init__(self, dtype: DTypeLike, width: int | None = None) -> None:
        self._values: NDArray[Any] = np.empty(0 if width is None else (0, width), dtype)
        self._length = 0
        self._shared = False

    def __len__(self) -> int:
        return self._length

    @property
    def width(self) -> int:
        """The length of a row of a matrix."""
        return int(self._values.shape[1])

    def reserve(self, rows: int) -> None:
        """Make room for so many rows in all."""
        if rows > len(self._values):
            grown = np.empty((rows, *self._values.shape[1:]), self._values.dtype)
            grown[: self._length] = self._values[: self._length]
            self._values, self._shared = grown, False

    def extend(self, values: NDArray[Any]) -> None:
        """Add rows at the end."""
        length = self._length + len(values)
        if length > len(self._values):
            self.reserve(max(length, int(_GROWTH * len(self._values))))
        self._values[self._length : length] = values
        self._length = length

    def put(self, rows: NDArray[np.integer], values: NDArray[Any]) -> None:
        """Change rows; where all have these values already, nothing is done."""
        if not len(rows) or np.array_equal(self._values[rows], values, equal_nan=self._values.dtype.kind == "f"):
            return
        if self._shared:
            self._values, self._shared = self._values.copy(), False
        self._values[rows] = values

    def keep(self, rows: NDArray[np.integer]) -> None:
        """Keep these rows alone, in this order."""
        self._values, self._length, self._shared = self._values[rows], len(rows), False

    def view(self) -> NDArray[Any]:
        """The rows as they are now, read-only."""
        self._shared = True
        view = self._values[: self._length]
        view.flags.writeable = False
        return view

    def __getitem__(self, rows: NDArray[np.integer]) -> NDArray[Any]:
        values: NDArray[Any] = self._values[rows]
        return values
