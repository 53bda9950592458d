"""Item-to-item co-occurrence: what the same shoppers like.

Source: G. Linden, B. Smith, J. York, "Amazon.com recommendations: item-to-item collaborative filtering", 2003; the
weighing of shoppers and items follows M. Deshpande, G. Karypis, "Item-based top-N recommendation algorithms", 2004.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import scipy.sparse as sp

from houndstooth.domain.interactions import Interactions
from houndstooth.recommenders.asked import Recency
from houndstooth.recommenders.neighbours import ItemToItem, Neighbours
from houndstooth.recommenders.pairs import entries, likings, products, shrink_long


@dataclass(frozen=True, slots=True)
class CoOccurrence:
    """How co-occurrence is counted.

    Args:
        shopper_exponent: how much less a pair counts of somebody who likes much; 0: as much.
        item_exponent: 0: plain counts, which favour what is popular; 0.5: the cosine.
        shrink: added to the denominator, so that a pair seen once is no certainty; only with an ``item_exponent``.
        half_life: days after which a pair counts half; infinite: always as much.
        neighbours: how many are kept of each item.
        recency: how much less older interactions of the one who asks count.
    """

    shopper_exponent: float = 0.5
    item_exponent: float = 0.0
    shrink: float = 0.0
    half_life: float = float("inf")
    neighbours: int = 200
    recency: Recency = field(default_factory=Recency)

    def fit(self, interactions: Interactions) -> ItemToItem:
        """Count, and keep the strongest neighbours of each item."""
        liked = likings(interactions, half_life=2 * self.half_life)  # a pair is a product of two
        blocks = self._weigh(products(shrink_long(liked, self.shopper_exponent), liked), entries(liked))
        return ItemToItem(Neighbours.of_blocks(blocks, self.neighbours), self.recency)

    def _weigh(self, blocks: Iterator[sp.csr_matrix], popularity: np.ndarray) -> Iterator[sp.csr_matrix]:
        start = 0
        scale = np.maximum(popularity, 1e-9) ** self.item_exponent
        for part in blocks:
            if self.item_exponent:
                rows = np.repeat(np.arange(start, start + part.shape[0]), np.diff(part.indptr))
                part.data /= (scale[rows] * scale[part.indices] + self.shrink).astype(np.float32)
            start += part.shape[0]
            yield part
