"""A gallery: the searchable vectors of one shop, kept in step with its catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.catalogue import Numbers, StoredItem
from houndstooth.domain.encoding import Vectors
from houndstooth.domain.filter import Filter
from houndstooth.domain.ports import Catalogue, VectorIndex
from houndstooth.services.follower import Follower

_FURTHER = 4

_FILTERS = 16
"""So many filters are remembered."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An item that was found; ``score`` is the inner product with the query, in ``[-1, 1]``."""

    stored: StoredItem
    score: float


class Gallery:
    """Nearest neighbours among the items of one shop, always as the catalogue stands now.

    Each search first asks the catalogue for its revision, which is cheap, and takes over what
    changed: by whatever process, a write is in the next search.
    """

    def __init__(self, catalogue: Catalogue, index: VectorIndex, *, shop_id: str, artifact_id: str) -> None:
        self._catalogue = catalogue
        self._index = index
        self._shop_id = shop_id
        self._follower = Follower(catalogue, index, shop_id=shop_id, artifact_id=artifact_id)
        self._passing = lru_cache(_FILTERS)(self._passing_at)

    def nearest(self, query: Vectors, k: int, *, where: Filter, grouped: bool = False) -> list[Hit]:
        """The ``k`` items nearest to ``float32[1, d]`` that pass the filter, best first.

        ``grouped``: of the variants of one product the nearest alone.
        """
        revision = self._follower.refresh()
        allowed = self._passing(where, revision) if where else None
        asked = k
        while True:
            hits, more = self._hits(query, asked, allowed)
            shown = first_of_groups(hits) if grouped else hits
            if len(shown) >= k or not more:
                return shown[:k]
            # A product in many sizes fills the list; we look further until there are k products, or no more items.
            asked *= _FURTHER

    def neighbours(self, queries: Vectors, k: int) -> tuple[list[Numbers], list[NDArray[np.float32]]]:
        """For each of ``float32[q, d]`` the numbers of the ``k`` nearest items, best first, and their scores."""
        self.refresh()
        return self._index.search(queries, k)

    def _hits(self, query: Vectors, k: int, allowed: Numbers | None) -> tuple[list[Hit], bool]:
        """The ``k`` nearest items, and whether there may be more."""
        numbers, scores = (found[0].tolist() for found in self._index.search(query, k, allowed=allowed))
        stored = self._catalogue.by_numbers(self._shop_id, numbers)
        hits = [Hit(stored[n], score) for n, score in zip(numbers, scores, strict=True) if n in stored]
        return hits, len(numbers) == k

    def refresh(self) -> None:
        """Take over what changed in the catalogue since the last time."""
        self._follower.refresh()

    def _passing_at(self, where: Filter, _revision: int) -> Numbers:
        """The numbers that pass a filter, once for each revision: a database needs long to list a million."""
        return self._catalogue.numbers(self._shop_id, where=where)


def first_of_groups(hits: Iterable[Hit]) -> list[Hit]:
    """Of the variants of one product the first alone."""
    seen: set[str] = set()
    shown = []
    for hit in hits:
        group = hit.stored.shown_as
        if group is None or group not in seen:
            shown.append(hit)
            seen |= {group} if group is not None else set()
    return shown


class Galleries:
    """The galleries of all shops, each made when it is first asked for."""

    def __init__(self, catalogue: Catalogue, new_index: Callable[[str], VectorIndex], *, artifact_id: str) -> None:
        self._catalogue = catalogue
        self._new_index = new_index
        self._artifact_id = artifact_id
        self._galleries: dict[str, Gallery] = {}
        self._lock = Lock()

    def of(self, shop_id: str) -> Gallery:
        """The gallery of one shop."""
        with self._lock:
            if shop_id not in self._galleries:
                self._galleries[shop_id] = Gallery(
                    self._catalogue, self._new_index(shop_id), shop_id=shop_id, artifact_id=self._artifact_id
                )
            return self._galleries[shop_id]
