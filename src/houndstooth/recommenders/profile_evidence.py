"""What a belief comes from: counts of what was done, and the items that it was done with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.assortment import Assortment, Rows
from houndstooth.domain.event import EventKind
from houndstooth.domain.event_ports import History
from houndstooth.recommenders.profile_opinions import Opinions, Weights


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for or against a value of a field.

    Args:
        done: kind of event -> with how many different items of the value.
        since: when the first of it was done, in seconds since 1970; nan where nothing was.
        liked: items of the value that are liked.
        liked_of: all liked items that have a value of the field.
        disliked: items of the value that are disliked.
        disliked_of: all disliked items that have a value of the field.
        rows: ``int32[k]``, the items of the value, the most telling first.
    """

    done: Mapping[EventKind, int]
    since: float
    liked: int
    liked_of: int
    disliked: int
    disliked_of: int
    rows: Rows


class Evidences:
    """Finds the evidence for values.

    Args:
        history: of a shopper.
        weights: ``float64[n]``, what each of its events says; those that say nothing are no evidence.
        opinions: made of them.
        assortment: of the shop.
    """

    def __init__(self, history: History, weights: Weights, opinions: Opinions, assortment: Assortment) -> None:
        rows = assortment.rows_of(history.item_ids)
        counted = (rows >= 0) & (weights != 0)
        self._rows, self._times = rows[counted], history.times[counted]
        self._kinds = [kind for kind, counts in zip(history.kinds, counted, strict=True) if counts]
        self._likes = weights[counted] > 0
        self._opinions = opinions
        self._assortment = assortment

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def liking(self) -> frozenset[EventKind]:
        """What was done that says that somebody likes something."""
        return frozenset(kind for kind, likes in zip(self._kinds, self._likes, strict=True) if likes)

    def of(self, field: str, code: int) -> Evidence:
        """Of a value of a field."""
        codes = self._assortment.codes[field]
        judged, weights = codes[self._opinions.rows], self._opinions.weights
        this, any_value = judged == code, judged >= 0
        there = codes[self._rows] == code
        strongest = np.argsort(-np.abs(weights[this]), kind="stable")
        return Evidence(
            done=self._done(there),
            since=float(self._times[there].min()) if there.any() else np.nan,
            liked=int((this & (weights > 0)).sum()),
            liked_of=int((any_value & (weights > 0)).sum()),
            disliked=int((this & (weights < 0)).sum()),
            disliked_of=int((any_value & (weights < 0)).sum()),
            rows=self._opinions.rows[this][strongest],
        )

    def _done(self, there: NDArray[np.bool_]) -> dict[EventKind, int]:
        pairs = {(self._kinds[at], self._rows[at]) for at in np.flatnonzero(there).tolist()}
        return dict(Counter(kind for kind, _ in pairs))
