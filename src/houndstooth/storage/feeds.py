"""Feeds in an SQL database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from houndstooth.domain.errors import Conflict, NotFound
from houndstooth.domain.feed import Feed, FeedState
from houndstooth.storage.database import Database
from houndstooth.storage.feed_tables import feeds
from houndstooth.storage.leases import OWNER, end_leases_of_the_dead

LEASE = timedelta(minutes=5)
"""How long nobody else pulls a feed after the last sign of life of whoever does."""


class SqlFeeds:
    """``Feeds`` over SQLAlchemy Core."""

    def __init__(self, database: Database, *, lease: timedelta = LEASE) -> None:
        self._database = database
        self._lease = lease

    def add(self, feed: Feed) -> None:
        """See ``Feeds.add``."""
        try:
            with self._database.writing() as connection:
                connection.execute(insert(feeds).values(_values(feed)))
        except IntegrityError as error:
            raise Conflict(f"there is a feed {feed.name!r} already; remove it first, or give another name") from error

    def save(self, feed: Feed) -> None:
        """See ``Feeds.save``."""
        with self._database.writing() as connection:
            connection.execute(
                _of(update(feeds), feed.shop_id, feed.name).values(_values(feed) | {"leased_until": None})
            )

    def remove(self, shop_id: str, name: str) -> None:
        """See ``Feeds.remove``."""
        with self._database.writing() as connection:
            if connection.execute(_of(delete(feeds), shop_id, name)).rowcount == 0:
                raise _unknown(name)

    def get(self, shop_id: str, name: str) -> Feed:
        """See ``Feeds.get``."""
        with self._database.reading() as connection:
            row = connection.execute(_of(select(feeds), shop_id, name)).one_or_none()
        if row is None:
            raise _unknown(name)
        return _to_feed(row)

    def all(self, shop_id: str) -> tuple[Feed, ...]:
        """See ``Feeds.all``."""
        query = select(feeds).where(feeds.c.shop_id == shop_id).order_by(feeds.c.name)
        with self._database.reading() as connection:
            return tuple(map(_to_feed, connection.execute(query)))

    def due(self) -> tuple[tuple[str, str], ...]:
        """See ``Feeds.due``."""
        end_leases_of_the_dead(self._database, feeds)
        now = datetime.now(UTC)
        query = (
            select(feeds.c.shop_id, feeds.c.name).where(feeds.c.next_at <= now, _free(now)).order_by(feeds.c.next_at)
        )
        with self._database.reading() as connection:
            return tuple((row.shop_id, row.name) for row in connection.execute(query))

    def lease(self, shop_id: str, name: str) -> bool:
        """See ``Feeds.lease``."""
        end_leases_of_the_dead(self._database, feeds)
        now = datetime.now(UTC)
        ours = {"leased_by": OWNER, "leased_until": now + self._lease}
        taken = _of(update(feeds), shop_id, name).where(_free(now)).values(ours)
        with self._database.writing() as connection:
            return bool(connection.execute(taken).rowcount)

    def begin(self, shop_id: str, name: str) -> None:
        """See ``Feeds.begin``."""
        with self._database.writing() as connection:
            connection.execute(_of(update(feeds), shop_id, name).values(validators={}))

    def tell(self, shop_id: str, name: str) -> None:
        """See ``Feeds.tell``."""
        until = datetime.now(UTC) + self._lease
        with self._database.writing() as connection:
            connection.execute(_of(update(feeds), shop_id, name).values(leased_until=until))


def _of(statement: Any, shop_id: str, name: str) -> Any:
    return statement.where(feeds.c.shop_id == shop_id, feeds.c.name == name)


def _free(now: datetime) -> Any:
    return or_(feeds.c.leased_until.is_(None), feeds.c.leased_until <= now)


def _unknown(name: str) -> NotFound:
    return NotFound(f"the shop has no feed {name[:100]!r}; 'houndstooth feed list' shows those it has")


def _values(feed: Feed) -> dict[str, Any]:
    return {
        "shop_id": feed.shop_id,
        "name": feed.name,
        "location": feed.location,
        "every_seconds": None if feed.every is None else int(feed.every.total_seconds()),
        "columns": dict(feed.columns),
        "site": feed.site,
        "most_gone": feed.most_gone,
        "state": feed.state,
        "validators": dict(feed.validators),
        "failures": feed.failures,
        "problem": feed.problem,
        "report": None if feed.report is None else dict(feed.report),
        "pulled_at": feed.pulled_at,
        "next_at": feed.next_at,
    }


def _to_feed(row: Row[Any]) -> Feed:
    return Feed(
        shop_id=row.shop_id,
        name=row.name,
        location=row.location,
        every=None if row.every_seconds is None else timedelta(seconds=row.every_seconds),
        columns=row.columns,
        site=row.site,
        most_gone=row.most_gone,
        state=FeedState(row.state),
        validators=row.validators,
        failures=row.failures,
        problem=row.problem,
        report=row.report,
        pulled_at=row.pulled_at,
        next_at=row.next_at,
    )
