"""Ingest: a source becomes searchable items.

Rows go in batches through worker threads (read, decode, render, encode) and are written in
the order of the source, a batch to a transaction. Pictures reach the store before the items
that show them. So whenever the process is killed, what was written is whole, what was not is
absent, and the next run takes up the rest.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from time import perf_counter

from houndstooth.catalog.source import Source
from houndstooth.domain.batches import batched
from houndstooth.domain.catalogue import Fingerprint
from houndstooth.domain.ports import Catalogue, PictureStore
from houndstooth.services.duplicates import DuplicateSearch
from houndstooth.services.ingest_report import IngestReport, Rejection, Tally
from houndstooth.services.intake import Intake, Taken
from houndstooth.services.lineup import Candidate, line_up
from houndstooth.services.stopwatch import Stopwatch

OnProgress = Callable[[int, int], None]
"""Called with the rows done so far and about how many there are."""

BATCH = 32


class Ingest:
    """Takes catalogues in."""

    def __init__(
        self,
        *,
        catalogue: Catalogue,
        pictures: PictureStore,
        intake: Intake,
        duplicates: DuplicateSearch,
        workers: int,
        default_currency: str,
    ) -> None:
        self._catalogue = catalogue
        self._pictures = pictures
        self._intake = intake
        self._duplicates = duplicates
        self._artifact_id = intake.artifact_id
        self._workers = workers
        self._default_currency = default_currency

    def run(
        self,
        shop_id: str,
        source: Source,
        *,
        refetch: bool = False,
        feed: str | None = None,
        on_progress: OnProgress | None = None,
    ) -> IngestReport:
        """Take a whole catalogue in, and look for items of the shop that show the same picture, or nearly.

        Args: as of :meth:`take`.
        """
        report = self.take(shop_id, source, refetch=refetch, feed=feed, on_progress=on_progress)
        report.duplicates = list(self._catalogue.same_pictures(shop_id))
        watch = Stopwatch()
        report.alike = self._duplicates.look(shop_id)
        watch.lap("duplicates")
        report.spend(watch.seconds)
        return report

    def take(
        self,
        shop_id: str,
        source: Source,
        *,
        refetch: bool = False,
        feed: str | None = None,
        on_progress: OnProgress | None = None,
    ) -> IngestReport:
        """Write what is new or changed in ``source``; everything else of the shop stays as it is, and is not looked at.

        Args:
            shop_id: the shop.
            source: the catalogue.
            refetch: fetch pictures again that were fetched from the same web addresses before.
            feed: the name of the feed that the source is of, if it is of one.
            on_progress: told how far it is.
        """
        started = perf_counter()
        report, tally = IngestReport(str(source.path), self._artifact_id), Tally()
        for size, taken in self._batches(shop_id, source, refetch, feed, tally):
            self._write(taken, report)
            report.rows += size
            if on_progress:
                on_progress(report.rows, source.total)
        report.take(tally)
        report.elapsed = perf_counter() - started
        return report

    def _batches(
        self, shop_id: str, source: Source, refetch: bool, feed: str | None, tally: Tally
    ) -> Iterator[tuple[int, Taken]]:
        """Batches in the order of the source, with at most a few under way so that memory stays bounded."""
        rows = line_up(shop_id, source, default_currency=self._default_currency, tally=tally)
        under_way: deque[tuple[int, Future[Taken]]] = deque()
        with ThreadPoolExecutor(self._workers, thread_name_prefix="ingest") as pool:
            for part in batched(rows, BATCH):
                known = self._fingerprints(shop_id, part)
                work = pool.submit(self._intake.take, part, known, refetch=refetch, feed=feed)
                under_way.append((len(part), work))
                if len(under_way) > 2 * self._workers:
                    size, future = under_way.popleft()
                    yield size, future.result()
            for size, future in under_way:
                yield size, future.result()

    def _fingerprints(self, shop_id: str, part: Iterable[Candidate | Rejection]) -> Mapping[str, Fingerprint]:
        ids = [row.item.id for row in part if isinstance(row, Candidate)]
        return self._catalogue.fingerprints(shop_id, ids, artifact_id=self._artifact_id)

    def _write(self, taken: Taken, report: IngestReport) -> None:
        watch = Stopwatch()
        if taken.entries:
            written = self._catalogue.write(taken.entries, artifact_id=self._artifact_id)
            report.accepted += len(written.added)
            report.updated += len(written.changed)
        if taken.rewrites:
            rewritten = self._catalogue.rewrite(taken.rewrites)
            report.updated += len(rewritten.changed)
            report.rejected += [_removed_meanwhile(taken, item_id) for item_id in rewritten.missing]
        for key in self._catalogue.unused_pictures(taken.replaced):
            self._pictures.remove(key)
        watch.lap("write")
        report.unchanged += taken.unchanged
        report.rejected += taken.rejected
        report.remarks += taken.remarks
        report.spend(taken.seconds)
        report.spend(watch.seconds)


def _removed_meanwhile(taken: Taken, item_id: str) -> Rejection:
    reason = "the item was removed while its row was read; run it again if the item is to come back"
    return Rejection(taken.lines[item_id], item_id, "removed-meanwhile", reason)
