"""What is bought together: pairs within a basket, with their support and lift.

Source: R. Agrawal, T. Imieliński, A. Swami, "Mining association rules between sets of items in large databases", 1993.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from houndstooth.domain.interactions import DAY, Floats, Interactions, Rows
from houndstooth.recommenders.neighbours import Neighbours
from houndstooth.recommenders.pairs import entries, products


@dataclass(frozen=True, slots=True)
class Bought:
    """Pairs of items that were bought together.

    Args:
        table: ``scores`` is the support: in how many baskets a pair stood.
        counts: ``float32[n]``: in how many baskets each item stood.
        baskets: how many there were.
    """

    table: Neighbours
    counts: Floats
    baskets: int

    def with_(self, row: int) -> tuple[Rows, Floats, Floats]:
        """What is bought together with an item: which, in how many baskets, and the lift."""
        _, items, support = self.table.of(np.array([row], np.int32))
        expected = self.counts[row] * self.counts[items] / max(self.baskets, 1)
        return items, support, support / np.maximum(expected, 1e-9)


@dataclass(frozen=True, slots=True)
class Baskets:
    """What is a basket.

    Args:
        days: what one shopper buys within a day is one basket.
        least: in so many baskets a pair has to stand; one is chance.
        most: of larger baskets the first so many items count.
        neighbours: how many are kept of each item.
    """

    days: float = 1.0
    least: int = 2
    most: int = 50
    neighbours: int = 50

    def fit(self, bought: Interactions) -> Bought:
        """Count.

        Args:
            bought: purchases alone.
        """
        day = np.floor(bought.times / (DAY * self.days)).astype(np.int64)
        pairs = np.stack([bought.shoppers.astype(np.int64), day], axis=1)
        distinct, basket = np.unique(pairs, axis=0, return_inverse=True)
        ones = np.ones(len(bought), np.float32)
        matrix = sp.csr_matrix((ones, (basket.ravel(), bought.items)), shape=(len(distinct), bought.n_items))
        matrix.data[:] = 1
        matrix = _cut(matrix, self.most)
        blocks = (_at_least(block, self.least) for block in products(matrix, matrix))
        table = Neighbours.of_blocks(blocks, self.neighbours)
        return Bought(table, entries(matrix).astype(np.float32), len(distinct))


def _cut(matrix: sp.csr_matrix, most: int) -> sp.csr_matrix:
    place = np.arange(matrix.nnz) - np.repeat(matrix.indptr[:-1], np.diff(matrix.indptr))
    matrix.data[place >= most] = 0
    matrix.eliminate_zeros()
    return matrix


def _at_least(block: sp.csr_matrix, least: int) -> sp.csr_matrix:
    block.data[block.data < least] = 0
    return block
