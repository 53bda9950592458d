from __future__ import annotations

import pytest
from sqlalchemy import event

from houndstooth.storage.catalogue import SqlCatalogue
from houndstooth.storage.database import Database
from houndstooth.testing.catalogue import CatalogueContract
from houndstooth.testing.columns import ColumnsContract
from houndstooth.testing.directory_rows import DirectoryRowsContract
from houndstooth.testing.filters import FiltersContract
from houndstooth.testing.offers import OffersContract


class TestCatalogue(CatalogueContract):
    """On every database that the project runs on."""

    @pytest.fixture
    def catalogue(self, database):
        return SqlCatalogue(database)


class TestOffers(OffersContract):
    """On every database that the project runs on."""

    @pytest.fixture
    def catalogue(self, database):
        return SqlCatalogue(database)


class TestColumns(ColumnsContract):
    """On every database that the project runs on."""

    @pytest.fixture
    def catalogue(self, database):
        return SqlCatalogue(database)


class TestFilters(FiltersContract):
    """On every database that the project runs on."""

    @pytest.fixture
    def catalogue(self, database):
        return SqlCatalogue(database)


class TestDirectoryRows(DirectoryRowsContract):
    """On every database that the project runs on."""

    @pytest.fixture
    def catalogue(self, database):
        return SqlCatalogue(database)


def test_items_by_numbers_are_looked_up(tmp_path):
    """One by one, however many the shop has: what every list and every search asks for."""
    database = Database.open_sqlite(tmp_path / "x.db")
    asked = []
    event.listen(database._engine, "before_cursor_execute", lambda _c, _k, sql, args, *_: asked.append((sql, args)))
    SqlCatalogue(database).by_numbers("shop", [1, 2, 3])
    ((sql, args),) = [(sql, args) for sql, args in asked if "FROM items" in sql]
    with database.reading() as connection:
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", args)]
    database.close()
    assert plan[0].startswith("SEARCH items USING INTEGER PRIMARY KEY")
