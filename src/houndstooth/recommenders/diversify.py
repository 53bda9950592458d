"""Diversity: a list that is not the same thing two dozen times.

Source: J. Carbonell, J. Goldstein, "The use of MMR, diversity-based reranking for reordering documents", 1998.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.interactions import Floats


def diversify(
    scores: Floats, vectors: Floats, k: int, *, dial: float, groups: NDArray[np.integer]
) -> NDArray[np.int64]:
    """The places of ``k`` candidates in the order of maximal marginal relevance; fewer where there are fewer groups.

    Args:
        scores: ``float32[c]``, 0 to 1.
        vectors: ``float32[c, d]``, unit rows or zeros.
        k: how many.
        dial: 0: by score alone; 1: by difference from what stands before alone.
        groups: ``int[c]``: of the variants of one product only the first is taken.
    """
    left = np.ones(len(scores), np.bool_)
    nearest = np.zeros(len(scores), np.float32)  # to what was taken; who resembles nothing loses nothing
    taken: list[int] = []
    while len(taken) < k and left.any():
        value = np.where(left, (1 - dial) * scores - dial * nearest, -np.inf)
        best = int(np.argmax(value))  # of equals the first: the order of candidates is fixed
        taken.append(best)
        left &= groups != groups[best]
        if dial:
            nearest = np.maximum(nearest, vectors @ vectors[best])
    return np.array(taken, np.int64)
