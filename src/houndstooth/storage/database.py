"""Opening a database: connections, transactions and the newest schema."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text

HEAD = "0002"
"""The newest migration; a test holds it against the folder of migrations."""

BUSY_SECONDS = 30
"""How long a transaction waits for another writer before it gives up."""


class Database:
    """One SQL database with the newest schema. Safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._migrate()

    @classmethod
    def open_sqlite(cls, path: Path) -> Database:
        """Open, or make, an SQLite file in WAL mode; every commit is on disk before it returns."""
        path.parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": BUSY_SECONDS}, pool_size=16)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return cls(engine)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one moment of the database and changes nothing."""
        with self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that commits at the end, or leaves no trace when an error passes through."""
        with self._engine.connect().execution_options(writing=True) as connection, connection.begin():
            yield connection

    def close(self) -> None:
        """Give all connections back."""
        self._engine.dispose()

    def _migrate(self) -> None:
        with self.reading() as connection:
            if _version(connection) == HEAD:
                return
        # Several processes may open a new home at once: the first migrates, the others find it done.
        with self.writing() as connection:
            if _version(connection) != HEAD:
                _upgrade(connection)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(connection: Connection) -> None:
    from alembic import command  # imported late: only a home that is new or old needs it
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own transaction handling begins too late for a reader that becomes a writer;
    # we say BEGIN ourselves.
    connection.isolation_level = None
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "cache_size = -65536"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
