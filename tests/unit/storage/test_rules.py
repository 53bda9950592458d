from __future__ import annotations

import pytest

from houndstooth.storage.rules import SqlRules
from houndstooth.testing.rules import RulesContract


class TestRules(RulesContract):
    """On every database that the project runs on."""

    @pytest.fixture
    def rules(self, database):
        return SqlRules(database)
