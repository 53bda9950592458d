from __future__ import annotations

import pytest

from houndstooth.storage.profile_corrections import SqlProfileCorrections
from houndstooth.storage.shopper_facts import SqlShopperFacts
from houndstooth.testing.profile_corrections import ProfileCorrectionsContract
from houndstooth.testing.shopper_facts import ShopperFactsContract


class TestShopperFacts(ShopperFactsContract):
    """On every database that the project runs on."""

    @pytest.fixture
    def shopper_facts(self, database):
        return SqlShopperFacts(database)


class TestProfileCorrections(ProfileCorrectionsContract):
    """On every database that the project runs on."""

    @pytest.fixture
    def profile_corrections(self, database):
        return SqlProfileCorrections(database)
