from __future__ import annotations

import pytest

from houndstooth.storage.catalogue import SqlCatalogue
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
