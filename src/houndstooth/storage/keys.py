"""Keys in an SQL database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, insert, or_, select, update

from houndstooth.domain.access import Scope
from houndstooth.domain.errors import NotFound
from houndstooth.domain.keys import Key, KeyKind
from houndstooth.storage.access_tables import key_origins, keys
from houndstooth.storage.database import Database


class SqlKeys:
    """``Keys`` over SQLAlchemy Core."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, key: Key) -> None:
        """See ``Keys.add``."""
        with self._database.writing() as connection:
            _insert(connection, key)

    def replace(self, old: Key, successor: Key, *, until: datetime) -> None:
        """See ``Keys.replace``."""
        later = or_(keys.c.expires_at.is_(None), keys.c.expires_at > until)
        with self._database.writing() as connection:
            _insert(connection, successor)
            connection.execute(update(keys).where(keys.c.key_id == old.id, later).values(expires_at=until))

    def revoke(self, shop_id: str, key_id: str, at: datetime) -> Key:
        """See ``Keys.revoke``."""
        one = (keys.c.shop_id == shop_id) & (keys.c.key_id == key_id)
        with self._database.writing() as connection:
            connection.execute(update(keys).where(one, keys.c.revoked_at.is_(None)).values(revoked_at=at))
            found = _read(connection, one)
        if not found:
            raise NotFound(f"the shop {shop_id!r} has no key {key_id[:40]!r}")
        return found[0]

    def get(self, key_id: str) -> Key | None:
        """See ``Keys.get``."""
        with self._database.reading() as connection:
            found = _read(connection, keys.c.key_id == key_id)
        return found[0] if found else None

    def of_shop(self, shop_id: str) -> tuple[Key, ...]:
        """See ``Keys.of_shop``."""
        with self._database.reading() as connection:
            return _read(connection, keys.c.shop_id == shop_id)

    def used(self, key_id: str, at: datetime) -> None:
        """See ``Keys.used``."""
        with self._database.writing() as connection:
            connection.execute(update(keys).where(keys.c.key_id == key_id).values(last_used_at=at))

    def binds(self, origin: str, at: datetime) -> bool:
        """See ``Keys.binds``."""
        query = (
            select(keys.c.key_id)
            .join(key_origins, key_origins.c.key_id == keys.c.key_id)
            .where(key_origins.c.origin == origin, keys.c.revoked_at.is_(None))
            .where(or_(keys.c.expires_at.is_(None), keys.c.expires_at > at))
            .limit(1)
        )
        with self._database.reading() as connection:
            return connection.execute(query).first() is not None


def _insert(connection: Connection, key: Key) -> None:
    values = {
        "key_id": key.id,
        "shop_id": key.shop_id,
        "kind": key.kind.value,
        "name": key.name,
        "scopes": sorted(key.scopes),
        "digest": key.digest,
        "sealed_signing": key.sealed_signing,
        "created_at": key.created_at,
        "expires_at": key.expires_at,
        "revoked_at": key.revoked_at,
        "last_used_at": key.last_used_at,
    }
    connection.execute(insert(keys).values(values))
    if key.origins:
        connection.execute(insert(key_origins), [{"key_id": key.id, "origin": origin} for origin in key.origins])


def _read(connection: Connection, condition: ColumnElement[bool]) -> tuple[Key, ...]:
    rows = connection.execute(select(keys).where(condition).order_by(keys.c.created_at, keys.c.key_id)).all()
    origins: dict[str, list[str]] = defaultdict(list)
    if any(row.kind == KeyKind.PUBLIC for row in rows):
        bound = select(key_origins).join(keys, key_origins.c.key_id == keys.c.key_id).where(condition)
        for key_id, origin in connection.execute(bound):
            origins[key_id].append(origin)
    return tuple(_to_key(row, origins[row.key_id]) for row in rows)


def _to_key(row: Row[Any], origins: Iterable[str]) -> Key:
    return Key(
        id=row.key_id,
        shop_id=row.shop_id,
        kind=KeyKind(row.kind),
        name=row.name,
        scopes=frozenset(map(Scope, row.scopes)),
        digest=row.digest,
        created_at=row.created_at,
        origins=frozenset(origins),
        sealed_signing=row.sealed_signing,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        last_used_at=row.last_used_at,
    )
