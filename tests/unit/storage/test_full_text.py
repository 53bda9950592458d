from __future__ import annotations

import pytest

from houndstooth.storage.catalogue import SqlCatalogue
from houndstooth.storage.full_text import SqlFullText
from houndstooth.testing.full_text import FullTextContract


class TestFullTextOfBothDatabases(FullTextContract):
    @pytest.fixture
    def catalogue(self, database) -> SqlCatalogue:
        return SqlCatalogue(database)

    @pytest.fixture
    def full_text(self, database) -> SqlFullText:
        return SqlFullText(database)
