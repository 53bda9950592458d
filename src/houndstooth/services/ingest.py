"""Ingest: a source becomes searchable items.

Rows go in batches through worker threads (read, decode, render, encode) and are written in
the order of the source, a batch to a transaction. Pictures reach the store before the items
that show them. So whenever the process is killed, what was written is whole, what was not is
absent, and the next run takes up the rest: a row whose text, picture and vector are stored
already costs one look.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from time import perf_counter

from houndstooth.catalog.source import Source
from houndstooth.domain.batches import batched
from houndstooth.domain.catalogue import Entry, Fingerprint, StoredPicture
from houndstooth.domain.encoding import Pixels
from houndstooth.domain.ports import Catalogue, PictureStore
from houndstooth.services.development import Developer, key_of, render, stored
from houndstooth.services.ingest_report import IngestReport, Rejection, Tally
from houndstooth.services.labelling import predict
from houndstooth.services.lineup import UNUSABLE, Candidate, line_up
from houndstooth.services.stopwatch import Stopwatch

OnProgress = Callable[[int, int], None]
"""Called with the rows done so far and about how many there are."""

BATCH = 32


@dataclass(slots=True)
class _Batch:
    """What a worker made of some candidates."""

    entries: list[Entry] = field(default_factory=list)
    rejected: list[Rejection] = field(default_factory=list)
    unchanged: int = 0
    replaced: list[str] = field(default_factory=list)
    """Keys of pictures that these entries no longer show."""
    seconds: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Developed:
    candidate: Candidate
    picture: StoredPicture
    prepared: Pixels


class Ingest:
    """Takes catalogues in."""

    def __init__(
        self,
        *,
        catalogue: Catalogue,
        pictures: PictureStore,
        developer: Developer,
        workers: int,
        default_currency: str,
        label_confidence: float,
    ) -> None:
        self._catalogue = catalogue
        self._pictures = pictures
        self._developer = developer
        self._workers = workers
        self._default_currency = default_currency
        self._label_confidence = label_confidence

    def run(
        self, shop_id: str, source: Source, *, refetch: bool = False, on_progress: OnProgress | None = None
    ) -> IngestReport:
        """Write what is new or changed in ``source``; everything else of the shop stays as it is.

        Args:
            shop_id: the shop.
            source: the catalogue.
            refetch: fetch pictures again that were fetched from the same web address before.
            on_progress: told how far it is.
        """
        started = perf_counter()
        report, tally = IngestReport(str(source.path), self._developer.artifact_id), Tally()
        for size, batch in self._batches(shop_id, source, refetch, tally):
            self._write(batch, report)
            report.rows += size
            if on_progress:
                on_progress(report.rows, source.total)
        report.take(tally)
        report.duplicates = list(self._catalogue.same_pictures(shop_id))
        report.elapsed = perf_counter() - started
        return report

    def _batches(self, shop_id: str, source: Source, refetch: bool, tally: Tally) -> Iterator[tuple[int, _Batch]]:
        """Batches in the order of the source, with at most a few under way so that memory stays bounded."""
        rows = line_up(shop_id, source, default_currency=self._default_currency, tally=tally)
        under_way: deque[tuple[int, Future[_Batch]]] = deque()
        with ThreadPoolExecutor(self._workers, thread_name_prefix="ingest") as pool:
            for part in batched(rows, BATCH):
                known = self._fingerprints(shop_id, part)
                under_way.append((len(part), pool.submit(self._develop, part, known, refetch)))
                if len(under_way) > 2 * self._workers:
                    size, future = under_way.popleft()
                    yield size, future.result()
            for size, future in under_way:
                yield size, future.result()

    def _fingerprints(self, shop_id: str, part: Iterable[Candidate | Rejection]) -> Mapping[str, Fingerprint]:
        ids = [row.item.id for row in part if isinstance(row, Candidate)]
        return self._catalogue.fingerprints(shop_id, ids, artifact_id=self._developer.artifact_id)

    def _develop(
        self, part: tuple[Candidate | Rejection, ...], known: Mapping[str, Fingerprint], refetch: bool
    ) -> _Batch:
        """Runs in a worker thread."""
        batch, watch = _Batch(), Stopwatch()
        developed: list[_Developed] = []
        for row in part:
            if isinstance(row, Candidate) and not refetch and self._is_fetched(row, known.get(row.item.id)):
                batch.unchanged += 1
                continue
            outcome = row if isinstance(row, Rejection) else self._develop_one(row, known.get(row.item.id), watch)
            if isinstance(outcome, Rejection):
                batch.rejected.append(outcome)
            elif outcome is None:
                batch.unchanged += 1
            else:
                developed.append(outcome)
        batch.entries = self._encode(developed)
        batch.replaced = [
            known[one.candidate.item.id].picture_key for one in developed if one.candidate.item.id in known
        ]
        watch.lap("encode")
        batch.seconds = watch.seconds
        return batch

    def _develop_one(
        self, row: Candidate, known: Fingerprint | None, watch: Stopwatch
    ) -> _Developed | Rejection | None:
        """``None`` when all that the row says is stored already."""
        try:
            data = row.picture.read(self._developer.limits.max_bytes)
            key = key_of(data)
            watch.lap("read")
            if known == Fingerprint(row.row_digest, key, encoded=True) and self._pictures.has(key):
                return None
            picture = self._developer.decode(data)
            prepared = self._developer.prepare(picture)
            watch.lap("decode")
        except UNUSABLE as error:
            return row.refused(error)
        renditions = render(picture)
        watch.lap("render")
        self._pictures.put(key, card=renditions.card, full=renditions.full)
        watch.lap("write")
        return _Developed(row, stored(key, picture), prepared)

    def _is_fetched(self, row: Candidate, known: Fingerprint | None) -> bool:
        """Whether all that the row says is stored, the picture of its web address included."""
        if row.picture.address is None or known is None:
            return False
        stored_so = known == Fingerprint(row.row_digest, known.picture_key, encoded=True)
        return stored_so and self._pictures.has(known.picture_key)

    def _encode(self, developed: list[_Developed]) -> list[Entry]:
        if not developed:
            return []
        encoding = self._developer.encode([one.prepared for one in developed])
        said = predict(encoding.attributes, len(developed), least=self._label_confidence)
        return [
            Entry(one.candidate.item, one.candidate.row_digest, one.picture, embedding, predictions)
            for one, embedding, predictions in zip(developed, encoding.embedding, said, strict=True)
        ]

    def _write(self, batch: _Batch, report: IngestReport) -> None:
        watch = Stopwatch()
        if batch.entries:
            written = self._catalogue.write(batch.entries, artifact_id=self._developer.artifact_id)
            report.accepted += len(written.added)
            report.updated += len(written.changed)
            for key in self._catalogue.unused_pictures(batch.replaced):
                self._pictures.remove(key)
        watch.lap("write")
        report.unchanged += batch.unchanged
        report.rejected += batch.rejected
        report.spend(batch.seconds)
        report.spend(watch.seconds)
