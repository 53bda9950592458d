from __future__ import annotations

import pytest
from sqlalchemy import event, text

from houndstooth.domain.event import EventKind
from houndstooth.storage.database import Database
from houndstooth.storage.events import SqlEvents
from houndstooth.storage.slates import SqlSlates
from houndstooth.testing.attribution import WEEK, AttributionContract
from houndstooth.testing.events import ANN, BOTH, NOW, VISIT, EventsContract, an_event
from houndstooth.testing.slates import SlatesContract


class TestEvents(EventsContract):
    @pytest.fixture
    def events(self, database):
        return SqlEvents(database)


class TestSlates(SlatesContract):
    @pytest.fixture
    def slates(self, database):
        return SqlSlates(database)


class TestAttribution(AttributionContract):
    @pytest.fixture
    def events(self, database):
        return SqlEvents(database)

    @pytest.fixture
    def slates(self, database):
        return SqlSlates(database)


def test_nobodys_name_leaves_the_register(database):
    """What the shop calls its shoppers stands in one table, so that one row is to be deleted or encrypted."""
    events = SqlEvents(database)
    who = type(BOTH)(shopper="ann@shop.example", session="5f1c7a52")
    events.append("shop", [an_event(who, "a", list_id="l")], source="k", received_at=NOW)
    with database.reading() as connection:
        for table in ("events", "interactions", "refused_events", "slates"):
            rows = connection.execute(text(f"SELECT * FROM {table}")).all()
            assert not any(name in str(row) for row in rows for name in (who.shopper, who.session))


def test_no_table_is_scanned(tmp_path):
    """What requests ask is answered from indexes, however many events there are."""
    database = Database.open_sqlite(tmp_path / "x.db")
    events, slates = SqlEvents(database), SqlSlates(database)
    events.append("shop", [an_event(VISIT, "a", list_id="l")], source="k", received_at=NOW, inherit=WEEK)
    asked = []
    event.listen(database._engine, "before_cursor_execute", lambda _c, _k, sql, args, *_: asked.append((sql, args)))
    events.append("shop", [an_event(BOTH, "a", kind=EventKind.PURCHASE)], source="k", received_at=NOW, inherit=WEEK)
    events.past("shop", ANN, limit=9, answers=9)
    events.past("shop", VISIT, limit=9)
    events.sent("shop", source="k")
    events.sent("shop")
    events.last_number("shop")
    slates.find("shop", ["l"])
    slates.last_shown("shop", 1, lists=5)
    list(events.attributed("shop", since=NOW))
    list(events.interactions("shop"))
    questions = [(sql, args) for sql, args in asked if sql.startswith(("SELECT", "UPDATE", "DELETE"))]
    assert len(questions) > 20
    with database.reading() as connection:
        plans = {
            sql: [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", args)]
            for sql, args in questions
        }
    database.close()
    scans = {sql: plan for sql, plan in plans.items() if any(step.startswith("SCAN") for step in plan)}
    assert scans == {}
    sorts = [sql for sql, plan in plans.items() if any("B-TREE" in step for step in plan)]
    assert not any("FROM interactions" in sql and "shop_id = ?" in sql for sql in sorts)
