"""How long a list takes over HTTP, with list logging, and how that grows with items and shoppers.

    python benchmarks/recommend_http.py [--items 40000] [--shoppers 100000] [--rate 50] [--seconds 60]
        [--folder DIR] [--only http|growth]

Makes a shop of its own in a temporary home, or one that is kept in DIR for the next time (made-up vectors in clusters,
shoppers who keep to a few of them), fits, serves with one process, and asks with an open loop: a slow answer makes the
next request no later. Then the same with ten times as many items and shoppers, in process, one request after the
other. Writes `benchmarks/results/recommender.json`.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from figures import Figure, record
from houndstooth.bootstrap import House
from houndstooth.domain.access import Principal, Scope
from houndstooth.domain.catalogue import Entry, StoredPicture
from houndstooth.domain.event import Event, EventKind, Mention, Who
from houndstooth.domain.item import Item
from houndstooth.domain.keys import KeyKind
from houndstooth.domain.slate import Surface
from houndstooth.services.wish import Wish
from houndstooth.settings import load_settings
from open_loop import measure

_CLUSTERS = 400
_EVENTS = 8


def main() -> None:
    """Build, serve, ask."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=40_000)
    parser.add_argument("--shoppers", type=int, default=100_000)
    parser.add_argument("--rate", type=float, default=50.0)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--only", choices=["http", "growth"])
    given = parser.parse_args()
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as passing:
        folder = given.folder or Path(passing)
        small = _shop(folder, given, 1)
        if given.only != "growth":
            figures += over_http(small, given.shoppers, given.rate, given.seconds)
        if given.only != "http":
            figures.append(growth(small, _shop(folder, given, 10), given))
    record("recommender", figures)


def growth(small: Path, large: Path, given: argparse.Namespace) -> Figure:
    """How many times as long a list takes at ten times the items and shoppers."""
    alone, larger = in_process(small, given.shoppers), in_process(large, 10 * given.shoppers)
    told = f"growth from {given.items:,} items and {given.shoppers:,} shoppers to ten times that"
    print(f"{told}: p50 {1000 * alone:.1f} ms, {1000 * larger:.1f} ms")
    return Figure(f"{told}: p50 in process", round(larger / alone, 2), "times", 2.0, at_least=False)


def _shop(folder: Path, given: argparse.Namespace, times: int) -> Path:
    home, whole = folder / f"{times * given.items}", folder / f"{times * given.items}.whole"
    if not whole.exists():
        shutil.rmtree(home, ignore_errors=True)
        build(home, times * given.items, times * given.shoppers)
        whole.touch()
    return home


def build(home: Path, items: int, shoppers: int) -> None:
    """A shop with made-up items and shoppers, and models fitted on them."""
    started = time.perf_counter()
    house = House(load_settings(home=home, linear_memory=0))
    rng = np.random.default_rng(0)
    centres = rng.standard_normal((_CLUSTERS, house.encoder.dimension)).astype(np.float32)
    cluster = rng.integers(0, _CLUSTERS, items)
    for start in range(0, items, 2_000):
        rows = range(start, min(start + 2_000, items))
        house.catalogue.write([_entry(row, int(cluster[row]), centres, rng) for row in rows],
                              artifact_id=house.encoder.artifact_id)  # fmt: skip
    members = [np.flatnonzero(cluster == number) for number in range(_CLUSTERS)]
    now = datetime.now(UTC)
    for start in range(0, shoppers, 1_000):
        batch = [
            event
            for shopper in range(start, min(start + 1_000, shoppers))
            for event in _events(shopper, members, rng, now)
        ]
        house.events.append("default", batch, source="benchmark", received_at=now)
    house.fitting.run("default", check=False)
    house.close()
    print(f"built {items:,} items, {shoppers:,} shoppers in {time.perf_counter() - started:.0f} s", flush=True)


def in_process(home: Path, shoppers: int) -> float:
    """The median seconds of a list."""
    house = House(load_settings(home=home))
    by = Principal.command_line("default")
    rng = np.random.default_rng(1)
    took = []
    for number in range(250):
        wish = Wish(Surface.HOME, 24, Who(f"s{rng.integers(shoppers)}"))
        started = time.perf_counter()
        house.recommender.recommend(by, wish)
        if number >= 50:
            took.append(time.perf_counter() - started)
    house.close()
    return float(np.median(took))


