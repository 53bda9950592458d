"""Which sizes somebody wears, by category: a shoe has another than a shirt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.assortment import Assortment, Rows
from houndstooth.domain.interactions import Floats
from houndstooth.recommenders.profile_opinions import Opinions, summed_by

_HALF = 32
_PRIOR = 1.0
"""So much must somebody have bought in a category before its sizes count half; bought once is that."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Sizes that somebody took, by category: parallel arrays, each pair once, by category and size ascending.

    Args:
        categories: ``int32[p]``, codes; -1 for items without a category.
        sizes: ``int32[p]``, codes.
        weights: ``float32[p]``, the summed weight of purchases and the cart.
        declared: category code -> size code, said by themselves; counts before what they took.
    """

    categories: Rows
    sizes: Rows
    weights: Floats
    declared: Mapping[int, int]

    def fit(self, categories: Rows, sizes: Rows) -> Floats:
        """``float32[c]`` from -1 to 1: how well items of these codes fit; 0 where nothing is known of them."""
        known, of = np.unique(self.categories, return_inverse=True)
        total = _looked_up(categories, known, summed_by(of, self.weights, len(known)))
        pairs = _pairs(self.categories, self.sizes)
        weight = _looked_up(_pairs(categories, sizes), pairs, self.weights)
        fit = np.where(sizes >= 0, (2 * weight - total) / (total + _PRIOR), 0).astype(np.float32)
        for category, size in self.declared.items():
            here = (categories == category) & (sizes >= 0)
            fit[here] = np.where(sizes[here] == size, 1, -1)
        return fit


def sizes_of(opinions: Opinions, assortment: Assortment, declared: Mapping[int, int]) -> Sizes:
    """The sizes of what was bought, or lies in the cart."""
    rows, taken = opinions.rows, opinions.taken
    categories, sizes = assortment.codes["category"][rows], assortment.codes["size"][rows]
    counted = (taken > 0) & (sizes >= 0)
    pairs, first, of = np.unique(_pairs(categories[counted], sizes[counted]), return_index=True, return_inverse=True)
    weights = summed_by(of, taken[counted], len(pairs)).astype(np.float32)
    return Sizes(categories[counted][first], sizes[counted][first], weights, declared)


def _pairs(categories: Rows, sizes: Rows) -> NDArray[np.int64]:
    """One number for each pair, in the order of categories, then sizes (0 or above)."""
    pairs: NDArray[np.int64] = (categories.astype(np.int64) << _HALF) + sizes
    return pairs


def _looked_up(
    wanted: NDArray[np.integer], known: NDArray[np.integer], values: NDArray[np.floating]
) -> NDArray[np.floating]:
    """The values of those that are among ascending known ones; 0 for the others."""
    if not len(known):
        return np.zeros(len(wanted), np.float32)
    at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return np.where(known[at] == wanted, values[at], 0)
