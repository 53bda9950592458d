from __future__ import annotations

import pytest

from houndstooth.storage.audit_log import SqlAuditLog
from houndstooth.storage.keys import SqlKeys
from houndstooth.storage.people import SqlPeople, SqlSessions
from houndstooth.testing.audit_log import AuditLogContract
from houndstooth.testing.keys import KeysContract
from houndstooth.testing.people import PeopleContract, SessionsContract


class TestKeys(KeysContract):
    @pytest.fixture
    def keys(self, database):
        return SqlKeys(database)


class TestPeople(PeopleContract):
    @pytest.fixture
    def people(self, database):
        return SqlPeople(database)


class TestSessions(SessionsContract):
    @pytest.fixture
    def people(self, database):
        return SqlPeople(database)

    @pytest.fixture
    def sessions(self, database):
        return SqlSessions(database)


class TestAuditLog(AuditLogContract):
    @pytest.fixture
    def log(self, database):
        return SqlAuditLog(database)
