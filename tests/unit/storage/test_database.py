from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

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
