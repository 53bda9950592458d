from __future__ import annotations

import pytest

from houndstooth.storage.catalogue import SqlCatalogue
from houndstooth.storage.database import Database
from houndstooth.testing.catalogue import CatalogueContract


class TestOnSqlite(CatalogueContract):
    @pytest.fixture
    def catalogue(self, tmp_path):
        database = Database.open_sqlite(tmp_path / "houndstooth.db")
        yield SqlCatalogue(database)
        database.close()
