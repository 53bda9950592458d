"""Importing past events: a table of them in, in batches, each row once however often it is imported."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from itertools import islice

from houndstooth.catalog.event_table import EventTable
from houndstooth.domain.errors import InvalidEvent, InvalidSource
from houndstooth.domain.event import Event, EventKind, Mention, Who, read_price
from houndstooth.domain.event_ports import Events
from houndstooth.domain.item import Price

SOURCE = "import"
_BATCH = 5_000
_EXAMPLES = 3


@dataclass
class EventReport:
    """What became of the rows of a table."""

    rows: int = 0
    kept: int = 0
    repeated: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    """How many for each reason, in which values stand as …"""
    examples: dict[str, list[str]] = field(default_factory=dict)
    """For each reason the first problems, in full."""

    def refuse(self, row: int, problem: str) -> None:
        """Note a row that cannot be used."""
        reason = problem.split(" '", maxsplit=1)[0].split(" -", maxsplit=1)[0][:80]
        self.refused[reason] += 1
        examples = self.examples.setdefault(reason, [])
        if len(examples) < _EXAMPLES:
            examples.append(f"row {row + 1}: {problem}")


@dataclass(frozen=True)
class EventImport:
    """Imports tables of events.

    Args:
        events: where they are kept.
        currency: of prices.
    """

    events: Events
    currency: str

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
            raise InvalidSource("the table has an order and no times; import one with a column of times")
        if kind is None and table.kinds is None:
            raise InvalidSource("the table does not say what happened; say it with --kind, for example --kind purchase")
        report = EventReport(rows=len(table) + table.skipped)
        if table.skipped:
            report.refused["no shopper, no item or no time"] = table.skipped
        rows = iter(self._read(shop_id, table, kind, report))
        now = datetime.now(UTC)
        done = 0
        while batch := list(islice(rows, _BATCH)):
            kept = self.events.append(shop_id, batch, source=SOURCE, received_at=now)
            report.kept += len(kept.kept)
            report.repeated += len(kept.repeated)
            done += len(batch)
            on_progress(done, len(table))
        return report

    def _read(self, shop_id: str, table: EventTable, kind: EventKind | None, report: EventReport) -> Iterator[Event]:
        seen: Counter[str] = Counter()
        for row in range(len(table)):
            try:
                yield self._event(shop_id, table, row, kind, seen)
            except InvalidEvent as error:
                report.refuse(row, str(error))

    def _event(self, shop_id: str, table: EventTable, row: int, kind: EventKind | None, seen: Counter[str]) -> Event:
        what = kind or kind_of(table.kinds[row] if table.kinds is not None else "")
        others = {name: values[row] for name, values in (table.others or {}).items()}
        shopper, item = table.shopper_ids[table.shoppers[row]], table.item_ids[table.items[row]]
        price = others.get("price")
        mention = Mention(
            item,
            quantity=_quantity(others.get("quantity")),
            price=_price(price, self.currency) if price else None,
        )
        try:
            at = datetime.fromtimestamp(float(table.times[row]), UTC)
        except (ValueError, OverflowError, OSError):
            raise InvalidEvent(f"the time {table.times[row]!r} is none") from None
        event_id = others.get("id") or _derived_id(f"{shopper}\0{item}\0{what}\0{table.times[row]!r}", seen)
        return Event(shop_id, event_id, what, at, Who(shopper), (mention,))


def kind_of(told: str) -> EventKind:
    """What a table means by a word.

    Raises:
        InvalidEvent: nothing that is known.
    """
    try:
        return EventKind(_SYNONYMS.get(told.strip().lower(), told.strip().lower()))
    except ValueError:
        raise InvalidEvent(f"kind {told[:40]!r} is no event that is known; those are {', '.join(EventKind)}") from None


_SYNONYMS = {
    "view": "view_item",
    "click": "select_item",
    "cart": "add_to_cart",
    "addtocart": "add_to_cart",
    "wishlist": "add_to_wishlist",
    "fav": "add_to_wishlist",
    "favourite": "add_to_wishlist",
    "favorite": "add_to_wishlist",
    "buy": "purchase",
    "order": "purchase",
    "transaction": "purchase",
}


def _price(text: str, currency: str) -> Price:
    """Exports have more decimals than money."""
    try:
        return read_price(str(round(Decimal(text), 4)), currency)
    except ArithmeticError:
        raise InvalidEvent(f"price {text[:40]!r} is not an amount") from None


def _quantity(text: str | None) -> int:
    if not text:
        return 1
    try:
        return int(float(text))
    except (ValueError, OverflowError):
        raise InvalidEvent(f"quantity {text[:40]!r} is no number") from None


def _derived_id(content: str, seen: Counter[str]) -> str:
    """The same for the same row of the same table, imported again; equal rows are told apart by their count."""
    seen[content] += 1
    return "import:" + hashlib.sha256(f"{content}\0{seen[content]}".encode()).hexdigest()[:32]
