from __future__ import annotations

import pytest

from houndstooth.storage.events import SqlEvents
from houndstooth.storage.slates import SqlSlates
from houndstooth.testing.events import EventsContract
from houndstooth.testing.slates import SlatesContract


class TestEvents(EventsContract):
    @pytest.fixture
    def events(self, database):
        return SqlEvents(database)


class TestSlates(SlatesContract):
    @pytest.fixture
    def slates(self, database):
        return SqlSlates(database)
