"""The next item of a session: what shoppers go on to, the sooner the stronger.

Source: sequential rules, M. Ludewig, D. Jannach, "Evaluation of session-based recommendation algorithms", 2018.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from houndstooth.domain.histories import Histories
from houndstooth.domain.interactions import DAY, Interactions
from houndstooth.recommenders.asked import Recency
from houndstooth.recommenders.neighbours import ItemToItem, Neighbours


@dataclass(frozen=True, slots=True)
class Successors:
    """What counts as going on.

    Args:
        reach: how many interactions later is still going on.
        step: factor for each interaction in between.
        back: how much a pair says in the other direction, 0 to 1.
        gap: hours after which a session is over; only where interactions are dated.
        half_life: days after which a pair counts half.
        neighbours: how many are kept of each item.
        recency: the newest interactions count almost alone.
    """

    reach: int = 5
    step: float = 0.7
    back: float = 1.0
    gap: float = float("inf")
    half_life: float = float("inf")
    neighbours: int = 200
    recency: Recency = field(default_factory=Recency)

    def fit(self, interactions: Interactions) -> ItemToItem:
        """Count what follows what."""
        histories = Histories.of(interactions.where(interactions.weights > 0))
        parts = [self._pairs(histories, distance, interactions) for distance in range(1, self.reach + 1)]
        first, second, weights = (np.concatenate(columns) for columns in zip(*parts, strict=True))
        forth = sp.csr_matrix((weights, (first, second)), shape=(interactions.n_items,) * 2)
        both = (forth + self.back * forth.T).tocsr()
        both.setdiag(0)
        blocks = (both[start : start + 2048] for start in range(0, both.shape[0], 2048))
        return ItemToItem(Neighbours.of_blocks(blocks, self.neighbours), self.recency)

    def _pairs(
        self, histories: Histories, distance: int, interactions: Interactions
    ) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float32]]:
        owners, times = histories.owners(), histories.times
        together = owners[distance:] == owners[:-distance]
        if interactions.dated:
            together &= times[distance:] - times[:-distance] <= self.gap * 3600
        weights = np.full(int(together.sum()), self.step ** (distance - 1), np.float32)
        if np.isfinite(self.half_life):
            age = interactions.end - times[distance:][together]
            weights *= (0.5 ** (age / (DAY * self.half_life))).astype(np.float32)
        return histories.items[:-distance][together], histories.items[distance:][together], weights
