"""Shoppers by items as sparse matrices, and blocks of their products: what item-to-item tables are made of."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from houndstooth.domain.histories import Histories
from houndstooth.domain.interactions import DAY, Interactions

_BLOCK = 2048
_MOST = 300
"""How many of the newest interactions of one shopper count; a robot that clicked everything says nothing of anybody."""


def likings(interactions: Interactions, *, half_life: float = float("inf"), cap: float = 1.0) -> sp.csr_matrix:
    """``float32[shoppers, items]``: how much each shopper likes each item, dislikes left out.

    Args:
        interactions: what happened.
        half_life: days after which an interaction says half, counted back from the last one.
        cap: several interactions with one item add up, to no more than this.
    """
    histories = Histories.of(interactions.where(interactions.weights > 0)).newest(_MOST)
    weights = histories.weights.astype(np.float32)
    if np.isfinite(half_life):
        weights = weights * (0.5 ** ((interactions.end - histories.times) / (DAY * half_life))).astype(np.float32)
    shape = (interactions.n_shoppers, interactions.n_items)
    matrix = sp.csr_matrix((weights, histories.items, histories.indptr), shape=shape)
    matrix.sum_duplicates()
    np.minimum(matrix.data, cap, out=matrix.data)
    return matrix


def shrink_long(matrix: sp.csr_matrix, exponent: float) -> sp.csr_matrix:
    """The rows divided by their number of entries to an exponent: who buys much says less of each pair."""
    lengths = np.maximum(np.diff(matrix.indptr), 1)
    return sp.diags(lengths.astype(np.float32) ** -exponent) @ matrix


def products(left: sp.csr_matrix, right: sp.csr_matrix, *, block: int = _BLOCK) -> Iterator[sp.csr_matrix]:
    """``left.T @ right`` in blocks of rows without the diagonal, so that it never stands in memory as a whole."""
    columns = left.tocsc()
    for start in range(0, left.shape[1], block):
        part = (columns[:, start : start + block].T @ right).tocsr()
        yield _without_diagonal(part, start)


def powers(blocks: Iterator[sp.csr_matrix], matrix: sp.csr_matrix) -> Iterator[sp.csr_matrix]:
    """Each block of rows times a square matrix, without the diagonal."""
    start = 0
    for part in blocks:
        yield _without_diagonal((part @ matrix).tocsr(), start)
        start += part.shape[0]


def entries(matrix: sp.csr_matrix) -> NDArray[np.float64]:
    """``float64[items]``: the sum of each column."""
    return np.asarray(matrix.sum(axis=0), np.float64).ravel()


def _without_diagonal(part: sp.csr_matrix, start: int) -> sp.csr_matrix:
    rows = np.repeat(np.arange(part.shape[0]), np.diff(part.indptr))
    part.data[rows + start == part.indices] = 0
    part.eliminate_zeros()
    return part
