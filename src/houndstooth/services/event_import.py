"""Importing past events: a table of them in, in batches, each row once however often it is imported."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from houndstooth.catalog.event_table import EventTable
from houndstooth.domain.batches import batched
from houndstooth.domain.clock import Clock, utc_now
from houndstooth.domain.errors import InvalidEvent, InvalidSource
from houndstooth.domain.event import EventKind
from houndstooth.domain.event_ports import Events, SentEvent
from houndstooth.services.imported_rows import Imported, ImportedRows
from houndstooth.services.known_items import Knows, unknown_items

SOURCE = "import"
_BATCH = 5_000
_EXAMPLES = 3
_NOTED = 200


@dataclass
class EventReport:
    """What became of the rows of a table: each was kept, repeated or refused."""

    rows: int = 0
    kept: int = 0
    repeated: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    """How many for each reason."""
    examples: dict[str, list[str]] = field(default_factory=dict)
    """For each reason the first problems, in full."""
    unknown_items: int = 0
    """How many of the rows that were kept name an item that the shop does not have."""

    def refuse(self, reason: str, problem: str, rows: int = 1) -> None:
        """Note rows that cannot be used."""
        self.refused[reason] = self.refused.get(reason, 0) + rows
        examples = self.examples.setdefault(reason, [])
        if len(examples) < _EXAMPLES:
            examples.append(problem)


@dataclass(frozen=True)
class EventImport:
    """Imports tables of events.

    Args:
        events: where they are kept.
        knows: which items there are.
        currency: of prices that are said without one.
        inherit: as in ``Feedback``.
        clock: gives the time.
    """

    events: Events
    knows: Knows
    currency: str
    inherit: timedelta = field(default=timedelta(days=7))
    clock: Clock = field(default=utc_now)

    def run(
        self,
        shop_id: str,
        table: EventTable,
        *,
        kind: EventKind | None = None,
        on_progress: Callable[[int, int], None] = lambda _done, _total: None,
    ) -> EventReport:
        """Import a table.

        Args:
            shop_id: whose events they are.
            table: the rows.
            kind: what happened, where the table does not say it.
            on_progress: called with how many rows are done, and of how many.

        Raises:
            InvalidSource: the table has no times, or nothing says what happened.
        """
        if not table.dated:
            raise InvalidSource(
                "the table has an order and no times; import one with a column of times, or name it with "
                "--column time=COLUMN"
            )
        now = self.clock()
        report = EventReport(rows=len(table) + table.skipped)
        refusals = _Refusals(report, table, now)
        rows = ImportedRows(shop_id, table, kind=kind, currency=self.currency, now=now)
        for batch in batched(rows.read(refusals.note), _BATCH):
            self._keep(shop_id, batch, report, now)
            on_progress(report.kept + report.repeated + refusals.rows, len(table))
        self.events.refused(shop_id, refusals.sent)
        return report

    def _keep(self, shop_id: str, batch: Sequence[Imported], report: EventReport, now: datetime) -> None:
        events = [one.event for one in batch]
        unknown = unknown_items(self.knows, shop_id, events)
        remarks = [tuple(f"the shop has no item {item!r}" for item in missing) for missing in unknown]
        appended = self.events.append(
            shop_id, events, source=SOURCE, received_at=now, remarks=remarks, inherit=self.inherit
        )
        kept = set(appended.kept)
        for one, missing in zip(batch, unknown, strict=True):
            if one.event.id in kept:
                kept.discard(one.event.id)
                report.kept += len(one.rows)
                report.unknown_items += len(missing)
            else:
                report.repeated += len(one.rows)


class _Refusals:
    """Notes refused rows: all in the report, the last of them for whoever looks for mistakes later."""

    def __init__(self, report: EventReport, table: EventTable, now: datetime) -> None:
        self._report = report
        self._table = table
        self._now = now
        self._noted: deque[SentEvent] = deque(maxlen=_NOTED)
        self.rows = 0
        for fault in table.faults:
            for place, example in enumerate(fault.examples):
                report.refuse(fault.reason, example, 0 if place else fault.rows)
                self._noted.append(SentEvent(now, SOURCE, {"rows": fault.rows}, example))

    @property
    def sent(self) -> Sequence[SentEvent]:
        return tuple(self._noted)

    def note(self, place: int, error: InvalidEvent) -> None:
        row = int(self._table.rows[place])
        problem = f"row {row:,}: {error}"
        self.rows += 1
        self._report.refuse(error.field, problem)
        self._noted.append(SentEvent(self._now, SOURCE, {"row": row}, problem))
