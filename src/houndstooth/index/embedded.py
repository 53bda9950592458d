"""The embedded index: fast up to some millions of vectors, with nothing but a folder to keep."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from threading import Lock, Thread

import faiss
import numpy as np

from houndstooth.domain.catalogue import Numbers
from houndstooth.domain.encoding import Vectors
from houndstooth.index.best import Scores
from houndstooth.index.bulk import Bulk
from houndstooth.index.contents import Contents
from houndstooth.index.fresh import Fresh
from houndstooth.index.inner_products import on_one_thread
from houndstooth.index.merger import Merger
from houndstooth.index.snapshots import Snapshots

_log = logging.getLogger("houndstooth.index")

_CLEARED = 1024
"""Fresh rows that count no longer are cleared away when they are more than this and more than those that do."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When fresh vectors are merged into a bulk."""

    bulk_from: int = 8_192
    """With fewer vectors there is no bulk: all are compared, in less than half a millisecond at 256 numbers each."""
    fresh_rows: int = 4_096
    fresh_share: int = 64
    """So many fresh vectors, or one in so many of all, if that is more, are merged into the bulk."""
    gone_share: int = 8
    """When one in so many of the bulk counts no longer, it is made anew."""


class EmbeddedIndex:
    """``VectorIndex`` of two parts: a bulk in cells, and fresh vectors, which are compared one by one.

    Writers change neither; they put new contents in place of the old, so that searches never wait. When there are many
    fresh vectors a thread merges them into a new bulk, writes it as a snapshot and puts it to work; or takes that of
    another process. Of a snapshot everything is checked before it is used, and what came after it comes again from the
    catalogue.

    Args:
        dimension: the length of a vector.
        snapshots: where bulks are kept; without them they are made in memory.
        thresholds: when to merge.
    """

    _contents: Contents
    _fresh_row: dict[int, int]
    """Where each fresh number that counts is; for writers alone."""
    _revision: int
    _bulk_revision: int

    def __init__(
        self, dimension: int, snapshots: Snapshots | None = None, thresholds: Thresholds | None = None
    ) -> None:
        self._dimension = dimension
        self._snapshots = snapshots
        self._thresholds = thresholds or Thresholds()
        self._lock = Lock()
        self._merging: Thread | None = None
        self._start_over()
        found = snapshots.newest() if snapshots is not None else None
        if found is not None:
            bulk, self._revision = found
            self._bulk_revision = self._revision
            self._contents = self._contents.over(bulk)

    def __len__(self) -> int:
        return len(self._contents)

    @property
    def revision(self) -> int:
        """See ``VectorIndex.revision``."""
        return self._revision

    def put(self, numbers: Numbers, vectors: Vectors) -> None:
        """See ``VectorIndex.put``; vectors that are there already cost nothing."""
        if vectors.shape != (len(numbers), self._dimension):
            raise ValueError(f"vectors of shape {vectors.shape} for {len(numbers)} numbers of {self._dimension}")
        last = dict(zip(numbers.tolist(), range(len(numbers)), strict=True))
        if len(last) < len(numbers):
            numbers, vectors = numbers[list(last.values())], vectors[list(last.values())]
        with self._lock:
            new = ~self._contents.in_bulk(numbers, vectors)
            contents = self._without(numbers[new])
            used = contents.fresh.used
            self._fresh_row.update(zip(numbers[new].tolist(), range(used, used + len(numbers)), strict=False))
            self._contents = contents.plus(numbers[new], vectors[new])
            if self._contents.fresh.used > _CLEARED + 2 * len(self._fresh_row):
                self._take(self._contents.cleared())

    def remove(self, numbers: Numbers) -> None:
        """See ``VectorIndex.remove``."""
        with self._lock:
            self._contents = self._without(numbers)

    def search(self, queries: Vectors, k: int, *, allowed: Numbers | None = None) -> tuple[list[Numbers], list[Scores]]:
        """See ``VectorIndex.search``; with many vectors 99 % of what is nearest, at least, and exact scores."""
        if queries.ndim != 2 or queries.shape[1] != self._dimension or k < 1:
            raise ValueError(f"the {k} nearest of queries of shape {queries.shape}; vectors have {self._dimension}")
        contents = self._contents
        if allowed is not None and not (allowed[1:] > allowed[:-1]).all():
            allowed = np.unique(allowed)
        queries = np.ascontiguousarray(queries, np.float32)
        with on_one_thread():
            found = [contents.search(query, k, allowed) for query in queries]
        return [numbers for numbers, _ in found], [scores for _, scores in found]

    def settle(self, revision: int) -> None:
        """See ``VectorIndex.settle``; starts a merge if one is due."""
        with self._lock:
            self._revision = revision
            if self._merging is None and self._due():
                self._merging = Thread(target=self._merge, name="index", daemon=True)
                self._merging.start()

    def clear(self) -> None:
        """See ``VectorIndex.clear``."""
        with self._lock:
            self._start_over()
            if self._snapshots is not None:
                self._snapshots.clear()

    def merged(self) -> None:
        """Wait for a merge that is under way."""
        merging = self._merging
        if merging is not None:
            merging.join()

    def _start_over(self) -> None:
        self._contents = Contents(None, Fresh.empty(self._dimension))
        self._fresh_row = {}
        self._revision = self._bulk_revision = 0
        self._began = object()

    def _without(self, numbers: Numbers) -> Contents:
        gone = [row for row in (self._fresh_row.pop(number, None) for number in numbers.tolist()) if row is not None]
        return self._contents.without(numbers, np.array(gone, np.int64))

    def _take(self, contents: Contents) -> None:
        self._contents = contents
        numbers = contents.fresh.numbers[: contents.fresh.used].tolist()
        self._fresh_row = dict(zip(numbers, range(len(numbers)), strict=True))

    def _due(self) -> bool:
        limits, standing = self._thresholds, self._contents.standing
        fresh = len(self._fresh_row)
        if standing is None:
            return fresh >= limits.bulk_from
        gone = len(standing.bulk) - len(standing)
        return fresh > max(limits.fresh_rows, len(self) // limits.fresh_share) or (
            gone > len(standing.bulk) // limits.gone_share
        )

    def _merge(self) -> None:
        faiss.omp_set_num_threads(1)  # of this thread; the other cores are for searches
        try:
            while self._due() and (self._adopt() or self._merge_own()):
                pass
        except Exception:  # searches go on with what there is, and the next change tries again
            _log.exception("vectors could not be merged into the index")
        finally:
            self._merging = None

    def _adopt(self) -> bool:
        """Take over a snapshot that another process wrote."""
        if self._snapshots is None:
            return False
        began = self._began
        found = self._snapshots.newest(beyond=self._bulk_revision, up_to=self._revision)
        return found is not None and self._put_to_work(*found, began)

    def _merge_own(self) -> bool:
        """Make a bulk of all vectors, in memory or as a snapshot."""
        with self._lock:
            contents, revision, began = self._contents, self._revision, self._began
        merger = Merger(contents)
        if not len(merger.numbers):
            return self._put_to_work(None, revision, began)
        if self._snapshots is None:
            return self._put_to_work(merger.bulk(), revision, began)
        with self._snapshots.writing() as unfinished:
            if unfinished is None:  # another process is at it, and we shall have its snapshot
                return False
            bulk = merger.bulk(unfinished)
            name = self._snapshots.seal(unfinished, revision)
            with self._lock:
                if began is self._began:
                    self._snapshots.publish(unfinished, name)
        return self._put_to_work(bulk, revision, began)

    def _put_to_work(self, bulk: Bulk | None, revision: int, began: object) -> bool:
        """Put a bulk in the place of the old; what came meanwhile stays fresh."""
        with self._lock:
            moved = self._contents.moved(bulk) if began is self._began else None
            if moved is None:
                return False
            self._take(moved)
            self._bulk_revision = revision
            return True
