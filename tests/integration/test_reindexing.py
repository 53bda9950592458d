"""Another encoder: its vectors are built beside the old ones, searches switch when they are whole, and back."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time

import pytest
from fastapi.testclient import TestClient

from houndstooth.api.app import create_app
from houndstooth.bootstrap import House
from houndstooth.catalog.source import open_source
from houndstooth.domain.errors import Conflict
from houndstooth.settings import load_settings


@pytest.fixture(name="other")
def _other(house, tmp_path):
    """Another artifact: the same network, that sees pictures in another light."""
    path = house.settings.artifact_path
    folder = tmp_path / "other"
    folder.mkdir()
    manifest = json.loads(path.with_suffix(".json").read_text())
    manifest["artifact"] = "other-light"
    manifest["preprocessing"]["std"] = [2 * one for one in manifest["preprocessing"]["std"]]
    (folder / "other.json").write_text(json.dumps(manifest))
    shutil.copy(path, folder / "other.onnx")
    return folder / "other.onnx"


def wait_for(true, seconds=30):
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until
        time.sleep(0.05)


def found(client, draw, number):
    answer = client.post("/v1/search/image", files={"image": draw(number)}, data={"k": 12}).json()
    return answer["artifact"], [one["id"] for one in answer["results"]]


def test_a_server_switches_when_the_vectors_are_whole(house, shelf, draw, other):
    """Every answer on the way is whole and of one artifact; with the way back in one command."""
    house.ingest.run("default", open_source(shelf))
    first = house.encoder.artifact_id
    settings = house.settings.model_copy(update={"artifact": other})
    with TestClient(create_app(House(settings))) as client:
        seen = []

        def switched():
            seen.append(found(client, draw, 3))
            return seen[-1][0] == "other-light"

        wait_for(switched)
        assert seen[0][0] == first
        assert {ids[0] for _, ids in seen} == {"p3"}
        assert {len(ids) for _, ids in seen} == {12}
        like = client.get("/v1/recommendations", params={"k": 3})
        assert like.status_code == 200

        house.reindexing.back()
        wait_for(lambda: found(client, draw, 3)[0] == first)
        assert found(client, draw, 3)[1][0] == "p3"
        time.sleep(1.5)
        assert found(client, draw, 3)[0] == first  # what was gone back from is not taken up again


def test_the_artifact_at_work_is_kept(house, shelf, draw, other, tmp_path):
    """An upgrade that brings another one, and takes this one away, leaves no gap."""
    settings = load_settings(home=tmp_path / "home", artifact=other)
    house = House(settings)
    house.ingest.run("default", open_source(shelf))
    house.close()
    shutil.rmtree(other.parent)
    later = House(load_settings(home=tmp_path / "home"))
    answer = later.search.by_photo("default", draw(3), k=1)
    assert (answer.artifact_id, answer.hits[0].stored.item.id) == ("other-light", "p3")
    later.close()


def test_what_is_missing_of_the_artifact_at_work_is_made(house, shelf, draw, other):
    """Items that came while another one was at work are found as soon as the server has seen to them."""
    house.ingest.run("default", open_source(shelf))
    house.reindexing.switch("other-light", other)
    with TestClient(create_app(House(house.settings))) as client:
        wait_for(lambda: len(found(client, draw, 3)[1]) == 12)
        assert found(client, draw, 3)[1][0] == "p3"


def test_a_killed_run_goes_on(house, shelf, other, run, tmp_path):
    """What was encoded is not encoded again, and nothing is at work that is not whole."""
    house.ingest.run("default", open_source(shelf))
    vectors = house.reindexing.vectors
    house.reindexing.step(house.developer_of(other), after=0, at_work=False)
    house.catalogue.retire("default", ["p1"])
    for number in range(12, 40):
        (shelf / "images" / f"p{number}.jpg").write_bytes((shelf / "images" / "p1.jpg").read_bytes() + bytes([number]))
        with (shelf / "products.csv").open("a") as rows:
            rows.write(f"p{number},Piece {number},Dresses,Red,5.00,EUR,Summer\n")
    house.ingest.run("default", open_source(shelf))
    assert vectors.count_unencoded("other-light") == 28
    process = subprocess.Popen(
        [sys.executable, "-m", "houndstooth", "--home", str(tmp_path / "home"), "reindex", str(other)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ,
    )  # fmt: skip
    time.sleep(1.0)
    process.send_signal(signal.SIGKILL)
    process.wait()
    left = vectors.count_unencoded("other-light")
    told = json.loads(run("reindex", other, "--json").stdout)
    assert told == {"artifact": "other-light", "encoded": left, "unreadable": []}
    assert (vectors.count_unencoded("other-light"), house.is_superseded) == (0, True)
    assert "nothing to go back" not in run("reindex", "--back").stdout
    assert not house.is_superseded


def test_lost_pictures_are_told(house, shelf, other, run):
    """And keep nobody from the switch."""
    house.ingest.run("default", open_source(shelf))
    lost = house.catalogue.get("default", "p4")
    house.pictures.remove(lost.picture.key)
    told = json.loads(run("reindex", other, "--json").stdout)
    assert (told["encoded"], told["unreadable"]) == (11, [lost.number])


def test_what_cannot_be_asked(house, shelf, other, run):
    """There is nothing to go back to; or two things are asked at once."""
    house.ingest.run("default", open_source(shelf))
    with pytest.raises(Conflict, match="nothing to go back to"):
        house.reindexing.back()
    assert "name none with it" in run("reindex", other, "--back", check=False).stderr
    assert "nowhere.json" in run("reindex", "nowhere.onnx", check=False).stderr
