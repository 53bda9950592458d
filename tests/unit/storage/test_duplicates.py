from __future__ import annotations

import pytest

from houndstooth.storage.catalogue import SqlCatalogue
from houndstooth.storage.duplicates import SqlDuplicates
from houndstooth.testing.duplicates import DuplicatesContract


class TestDuplicates(DuplicatesContract):
    """On every database that the project runs on."""

    @pytest.fixture
    def catalogue(self, database):
        return SqlCatalogue(database)

    @pytest.fixture
    def store(self, database):
        return SqlDuplicates(database)
