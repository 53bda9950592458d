"""The best of scored numbers, in an order that depends on nothing but them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.catalogue import Numbers

Scores = NDArray[np.float32]


def best(numbers: Numbers, scores: Scores, k: int) -> tuple[Numbers, Scores]:
    """The ``k`` highest scores; ties go to the lower number, so that an answer never depends on the order of rows."""
    if k < len(scores):
        threshold = np.partition(scores, len(scores) - k)[len(scores) - k]
        near = np.flatnonzero(scores >= threshold)
        numbers, scores = numbers[near], scores[near]
    order = np.lexsort((numbers, -scores))[:k]
    return numbers[order], np.clip(scores[order], -1.0, 1.0)
