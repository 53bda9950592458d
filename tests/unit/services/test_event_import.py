"""Importing past events, over a real database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from houndstooth.catalog.event_table import read_event_table
from houndstooth.domain.errors import InvalidSource
from houndstooth.domain.event import EventKind, Who
from houndstooth.services.event_import import EventImport
from houndstooth.storage.database import Database
from houndstooth.storage.events import SqlEvents
from houndstooth.testing.attribution import CLICKED
from houndstooth.testing.events import an_event

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
PURCHASE = EventKind.PURCHASE


@pytest.fixture(name="events")
def _events(tmp_path):
    database = Database.open_sqlite(tmp_path / "x.db")
    yield SqlEvents(database)
    database.close()


@pytest.fixture(name="take")
def _take(tmp_path, events):
    """A function that imports lines of CSV; the shop has all items but those that begin with ``z``."""
    importer = EventImport(
        events, lambda _shop, ids: [not one.startswith("z") for one in ids], "EUR", clock=lambda: NOW
    )

    def take(*lines, kind=PURCHASE, overrides=None):
        path = Path(tmp_path / "t.csv")
        path.write_text("\n".join(lines) + "\n")
        return importer.run("shop", read_event_table(path, overrides), kind=kind)

    return take


def seen(events, who):
    return events.past("shop", Who(who), limit=100).history.item_ids


def test_importing_twice_keeps_nothing_twice(take, events):
    """Rows that are equal word for word are several events all the same; a longer file brings what is new."""
    lines = ["user,item,date", "ann,a,2026-05-01", "ann,a,2026-05-01", "bob,b,2026-05-02"]
    assert (take(*lines).kept, len(seen(events, "ann"))) == (3, 2)
    again = take(lines[0], "bob,c,2026-05-03", *reversed(lines[1:]), "ann,a,2026-05-01")
    assert (again.rows, again.kept, again.repeated) == (5, 2, 3)
    assert len(seen(events, "ann")) == 3


def test_every_row_is_accounted_for(take, events):
    """Kept, repeated or refused with the reason; and whoever looks for mistakes finds it later."""
    report = take(
        "user,item,date,quantity,price",
        "ann,a,2026-05-01,2,19.90",
        "ann,b,2026-05-01,0,1",
        "ann,c,2026-05-01,1,-5",
        "ann,d,2026-06-02,1,1",
        "ann,e,1980-01-01,1,1",
        "ann,f,2026-05-01,many,1",
        "ann,,2026-05-01,1,1",
        "ann,g,2026-05-01,1,0.123456",
        "ann,z,2026-05-01,,",
    )
    assert (report.rows, report.kept, report.repeated) == (9, 3, 0)
    assert report.refused == {"no item": 1, "quantity": 2, "price": 1, "time": 2}
    assert report.examples["price"] == ["row 3: price -5 is not an amount of 0 or more"]
    assert report.unknown_items == 1
    assert set(seen(events, "ann")) == {"a", "g", "z"}
    sent = events.sent("shop", source="import", limit=100)
    assert sum(one.problem is not None for one in sent) == 6
    assert any("still to come" in (one.problem or "") for one in sent)
    assert [one.remarks for one in sent if one.remarks] == [("the shop has no item 'z'",)]


def test_the_lines_of_an_order_are_one_purchase(take, events):
    """None of them is lost, and the order sent again by a page is known."""
    lines = ["order_id,user,item,date,quantity", "T1,ann,a,2026-05-01,1", "T2,bob,a,2026-05-02,1"]
    lines += ["T1,ann,b,2026-05-01,3", "T1,ann,bad,2026-05-01,0", ",ann,c,2026-05-03,1", ",ann,d,2026-05-03,1"]
    report = take(*lines)
    assert (report.kept, report.repeated, report.refused) == (5, 0, {"quantity": 1})
    assert set(seen(events, "ann")) == {"a", "b", "c", "d"}
    (order,) = [one.event for one in events.sent("shop") if one.event.get("transaction_id") == "T1"]
    assert [(item["item_id"], item["quantity"]) for item in order["params"]["items"]] == [("a", 1), ("b", 3)]
    page = an_event(Who("ann"), "a", "b", kind=PURCHASE, transaction_id="T1")
    assert events.append("shop", [page], source="k", received_at=NOW).repeated == (page.id,)
    assert take(*lines).repeated == 5


def test_a_very_long_order(take, events):
    """Is told in several events, for one names 200 items at most."""
    report = take("order_id,user,item,date", *(f"T1,ann,i{number},2026-05-01" for number in range(450)))
    assert (report.kept, report.refused) == (450, {})
    assert events.past("shop", Who("ann"), limit=1000).history.item_ids.count("i449") == 1
    assert len(events.sent("shop", limit=100)) == 3


@pytest.mark.parametrize("kind", [None, PURCHASE])
def test_what_happened_as_the_table_says_it(take, events, kind):
    """In GA4's words and in others'; where a row does not say it, the option counts."""
    report = take(
        "user,item,date,event_type", "ann,a,2026-05-01,view", "ann,b,2026-05-02,Add-To-Cart",
        "ann,c,2026-05-03,refund", "ann,d,2026-05-04,", "ann,e,2026-05-05,purchase", kind=kind,
    )  # fmt: skip
    kinds = [EventKind.PURCHASE, EventKind.ADD_TO_CART, EventKind.VIEW_ITEM]
    assert list(events.past("shop", Who("ann"), limit=9).history.kinds) == (
        kinds if kind is None else [PURCHASE, *kinds]
    )
    assert report.refused == {"kind": 2 if kind is None else 1}
    assert "'refund' is no event" in report.examples["kind"][0]


def test_a_column_that_does_not_say_what_happened(take, events):
    """May be called ``type`` and hold types of garments."""
    lines = ["user,item,date,type", "ann,a,2026-05-01,Shirt"]
    with pytest.raises(InvalidSource, match="the column type says 'Shirt', which is no event; say it with --kind"):
        take(*lines, kind=None)
    assert take(*lines).kept == 1
    with pytest.raises(InvalidSource, match="the table does not say it"):
        take("user,item,date", "ann,a,2026-05-01", kind=None)
    with pytest.raises(InvalidSource, match="an order and no times"):
        take("user,item,position", "ann,a,1")
    assert seen(events, "ann") == ("a",)


def test_sessions_become_shoppers(take, events):
    """As they would have live; and somebody who never signed in is a session."""
    take(
        "client_id,user_id,item,date", "v1,,a,2026-05-01", "v1,ann,b,2026-05-02", "v1,,c,2026-05-03", "v2,,d,2026-05-01"
    )
    assert seen(events, "ann") == ("c", "b", "a")
    assert events.past("shop", Who(session="v2"), limit=9).history.item_ids == ("d",)


def test_sales_of_yesterday_are_owed_to_yesterdays_clicks(take, events):
    """A shop that sends its orders by file each night."""
    clicked = an_event(Who("ann"), "a", minutes=-24 * 60, kind=CLICKED, list_id="l1")
    events.append("shop", [clicked], source="k", received_at=NOW)
    when = (NOW - timedelta(hours=1)).isoformat()
    take("user,item,date", f"ann,a,{when}", f"ann,b,{when}")
    (rows,) = events.interactions("shop")
    assert dict(zip(rows.item_ids[1:], rows.list_ids[1:], strict=True)) == {"a": "l1", "b": None}


def test_names_that_nothing_can_be_kept_under(take, events):
    """Are refused one by one, and stand in no message."""
    name = "x" * 201
    report = take("user,item,date", f"{name},a,2026-05-01", "ann,a,2026-05-01", f"ann,{name},2026-05-01")
    assert (report.kept, report.refused) == (1, {"user_id": 1, "item_id": 1})
    assert name[:30] not in report.examples["user_id"][0]
    assert "201 characters" in report.examples["user_id"][0]
    assert seen(events, "ann") == ("a",)
