"""The process is killed in the middle of an ingest, again and again, and nothing is lost."""

from __future__ import annotations

import random
import subprocess
import sys
import time

import pytest

from houndstooth.bootstrap import House
from houndstooth.settings import load_settings

SHOP = "default"


@pytest.fixture(name="catalogue_file")
def _catalogue_file(tmp_path, draw):
    folder = tmp_path / "source"
    (folder / "images").mkdir(parents=True)
    for number in range(160):
        (folder / "images" / f"p{number}.jpg").write_bytes(draw(number))
    rows = "".join(f"p{number},Piece {number},Hats\n" for number in range(160))
    (folder / "products.csv").write_text("id,title,category\n" + rows)
    return folder / "products.csv"


def start(home, source):
    command = [sys.executable, "-m", "houndstooth", "--home", str(home), "ingest", str(source)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def check_whole(home):
    """Every visible item is complete: fields, picture in both sizes, vector; returns how many there are."""
    house = House(load_settings(home=home))
    try:
        parts = house.catalogue.changes(SHOP, artifact_id=house.encoder.artifact_id, since=0, limit=1000)
        numbers = [int(number) for part in parts for number in part.numbers]
        stored = house.catalogue.by_numbers(SHOP, numbers)
        assert len(stored) == house.catalogue.count(SHOP) == len(numbers)
        for one in stored.values():
            assert one.item.title == f"Piece {one.item.id[1:]}"
            assert house.pictures.get(one.picture.key, "card").startswith(b"\xff\xd8")
            assert house.pictures.get(one.picture.key, "full").endswith(b"\xff\xd9")
        return len(stored)
    finally:
        house.close()


def kill_and_resume(home, source, *, kills, seed):
    random_ = random.Random(seed)
    most = 0
    for _ in range(kills):
        process = start(home, source)
        time.sleep(random_.uniform(0.3, 2.5))
        process.kill()
        process.wait()
        if (home / "houndstooth.db").exists():
            now = check_whole(home)
            assert now >= most
            most = now
    assert start(home, source).wait(timeout=120) == 0
    assert check_whole(home) == 160


def test_killed_in_the_middle_nothing_is_lost(tmp_path, catalogue_file):
    """What was written stays whole, and the next run carries on."""
    kill_and_resume(tmp_path / "home", catalogue_file, kills=4, seed=1)


@pytest.mark.soak
def test_killed_a_hundred_times(tmp_path, catalogue_file):
    """The same, until chance has had its say."""
    for seed in range(20):
        kill_and_resume(tmp_path / f"home-{seed}", catalogue_file, kills=5, seed=seed)
