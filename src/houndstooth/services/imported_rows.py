"""The rows of a table of events become events: each row one, and the rows of one order one together."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from houndstooth.catalog.event_table import EventTable
from houndstooth.domain.batches import batched
from houndstooth.domain.errors import InvalidEvent
from houndstooth.domain.event import MAX_MENTIONS, Event, EventKind, Mention, Who
from houndstooth.services.event_parsing import check_time
from houndstooth.services.event_values import price_of, whole_of
from houndstooth.services.table_kinds import kinds_of

Refuse = Callable[[int, InvalidEvent], None]
"""Told of each row (its place in the table) that cannot be used."""


@dataclass(frozen=True, slots=True)
class Imported:
    """An event, and the rows of the table (their places) that it was made of."""

    event: Event
    rows: tuple[int, ...]


class ImportedRows:
    """Reads the events of a table, in the order of time.

    Args:
        shop_id: whose events they are.
        table: the rows, with times.
        kind: what happened, where the table does not say it.
        currency: of prices that are said without one.
        now: our time; nothing happened later.

    Raises:
        InvalidSource: nothing says what happened.
    """

    def __init__(
        self, shop_id: str, table: EventTable, *, kind: EventKind | None, currency: str, now: datetime
    ) -> None:
        self._shop_id = shop_id
        self._table = table
        self._kinds = kinds_of(table, kind)
        self._currency = currency
        self._now = now
        self._seen: Counter[str] = Counter()
        self._people: dict[tuple[int, str | None], Who] = {}

    def read(self, refuse: Refuse) -> Iterator[Imported]:
        """The events; rows that cannot be used are handed to ``refuse``."""
        orders = self._orders()
        for row in range(len(self._table)):
            order = self._order_of(row)
            rows = (row,) if order is None else orders.pop(order, ())  # an order is read where its first row stands
            for part, some in enumerate(batched(rows, MAX_MENTIONS)):
                yield from self._read(some, None if part else order, refuse)

    def _read(self, rows: Sequence[int], order: tuple[str, Who] | None, refuse: Refuse) -> Iterator[Imported]:
        good: list[tuple[int, Mention]] = []
        for row in rows:
            try:
                good.append((row, self._mention(row)))
            except InvalidEvent as error:
                refuse(row, error)
        if not good:
            return
        try:
            event = self._event(good[0][0], tuple(mention for _, mention in good), None if order is None else order[0])
        except InvalidEvent as error:
            for row, _ in good:
                refuse(row, error)
            return
        yield Imported(event, tuple(row for row, _ in good))

    def _event(self, row: int, mentions: tuple[Mention, ...], transaction: str | None) -> Event:
        kind = self._kind(row)
        # An order has one event, whatever its rows are called.
        named = self._said("id", row) if transaction is None else None
        content = f"{self._name(row)}\0{mentions[0].item_id}\0{kind}\0{float(self._table.times[row])!r}"
        return Event(
            self._shop_id,
            named or (self._derived(content) if transaction is None else _digest(f"{transaction}\0{self._name(row)}")),
            kind,
            self._moment(row),
            self._who(row),
            mentions,
            transaction_id=transaction,
        )

    def _mention(self, row: int) -> Mention:
        quantity = whole_of({"quantity": self._said("quantity", row)}, "quantity")
        currency = self._said("currency", row) or self._currency
        price, _ = price_of(self._said("price", row), currency.upper())
        self._kind(row)
        item_id = self._table.item_ids[self._table.items[row]]
        return Mention(item_id, quantity=1 if quantity is None else quantity, price=price)

    def _kind(self, row: int) -> EventKind:
        kind = self._kinds[row]
        if not isinstance(kind, EventKind):
            told = f"kind {kind[:40]!r} is no event that is known" if kind else "nothing says what happened"
            raise InvalidEvent(f"{told}; known are {', '.join(EventKind)}", field="kind")
        return kind

    def _moment(self, row: int) -> datetime:
        seconds = float(self._table.times[row])
        try:
            moment = datetime.fromtimestamp(seconds, UTC)
        except (ValueError, OverflowError, OSError):
            raise InvalidEvent(f"the time {seconds:g} is none that a clock can show", field="time") from None
        return check_time(moment, self._now, moment.isoformat())

    def _who(self, row: int) -> Who:
        code, session = int(self._table.shoppers[row]), self._said("session", row)
        who = self._people.get((code, session))
        if who is None:
            name = self._table.shopper_ids[code]
            who = Who(session=name) if self._table.anonymous[code] else Who(name, session)
            self._people[code, session] = who
        return who

    def _name(self, row: int) -> str:
        code = self._table.shoppers[row]
        return (
            f"session\0{self._table.shopper_ids[code]}"
            if self._table.anonymous[code]
            else self._table.shopper_ids[code]
        )

    def _orders(self) -> dict[tuple[str, Who], tuple[int, ...]]:
        found: dict[tuple[str, Who], list[int]] = defaultdict(list)
        if "transaction" in self._table.others:
            for row in range(len(self._table)):
                if order := self._order_of(row):
                    found[order].append(row)
        return {order: tuple(rows) for order, rows in found.items()}

    def _order_of(self, row: int) -> tuple[str, Who] | None:
        """The order that a row is a line of; other events than purchases have none."""
        transaction = self._said("transaction", row)
        if transaction is None or self._kinds[row] is not EventKind.PURCHASE:
            return None
        try:
            return transaction, self._who(row)
        except InvalidEvent:
            return None

    def _said(self, name: str, row: int) -> str | None:
        column = self._table.others.get(name)
        return None if column is None else column[row]

    def _derived(self, content: str) -> str:
        """The same for the same row of the same table, imported again; equal rows are told apart by their count."""
        self._seen[content] += 1
        return _digest(f"{content}\0{self._seen[content]}")


def _digest(content: str) -> str:
    return "import:" + hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:32]
