"""Who is who, inside a transaction: the numbers of shoppers and sessions, and how sessions become a shopper's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, exists, func, insert, select, update

from houndstooth.domain.batches import batched
from houndstooth.domain.event import Who
from houndstooth.domain.event_ports import Identity
from houndstooth.storage.event_tables import interactions, shoppers, slates
from houndstooth.storage.shop_rows import IN_LIST

SHOPPER, SESSION = "shopper", "session"


@dataclass
class _Known:
    """A row of ``shoppers``, as it is to become."""

    number: int
    joined_to: int | None = None
    joined_first: int | None = None
    joined_at: datetime | None = None
    changed: bool = False
    adopted: bool = False
    """Whether it was nobody's until now."""

    def owner(self, at: datetime) -> int:
        """Whose an event is that names the session alone.

        One from before its last shopper came, who is not its first, stays with the session and is nobody's: it was done
        by somebody before, and is not to show up in what the last one is told.
        """
        shared = self.joined_to != self.joined_first
        if self.joined_to is None or (shared and self.joined_at is not None and at < self.joined_at):
            return self.number
        return self.joined_to

    def join(self, shopper: int, at: datetime) -> None:
        """Belong to a shopper who was there at a time; a late event of an earlier one changes nothing."""
        if self.joined_at is not None and at < self.joined_at:
            return
        self.joined_to, self.joined_at, self.changed = shopper, at, True
        if self.joined_first is None:
            self.joined_first, self.adopted = shopper, True


class Register:
    """The shoppers and sessions that some events name, looked up and introduced together.

    A session belongs to nobody until an event names a shopper with it; then what it did before becomes that shopper's.
    Whoever signs in on it later (a shared device) gets what it does from then on, and nothing of what was before.
    """

    def __init__(self, connection: Connection, shop_id: str, people: Iterable[Who]) -> None:
        self._connection = connection
        self._shop_id = shop_id
        named = [*people]
        self._shoppers = self._introduce(SHOPPER, [who.shopper for who in named if who.shopper is not None])
        self._sessions = self._introduce(SESSION, [who.session for who in named if who.session is not None])

    def number(self, who: Who, at: datetime) -> int:
        """Whose an event of this time is; where it names both, the session is the shopper's from then on."""
        session = self._sessions[who.session] if who.session is not None else None
        if who.shopper is None:
            assert session is not None  # noqa: S101 - a Who names somebody
            return session.owner(at)
        number = self._shoppers[who.shopper].number
        if session is not None:
            session.join(number, at)
        return number

    def settle(self) -> Mapping[int, int]:
        """Write down what ``number`` found, and move what sessions did and were shown before they were anybody's.

        Returns:
            The numbers of those sessions -> whose they were first.
        """
        adopted: dict[int, int] = {}
        for session in self._sessions.values():
            if session.changed:
                joined = ("joined_to", "joined_first", "joined_at")
                values = {name: getattr(session, name) for name in joined}
                self._connection.execute(update(shoppers).where(shoppers.c.number == session.number).values(values))
            if session.adopted and session.joined_first is not None:
                adopted[session.number] = session.joined_first
                for table in (interactions, slates):
                    moved = update(table).where(table.c.shopper == session.number)
                    self._connection.execute(moved.values(shopper=session.joined_first))
        return adopted

    def _introduce(self, kind: str, names: Sequence[str]) -> dict[str, _Known]:
        distinct = list(dict.fromkeys(names))
        known = self._look_up(kind, distinct)
        new = [{"shop_id": self._shop_id, "kind": kind, "name": name} for name in distinct if name not in known]
        if new:
            self._connection.execute(insert(shoppers), new)
            known |= self._look_up(kind, [row["name"] for row in new])
        return known

    def _look_up(self, kind: str, names: Sequence[str]) -> dict[str, _Known]:
        found: dict[str, _Known] = {}
        for part in batched(names, IN_LIST):
            query = select(shoppers).where(
                shoppers.c.shop_id == self._shop_id, shoppers.c.kind == kind, shoppers.c.name.in_(part)
            )
            rows = self._connection.execute(query)
            found.update((row.name, _Known(row.number, row.joined_to, row.joined_first, row.joined_at)) for row in rows)
        return found


def identify(connection: Connection, shop_id: str, who: Who) -> Identity | None:
    """See ``Events.identity``."""
    if who.shopper is not None:
        row = _number_of(connection, shop_id, SHOPPER, who.shopper)
        return None if row is None else _named(connection, row[0])
    row = _number_of(connection, shop_id, SESSION, who.session or "")
    if row is None:
        return None
    number, joined_to = row
    return Identity(number) if joined_to is None else _named(connection, joined_to)


def active_names(connection: Connection, shop_id: str, *, since: datetime, after: str, limit: int) -> Sequence[str]:
    """The names of some shoppers who had to do with an item since a moment: the first after a name."""
    query = select(shoppers.c.name).where(_active(shop_id, since), shoppers.c.name > after)
    return connection.execute(query.order_by(shoppers.c.name).limit(limit)).scalars().all()


def count_active(connection: Connection, shop_id: str, since: datetime) -> int:
    """How many they are."""
    query = select(func.count()).select_from(shoppers).where(_active(shop_id, since))
    return connection.execute(query).scalar_one()


def _active(shop_id: str, since: datetime) -> ColumnElement[bool]:
    theirs = (interactions.c.shopper == shoppers.c.number) & (interactions.c.at >= since)
    return and_(shoppers.c.shop_id == shop_id, shoppers.c.kind == SHOPPER, exists().where(theirs))


def _number_of(connection: Connection, shop_id: str, kind: str, name: str) -> tuple[int, int | None] | None:
    query = select(shoppers.c.number, shoppers.c.joined_to).where(
        shoppers.c.shop_id == shop_id, shoppers.c.kind == kind, shoppers.c.name == name
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else (row.number, row.joined_to)


def _named(connection: Connection, number: int) -> Identity:
    query = select(shoppers.c.number).where(shoppers.c.joined_first == number).order_by(shoppers.c.number)
    return Identity(number, tuple(connection.execute(query).scalars()), named=True)
