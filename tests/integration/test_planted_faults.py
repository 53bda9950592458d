"""Feeds with every fault planted that we know of: each row comes out right, or is told with its code; none is lost."""

from __future__ import annotations

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from houndstooth.bootstrap import House
from houndstooth.catalog.source import open_source
from houndstooth.services.lineup import Candidate, line_up
from houndstooth.settings import load_settings
from houndstooth.testing.feeds import plant, said_by
from houndstooth.testing.feeds.faults import FAULTS

SHOP = "default"
ROWS = 300


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(name="serve")
def _serve():
    """A function that serves a folder and gives its address."""
    servers = []

    def serve(folder):
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


def offer_of(item):
    """What no encoder predicts of an item."""
    said = [item.title, item.brand, item.size, item.price, item.list_price, item.availability]
    return [*said, item.group, item.url, item.description]


def check(house, planted):
    """Every row has come to what was expected of it."""
    source = open_source(planted.path, online=house.picture_at)
    lined_up = {
        row.line: row.item for row in line_up(SHOP, source, default_currency="EUR") if isinstance(row, Candidate)
    }
    report = house.ingest.run(SHOP, source)
    told = {rejection.line: rejection for rejection in report.rejected}
    wrong = {}
    for line, outcome in planted.expected.items():
        code = told[line].code if line in told else None
        if code != outcome.code:
            wrong[line] = (outcome.fault, outcome.code, told.get(line))
        elif outcome.is_taken:
            said = said_by(lined_up[line])
            differs = {name: (said[name], right) for name, right in outcome.right.items() if said[name] != right}
            if differs:
                wrong[line] = (outcome.fault, differs)
    assert wrong == {}
    assert {rejection.item_id for line, rejection in told.items() if rejection.item_id} <= {
        outcome.item_id for outcome in planted.expected.values()
    }
    taken = sum(outcome.is_taken for outcome in planted.expected.values())
    repeated = sum(outcome.repeated for outcome in planted.expected.values())
    assert (report.accepted, len(told), report.repeated) == (taken, ROWS - taken - repeated, repeated)
    assert house.catalogue.count(SHOP) == taken
    for line, outcome in planted.expected.items():
        if outcome.is_taken:
            assert offer_of(house.catalogue.get(SHOP, outcome.item_id).item) == offer_of(lined_up[line])
    assert set(report.unmapped["colour"]) == {"Petrol dream"}


@pytest.mark.parametrize("form", ["xml", "tsv"])
def test_every_planted_fault_is_mended_or_told(house, tmp_path, form):
    """Pictures as files beside the feed."""
    planted = plant(tmp_path / "shop", rows=ROWS, seed=1, form=form)
    kinds = {fault.name for fault in FAULTS if fault.only in {"", form}}
    assert {outcome.fault for outcome in planted.expected.values()} == kinds | {""}
    assert len(kinds) >= 50
    check(house, planted)


def test_every_planted_fault_is_mended_or_told_online(tmp_path, serve):
    """Pictures by their web address."""
    folder = tmp_path / "shop"
    folder.mkdir()
    planted = plant(folder, rows=ROWS, seed=2, base_url=serve(folder))
    house = House(load_settings(home=tmp_path / "home", workers=2, fetch_networks=["127.0.0.1/32"]))
    check(house, planted)
    house.close()


def test_the_same_seed_plants_the_same(tmp_path):
    """So that a figure can be measured again."""
    one, other = (plant(tmp_path / name, rows=40, seed=3) for name in ("one", "other"))
    assert one.path.read_bytes() == other.path.read_bytes()
    assert one.expected == other.expected
