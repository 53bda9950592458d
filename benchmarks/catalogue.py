"""A catalogue in step with a shop, and doors with locks: the figures of both.

    python benchmarks/catalogue.py [--data DATA] [--only faults|pulls|price|kills|doors|requests]

DATA holds `catalog-medium/` (by default HOUNDSTOOTH_DATA, else ../shared/data). Commands run in their own processes, in
homes made for the run. Writes `benchmarks/results/catalogue.json`.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import httpx2

from figures import Figure, record
from houndstooth.api.app import create_app
from houndstooth.bootstrap import House
from houndstooth.catalog.source import open_source
from houndstooth.domain.access import Principal, Scope
from houndstooth.domain.item import Item
from houndstooth.domain.keys import KeyKind
from houndstooth.domain.label import LABELLED, Label
from houndstooth.settings import load_settings
from houndstooth.testing.feeds import Outcome, plant, said_by
from houndstooth.testing.generated import send_generated
from real_feed import ITEMS, RealFeed, serving_folder
from serving import serving

ROOT = Path(__file__).parents[1]
SHOP = "default"
KILLS = 20
CHANGES = 20
LOOPBACK = {"HOUNDSTOOTH_FETCH_NETWORKS": '["127.0.0.1/32"]'}


def main() -> None:
    """Measure what is asked for and record it."""
    options = _options()
    os.environ |= LOOPBACK
    parts = {
        "faults": planted_faults,
        "pulls": lambda folder: second_pull(folder, options.data),
        "price": lambda folder: price_change(folder, options.data),
        "kills": lambda folder: killed_pulls(folder, options.data),
        "doors": lambda _: doors(),
        "requests": generated_requests,
    }
    for name in [options.only] if options.only else parts:
        with tempfile.TemporaryDirectory() as folder:
            record("catalogue", parts[name](Path(folder)))


def planted_faults(folder: Path) -> list[Figure]:
    """A Google Merchant feed of 10,000 rows, among them every kind of fault that we know to plant."""
    planted = plant(folder / "shop", rows=ITEMS, seed=1)
    home = folder / "home"
    pull(home, planted.path, "planted")
    [path] = (home / "reports").glob("feed-planted-*.json")
    told = {one["line"]: one["code"] for one in json.loads(path.read_text())["rejected"]}
    house = House(load_settings(home=home))
    right = {line: _came_right(house, of) for line, of in planted.expected.items() if of.is_taken}
    told_right = {line: told.get(line) == of.code for line, of in planted.expected.items() if of.code is not None}
    house.close()
    kinds = {of.fault for of in planted.expected.values() if of.fault}
    return [
        Figure("planted feed: kinds of faults", len(kinds), "kinds", 50),
        Figure("planted feed: rows that came right", 100 * sum(right.values()) / len(right), "%", 100),
        Figure("planted feed: faults reported", 100 * sum(told_right.values()) / len(told_right), "%", 100),
    ]


def _came_right(house: House, outcome: Outcome) -> bool:
    stored = house.catalogue.get(SHOP, outcome.item_id)
    said = said_by(_as_the_shop_said(stored.item, stored.labels))
    return all(said[name] == right for name, right in outcome.right.items())


def _as_the_shop_said(item: Item, labels: Any) -> Item:
    """The item without what the encoder saw."""
    shop = {name: labels.get(name, Label()).shop for name in LABELLED}
    fields = {name: shop[name] for name in ("category", "colour", "gender")}
    seen = {name for name in LABELLED if name in item.attributes and shop[name] is None}
    return replace(item, **fields, attributes={k: v for k, v in item.attributes.items() if k not in seen})


def second_pull(folder: Path, data: Path) -> list[Figure]:
    """10,000 real products over HTTP: the first pull, one with nothing new, and one with 1 % changed."""
    feed = RealFeed(folder / "shop", data / "catalog-medium")
    with serving_folder(feed.folder) as address:
        feed.write(address)
        first = pull(folder / "home", f"{address}/feed.xml", "real")
        same = pull(folder / "home", None, "real")
        feed.change(ITEMS // 100)
        feed.write(address)
        second = pull(folder / "home", None, "real")
    report = second["report"]
    return [
        Figure("first pull of 10,000 products with pictures over HTTP", round(first["took"], 1), "s"),
        Figure("second pull, nothing changed", round(same["took"], 1), "s"),
        Figure("second pull, 1 % changed", round(second["took"], 1), "s"),
        Figure("second pull, 1 % changed: rows that were changed", report["updated"], "rows", ITEMS // 100),
        Figure(
            "second pull, 1 % changed: share of the first's time",
            round(100 * second["took"] / first["took"], 2), "%", 5, False,
        ),
    ]  # fmt: skip


def price_change(folder: Path, data: Path) -> list[Figure]:
    """From the request that changes a price to the first filtered search by photo that shows it."""
    feed = RealFeed(folder / "shop", data / "catalog-medium")
    home = folder / "home"
    with serving_folder(feed.folder) as address:
        feed.write(address)
        pull(home, f"{address}/feed.xml", "real")
    key = json.loads(run(home, "key", "create", "bench", "--scope", "catalogue", "--scope", "search", "--json"))
    waits = []
    with serving(home) as server, httpx2.Client(base_url=server.address, timeout=30) as client:
        client.headers["Authorization"] = f"Bearer {key['key']}"
        for number in range(CHANGES):
            item_id, photo = feed.photo(number * 97)
            start = time.perf_counter()
            client.patch(f"/v1/items/{item_id}", json={"price": "0.01 EUR"}).raise_for_status()
            while item_id not in _found(client, photo):
                pass
            waits.append(time.perf_counter() - start)
    return [Figure(f"price change to filtered search, worst of {CHANGES}", round(max(waits), 3), "s", 1, False)]


def _found(client: httpx2.Client, photo: bytes) -> list[str]:
    answer = client.post("/v1/search/image", files={"image": photo}, data={"k": 200, "where": "price<=0.01"})
    return [result["id"] for result in answer.raise_for_status().json()["results"]]


def killed_pulls(folder: Path, data: Path) -> list[Figure]:
    """SIGKILL at random moments of a pull; after each one everything that is visible must be whole."""
    feed = RealFeed(folder / "shop", data / "catalog-medium")
    home, moments = folder / "home", random.Random(1)
    half, lost, most = 0, 0, 0
    with serving_folder(feed.folder) as address:
        feed.write(address)
        run(home, "feed", "add", f"{address}/feed.xml", "--name", "real")
        for _ in range(KILLS):
            process = subprocess.Popen(command(home, "feed", "pull", "real"), stdout=-3, stderr=-3)
            time.sleep(moments.uniform(1, 8))
            process.kill()
            process.wait()
            whole, torn = _count(home)
            half += torn
            lost += max(0, most - whole)
            most = max(most, whole)
        run(home, "feed", "pull", "real")
        whole, torn = _count(home)
    return [
        Figure(f"{KILLS} killed pulls: items written by them", most, "items"),
        Figure(f"{KILLS} killed pulls: items lost", lost, "items", 0, False),
        Figure(f"{KILLS} killed pulls: items half visible", half + torn, "items", 0, False),
        Figure(f"{KILLS} killed pulls: items after the next pull", whole, "items", ITEMS),
    ]


def _count(home: Path) -> tuple[int, int]:
    """Items that can be found: those with pictures and vector, and those that lack something."""
    house = House(load_settings(home=home))
    parts = list(house.catalogue.changes(SHOP, artifact_id=house.encoder.artifact_id, since=0, limit=1000))
    numbers = [int(number) for part in parts for number in part.numbers]
    stored = house.catalogue.by_numbers(SHOP, numbers)
    whole = sum(house.pictures.has(one.picture.key) and bool(one.item.title) for one in stored.values())
    torn = house.catalogue.count(SHOP) - whole
    house.close()
    return whole, torn


def doors() -> list[Figure]:
    """The tests that hold every door, counted."""
    cells = counted("tests/integration/test_permissions.py")
    apart = counted("tests/integration/test_shops_apart.py")
    hostile = counted("tests/unit/net")
    return [
        Figure("route x role x scope: cells and rules tested", cells[0], "tests"),
        Figure("route x role x scope: wrong", cells[1], "tests", 0, False),
        Figure("two shops with equal ids, every route: leaks", apart[1], f"of {apart[0]} tests", 0, False),
        Figure("hostile addresses and servers: not refused", hostile[1], f"of {hostile[0]} tests", 0, False),
    ]


def counted(path: str) -> tuple[int, int]:
    """How many tests ran, and how many failed."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        asked = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={report}", path]
        subprocess.run(asked, cwd=ROOT, check=False, stdout=subprocess.DEVNULL)
        [suite] = ElementTree.parse(report).getroot()
    ran = int(suite.get("tests", 0)) - int(suite.get("skipped", 0))
    return ran, int(suite.get("failures", 0)) + int(suite.get("errors", 0))


