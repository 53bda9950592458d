"""Opening a database: connections, transactions and the newest schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, OperationalError

from houndstooth.domain.errors import InvalidInput, MissingExtra, Unavailable

HEAD = "0014"
"""The newest migration; a test holds it against the folder of migrations."""

BUSY_SECONDS = 30
"""How long a transaction waits for another writer before it gives up."""


class Database:
    """One SQL database with the newest schema. Safe to share between threads.

    Args:
        engine: of SQLAlchemy.
        reading: execution options of a connection that only reads.
    """

    def __init__(self, engine: Engine, *, reading: Mapping[str, Any] | None = None) -> None:
        self._engine = engine
        self._reading = dict(reading or {})
        self._migrate()

    @classmethod
    def open_sqlite(cls, path: Path) -> Database:
        """Open, or make, an SQLite file in WAL mode; every commit is on disk before it returns."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)  # it holds password hashes; SQLite gives the files beside it the same mode
        engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": BUSY_SECONDS}, pool_size=16)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return cls(engine)

    @classmethod
    def open_postgres(cls, url: str) -> Database:
        """Open a PostgreSQL database by its address, ``postgresql://USER:PASSWORD@HOST:PORT/NAME``.

        Raises:
            InvalidInput: it is no such address.
            MissingExtra: the driver is not installed.
            Unavailable: nobody answers there, or not to this user.
        """
        try:
            address = make_url(url)
            if address.get_backend_name() != "postgresql":
                raise ArgumentError
        except ArgumentError:
            raise InvalidInput(
                "the setting database is not an address like postgresql://USER:PASSWORD@HOST:5432/NAME"
            ) from None
        try:
            engine = create_engine(address.set(drivername="postgresql+psycopg"), pool_size=16, pool_pre_ping=True)
        except ModuleNotFoundError as missing:
            raise MissingExtra("psycopg", "postgres") from missing
        try:
            return cls(engine, reading={"isolation_level": "REPEATABLE READ", "postgresql_readonly": True})
        except OperationalError as error:
            told = str(error.orig).strip().splitlines()[0] if error.orig else "no reason given"
            raise Unavailable(
                f"the database at {address.host}:{address.port or 5432} cannot be used: {told}"
            ) from error

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one moment of the database and changes nothing."""
        with self._engine.connect().execution_options(**self._reading) as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that commits at the end, or leaves no trace when an error passes through."""
        with self._engine.connect().execution_options(writing=True) as connection, connection.begin():
            yield connection

    def problems(self) -> tuple[str, ...]:
        """What the database finds wrong with its own files; PostgreSQL sees to that by itself."""
        with self.reading() as connection:
            if connection.dialect.name != "sqlite":
                return ()
            found = connection.execute(text("PRAGMA quick_check(5)")).scalars()
            return tuple(problem for problem in found if problem != "ok")

    def close(self) -> None:
        """Give all connections back."""
        self._engine.dispose()

    def _migrate(self) -> None:
        with self.reading() as connection:
            if _version(connection) == HEAD:
                return
        # Several processes may open a new home at once: the first migrates, the others find it done.
        with self.writing() as connection:
            if connection.dialect.name == "postgresql":  # SQLite lets in one writer at a time as it is
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
            if _version(connection) != HEAD:
                _upgrade(connection)


_MIGRATION_LOCK = 0x68_6F_75_6E_64
"""Any number that nobody else locks; this one spells 'hound'."""


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
