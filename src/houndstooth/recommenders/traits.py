"""Traits: what is known of items besides who likes them, as arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.interactions import Floats, Moments, Rows


@dataclass(frozen=True, slots=True)
class Traits:
    """The traits of ``n`` items.

    Args:
        embedding: ``float32[n, d]``, unit rows, zeros where there is none; ``d`` may be 0.
        style: ``float32[n, e]``, likewise.
        fields: of each attribute ``int32[n]``: places in ``words``, -1 where nothing is known.
        words: of each attribute its values.
        price: ``float32[n]``, in the shop's currency; nan where unknown.
        born: ``float64[n]``, seconds since 1970: when the item came; nan where unknown.
        groups: ``int32[n]``: items of one number are variants of one product; each its own where none are.
    """

    embedding: Floats
    style: Floats
    fields: Mapping[str, Rows]
    words: Mapping[str, tuple[str, ...]]
    price: Floats
    born: Moments
    groups: Rows = field(default_factory=lambda: np.empty(0, np.int32))

    def __post_init__(self) -> None:
        columns = [self.embedding, self.style, self.price, *self.fields.values()]
        if any(len(column) != len(self.born) for column in columns):
            raise ValueError("the traits differ in length")
        if self.fields.keys() != self.words.keys():
            raise ValueError("fields and words are not of the same attributes")
        if len(self.groups) != len(self.born):
            object.__setattr__(self, "groups", np.arange(len(self.born), dtype=np.int32))

    def __len__(self) -> int:
        return len(self.born)

    @classmethod
    def unknown(cls, n: int) -> Traits:
        """Of items of which nothing is known."""
        nothing = np.zeros((n, 0), np.float32)
        return cls(nothing, nothing, {}, {}, np.full(n, np.nan, np.float32), np.full(n, np.nan))

    def as_of(self, moment: float) -> Traits:
        """The same as it was known at a moment: of what came later nobody knows when, or whether, it will come."""
        return replace(self, born=np.where(self.born < moment, self.born, np.nan))

    def take(self, rows: NDArray[np.integer]) -> Traits:
        """Those of these rows."""
        return Traits(
            self.embedding[rows],
            self.style[rows],
            {name: codes[rows] for name, codes in self.fields.items()},
            self.words,
            self.price[rows],
            self.born[rows],
            self.groups[rows],
        )
