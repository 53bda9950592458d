from __future__ import annotations

import json
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from houndstooth.bootstrap import House
from houndstooth.domain.errors import Busy, FetchFailed, HoundstoothError, InvalidSource
from houndstooth.domain.feed import Feed, FeedState, read_span
from houndstooth.domain.filter import Filter
from houndstooth.services.feeds import Outcome
from houndstooth.settings import load_settings

SHOP = "default"


class Shop:
    """A web shop: a feed ``/feed.csv`` of ``rows``, with an ETag, and pictures."""

    def __init__(self, address, draw):
        self.address = address
        self.draw = draw
        self.rows = {}
        self.asked = []
        self.broken = 0
        self.missing = set()

    def stock(self, ids, **fields):
        for number in ids:
            self.rows[f"p{number}"] = {"title": f"Piece {number}", "price": "10 EUR", "picture": number} | fields

    def feed(self):
        lines = [
            f"{i},{row['title']},{row['price']},{self.address}/{row['picture']}.jpg,{row.get('more', '')}"
            for i, row in self.rows.items()
        ]
        return "\n".join(["id,title,price,image_link,additional_image_link", *lines]) + "\n"


class Counter(BaseHTTPRequestHandler):
    """Serves the shop that the server was given."""

    def do_GET(self):
        shop = self.server.shop
        shop.asked.append(self.path)
        if self.path == "/feed.csv":
            self._feed(shop)
        elif self.path in shop.missing:
            self._send(404, b"")
        else:
            self._send(200, shop.draw(int(self.path.strip("/").removesuffix(".jpg"))))

    def _feed(self, shop):
        body = shop.feed().encode()
        tag = f'"{hash(body)}"'
        if shop.broken:
            self._send(shop.broken, b"")
        elif self.headers["If-None-Match"] == tag:
            self._send(304, b"")
        else:
            self._send(200, body, etag=tag)

    def _send(self, status, body, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture(name="shop")
def _shop(draw):
    with ThreadingHTTPServer(("127.0.0.1", 0), Counter) as server:
        server.shop = Shop(f"http://127.0.0.1:{server.server_port}", draw)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.shop
        server.shutdown()


@pytest.fixture(name="house")
def _house(tmp_path, shop):
    """An installation with the shop's feed, called ``daily``, of twenty items."""
    house = House(load_settings(home=tmp_path / "home", workers=2, fetch_networks=["127.0.0.1/32"]))
    shop.stock(range(20))
    feed = Feed(SHOP, "daily", f"{shop.address}/feed.csv", timedelta(hours=4), next_at=datetime.now(UTC))
    house.feeds.store.add(feed)
    yield house
    house.close()


def ids(house, *conditions):
    page = house.catalogue.page(SHOP, where=Filter.parse(conditions), limit=200)
    return [stored.item.id for stored in page.items]


def test_a_feed_is_taken_in_and_asked_again_only_whether_it_changed(house, shop):
    """Its items are there; the second pull asks once and gets no body."""
    first = house.feeds.pull(SHOP, "daily")
    assert (first.outcome, first.report.accepted, first.feed.state) == (Outcome.TAKEN, 20, FeedState.GOOD)
    assert len(ids(house)) == 20
    shop.asked.clear()
    again = house.feeds.pull(SHOP, "daily")
    assert (again.outcome, shop.asked) == (Outcome.UNCHANGED, ["/feed.csv"])


def test_what_changed_is_changed_and_nothing_else_is_fetched(house, shop):
    """A new price costs no picture; a new item costs its own."""
    house.feeds.pull(SHOP, "daily")
    shop.asked.clear()
    shop.stock([3], price="5 EUR")
    shop.stock([30])
    pull = house.feeds.pull(SHOP, "daily")
    assert (pull.report.accepted, pull.report.updated, pull.report.unchanged) == (1, 1, 19)
    assert sorted(shop.asked) == ["/30.jpg", "/feed.csv"]
    assert ids(house, "price<=6") == ["p3"]


def test_what_left_the_feed_retires_and_may_come_back(house, shop):
    """Out of sight, and back in the pull that brings it again, without its picture being fetched anew."""
    house.feeds.pull(SHOP, "daily")
    gone = {one: shop.rows.pop(one) for one in ("p1", "p2")}
    assert house.feeds.pull(SHOP, "daily").retired == 2
    assert len(ids(house)) == 18
    assert house.catalogue.get(SHOP, "p1").retired
    shop.rows |= gone
    shop.asked.clear()
    assert house.feeds.pull(SHOP, "daily").report.updated == 2
    assert (len(ids(house)), shop.asked) == (20, ["/feed.csv"])


def test_items_from_elsewhere_stay(house, shop, shelf):
    """What a person ingested is none of the feed's business."""
    from houndstooth.catalog.source import open_source

    house.feeds.pull(SHOP, "daily")
    house.ingest.run("other", open_source(shelf))
    house.submissions.put(SHOP, {"id": "mine", "title": "x", "picture": f"{shop.address}/5.jpg"})
    del shop.rows["p1"]
    house.feeds.pull(SHOP, "daily")
    assert "mine" in ids(house)
    assert house.catalogue.count("other") == 12


def test_a_feed_that_shrinks_is_held_back_until_somebody_has_looked(house, shop):
    """Nothing of it is touched; releasing it, or its recovery, ends that."""
    house.feeds.pull(SHOP, "daily")
    full = dict(shop.rows)
    for number in range(5, 20):
        del shop.rows[f"p{number}"]
    shop.stock([0], price="1 EUR")
    held = house.feeds.pull(SHOP, "daily")
    assert (held.outcome, held.feed.state) == (Outcome.HELD, FeedState.HELD)
    assert "15 of 20" in held.feed.problem
    assert "feed release daily" in held.feed.problem
    assert (len(ids(house)), ids(house, "price<=5")) == (20, [])
    assert house.feeds.pull(SHOP, "daily").outcome is Outcome.HELD
    released = house.feeds.pull(SHOP, "daily", release=True)
    assert (released.retired, released.feed.state, released.feed.problem) == (15, FeedState.GOOD, None)
    assert ids(house, "price<=5") == ["p0"]
    shop.rows = full
    assert house.feeds.pull(SHOP, "daily").feed.state is FeedState.GOOD


def test_a_held_feed_that_recovers_needs_nobody(house, shop):
    """The bytes from before the hole are told as unchanged, and all is well again."""
    house.feeds.pull(SHOP, "daily")
    full, shop.rows = shop.rows, {"p0": shop.rows["p0"]}
    assert house.feeds.pull(SHOP, "daily").outcome is Outcome.HELD
    shop.rows = full
    recovered = house.feeds.pull(SHOP, "daily")
    assert (recovered.feed.state, recovered.feed.problem) == (FeedState.GOOD, None)


def test_a_feed_that_cannot_be_had_changes_nothing_and_says_why(house, shop):
    """It is tried again soon, then later; the next good pull forgets it."""
    house.feeds.pull(SHOP, "daily")
    shop.broken = 404
    waits = []
    for _ in range(3):
        with pytest.raises(FetchFailed, match="404"):
            house.feeds.pull(SHOP, "daily")
        feed = house.feeds.store.get(SHOP, "daily")
        waits.append(feed.next_at - datetime.now(UTC))
    assert (feed.state, feed.failures) == (FeedState.FAILING, 3)
    assert waits == sorted(waits)
    assert len(ids(house)) == 20
    shop.broken = 0
    assert house.feeds.pull(SHOP, "daily").feed.failures == 0


def test_a_picture_that_was_missing_is_asked_for_again(house, shop):
    """Although the feed did not change: its row was rejected for a reason that may pass."""
    shop.missing = {"/4.jpg"}
    first = house.feeds.pull(SHOP, "daily")
    assert [(one.item_id, one.code) for one in first.report.rejected] == [("p4", "fetch-failed")]
    shop.missing = set()
    assert house.feeds.pull(SHOP, "daily").report.accepted == 1


def test_a_pull_that_was_killed_is_begun_again_whatever_the_feed_says(house, shop, monkeypatch):
    """Also if the feed is back at what was taken in whole before: half of something else is in the catalogue now."""
    house.feeds.pull(SHOP, "daily")
    before = dict(shop.rows)
    shop.stock([0], price="1 EUR")
    with monkeypatch.context() as patched:
        patched.setattr(house.catalogue, "retire", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            house.feeds.pull(SHOP, "daily")
    assert ids(house, "price<=1") == ["p0"]
    house.feeds.store.save(house.feeds.store.get(SHOP, "daily"))
    shop.rows = before
    house.feeds.pull(SHOP, "daily")
    assert ids(house, "price<=1") == []


def test_a_further_picture_that_was_missing_is_asked_for_again(house, shop):
    """The item is taken without it, and told; the next pull of a feed that says something new tries once more."""
    shop.stock([4], more=f"{shop.address}/44.jpg")
    shop.missing = {"/44.jpg"}
    first = house.feeds.pull(SHOP, "daily")
    assert [(one.item_id, one.code) for one in first.report.remarks] == [("p4", "left-out-picture")]
    assert house.catalogue.get(SHOP, "p4").more == ()
    shop.missing = set()
    shop.stock([5], price="1 EUR")
    house.feeds.pull(SHOP, "daily")
    assert len(house.catalogue.get(SHOP, "p4").more) == 1
    shop.asked.clear()
    shop.stock([5], price="2 EUR")
    house.feeds.pull(SHOP, "daily")
    assert shop.asked == ["/feed.csv"]


def test_a_picture_shared_by_several_items_is_encoded_once(house, shop, monkeypatch):
    """In one pull and in the next; each item is found by it."""
    encoded = []
    real = house.encoder.encode
    monkeypatch.setattr(house.encoder, "encode", lambda pictures: encoded.append(len(pictures)) or real(pictures))
    shop.stock(range(10, 20), picture=10)
    house.feeds.pull(SHOP, "daily")
    assert sum(encoded) == 11
    shop.stock([40, 41], picture=10)
    house.feeds.pull(SHOP, "daily")
    assert sum(encoded) == 11
    found = house.search.by_photo(SHOP, shop.draw(10), k=12).hits
    assert {hit.stored.item.id for hit in found} == {f"p{n}" for n in [*range(10, 20), 40, 41]}


def test_a_bad_row_of_an_item_that_is_there_retires_nothing(house, shop):
    """It keeps what it was; the row is told."""
    house.feeds.pull(SHOP, "daily")
    shop.stock([4], price="free")
    pull = house.feeds.pull(SHOP, "daily")
    assert [one.item_id for one in pull.report.rejected] == ["p4"]
    assert (pull.retired, len(ids(house))) == (0, 20)


def test_the_report_of_a_run_is_kept(house, shop, tmp_path):
    """In short with the feed, whole as a file."""
    shop.stock([4], price="free")
    pull = house.feeds.pull(SHOP, "daily")
    kept = house.feeds.store.get(SHOP, "daily").report
    assert (kept["rows"], kept["accepted"], kept["rejections"]) == (20, 19, {"invalid-item": 1})
    whole = json.loads((tmp_path / "home" / "reports" / kept["file"]).read_text())
    assert whole["rejected"][0]["item_id"] == "p4"
    assert pull.path.name == kept["file"]


def test_nobody_pulls_a_feed_that_is_being_pulled(house):
    """The second is told to wait."""
    house.feeds.store.lease(SHOP, "daily")
    with pytest.raises(Busy, match="daily"):
        house.feeds.pull(SHOP, "daily")


def test_the_worker_pulls_what_is_due(house, shop):
    """Once, until its turn comes again; a failing feed does not hold up the others."""
    gone = Feed(SHOP, "gone", f"{shop.address}/nothing.csv", timedelta(hours=1))
    shop.missing = {"/nothing.csv"}
    house.feeds.store.add(replace(gone, next_at=datetime.now(UTC) - timedelta(hours=1)))
    assert [house.feeds.work() for _ in range(3)] == [True, True, False]
    assert len(ids(house)) == 20
    assert house.feeds.store.get(SHOP, "gone").state is FeedState.FAILING


def test_a_feed_may_be_a_file(house, tmp_path, shop):
    """It is read again when it changed."""
    path = tmp_path / "feed.csv"
    path.write_text(shop.feed())
    house.feeds.store.add(Feed(SHOP, "file", str(path)))
    assert house.feeds.pull(SHOP, "file").report.accepted == 20
    assert house.feeds.pull(SHOP, "file").outcome is Outcome.UNCHANGED
    path.write_text(shop.feed().replace("Piece 7", "Piece seven"))
    assert house.feeds.pull(SHOP, "file").report.updated == 1
    path.unlink()
    with pytest.raises(InvalidSource, match=r"feed\.csv"):
        house.feeds.pull(SHOP, "file")


@pytest.mark.parametrize(
    "wrong", [{"name": "a/b"}, {"name": ""}, {"every": timedelta(seconds=5)}, {"most_gone": 1.5}, {"location": ""}]
)
def test_a_feed_that_makes_no_sense_is_refused(wrong):
    """With the value."""
    with pytest.raises(HoundstoothError):
        replace(Feed(SHOP, "daily", "/srv/feed.csv"), **wrong)


def test_spans_of_time_are_read():
    """Minutes, hours, days."""
    assert [read_span(text) for text in ("30m", " 4H", "1 d")] == [
        timedelta(minutes=30), timedelta(hours=4), timedelta(days=1),
    ]  # fmt: skip
    with pytest.raises(HoundstoothError, match="4x"):
        read_span("4x")
