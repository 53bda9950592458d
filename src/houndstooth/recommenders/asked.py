"""What a recommender is asked: histories of shoppers, and the moment at which each asks."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from houndstooth.domain.histories import Histories
from houndstooth.domain.interactions import DAY, Moments, Rows

Weighed = tuple[Histories, NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Asked:
    """``b`` shoppers who ask for a list.

    Args:
        histories: what each did before.
        now: ``float64[b]``, the moment of each, in the units of the histories' times.
        segments: ``int32[b]``, the segment of each by what they said of themselves; -1 where nothing is known.
    """

    histories: Histories
    now: Moments
    segments: Rows = field(default_factory=lambda: np.empty(0, np.int32))
    weighed: dict[Recency, Weighed] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What ``Recency.weigh`` gave already: most recommenders look at a history in the same way."""

    def __post_init__(self) -> None:
        if len(self.now) != len(self.histories):
            raise ValueError(f"{len(self.histories)} histories and {len(self.now)} moments")
        if len(self.segments) != len(self.histories):
            if len(self.segments):
                raise ValueError(f"{len(self.histories)} histories and {len(self.segments)} segments")
            object.__setattr__(self, "segments", np.full(len(self.histories), -1, np.int32))

    def __len__(self) -> int:
        return len(self.histories)

    def take(self, rows: NDArray[np.integer]) -> Asked:
        """Those at these rows."""
        return Asked(self.histories.take(rows), self.now[rows], self.segments[rows])


@dataclass(frozen=True, slots=True)
class Recency:
    """How much less an older interaction says.

    Args:
        step: factor for each interaction of the same shopper that came later, above 0 to 1.
        half_life: days after which an interaction says half; infinite: age says nothing.
        most: how many interactions are looked at, the newest first; what bounds the work of a request.
    """

    step: float = 0.85
    half_life: float = float("inf")
    most: int = 100

    def weigh(self, asked: Asked) -> Weighed:
        """The histories that are looked at, and ``float32[n]``: what each of their interactions says now."""
        if self not in asked.weighed:
            asked.weighed[self] = self._weigh(asked)
        return asked.weighed[self]

    def _weigh(self, asked: Asked) -> Weighed:
        histories = asked.histories.newest(self.most)
        age = np.repeat(asked.now, histories.lengths) - histories.times
        decay = self.step ** histories.steps().astype(np.float64)
        if np.isfinite(self.half_life):
            decay *= 0.5 ** (np.maximum(age, 0.0) / (DAY * self.half_life))
        return histories, (histories.weights * decay).astype(np.float32)


def as_matrix(histories: Histories, weights: NDArray[np.float32], n_items: int) -> sp.csr_matrix:
    """``float32[b, n_items]``, sparse; several interactions with one item add up."""
    shape = (len(histories), n_items)
    matrix = sp.csr_matrix((weights, histories.items, histories.indptr), shape=shape)
    matrix.sum_duplicates()
    return matrix
