"""Feeds that are meant to do harm, or are damaged: refused, or read as far as they go, in bounded time."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib

import pytest

from houndstooth.catalog.content import open_content
from houndstooth.catalog.source import open_source
from houndstooth.domain.errors import InvalidSource
from houndstooth.services.ingest_report import Rejection
from houndstooth.services.lineup import line_up

HEAD = b'<?xml version="1.0"?><rss xmlns:g="http://base.google.com/ns/1.0"><channel>'
FOOT = b"</channel></rss>"
LAUGHS = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))


def item(number, inside=b""):
    return b"<item><g:id>%d</g:id>%s</item>" % (number, inside)


def feed(tmp_path, data, name="feed.xml"):
    (tmp_path / name).write_bytes(data)
    return tmp_path / name


def read(path):
    return list(open_source(path).rows())


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a0 "ha">' + LAUGHS + b"]><rss>" + item(1, b"&a9;"), "entity"),
        (b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>' + item(1, b"<t>&x;</t>"), "entity"),
        (b'<!DOCTYPE r [<!ENTITY % x SYSTEM "http://10.0.0.1/x"> %x;]><rss>' + item(1), "entity"),
        (b"<a>" * 3_000_000, "deep"),
        (HEAD + b"<item>" + b"<a>" * 3_000_000, "deep"),
        (HEAD + b"<!-- " + b"x" * 20_000_000, "tag or comment"),
        (HEAD + b'<item a="' + b"x" * 20_000_000, "tag or comment"),
        (b"<html><body>no products", "JSON-LD"),
        (b"<rss><channel><title>empty</title></channel></rss>", "<item>"),
        (b"[" * 3_000_000, "deep"),
        (b'{"products": ' + b"[" * 3_000_000, "deep"),
    ],
)
@pytest.mark.timeout(20)
def test_bombs_are_refused(tmp_path, data, told):
    """Entities, depth and tags without end, whatever the file is called."""
    for name in ("feed.xml", "feed"):
        with pytest.raises(InvalidSource, match=told):
            read(feed(tmp_path, data, name))


@pytest.mark.timeout(20)
def test_an_external_document_type_is_not_fetched(tmp_path):
    """It is as good as none."""
    [row] = read(feed(tmp_path, b'<!DOCTYPE rss SYSTEM "http://10.0.0.1/rss.dtd"><rss>' + item(1) + b"</rss>"))
    assert row.values["id"] == "1"


@pytest.mark.timeout(60)
def test_memory_does_not_grow_with_the_feed(tmp_path):
    """Twenty thousand items take no more than a few do; a huge one is told and left."""
    path = feed(tmp_path, HEAD + b"".join(item(n, b"<g:title>A dress</g:title>") for n in range(20_000)) + FOOT)
    source = open_source(path)
    tracemalloc.start()
    count = sum(1 for _ in source.rows())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (count, source.total) == (20_000, 20_000)
    assert peak < 4_000_000
    huge = feed(tmp_path, HEAD + item(1, b"<t>" + b"x" * 5_000_000 + b"</t>") + item(2) + FOOT)
    assert [row.problem is None for row in read(huge)] == [False, True]


@pytest.mark.parametrize(
    "damage",
    [b"<t>A & B</t>", b"<t>unclosed", b"<t a=b>x</t>", b"&#1;", b"<t><</t>", b"<t>x</g:t>"],
)
def test_a_damaged_item_costs_that_item(tmp_path, damage):
    """It is told by its number, and the next one is read."""
    rows = read(feed(tmp_path, HEAD + item(1) + item(2, damage) + item(3) + FOOT))
    assert [row.line for row in rows] == [1, 2, 3]
    assert [row.values.get("id") for row in rows if row.problem is None] == ["1", "3"]
    assert rows[1].problem


def test_damage_after_a_long_beginning_costs_one_item(tmp_path):
    """What stands before the first item may be longer than one reading."""
    head = HEAD + b"<!--" + b"x" * 200_000 + b"-->"
    rows = read(feed(tmp_path, head + item(1) + item(2, b"<t>&</t>") + item(3) + FOOT))
    assert [row.problem is None for row in rows] == [True, False, True]


def test_damage_far_apart_costs_no_more_than_it_hits(tmp_path):
    """Also where the items do not fit into one reading."""
    broken = {10, 5_000, 5_001, 9_000}
    path = feed(
        tmp_path,
        HEAD + b"".join(item(n, b"<t>&</t>" if n in broken else b"<t>fine</t>") for n in range(1, 10_001)) + FOOT,
    )
    rows = read(path)
    assert len(rows) == 10_000
    assert {row.line for row in rows if row.problem} == broken
    assert all(row.values["id"] == str(row.line) for row in rows if not row.problem)


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.99])
@pytest.mark.parametrize("name", ["feed.xml", "feed.xml.gz", "feed.json"])
def test_a_feed_that_breaks_off_ends_with_one_clear_error(tmp_path, draw, name, cut):
    """After the rows before it, so that nobody takes the rest for gone."""
    many = range(20_000)
    if name == "feed.json":
        data = b"[" + b",".join(b'{"id": %d, "image": "1.jpg"}' % n for n in many) + b"]"
    else:
        data = HEAD + b"".join(item(n, b"<g:image_link>1.jpg</g:image_link>") for n in many) + FOOT
    data = gzip.compress(data) if name.endswith(".gz") else data
    (tmp_path / "1.jpg").write_bytes(draw(1))
    *rows, last = line_up(
        "shop", open_source(feed(tmp_path, data[: int(cut * len(data))], name)), default_currency="EUR"
    )
    assert rows
    assert not any(isinstance(row, Rejection) for row in rows)
    assert (last.line, last.code) == (0, "broken-source")


def test_unpacking_is_bounded(tmp_path):
    """A kilobyte that unpacks to gigabytes is refused, and so is damaged gzip."""
    path = feed(tmp_path, gzip.compress(b"\0" * 3_000_000), "bomb.csv.gz")
    with open_content(path, most_unpacked=1_000_000) as file, pytest.raises(InvalidSource, match="split"):
        file.read()
    for data in (b"\x1f\x8b rubbish", gzip.compress(b"id\n1\n")[:-5], gzip.compress(zlib.compress(b"x"))[:20]):
        with pytest.raises(InvalidSource, match="gzip"):
            read(feed(tmp_path, data, "bad.csv.gz"))


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "shift_jis", "utf-8-sig"])
def test_xml_in_other_encodings(tmp_path, encoding):
    """As it declares, or as its first bytes say."""
    word = "カバン" if encoding == "shift_jis" else "Größe"
    text = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?><rss><item><id>{word}</id></item></rss>'
    [row] = read(feed(tmp_path, text.encode(encoding)))
    assert row.values["id"] == word


def test_xml_that_lies_about_its_encoding(tmp_path):
    """It says UTF-8, and is not."""
    text = (
        '<?xml version="1.0" encoding="utf-8"?><rss><item><id>1</id><title>Weiße Blusen für Männer</title></item></rss>'
    )
    [row] = read(feed(tmp_path, text.encode("cp1252")))
    assert row.values["title"] == "Weiße Blusen für Männer"


def test_a_wrong_byte_in_a_feed_costs_one_item(tmp_path):
    """The rest of it is UTF-8."""
    good = "<title>Größe für Männer, weiß</title>".encode()
    rows = read(feed(tmp_path, HEAD + item(1, good) + item(2, b"<title>Gr\xf6\xdfe</title>") + item(3, good) + FOOT))
    assert ["UTF-8" in (row.problem or "") for row in rows] == [False, True, False]


def test_control_characters_do_not_end_a_feed(tmp_path):
    """XML does not allow them, shops have them in their texts."""
    [row] = read(feed(tmp_path, HEAD + item(1, b"<title>A\x0b\x00 dress</title>") + FOOT))
    assert row.values["title"] == "A dress"
