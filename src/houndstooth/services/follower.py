"""A follower: keeps an index in step with the catalogue of one shop."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from itertools import islice
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.catalogue import VectorChanges
from houndstooth.domain.filter import Filter
from houndstooth.domain.ports import Catalogue, VectorIndex

_log = logging.getLogger("houndstooth.index")

_PART = 4096

_LATELY = 100
"""Of the last so many revisions that an index was kept at, some changes are held against the catalogue."""

_WITNESSES = 256
_OLDEST = 32

_SAME = 1e-3
"""An inner product so near to 1 is that of a vector with itself."""


class Follower:
    """Takes over what changed in the catalogue, by whatever process. Safe to call from several threads.

    An index may come with what was kept of it. It is believed when the catalogue is at least at its revision, and items
    old and new have the vectors in it that the catalogue says. A database that went back to a backup, or another one,
    is noticed so; then the index is built anew from the catalogue, which has everything.
    """

    def __init__(self, catalogue: Catalogue, index: VectorIndex, *, shop_id: str, artifact_id: str) -> None:
        self._catalogue = catalogue
        self._index = index
        self._shop_id = shop_id
        self._artifact_id = artifact_id
        self._believed = index.revision == 0
        self._lock = Lock()

    def refresh(self) -> int:
        """Bring the index in step; gives its revision, at least what the catalogue's was when this was called."""
        revision = self._index.revision
        if self._believed and self._catalogue.revision(self._shop_id) == revision:
            return revision
        with self._lock:
            if not self._believed:
                self._examine()
            return self._take_over()

    def _take_over(self) -> int:
        now = self._catalogue.revision(self._shop_id)
        while True:
            since = self._index.revision
            for part in self._changes(since=since, limit=_PART):
                self._index.remove(part.removed)
                if len(part.numbers):
                    self._index.put(part.numbers, part.vectors)
                since = part.revision
            self._index.settle(since)
            if self._index.revision >= now:  # or another process took over something older at the same time
                return self._index.revision

    def _examine(self) -> None:
        kept, now = self._index.revision, self._catalogue.revision(self._shop_id)
        wrong: str | None = f"the catalogue is at revision {now}"
        for _ in range(2 if kept <= now else 0):  # twice: others may write while we look
            self._take_over()
            wrong = self._wrong(since=max(0, kept - _LATELY))
            if wrong is None:
                break
        if wrong is not None:
            _log.warning("the index of shop %r, kept at revision %d, is built anew: %s", self._shop_id, kept, wrong)
            self._index.clear()
        self._believed = True

    def _wrong(self, *, since: int) -> str | None:
        """What in the index is not as the catalogue has it, of a sample; ``None`` where nothing is."""
        for part in islice(self._changes(since=since, limit=_WITNESSES), 2):
            if any(not self._stands(*pair) for pair in zip(part.numbers, part.vectors, strict=True)):
                return "a late item has another vector"
        oldest = self._catalogue.page(self._shop_id, where=Filter(), limit=_OLDEST).items
        for number in [stored.number for stored in oldest]:
            vector = self._catalogue.vector(number, artifact_id=self._artifact_id)
            if vector is not None and not self._stands(number, vector):
                return "an old item has another vector"
        return None

    def _stands(self, number: int, vector: NDArray[np.float32]) -> bool:
        """Whether a number has this vector in the index: its inner product with itself is 1."""
        _, scores = self._index.search(vector[None], 1, allowed=np.array([number], np.int64))
        return len(scores[0]) == 1 and abs(float(scores[0][0]) - 1) < _SAME

    def _changes(self, *, since: int, limit: int) -> Iterator[VectorChanges]:
        return self._catalogue.changes(self._shop_id, artifact_id=self._artifact_id, since=since, limit=limit)
