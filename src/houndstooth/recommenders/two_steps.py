"""Neighbours of neighbours: for items of which little is known, and whose few neighbours are soon exhausted.

Source: F. Christoffel et al., "Blockbusters and wallflowers: accurate, diverse, and scalable recommendations with
random walks", 2015 (walks over the graph of shoppers and items); normalised symmetrically, as linear graph filters are
(Y. Shen et al., "How powerful is graph convolution for recommendation?", 2021).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import scipy.sparse as sp

from houndstooth.domain.interactions import Interactions
from houndstooth.recommenders.asked import Recency
from houndstooth.recommenders.neighbours import ItemToItem, Neighbours
from houndstooth.recommenders.pairs import entries, likings, powers, products, shrink_long


@dataclass(frozen=True, slots=True)
class TwoSteps:
    """How far is walked.

    Args:
        half_life: days after which a pair counts half.
        fan: how many neighbours of each item the first step keeps; what bounds the second.
        neighbours: how many are kept of each item in the end.
        recency: how much less older interactions of the one who asks count.
    """

    half_life: float = float("inf")
    fan: int = 100
    neighbours: int = 200
    recency: Recency = field(default_factory=Recency)

    def fit(self, interactions: Interactions) -> ItemToItem:
        """Walk two steps from each item, and keep where one arrives most."""
        liked = likings(interactions, half_life=2 * self.half_life)
        scale = sp.diags(np.maximum(entries(liked), 1e-9).astype(np.float32) ** -0.5)
        evened = (shrink_long(liked, 0.5) @ scale).tocsr()
        step = Neighbours.of_blocks(products(evened, (liked @ scale).tocsr()), self.fan).matrix
        blocks = (step[start : start + 2048] for start in range(0, step.shape[0], 2048))
        return ItemToItem(Neighbours.of_blocks(powers(blocks, step), self.neighbours), self.recency)
