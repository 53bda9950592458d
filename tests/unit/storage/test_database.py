from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

import houndstooth.storage
from houndstooth.storage.catalogue import SqlCatalogue
from houndstooth.storage.database import HEAD, Database
from houndstooth.storage.tables import metadata
from houndstooth.testing.catalogue import ARTIFACT, SHOP, entry


@pytest.fixture(name="database")
def _database(tmp_path):
    database = Database.open_sqlite(tmp_path / "new" / "houndstooth.db")
    yield database
    database.close()


def test_head_is_the_newest_migration():
    """The constant that spares Alembic at each start tells the truth."""
    config = Config()
    config.set_main_option("script_location", str(Path(houndstooth.storage.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_migrations_make_the_tables_that_the_code_speaks_of(database):
    """Migrating an empty database gives exactly the declared tables."""
    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_opening_again_keeps_everything(database, tmp_path):
    """A second process finds the data of the first."""
    SqlCatalogue(database).write([entry("a")], artifact_id=ARTIFACT)
    again = Database.open_sqlite(tmp_path / "new" / "houndstooth.db")
    assert SqlCatalogue(again).get(SHOP, "a").item.id == "a"
    again.close()


def test_many_may_open_a_new_home_at_once(tmp_path):
    """Only one migrates; nobody fails."""
    with ThreadPoolExecutor(8) as pool:
        opened = list(pool.map(lambda _: Database.open_sqlite(tmp_path / "houndstooth.db"), range(8)))
    with opened[0].reading() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == [HEAD]
    for database in opened:
        database.close()


def test_writers_take_turns(database):
    """Concurrent writers wait for each other; each write is there and has its own revision."""
    catalogue = SqlCatalogue(database)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: catalogue.write([entry(f"item-{n}")], artifact_id=ARTIFACT), range(40)))
    assert catalogue.count(SHOP) == catalogue.revision(SHOP) == 40


def test_a_filled_database_of_the_first_schema_is_brought_forwards(tmp_path):
    """Every item of an older installation is still there, and can be corrected."""
    path = tmp_path / "houndstooth.db"
    with sqlite3.connect(path) as old:
        _migrate(path, "0001")
        old.execute("INSERT INTO shops VALUES ('shop', 1)")
        old.execute("INSERT INTO pictures VALUES ('aa', 3, 4)")
        old.execute(
            "INSERT INTO items (shop_id, item_id, kind, title, colour, attributes, picture_key, row_digest, revision, "
            "changed_at) VALUES ('shop', 'a', 'product', 'A', 'Red', '{}', 'aa', 'd', 1, '2026-01-01 00:00:00')"
        )
    catalogue = SqlCatalogue(Database.open_sqlite(path))
    assert catalogue.get(SHOP, "a").item.colour == "Red"
    assert catalogue.correct(SHOP, "a", {"colour": "Blue"}).item.colour == "Blue"


def _migrate(path, revision):
    config = Config()
    config.set_main_option("script_location", str(Path(houndstooth.storage.__file__).parent / "migrations"))
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()
