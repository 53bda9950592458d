"""A linear item-to-item model with a closed form.

Source: H. Steck, "Embarrassingly shallow autoencoders for sparse data" (EASE), 2019.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.linalg import lapack

from houndstooth.domain.interactions import Interactions
from houndstooth.recommenders.asked import Recency
from houndstooth.recommenders.neighbours import ItemToItem, Neighbours
from houndstooth.recommenders.pairs import entries, likings

_BLOCK = 1024
_BYTES = 4
_COPIES = 1.25
"""The matrix itself, and room for the blocks that are read out of it."""


@dataclass(frozen=True, slots=True)
class Linear:
    """How the model is fitted.

    Args:
        penalty: the L2 penalty, above 0.
        half_life: days after which an interaction counts half.
        memory: bytes that fitting may take. The square of the number of items has to fit; where it does not, the
            least popular items are left out of this model, and the others of the house speak for them.
        neighbours: how many weights are kept of each item.
        recency: how much less older interactions of the one who asks count.
    """

    penalty: float = 200.0
    half_life: float = float("inf")
    memory: int = 6 * 1024**3
    neighbours: int = 200
    recency: Recency = field(default_factory=Recency)

    @property
    def most_items(self) -> int:
        """How many items fit into the memory."""
        return int((self.memory / (_BYTES * _COPIES)) ** 0.5)

    def fit(self, interactions: Interactions) -> ItemToItem:
        """Solve, and keep the strongest weights of each item."""
        liked = likings(interactions, half_life=2 * self.half_life)
        kept = np.sort(np.argsort(-entries(liked), kind="stable")[: self.most_items])
        kept = kept[entries(liked)[kept] > 0]
        inverse = _inverse_of_gram(liked[:, kept].tocsc(), self.penalty)
        small = Neighbours.of_blocks(_weights(inverse), self.neighbours)
        return ItemToItem(_spread(small, kept, interactions.n_items), self.recency)


def _inverse_of_gram(liked: sp.csc_matrix, penalty: float) -> NDArray[np.float32]:
    """The lower triangle of ``(liked.T @ liked + penalty)**-1``, in place all the way: memory is what bounds us."""
    size = liked.shape[1]
    gram = np.zeros((size, size), np.float32, order="F")
    for start in range(0, size, _BLOCK):
        gram[:, start : start + _BLOCK] = (liked.T @ liked[:, start : start + _BLOCK]).toarray()
    gram[np.diag_indices(size)] += penalty
    if size:
        gram, failed = lapack.spotrf(gram, lower=1, overwrite_a=1)
        gram, failed_too = lapack.spotri(gram, lower=1, overwrite_c=1)
        if failed or failed_too:
            raise ArithmeticError(f"the linear model cannot be solved with the penalty {penalty}; raise it")
    return gram


def _weights(inverse: NDArray[np.float32]) -> Iterator[NDArray[np.float32]]:
    """The weights of the model, in blocks of rows: ``-P[i, j] / P[j, j]``, 0 on the diagonal."""
    diagonal = np.diag(inverse).copy()
    for start in range(0, len(inverse), _BLOCK):
        stop = min(start + _BLOCK, len(inverse))
        block = np.empty((stop - start, len(inverse)), np.float32)
        block[:, :start] = inverse[start:stop, :start]
        block[:, stop:] = inverse[stop:, start:stop].T
        square = np.tril(inverse[start:stop, start:stop])
        block[:, start:stop] = square + np.tril(square, -1).T
        block /= -diagonal
        block[np.arange(stop - start), np.arange(start, stop)] = 0
        yield block


def _spread(small: Neighbours, kept: NDArray[np.int64], n_items: int) -> Neighbours:
    """The table over all items: those that were left out have no neighbours."""
    lengths = np.zeros(n_items, np.int64)
    lengths[kept] = np.diff(small.indptr)
    return Neighbours(
        np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64), kept[small.items].astype(np.int32), small.scores
    )
