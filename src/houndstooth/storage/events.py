"""The events of every shop in an SQL database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from heapq import nlargest

import numpy as np
from sqlalchemy import Connection, delete, func, insert, select

from houndstooth.domain.batches import batched
from houndstooth.domain.event import Event, EventKind, Who
from houndstooth.domain.event_ports import Appended, AttributedRows, History, Identity, InteractionRows, Past, SentEvent
from houndstooth.domain.item import has_control_characters
from houndstooth.domain.shopper import Answer
from houndstooth.storage.attribution import attributed_rows, credited
from houndstooth.storage.database import Database
from houndstooth.storage.event_rows import event_values, interaction_values, to_sent
from houndstooth.storage.event_tables import events, interactions, refused_events
from houndstooth.storage.shop_lock import lock_events
from houndstooth.storage.shop_rows import IN_LIST
from houndstooth.storage.shopper_rows import Register, active_names, count_active, identify

HELD = 200
"""How many refused events of each source are held."""


class SqlEvents:
    """``Events`` over SQLAlchemy Core."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(
        self,
        shop_id: str,
        events: Sequence[Event],
        *,
        source: str,
        received_at: datetime,
        remarks: Sequence[tuple[str, ...]] = (),
        inherit: timedelta = timedelta(0),
    ) -> Appended:
        """See ``Events.append``."""
        noted = list(zip(events, remarks or [()] * len(events), strict=True))
        with self._database.writing() as connection:
            return _append(connection, noted, shop_id, source=source, received_at=received_at, inherit=inherit)

    def refused(self, shop_id: str, sent: Sequence[SentEvent]) -> None:
        """See ``Events.refused``."""
        if not sent:
            return
        rows = [
            {
                "shop_id": shop_id,
                "source": one.source,
                "received_at": one.received_at,
                "body": one.event,
                "problem": (one.problem or "")[:1000],
            }
            for one in sent[-HELD:]
        ]
        with self._database.writing() as connection:
            connection.execute(insert(refused_events), rows)
            for source in {one.source for one in sent}:
                mine = (refused_events.c.shop_id == shop_id) & (refused_events.c.source == source)
                newest = select(refused_events.c.number).where(mine).order_by(refused_events.c.number.desc())
                oldest_held = newest.offset(HELD - 1).limit(1).scalar_subquery()
                connection.execute(delete(refused_events).where(mine, refused_events.c.number < oldest_held))

    def sent(self, shop_id: str, *, source: str | None = None, limit: int = 50) -> tuple[SentEvent, ...]:
        """See ``Events.sent``."""
        if source is not None and has_control_characters(source):  # no source has, and databases differ in refusing it
            return ()
        found: list[SentEvent] = []
        with self._database.reading() as connection:
            for table in (events, refused_events):
                query = select(table).where(table.c.shop_id == shop_id)
                query = query if source is None else query.where(table.c.source == source)
                rows = connection.execute(query.order_by(table.c.number.desc()).limit(limit))
                found += [
                    to_sent(row) if table is events else SentEvent(row.received_at, row.source, row.body, row.problem)
                    for row in rows
                ]
        return tuple(nlargest(limit, found, key=lambda one: one.received_at))

    def identity(self, shop_id: str, who: Who) -> Identity | None:
        """See ``Events.identity``."""
        with self._database.reading() as connection:
            return identify(connection, shop_id, who)

    def introduce(self, shop_id: str, who: Who) -> Identity:
        """See ``Events.introduce``."""
        with self._database.writing() as connection:
            lock_events(connection, shop_id)
            register = Register(connection, shop_id, [who])
            register.number(who, datetime.now(UTC))
            register.settle()
            found = identify(connection, shop_id, who)
        assert found is not None  # noqa: S101 - just introduced
        return found

    def past(self, shop_id: str, who: Who, *, limit: int, answers: int = 0) -> Past:
        """See ``Events.past``."""
        with self._database.reading() as connection:
            identity = identify(connection, shop_id, who)
            if identity is None:
                return Past()
            history = _history(connection, identity, limit)
            return Past(identity, history, _answers(connection, identity, answers) if answers else ())

    def shoppers(self, shop_id: str, *, since: datetime, part: int = 1000) -> Iterator[str]:
        """See ``Events.shoppers``."""
        names: Sequence[str] = [""]
        while names:
            with self._database.reading() as connection:
                names = active_names(connection, shop_id, since=since, after=names[-1], limit=part)
            yield from names

    def count_shoppers(self, shop_id: str, *, since: datetime) -> int:
        """See ``Events.count_shoppers``."""
        with self._database.reading() as connection:
            return count_active(connection, shop_id, since)

    def interactions(self, shop_id: str, *, part: int = 50_000) -> Iterator[InteractionRows]:
        """See ``Events.interactions``."""
        table = interactions.c
        query = (
            select(table.shopper, table.item_id, table.kind, table.at, table.list_id)
            .where(table.shop_id == shop_id)
            .order_by(table.at, table.event, table.place)
        )
        with self._database.reading() as connection:
            for rows in connection.execution_options(yield_per=part).execute(query).partitions():
                shoppers, items, kinds, moments, lists = zip(*rows, strict=True)
                yield InteractionRows(
                    np.array(shoppers, np.int64),
                    items,
                    tuple(map(EventKind, kinds)),
                    np.array([moment.timestamp() for moment in moments], np.float64),
                    lists,
                )

    def attributed(self, shop_id: str, *, since: datetime, part: int = 10_000) -> Iterator[AttributedRows]:
        """See ``Events.attributed``."""
        with self._database.reading() as connection:
            yield from attributed_rows(connection, shop_id, since, part)

    def last_number(self, shop_id: str) -> int:
        """See ``Events.last_number``."""
        with self._database.reading() as connection:
            query = select(func.max(events.c.number)).where(events.c.shop_id == shop_id)
            return connection.execute(query).scalar() or 0


