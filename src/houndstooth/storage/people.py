"""People and their sessions in an SQL database."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from houndstooth.domain.access import Role
from houndstooth.domain.errors import Conflict, NotFound
from houndstooth.domain.people import Person, Session
from houndstooth.storage.access_tables import people, sessions
from houndstooth.storage.database import Database


class SqlPeople:
    """``People`` over SQLAlchemy Core."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, person: Person) -> None:
        """See ``People.add``."""
        values = {
            "person_id": person.id,
            "shop_id": person.shop_id,
            "name": person.name,
            "role": person.role.value,
            "password_hash": person.password_hash,
            "created_at": person.created_at,
        }
        try:
            with self._database.writing() as connection:
                connection.execute(insert(people).values(values))
        except IntegrityError as error:
            raise Conflict(
                f"the shop {person.shop_id!r} has somebody called {person.name!r} already; choose another name"
            ) from error

    def get(self, shop_id: str, person_id: str) -> Person:
        """See ``People.get``."""
        with self._database.reading() as connection:
            return _read_one(connection, shop_id, person_id)

    def named(self, shop_id: str, name: str) -> Person | None:
        """See ``People.named``."""
        query = select(people).where(people.c.shop_id == shop_id, people.c.name == name)
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else _to_person(row)

    def of_shop(self, shop_id: str) -> tuple[Person, ...]:
        """See ``People.of_shop``."""
        query = select(people).where(people.c.shop_id == shop_id).order_by(people.c.name)
        with self._database.reading() as connection:
            return tuple(map(_to_person, connection.execute(query)))

    def change_role(self, shop_id: str, person_id: str, role: Role, *, keep_an_owner: bool) -> Person:
        """See ``People.change_role``."""
        with self._database.writing() as connection:
            if keep_an_owner and role is not Role.OWNER:
                _keep_an_owner(connection, shop_id, person_id)
            change = update(people).where(people.c.shop_id == shop_id, people.c.person_id == person_id)
            connection.execute(change.values(role=role.value))
            return _read_one(connection, shop_id, person_id)

    def change_password(self, shop_id: str, person_id: str, password_hash: str) -> None:
        """See ``People.change_password``."""
        with self._database.writing() as connection:
            _read_one(connection, shop_id, person_id)
            change = update(people).where(people.c.person_id == person_id)
            connection.execute(change.values(password_hash=password_hash))
            connection.execute(delete(sessions).where(sessions.c.person_id == person_id))

    def remove(self, shop_id: str, person_id: str, *, keep_an_owner: bool) -> None:
        """See ``People.remove``."""
        with self._database.writing() as connection:
            _read_one(connection, shop_id, person_id)
            if keep_an_owner:
                _keep_an_owner(connection, shop_id, person_id)
            connection.execute(delete(people).where(people.c.person_id == person_id))


class SqlSessions:
    """``Sessions`` over SQLAlchemy Core."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, session: Session) -> None:
        """See ``Sessions.add``."""
        values = {
            "digest": session.digest,
            "person_id": session.person_id,
            "created_at": session.created_at,
            "last_seen_at": session.last_seen_at,
        }
        with self._database.writing() as connection:
            connection.execute(insert(sessions).values(values))

    def find(self, digest: str) -> tuple[Session, Person] | None:
        """See ``Sessions.find``."""
        query = (
            select(people, sessions.c.created_at.label("began_at"), sessions.c.last_seen_at)
            .join(sessions, sessions.c.person_id == people.c.person_id)
            .where(sessions.c.digest == digest)
        )
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        return Session(digest, row.person_id, row.began_at, row.last_seen_at), _to_person(row)

    def seen(self, digest: str, at: datetime) -> None:
        """See ``Sessions.seen``."""
        with self._database.writing() as connection:
            connection.execute(update(sessions).where(sessions.c.digest == digest).values(last_seen_at=at))

    def remove(self, digest: str) -> None:
        """See ``Sessions.remove``."""
        with self._database.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.digest == digest))

    def prune(self, before: datetime) -> None:
        """See ``Sessions.prune``."""
        with self._database.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.created_at < before))


def _to_person(row: Row[Any]) -> Person:
    """A row of ``people`` as a value."""
    return Person(row.person_id, row.shop_id, row.name, Role(row.role), row.password_hash, row.created_at)


def _read_one(connection: Connection, shop_id: str, person_id: str) -> Person:
    query = select(people).where(people.c.shop_id == shop_id, people.c.person_id == person_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound(f"the shop {shop_id!r} has no person with the id {person_id[:40]!r}")
    return _to_person(row)


def _keep_an_owner(connection: Connection, shop_id: str, person_id: str) -> None:
    # All owners are locked: of two who take the role from each other at once, the second finds herself the last.
    owners = select(people.c.person_id).where(people.c.shop_id == shop_id, people.c.role == Role.OWNER.value)
    if connection.execute(owners.with_for_update()).scalars().all() == [person_id]:
        raise Conflict(f"this is the last owner of the shop {shop_id!r}; make somebody else an owner first")
