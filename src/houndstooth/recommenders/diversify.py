"""Maximal marginal relevance: a list whose items do not all look the same.

Source: J. Carbonell, J. Goldstein, "The use of MMR, diversity-based reranking for reordering documents and producing
summaries", SIGIR 1998.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.catalogue import Numbers
from houndstooth.domain.encoding import Vectors
from houndstooth.domain.interactions import Floats

Codes = NDArray[np.integer]
"""The same number for what is alike in something; below 0 where nothing is known."""


@dataclass(frozen=True, slots=True)
class Cap:
    """At most ``most`` items of each code, ``int[c]``, while there are others. Codes below 0 are not counted."""

    codes: Codes
    most: int


@dataclass(frozen=True, slots=True)
class Frame:
    """What a list is made within.

    Args:
        standing: rows that the list has already; they count for likeness, groups and caps, and are not chosen again.
        caps: what may not come too often.
    """

    standing: Sequence[int] = ()
    caps: Sequence[Cap] = ()


def diversify(
    scores: Floats,
    vectors: Vectors,
    k: int,
    *,
    dial: float,
    groups: Codes,
    frame: Frame = Frame(),
) -> Numbers:
    """Choose one item after the other, each as good as possible and as unlike those before it.

    At each step it is the one with the largest ``(1 - dial) * score - dial * similarity``, where the similarity is the
    cosine to the nearest that was chosen before, or 0 where that is less. O(k * c * d).

    Args:
        scores: ``float32[c]``, 0 or more; the best of a ranker is 1, so that both sides weigh alike.
        vectors: ``float32[c, d]``, unit rows; rows of zeros are like nothing.
        k: how many are chosen at most.
        dial: from 0, the order of the scores, to 1, where after the first item only unlikeness counts.
        groups: ``int[c]``: of the variants of one product only one is chosen.
        frame: what there is already, and caps.

    Returns:
        ``int64[m]``, rows in the order chosen; of equals the one of the higher score, then the first.
    """
    choice = _Choice(np.argsort(-scores, kind="stable"), groups, frame.caps)
    relevance = (1 - dial) * scores
    nearest = np.zeros(len(scores), np.float32)  # who resembles nothing loses nothing

    def take(row: int) -> None:
        choice.take(row)
        if dial:
            np.maximum(nearest, vectors @ vectors[row], out=nearest)

    for row in frame.standing:
        take(row)
    rows: list[int] = []
    while len(rows) < k and (best := choice.best(relevance - dial * nearest)) is not None:
        take(best)
        rows.append(best)
    return np.array(rows, np.int64)


class _Choice:
    """What may still be chosen."""

    def __init__(self, order: Numbers, groups: Codes, caps: Sequence[Cap]) -> None:
        self._order = order
        self._groups = groups
        self._caps = caps
        self._counts = [dict[int, int]() for _ in caps]
        self._free = np.ones(len(order), np.bool_)
        """Of no group that the list has."""
        self._within = np.ones(len(order), np.bool_)
        """Within the caps."""

    def take(self, row: int) -> None:
        """Let the row be chosen."""
        self._free &= self._groups != self._groups[row]
        for cap, counts in zip(self._caps, self._counts, strict=True):
            code = int(cap.codes[row])
            counts[code] = counts.get(code, 0) + 1
            if code >= 0 and counts[code] >= cap.most:
                self._within &= cap.codes != code

    def best(self, gain: Floats) -> int | None:
        """The row of the largest gain, of equals the first in the order; ``None`` where no row is left."""
        for allowed in (self._free & self._within, self._free):
            if allowed.any():
                return int(self._order[np.where(allowed, gain, -np.inf)[self._order].argmax()])
        return None
