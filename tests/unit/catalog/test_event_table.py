"""Tables of events: columns found by name, rows read one by one."""

from __future__ import annotations

import gzip
import json
import re
from datetime import UTC, date, datetime

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from houndstooth.catalog.event_table import read_event_table
from houndstooth.domain.errors import InvalidSource

NEW_YEAR = datetime(2024, 1, 1, tzinfo=UTC).timestamp()
DAY = 86_400.0
ROWS = [("ann", "007", "2024-01-02"), ("bob", "x", "2024-01-01"), ("ann", "y", "2024-01-03")]


def rows_of(table):
    """Who did what when, as plain values."""
    return [
        (table.shopper_ids[shopper], table.item_ids[item], time)
        for shopper, item, time in zip(table.shoppers, table.items, table.times, strict=True)
    ]


def write(path, text):
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def csv(path, header, *lines):
    return write(path, "\n".join([header, *lines]) + "\n")


EXPECTED = [("bob", "x", NEW_YEAR), ("ann", "007", NEW_YEAR + DAY), ("ann", "y", NEW_YEAR + 2 * DAY)]


@pytest.mark.parametrize("kind", ["csv", "semicolon", "tsv", "gz", "utf16", "latin", "jsonl", "parquet", "dictionary"])
def test_every_format_gives_the_same_rows(tmp_path, kind):
    """Ordered by time; an id keeps its leading zeros."""
    divider = {"semicolon": ";", "tsv": "\t"}.get(kind, ",")
    text = "\n".join(divider.join(row) for row in [("user_id", "sku", "date"), *ROWS]) + "\n"
    columns = {name: [row[place] for row in ROWS] for place, name in enumerate(("user_id", "sku", "date"))}
    if kind == "parquet":
        path = tmp_path / "t.parquet"
        columns["date"] = [date.fromisoformat(day) for day in columns["date"]]
        parquet.write_table(pa.table(columns), path)
    elif kind == "dictionary":
        path = tmp_path / "t.parquet"
        table = pa.table(columns)
        parquet.write_table(pa.table({name: table[name].dictionary_encode() for name in columns}), path)
    elif kind == "jsonl":
        names = list(columns)
        lines = (json.dumps(dict(zip(names, row, strict=True))) for row in ROWS)
        path = write(tmp_path / "t.jsonl", "\n".join(lines))
    elif kind == "gz":
        path = write(tmp_path / "t.csv.gz", gzip.compress(text.encode()))
    elif kind == "latin":
        path = write(tmp_path / "t.csv", text.replace("bob", "böb").encode("latin-1"))
    else:
        path = write(
            tmp_path / f"t.{'tsv' if kind == 'tsv' else 'csv'}", text.encode("utf-16" if kind == "utf16" else "utf-8")
        )
    table = read_event_table(path)
    assert [(who.replace("ö", "o"), *rest) for who, *rest in rows_of(table)] == EXPECTED
    assert (table.dated, table.skipped, table.rows.tolist()) == (True, 0, [2, 1, 3])
    assert table.columns == {"shopper": "user_id", "item": "sku", "time": "date"}


@pytest.mark.parametrize(
    "names",
    [
        ("customer", "article_id", "t_dat"),
        ("reviewerID", "asin", "unixReviewTime"),
        ("CustomerID", "StockCode", "InvoiceDate"),
        ("userid", "Product ID", "event-time"),
        ("user", "item", "timestamp"),
        ("shopper", "article", "review_date"),
    ],
)
def test_columns_are_found_by_name(tmp_path, names):
    """In whatever way they are written."""
    path = csv(tmp_path / "t.csv", ",".join(names), *(",".join(row) for row in ROWS))
    assert rows_of(read_event_table(path)) == EXPECTED