def generated_requests(folder: Path) -> list[Figure]:
    """Requests made from our own description by schemathesis, good and bad, with a key that may do everything."""
    total, faults = 0, 0
    for number in range(5):
        house = House(load_settings(home=folder / str(number), rate_per_key=0, rate_per_address=0))
        shop = plant(folder / f"shop-{number}", rows=60, seed=number)
        house.ingest.run(SHOP, open_source(shop.path))
        by = Principal.command_line(SHOP)
        key = house.key_ring.create(
            by, kind=KeyKind.SECRET, name="all", scopes=list(Scope), origins=(), expires_at=None
        )
        headers = {"Authorization": f"Bearer {key.text}"}
        answers = send_generated(create_app(house), headers=headers, requests=2000, number=1000 + 100 * number)
        house.close()
        total, faults = total + answers.total, faults + len(answers.faults)
    return [
        Figure("generated requests", total, "requests", 10_000),
        Figure("generated requests: answered 5xx other than 503", faults, "requests", 0, False),
    ]


def pull(home: Path, location: Path | str | None, name: str) -> dict[str, Any]:
    """Add a feed if it is new, and pull it; what the command says, and how long it ``took`` in seconds."""
    if location is not None:
        run(home, "feed", "add", location, "--name", name)
    start = time.perf_counter()
    told: dict[str, Any] = json.loads(run(home, "feed", "pull", name, "--json"))
    return told | {"took": time.perf_counter() - start}


def run(home: Path, *arguments: object) -> str:
    """Run one command to its end."""
    return subprocess.run(command(home, *arguments), check=True, capture_output=True, text=True).stdout


def command(home: Path, *arguments: object) -> list[str]:
    """The command line."""
    return [sys.executable, "-m", "houndstooth", "--home", str(home), *map(str, arguments)]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = os.environ.get("HOUNDSTOOTH_DATA", ROOT.parent / "shared" / "data")
    parser.add_argument("--data", type=Path, default=Path(default))
    parser.add_argument("--only", choices=["faults", "pulls", "price", "kills", "doors", "requests"])
    return parser.parse_args()


if __name__ == "__main__":
    main()
