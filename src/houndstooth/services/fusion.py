"""Several rankings become one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

_CONSTANT = 60.0


@dataclass(frozen=True, slots=True)
class Ranking:
    """Numbers of items, best first, and how much this ranking counts, above 0."""

    numbers: Sequence[int]
    weight: float = 1.0


def fuse(rankings: Sequence[Ranking], *, constant: float = _CONSTANT) -> list[tuple[int, float]]:
    """One ranking of everything that stands in any: reciprocal rank fusion (Cormack, Clarke & Buettcher 2009).

    A place ``r`` (from 1) in a ranking is worth ``weight / (constant + r)``. No ranking has to know what the scores of
    another mean.

    Returns:
        Number and score, best first, ties by number; the score is the share, in ``(0, 1]``, of what an item gets that
        is the first of every ranking.
    """
    worth: dict[int, float] = defaultdict(float)
    for ranking in rankings:
        for place, number in enumerate(ranking.numbers, start=1):
            worth[number] += ranking.weight / (constant + place)
    most = sum(ranking.weight for ranking in rankings) / (constant + 1)
    ordered = sorted(worth.items(), key=lambda pair: (-pair[1], pair[0]))
    return [(number, min(1.0, value / most)) for number, value in ordered]