def test_columns_are_overruled(tmp_path):
    """By the user, who knows; an empty one is none."""
    path = csv(tmp_path / "t.csv", "user,item,when,date,price", "a,x,2024-01-01,2020-01-01,3")
    table = read_event_table(path, {"time": "when", "price": ""})
    assert (table.times.tolist(), table.others) == ([NEW_YEAR], {})
    for overrides, words in (({"time": "whenever"}, "it has user, item, when"), ({"wen": "when"}, "wen is no field")):
        with pytest.raises(InvalidSource, match=words):
            read_event_table(path, overrides)


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("who,item,date", "shopper or the session? It has who, item, date; say it with --column shopper=COLUMN"),
        ("user,thing,date", "is the item? It has user, thing, date; say it with --column item=COLUMN"),
        ("user,item,when", "time or the position? It has user, item, when; say it with --column time=COLUMN"),
    ],
)
def test_what_cannot_be_told_is_asked(tmp_path, header, words):
    """With the columns that there are, and how to say it."""
    with pytest.raises(InvalidSource, match=re.escape(words)):
        read_event_table(csv(tmp_path / "t.csv", header, "a,b,c"))


def test_an_order_without_times(tmp_path):
    """Each shopper's own, and said to be no more than that."""
    table = read_event_table(csv(tmp_path / "t.csv", "user_id,asin,position", "a,x,1", "b,z,0", "a,y,0"))
    assert not table.dated
    assert rows_of(table) == [("b", "z", 0.0), ("a", "y", 0.0), ("a", "x", 1.0)]


def test_of_one_time_the_position_counts(tmp_path):
    """Where the table has both."""
    table = read_event_table(csv(tmp_path / "t.csv", "user,item,date,pos", "a,x,2024-01-01,2", "a,y,2024-01-01,1"))
    assert [item for _, item, _ in rows_of(table)] == ["y", "x"]


@pytest.mark.parametrize(
    "written",
    [
        "2024-01-01", "20240101", "2024-01-01T00:00:00Z", "2024-01-01 01:00:00+01:00", "2024/01/01", "January 1, 2024",
        "1 Jan 2024", "1704067200", "1704067200.0", "1704067200000", "1704067200000000", "1704067200000000000",
        "2024-01-01 00:00:00", "01 1, 2024",
    ],
)  # fmt: skip
def test_times_in_many_forms(tmp_path, written):
    """All of one moment; without a zone it is UTC."""
    table = read_event_table(csv(tmp_path / "t.tsv", "user\titem\ttime", f"a\tx\t{written}"))
    assert table.times.tolist() == [NEW_YEAR]


def test_a_row_that_cannot_be_used_is_told(tmp_path):
    """And all others are read; each row is counted once."""
    path = csv(
        tmp_path / "t.csv", "user,item,date", "a,x,2024-01-01", ",x,2024-01-01", "a, ,2024-01-01", "a,x,", "a,x,soon",
        "a,x", "a,NULL,nan", "b,y,2024-01-02",
    )  # fmt: skip
    table = read_event_table(path)
    assert rows_of(table) == [("a", "x", NEW_YEAR), ("b", "y", NEW_YEAR + DAY)]
    assert table.rows.tolist() == [1, 8]
    assert {fault.reason: (fault.rows, fault.examples[0]) for fault in table.faults} == {
        "cannot be read": (1, "row 6: 2 values under 3 columns; check the quotes"),
        "no shopper": (1, "row 2 has no shopper"),
        "no item": (2, "row 3 has no item"),
        "no time": (1, "row 4 has no time"),
        "a time that cannot be read": (1, "row 5 has a time that cannot be read, 'soon'"),
    }
    assert len(table) + table.skipped == 8


def test_broken_lines_of_json(tmp_path):
    """Are left out, and told by their row; numbers are ids too."""
    good = {"user": 7, "item": "x", "time": 1704067200}
    path = write(tmp_path / "t.jsonl", "\n".join([json.dumps(good), "{", "[]", json.dumps({**good, "item": 8})]))
    table = read_event_table(path)
    assert rows_of(table) == [("7", "x", NEW_YEAR), ("7", "8", NEW_YEAR)]
    assert [(fault.reason, fault.rows) for fault in table.faults] == [("cannot be read", 2)]
    assert table.rows.tolist() == [1, 4]


