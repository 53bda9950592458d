"""``houndstooth events``, as a person uses it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest


@pytest.fixture(name="table")
def _table(tmp_path):
    path = tmp_path / "orders.csv"
    lines = ["Customer;Article;Date;Type", "ann;a;2026-05-01;view", "ann;b;2026-05-02;buy", "bob;a;soon;buy"]
    ahead = (datetime.now(UTC) + timedelta(days=2)).isoformat()
    path.write_text("\n".join([*lines, f"bob;b;{ahead};buy", "cy;c;2026-05-03;return"]) + "\n")
    return path


def test_a_table_is_imported_once(run, table):
    """With a report of every row, and an entry in the audit log."""
    done = run("events", "import", table)
    assert "shopper ← Customer, item ← Article, time ← Date, kind ← Type" in done.stderr
    assert "5 rows in" in done.stdout
    assert "2 kept, 0 known before, 3 refused" in done.stdout
    assert "row 3 has a time that cannot be read, 'soon'" in done.stdout
    assert "kind 'return' is no event that is known" in done.stdout
    assert "2 of those kept name an item that the shop does not have" in done.stdout
    again = json.loads(run("events", "import", table, "--json").stdout)
    assert (again["rows"], again["kept"], again["repeated"]) == (5, 0, 2)
    assert again["refused"] == {"a time that cannot be read": 1, "time": 1, "kind": 1}
    assert "still to come" in again["examples"]["time"][0]
    audit = json.loads(run("audit", "--json").stdout)
    assert [(one["action"], one["target"]) for one in audit] == [("events.imported", "orders.csv")] * 2


def test_the_debugger(run, table):
    """The last events, of one source or of all, with what was wrong."""
    run("events", "import", table)
    told = json.loads(run("events", "recent", "--source", "import", "--json").stdout)
    assert [one["event"]["name"] for one in told if one["kept"]] == ["purchase", "view_item"]
    assert sum("still to come" in (one["problem"] or "") for one in told) == 1
    assert json.loads(run("events", "recent", "--source", "visitor", "--json").stdout) == []
    shown = run("events", "recent", "--limit", "3").stdout
    assert "the shop has no item 'a'" in run("events", "recent").stdout
    assert len(shown.strip().splitlines()) >= 4


@pytest.mark.parametrize(
    ("header", "options", "words"),
    [
        ("who,what,when", [], "which column of"),
        ("user,item,date", [], "say it with --kind"),
        ("user,item,position", ["--kind", "purchase"], "an order and no times"),
        ("user,item,date", ["--column", "time=when"], "has no column when"),
        ("user,item,date", ["--kind", "purchase", "--column", "colour=date"], "colour is no field of an event"),
    ],
)
def test_what_cannot_be_imported_is_told(run, tmp_path, header, options, words):
    """In one line, and nothing is kept."""
    path = tmp_path / "t.csv"
    path.write_text(f"{header}\na,b,1\n")
    done = run("events", "import", path, *options, check=False)
    assert (done.returncode, words in done.stderr) == (1, True)
    assert json.loads(run("events", "recent", "--json").stdout) == []


def test_columns_are_overruled(run, tmp_path):
    """And a file of JSON lines is read like any other."""
    path = tmp_path / "t.jsonl"
    path.write_text('{"who": 7, "what": "a", "when": "2026-05-01T12:00:00+02:00"}\n')
    columns = [option for one in ("shopper=who", "item=what", "time=when") for option in ("--column", one)]
    run("events", "import", path, "--kind", "like", *columns)
    (one,) = json.loads(run("events", "recent", "--json").stdout)
    assert (one["event"]["name"], one["event"]["time"]) == ("like", "2026-05-01T10:00:00+00:00")