def over_http(home: Path, shoppers: int, rate: float, seconds: float) -> list[Figure]:
    """Percentiles of an open loop, and how soon an event is in the next list."""
    house = House(load_settings(home=home))
    made = house.key_ring.create(
        Principal.command_line("default"), kind=KeyKind.SECRET, name="benchmark", scopes=[Scope.RECOMMEND], origins=()
    )
    house.close()
    key = {"Authorization": f"Bearer {made.text}"}
    command = [sys.executable, "-m", "houndstooth", "--home", str(home), "serve", "--port", "0"]
    free = {"HOUNDSTOOTH_RATE_PER_ADDRESS": "0", "HOUNDSTOOTH_RATE_PER_KEY": "0"}
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | free)
    try:
        address = next(word for word in server.stdout.readline().split() if word.startswith("http"))
        ask = f"{address.rstrip('/')}/v1/recommendations?k=24&session="
        for number in range(50):
            _get(f"{ask}warm{number}")
        visits = np.random.default_rng(2).integers(0, shoppers, int(rate * seconds))
        took, failed = measure(
            address,
            lambda client, n: client.get(f"/v1/recommendations?k=24&shopper=s{visits[n]}", headers=key),
            rate=rate,
            seconds=seconds,
        )
        soon = _event_to_list(address.rstrip("/"))
    finally:
        server.terminate()
        server.wait(30)
    took.sort()
    print(f"{len(took)} lists, {failed} failed")
    p50, p99 = took[len(took) // 2], took[int(len(took) * 0.99)]
    what = f"GET /v1/recommendations with list logging, {rate:g} requests/s, open loop"
    return [
        Figure(f"{what}: p50", round(p50, 1), "ms", 15.0, at_least=False),
        Figure(f"{what}: p99", round(p99, 1), "ms", 60.0, at_least=False),
        Figure("event to next list", round(soon, 3), "s", 1.0, at_least=False),
    ]


def _event_to_list(address: str) -> float:
    """Seconds from sending a like until a list knows of it."""
    ask = f"{address}/v1/recommendations?session=fresh&k=3&fresh=false"
    first = _get(ask)["results"][0]["item"]["id"]
    started = time.perf_counter()
    like = {"id": "1", "name": "like", "params": {"items": [{"item_id": first}]}}
    body = json.dumps({"client_id": "fresh", "events": [like]}).encode()
    urllib.request.urlopen(urllib.request.Request(f"{address}/v1/events", body, {"Content-Type": "application/json"}))
    while True:
        told = _get(ask)["results"]
        if any(one["reason"]["kind"] not in {"new", "popular"} for one in told):
            return time.perf_counter() - started


def _get(address: str) -> dict:
    with urllib.request.urlopen(address, timeout=30) as answer:
        return json.loads(answer.read())


def _entry(row: int, cluster: int, centres: np.ndarray, rng: np.random.Generator) -> Entry:
    vector = centres[cluster] + 0.7 * rng.standard_normal(centres.shape[1]).astype(np.float32)
    item = Item("default", f"i{row}", f"Item {row}", category=f"C{cluster % 60}", colour=f"K{cluster % 12}")
    picture = StoredPicture(f"{row:064x}", 100, 100)
    return Entry(item, f"{row:064x}", picture, (vector / np.linalg.norm(vector)).astype(np.float32))


def _events(shopper: int, members: list[np.ndarray], rng: np.random.Generator, now: datetime) -> list[Event]:
    mine = rng.integers(0, _CLUSTERS, 2)
    who = Who(f"s{shopper}", f"v{shopper}")
    days = np.sort(rng.random(_EVENTS) * 120)[::-1]
    return [
        Event("default", f"e{shopper}-{step}", EventKind.PURCHASE, now - timedelta(days=float(day)), who,
              (Mention(f"i{rng.choice(members[mine[step % 2]])}"),))
        for step, day in enumerate(days)
    ]  # fmt: skip


if __name__ == "__main__":
    main()
