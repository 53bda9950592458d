"""Examples: lists of candidates of which some were chosen, for the ranker to learn from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.interactions import Floats

List = tuple[Mapping[str, Floats], Floats]
"""The features of a list of candidates by name, and the grade of each candidate."""


@dataclass(frozen=True, slots=True)
class Examples:
    """Lists of candidates, one after another.

    Args:
        names: of the features.
        table: ``float32[n, f]``.
        grades: ``float32[n]``: 0 for what was not chosen, more for what was wanted more.
        sizes: ``int64[lists]``: how many candidates each list has; at least one of them was chosen, and one not.
    """

    names: tuple[str, ...]
    table: Floats
    grades: Floats
    sizes: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.sizes)

    @classmethod
    def of_lists(cls, lists: Sequence[List]) -> Examples:
        """Of the features and grades of each list; those that teach nothing are left out.

        A feature that some lists lack is unknown there.
        """
        telling = [(told, grades) for told, grades in lists if 0 < np.count_nonzero(grades) < len(grades)]
        names = tuple(dict.fromkeys(name for told, _ in telling for name in told))
        sizes = np.array([len(grades) for _, grades in telling], np.int64)
        table = np.empty((int(sizes.sum()), len(names)), np.float32)
        ends = np.cumsum(sizes)
        for (told, grades), end in zip(telling, ends, strict=True):
            table[end - len(grades) : end] = as_table(told, names, len(grades))
        grades = np.concatenate([np.empty(0, np.float32), *(grades for _, grades in telling)]).astype(np.float32)
        return cls(names, table, grades, sizes)


def as_table(told: Mapping[str, Floats], names: Sequence[str], size: int) -> Floats:
    """``float32[size, f]``: the named features side by side; nan for those that are not there."""
    unknown = np.full(size, np.nan, np.float32)
    return np.stack([told.get(name, unknown) for name in names], axis=1) if names else np.empty((size, 0), np.float32)
