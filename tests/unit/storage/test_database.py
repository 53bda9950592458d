from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

import houndstooth.storage
from houndstooth.domain.errors import InvalidInput, Unavailable
from houndstooth.domain.filter import Filter
from houndstooth.storage.catalogue import SqlCatalogue
from houndstooth.storage.database import HEAD, Database
from houndstooth.storage.full_text import SqlFullText
from houndstooth.storage.schema import metadata
from houndstooth.testing.catalogue import ARTIFACT, SHOP, entry

FIRST_SCHEMA = (
    "INSERT INTO shops VALUES ('shop', 1)",
    "INSERT INTO pictures VALUES ('aa', 3, 4)",
    "INSERT INTO items (shop_id, item_id, kind, title, colour, attributes, picture_key, row_digest, revision, "
    "changed_at) VALUES ('shop', 'a', 'product', 'A', 'Red', '{}', 'aa', 'd', 1, '2026-01-01 00:00:00')",
)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(houndstooth.storage.__file__).parent / "migrations"))
    return config


def test_head_is_the_newest_migration():
    """The constant that spares Alembic at each start tells the truth."""
    assert ScriptDirectory.from_config(_config()).get_heads() == [HEAD]


def _is_declared(name: str | None, kind: str, _parents: object) -> bool:
    """All but what the index over words is made of, which is different in each database."""
    return kind == "schema" or not (
        str(name).startswith("item_words_index") or name in {"heads", "whole", "ix_item_words_whole"}
    )


def test_migrations_make_the_tables_that_the_code_speaks_of(database):
    """Migrating an empty database gives exactly the declared tables."""
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _is_declared})
        assert compare_metadata(context, metadata) == []


def test_a_whole_database_has_no_problems(database):
    assert database.problems() == ()


def test_opening_again_keeps_everything(database, open_database):
    """A second process finds the data of the first."""
    SqlCatalogue(database).write([entry("a")], artifact_id=ARTIFACT)
    again = open_database()
    assert SqlCatalogue(again).get(SHOP, "a").item.id == "a"
    again.close()


def test_many_may_open_a_new_home_at_once(open_database):
    """Only one migrates; nobody fails."""
    with ThreadPoolExecutor(8) as pool:
        opened = list(pool.map(lambda _: open_database(), range(8)))
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


def test_two_shops_may_write_the_same_picture_at_once(database):
    """Pictures are shared between shops, and neither writer fails over the other."""
    catalogue = SqlCatalogue(database)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: catalogue.write([entry("a", shop_id=f"shop-{n}")], artifact_id=ARTIFACT), range(24)))
    assert {catalogue.count(f"shop-{n}") for n in range(24)} == {1}


def test_a_reader_sees_one_moment(database):
    """What is written while somebody reads is seen by the next reader, not by this one."""
    catalogue = SqlCatalogue(database)
    catalogue.write([entry("a")], artifact_id=ARTIFACT)
    with database.reading() as connection:
        count = text("SELECT count(*) FROM items")
        assert connection.execute(count).scalar_one() == 1
        catalogue.write([entry("b")], artifact_id=ARTIFACT)
        assert connection.execute(count).scalar_one() == 1
    assert catalogue.count(SHOP) == 2


def test_a_filled_database_of_the_first_schema_is_brought_forwards(address, open_database):
    """Every item of an older installation is still there, is found by its words, and can be corrected."""
    engine = create_engine(address.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for statement in FIRST_SCHEMA:
            connection.execute(text(statement))
    engine.dispose()
    database = open_database()
    catalogue = SqlCatalogue(database)
    assert catalogue.get(SHOP, "a").item.colour == "Red"
    long_ago = datetime(2026, 1, 1, tzinfo=UTC)
    _, columns = catalogue.rows(SHOP, artifact_id=ARTIFACT, since=0, limit=9, retired_since=long_ago)
    assert (columns.ids, columns.created.tolist()) == (("a",), [long_ago.timestamp()])
    assert [number for number, _ in SqlFullText(database).find(SHOP, "red", where=Filter(), limit=9)] == [1]
    assert catalogue.correct(SHOP, "a", {"colour": "Blue"}).item.colour == "Blue"
    database.close()


def test_a_new_file_is_read_by_its_owner_alone(tmp_path):
    """It holds password hashes; so do the files beside it. The mode of an older one is its owner's business."""
    database = Database.open_sqlite(tmp_path / "new" / "houndstooth.db")
    SqlCatalogue(database).write([entry("a")], artifact_id=ARTIFACT)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "new").iterdir()}
    assert set(modes.values()) == {0o600}
    assert len(modes) == 3
    database.close()
    (tmp_path / "new" / "houndstooth.db").chmod(0o640)
    Database.open_sqlite(tmp_path / "new" / "houndstooth.db").close()
    assert stat.S_IMODE((tmp_path / "new" / "houndstooth.db").stat().st_mode) == 0o640


@pytest.mark.parametrize("wrong", ["houndstooth.db", "mysql://a:b@localhost/x", "postgresql"])
def test_an_address_that_is_none_is_refused(wrong):
    with pytest.raises(InvalidInput, match="postgresql://"):
        Database.open_postgres(wrong)


def test_a_database_that_does_not_answer_is_told_without_the_password():
    """The host and port are named, the password never is."""
    with pytest.raises(Unavailable, match=r"127\.0\.0\.1:9") as raised:
        Database.open_postgres("postgresql://me:secret@127.0.0.1:9/shop")
    assert "secret" not in str(raised.value)
