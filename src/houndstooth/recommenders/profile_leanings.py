"""Which values of a field somebody leans to, beyond what the assortment offers of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from houndstooth.domain.assortment import Assortment
from houndstooth.domain.interactions import Floats
from houndstooth.domain.shopper import Verdict
from houndstooth.recommenders.profile_opinions import Opinions, Weights, summed_by

PRIOR = 2.0
"""So many likings, spread as the assortment is, stand beside what somebody did: one click is no passion."""

CERTAIN = 3.0
"""The affinity of what somebody said themselves: as good as liked 8 times as often as it is offered."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What somebody said of a value, apart from what they did.

    Args:
        field: one of ``FIELDS``.
        code: of the value.
        verdict: prefer, avoid or forget.
        weight: as so many likings (or dislikes) it counts; ``None`` for what counts before everything that was done.
    """

    field: str
    code: int
    verdict: Verdict
    weight: float | None = None


@dataclass(frozen=True, slots=True)
class Leaning:
    """The values of one field, by their codes.

    Args:
        affinity: ``float32[v + 1]``, the binary logarithm of how much more often a value is liked than it is offered,
            minus the same of dislikes; 0 is neutral. The last one, 0, is that of items without a value (code -1).
        liked: ``float32[v]``, the summed weight of likings.
        disliked: ``float32[v]``, the same of dislikes, 0 or more.
    """

    affinity: Floats
    liked: Floats
    disliked: Floats

    @property
    def confidence(self) -> Floats:
        """``float32[v]``, 0 to below 1: how much of what is believed of a value comes from what was done."""
        seen = self.liked + self.disliked
        return seen / (seen + np.float32(PRIOR))


def leaning(opinions: Opinions, assortment: Assortment, field: str, stated: Sequence[Stated]) -> Leaning:
    """The leaning to the values of one field.

    The lift is the gamma-Poisson shrinkage of observed over expected counts (DuMouchel, *Bayesian data mining in large
    frequency tables*, The American Statistician 53, 1999) with one gamma prior of mean 1:
    ``(observed + PRIOR) / (expected + PRIOR)``. More of the same never lowers it.
    """
    values = len(assortment.vocabularies[field])
    codes = assortment.codes[field][opinions.rows]
    known = codes >= 0
    codes, weights = codes[known], opinions.weights[known]
    liked = summed_by(codes, np.maximum(weights, 0), values)
    disliked = summed_by(codes, np.maximum(-weights, 0), values)
    said = [one for one in stated if one.field == field]
    for one in said:
        if one.weight is not None:
            (disliked if one.verdict is Verdict.AVOID else liked)[one.code] += one.weight
        if one.verdict is Verdict.FORGET:
            liked[one.code] = disliked[one.code] = 0
    share = assortment.makeup.shares(field, values)
    affinity = np.zeros(values + 1, np.float32)
    affinity[:-1] = _lift(liked, share) - _lift(disliked, share)
    _overrule(affinity, said)
    return Leaning(affinity, liked.astype(np.float32), disliked.astype(np.float32))


def _lift(observed: Weights, share: Floats) -> Weights:
    lift: Weights = np.log2((observed + PRIOR) / (observed.sum() * share + PRIOR))
    return lift


def _overrule(affinity: Floats, said: Sequence[Stated]) -> None:
    for one in said:
        if one.verdict is Verdict.FORGET:
            affinity[one.code] = 0
        elif one.weight is None and one.verdict is Verdict.PREFER:
            affinity[one.code] = max(CERTAIN, affinity[one.code])
        elif one.weight is None:
            affinity[one.code] = min(-CERTAIN, affinity[one.code])
