"""Demographic: what people choose who said of themselves about the same; the nearer, the more they count.

Source: M. Pazzani, "A framework for collaborative, content-based and demographic filtering", 1999.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.interactions import Floats, Interactions, Rows
from houndstooth.recommenders.asked import Asked
from houndstooth.recommenders.popular import count

UNKNOWN = np.nan


@dataclass(frozen=True, slots=True)
class Segments:
    """What shoppers said of themselves, each distinct combination once.

    Args:
        facts: the names of the facts.
        values: ``float64[s, f]``: numbers (an age in years), or codes of words; nan where nothing was said.
        ordered: for each fact whether its values are numbers, of which near ones are alike.
        genders: the words that the codes of the fact ``gender`` stand for.
    """

    facts: tuple[str, ...]
    values: NDArray[np.float64]
    ordered: tuple[bool, ...]
    genders: tuple[str, ...] = ()

    @classmethod
    def of(cls, columns: Mapping[str, tuple[NDArray[np.float64], bool]]) -> tuple[Segments, Rows]:
        """The segments of ``n`` shoppers, and ``int32[n]``: whose is which; -1 for those who said nothing at all.

        Args:
            columns: fact -> its values, ``float64[n]``, and whether they are numbers.
        """
        table = np.stack([values for values, _ in columns.values()], axis=1)
        said = ~np.all(np.isnan(table), axis=1)
        distinct, places = np.unique(np.nan_to_num(table[said], nan=-np.inf), axis=0, return_inverse=True)
        segments = np.full(len(table), -1, np.int32)
        segments[said] = places.ravel()
        distinct[np.isneginf(distinct)] = np.nan
        return cls(tuple(columns), distinct, tuple(ordered for _, ordered in columns.values())), segments

    def find(self, facts: Mapping[str, float]) -> int:
        """The nearest segment to what somebody says; -1 where nobody ever said any of it."""
        values = np.array([[facts.get(name, UNKNOWN) for name in self.facts]])
        if not len(self.values) or np.all(np.isnan(values)):
            return -1
        return int(np.argmax(_likeness(values, self.values, self.ordered)[0]))

    def likeness(self) -> Floats:
        """``float32[s, s]``, 0 to 1: how alike the people of two segments are."""
        return _likeness(self.values, self.values, self.ordered)


@dataclass(frozen=True, slots=True)
class DemographicModel:
    """What the people of each segment, and those like them, choose.

    Args:
        popularity: ``float32[s, n]``: shares of likings, evened out with everybody's; rows sum to about 1.
        everybody: ``float32[n]``, the same of all.
    """

    popularity: Floats
    everybody: Floats

    def scores(self, asked: Asked) -> Floats:
        """``float32[b, n]``."""
        known = asked.segments >= 0
        scored = np.tile(self.everybody, (len(asked), 1))
        scored[known] = self.popularity[asked.segments[known]]
        return scored


@dataclass(frozen=True, slots=True)
class Demographic:
    """How neighbours are counted.

    Args:
        half_life: days after which a liking counts half.
        trust: so many likings of everybody are mixed in; what a segment of few people cannot say by itself.
    """

    half_life: float = float("inf")
    trust: float = 50.0

    def fit(self, interactions: Interactions, segments: Segments, of: Rows) -> DemographicModel:
        """Count.

        Args:
            interactions: what happened.
            segments: the segments.
            of: ``int32[n_shoppers]``, the segment of each, -1 for none.
        """
        everybody = count(interactions, self.half_life)
        everybody = everybody / max(float(everybody.sum()), 1e-9)
        own = np.stack(
            [everybody * 0]
            + [
                count(interactions.where(of[interactions.shoppers] == segment), self.half_life, interactions.end)
                for segment in range(len(segments.values))
            ]
        )[1:]
        near = segments.likeness() @ own + self.trust * everybody
        shares = near / np.maximum(near.sum(axis=1, keepdims=True), 1e-9)
        return DemographicModel(shares.astype(np.float32), everybody.astype(np.float32))


_SPAN = 5.0
"""Years of age, or whatever a number counts, at which people are about two thirds alike."""
_OTHER = 0.1
"""How alike people are who said different words of one fact."""


def _likeness(some: NDArray[np.float64], others: NDArray[np.float64], ordered: tuple[bool, ...]) -> Floats:
    alike = np.ones((len(some), len(others)))
    for fact, is_ordered in enumerate(ordered):
        one, other = some[:, fact, None], others[None, :, fact]
        unsaid = np.isnan(one) | np.isnan(other)
        near = np.exp(-0.5 * ((one - other) / _SPAN) ** 2)
        same = near if is_ordered else np.where(one == other, 1.0, _OTHER)
        alike *= np.where(unsaid, 0.5, same)
    return alike.astype(np.float32)