def _history(connection: Connection, identity: Identity, limit: int) -> History:
    query = (
        select(interactions.c.item_id, interactions.c.kind, interactions.c.at)
        .where(interactions.c.shopper == identity.number)
        .order_by(interactions.c.at.desc(), interactions.c.event.desc(), interactions.c.place)
        .limit(limit)
    )
    rows = connection.execute(query).all()
    times = np.array([row.at.timestamp() for row in rows], np.float64)
    kinds = tuple(EventKind(row.kind) for row in rows)
    return History(identity.number, tuple(row.item_id for row in rows), kinds, times)


def _answers(connection: Connection, identity: Identity, limit: int) -> tuple[Answer, ...]:
    query = (
        select(events.c.body, events.c.at)
        .where(events.c.shopper.in_(identity.numbers[:IN_LIST]), events.c.kind == EventKind.QUIZ_ANSWER)
        .order_by(events.c.at.desc(), events.c.number.desc())
        .limit(limit)
    )
    rows = connection.execute(query).all()
    return tuple(Answer(row.body["question"], row.body["answer"], row.at) for row in rows if "question" in row.body)


def _append(
    connection: Connection,
    noted: list[tuple[Event, tuple[str, ...]]],
    shop_id: str,
    *,
    source: str,
    received_at: datetime,
    inherit: timedelta,
) -> Appended:
    lock_events(connection, shop_id)
    fresh, repeated = _fresh(connection, shop_id, noted)
    if fresh:
        told = [remarks for _, remarks in fresh]
        numbers, owners = _owners(connection, shop_id, [event for event, _ in fresh])
        done = credited(connection, [event for event, _ in fresh], owners, inherit)
        values = [
            event_values(event, number, source, received_at, remarks)
            for event, number, remarks in zip(done, numbers, told, strict=True)
        ]
        new = insert(events).returning(events.c.event_id, events.c.number)
        keys = {row.event_id: row.number for row in connection.execute(new, values)}
        pairs = zip(done, owners, strict=True)
        rows = [row for event, owner in pairs for row in interaction_values(event, keys[event.id], owner)]
        if rows:
            connection.execute(insert(interactions), rows)
    return Appended(tuple(event.id for event, _ in fresh), tuple(repeated))


def _owners(connection: Connection, shop_id: str, events: Sequence[Event]) -> tuple[list[int], list[int]]:
    """Under which number each event is kept, and whose it is once sessions are joined, by the time of the events."""
    register = Register(connection, shop_id, [event.who for event in events])
    numbers = [0] * len(events)
    for place in sorted(range(len(events)), key=lambda place: events[place].at):
        numbers[place] = register.number(events[place].who, events[place].at)
    adopted = register.settle()
    return numbers, [adopted.get(number, number) for number in numbers]


def _fresh(
    connection: Connection, shop_id: str, noted: list[tuple[Event, tuple[str, ...]]]
) -> tuple[list[tuple[Event, tuple[str, ...]]], list[str]]:
    """The events that the shop does not have yet, and the ids of those that it has."""
    ids = _there(connection, shop_id, "event_id", [event.id for event, _ in noted])
    purchases = [event.transaction_id for event, _ in noted if _is_numbered_purchase(event)]
    transactions = _there(connection, shop_id, "transaction_id", [one for one in purchases if one is not None])
    fresh: list[tuple[Event, tuple[str, ...]]] = []
    repeated: list[str] = []
    for event, told in noted:
        again = event.id in ids or (_is_numbered_purchase(event) and event.transaction_id in transactions)
        ids.add(event.id)
        if again:
            repeated.append(event.id)
            continue
        fresh.append((event, told))
        if _is_numbered_purchase(event) and event.transaction_id is not None:
            transactions.add(event.transaction_id)
    return fresh, repeated


def _is_numbered_purchase(event: Event) -> bool:
    return event.kind is EventKind.PURCHASE and event.transaction_id is not None


def _there(connection: Connection, shop_id: str, column: str, values: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for part in batched(list(dict.fromkeys(values)), IN_LIST):
        query = select(events.c[column]).where(events.c.shop_id == shop_id, events.c[column].in_(part))
        found.update(connection.execute(query).scalars())
    return found
