from __future__ import annotations

import pytest

from houndstooth.storage.feeds import SqlFeeds
from houndstooth.storage.jobs import SqlJobs
from houndstooth.testing.feeds_store import FeedsContract
from houndstooth.testing.jobs import JobsContract


class TestJobs(JobsContract):
    """On every database that the project runs on."""

    @pytest.fixture
    def open_jobs(self, database):
        return lambda lease: SqlJobs(database, lease=lease)


class TestFeeds(FeedsContract):
    """On every database that the project runs on."""

    @pytest.fixture
    def open_feeds(self, database):
        return lambda lease: SqlFeeds(database, lease=lease)
