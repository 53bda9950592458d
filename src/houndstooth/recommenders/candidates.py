"""Candidates: the few hundred items worth ranking for one who asks, out of however many there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.interactions import Floats
from houndstooth.recommenders.asked import Asked
from houndstooth.recommenders.sources import Sources, best


@dataclass(frozen=True, slots=True)
class Candidates:
    """``c`` items, and what the item-to-item sources say of them.

    Args:
        rows: ``int64[c]``, ascending.
        scores: by source ``float32[c]``, 0 where it says nothing.
    """

    rows: NDArray[np.int64]
    scores: Mapping[str, Floats]

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Fan:
    """How many candidates each source may name.

    Args:
        table: each item-to-item source.
        popular: each list of what is popular.
        arrivals: the new arrivals.
        repeats: whether what somebody chose before is a candidate again.
    """

    table: int = 80
    popular: int = 100
    arrivals: int = 60
    repeats: bool = False

    def find(self, sources: Sources, asked: Asked, also: NDArray[np.integer] | None = None) -> Candidates:
        """The candidates of one who asks.

        Args:
            sources: the fitted recommenders.
            asked: exactly one.
            also: rows that shall be candidates too.
        """
        told = {name: table.gather(asked) for name, table in sources.tables.items()}
        named: list[NDArray[np.integer]] = [rows[best(scores, self.table)] for rows, scores in told.values()]
        named += [listed[: self.popular] for listed in sources.listed]
        if sources.demographic is not None and asked.segments[0] >= 0:
            named.append(sources.listed_by_segment[asked.segments[0]][: self.popular])
        if sources.dated:
            named.append(sources.arrivals.newest(float(asked.now[0]), self.arrivals))
        if also is not None:
            named.append(also)
        rows = np.unique(np.concatenate(named).astype(np.int64))
        if not self.repeats:
            rows = rows[~np.isin(rows, asked.histories.items)]
        return Candidates(rows, {name: look_up(rows, *pair) for name, pair in told.items()})


def look_up(rows: NDArray[np.int64], known: NDArray[np.integer], scores: Floats) -> Floats:
    """``float32[c]``: the scores of ``rows`` among ``known`` rows, which ascend; 0 for those that are not there."""
    if not len(known):
        return np.zeros(len(rows), np.float32)
    places = np.minimum(np.searchsorted(known, rows), len(known) - 1)
    return np.where(known[places] == rows, scores[places], 0).astype(np.float32)
