"""A gallery: the searchable vectors of one shop, kept in step with its catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.catalogue import Numbers, StoredItem
from houndstooth.domain.encoding import Vectors
from houndstooth.domain.filter import Filter
from houndstooth.domain.ports import Catalogue, VectorIndex

_PART = 4096
_FURTHER = 4


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
        self._artifact_id = artifact_id
        self._revision = 0
        self._lock = Lock()

    def nearest(self, query: Vectors, k: int, *, where: Filter, grouped: bool = False) -> list[Hit]:
        """The ``k`` items nearest to ``float32[1, d]`` that pass the filter, best first.

        ``grouped``: of the variants of one product the nearest alone.
        """
        self.refresh()
        allowed = self._catalogue.numbers(self._shop_id, where=where) if where else None
        asked = k
        while True:
            hits, more = self._hits(query, asked, allowed)
            shown = _first_of_groups(hits) if grouped else hits
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
        if self._catalogue.revision(self._shop_id) == self._revision:
            return
        with self._lock:
            revision = self._revision
            for part in self._catalogue.changes(
                self._shop_id, artifact_id=self._artifact_id, since=revision, limit=_PART
            ):
                self._index.remove(part.removed)
                if len(part.numbers):
                    self._index.put(part.numbers, part.vectors)
                revision = part.revision
            self._revision = revision


def _first_of_groups(hits: Iterable[Hit]) -> list[Hit]:
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

    def __init__(self, catalogue: Catalogue, new_index: Callable[[], VectorIndex], *, artifact_id: str) -> None:
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
                    self._catalogue, self._new_index(), shop_id=shop_id, artifact_id=self._artifact_id
                )
            return self._galleries[shop_id]
