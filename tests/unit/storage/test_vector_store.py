from __future__ import annotations

import pytest

from houndstooth.storage.artifact_uses import SqlArtifactUses
from houndstooth.storage.catalogue import SqlCatalogue
from houndstooth.storage.vector_store import SqlVectorStore
from houndstooth.testing.vectors_side_by_side import VectorStoreContract


class TestVectorStore(VectorStoreContract):
    """On every database that the project runs on."""

    @pytest.fixture
    def catalogue(self, database):
        return SqlCatalogue(database)

    @pytest.fixture
    def vectors(self, database):
        return SqlVectorStore(database)

    @pytest.fixture
    def uses(self, database):
        return SqlArtifactUses(database)