def test_sessions(tmp_path):
    """Somebody who is not known is a session; a shopper and a session of one name are two."""
    lines = ["v1,,x,2024-01-01", "v1,ann,y,2024-01-02", "ann,,z,2024-01-03"]
    table = read_event_table(csv(tmp_path / "t.csv", "session_id,user_id,item,date", *lines))
    assert [name for name, *_ in rows_of(table)] == ["v1", "ann", "ann"]
    assert len(table.shopper_ids) == 3
    assert table.anonymous[table.shoppers].tolist() == [True, False, True]
    assert table.others["session"] == ("v1", "v1", "ann")
    alone = read_event_table(csv(tmp_path / "t.csv", "visitorid,itemid,timestamp,event", "v,x,1704067200000,view"))
    assert (alone.anonymous.tolist(), alone.kinds) == ([True], ("view",))


def test_ids_that_repeat_are_no_ids_of_events(tmp_path):
    """A column that is called so may name the customer; one that the user names is believed."""
    path = csv(tmp_path / "t.csv", "id,user,item,date", "1,a,x,2024-01-01", "1,a,y,2024-01-01")
    assert "id" not in read_event_table(path).columns
    assert read_event_table(path, {"id": "id"}).others["id"] == ("1", "1")
    single = csv(tmp_path / "t.csv", "id,user,item,date", "1,a,x,2024-01-01", "2,a,y,2024-01-01")
    assert read_event_table(single).others["id"] == ("1", "2")


def test_whole_numbers_with_gaps_are_whole(tmp_path):
    """Tools that know no missing whole number write 12.0."""
    path = tmp_path / "t.parquet"
    times = pa.array([datetime(2024, 1, 1), None, datetime(2024, 1, 1)], pa.timestamp("ns"))
    parquet.write_table(pa.table({"user": [12.0, 13.0, None], "item": pa.array(["x"] * 3), "time": times}), path)
    table = read_event_table(path)
    assert (rows_of(table), table.skipped) == ([("12", "x", NEW_YEAR)], 2)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("t.csv", "", "is empty"),
        ("t.xlsx", "x", "no table of events"),
        ("t.parquet", "PAR1 no more", "not a Parquet file"),
        ("t.jsonl", "no json", "holds no JSON object"),
        ("t.csv.gz", b"\x1f\x8b\x08 broken", "damaged gzip"),
        ("t.csv", "user,item,date\na,x,soon\nb,y,later\n", "no row of .* can be used; row 1 .* 'soon'"),
    ],
)
def test_what_is_no_table(tmp_path, name, content, words):
    """Is refused, with the file and the reason."""
    with pytest.raises(InvalidSource, match=words):
        read_event_table(write(tmp_path / name, content))
    with pytest.raises(InvalidSource, match="there is no file"):
        read_event_table(tmp_path / "missing.csv")


def test_a_table_without_rows(tmp_path):
    """Is none the less a table."""
    table = read_event_table(csv(tmp_path / "t.csv", "user,item,date"))
    assert (len(table), table.skipped) == (0, 0)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.binary(max_size=120) | st.text("a1,;\n\"'\t \r", max_size=80).map(str.encode),
    ending=st.sampled_from(["csv", "tsv", "jsonl", "parquet", "csv.gz"]),
)
def test_any_bytes_are_read_or_refused(tmp_path, data, ending):
    """Behind a good beginning too; never anything else."""
    for head in (b"", b"user,item,date\na,x,2024-01-01\n", b'{"user": 1, "item": 2, "time": "2024-01-01"}\n'):
        path = write(tmp_path / f"t.{ending}", head + data)
        try:
            table = read_event_table(path)
        except InvalidSource:
            continue
        assert len(table) == len(table.times) == len(table.rows)
        assert not np.isnan(table.times).any()
