"""Hostile and broken files through every door: the route and ingest (the decoder has its own tests)."""

from __future__ import annotations

import itertools

import pytest
from fastapi.testclient import TestClient

from houndstooth.api.app import create_app
from houndstooth.bootstrap import House
from houndstooth.catalog.source import open_source
from houndstooth.settings import load_settings
from houndstooth.testing.hostile import hand_made_files, hostile_files

FILES = 257 + 60
"""All that are made by hand, and some mutations."""


@pytest.fixture(name="files", scope="module")
def _files():
    return list(hostile_files(seed=3, count=FILES))


def test_the_route_answers_every_file(tmp_path, files):
    """200, or a problem that says what is wrong; the server goes on answering."""
    house = House(load_settings(home=tmp_path / "home", workers=2))
    with TestClient(create_app(house)) as client:
        for file in files:
            answer = client.post("/v1/search/image", files={"image": ("x.jpg", file.data)}, data={"k": 1})
            if answer.status_code != 200:
                body = answer.json()
                assert answer.status_code in {413, 422}, file.name
                assert body["code"] in {"invalid-picture", "invalid-input", "request-entity-too-large"}, file.name
                assert body["detail"], file.name
        assert client.get("/healthz").status_code == 200


def test_ingest_tells_every_file(house, tmp_path, files, draw):
    """Sound pictures among hostile ones are taken; each of the others is told with its reason."""
    folder = tmp_path / "mixed"
    folder.mkdir()
    for number, file in enumerate(files):
        (folder / f"hostile-{number:03}.jpg").write_bytes(file.data)
    for number in range(10):
        (folder / f"sound-{number}.jpg").write_bytes(draw(number))
    report = house.ingest.run("default", open_source(folder))
    assert report.rows == len(files) + 10
    assert report.accepted + len(report.rejected) == report.rows
    assert all(rejection.reason and rejection.code for rejection in report.rejected)
    for number in range(10):
        assert house.catalogue.get("default", f"sound-{number}").item.id == f"sound-{number}"


def test_hand_made_files_meet_their_verdict_in_ingest(house, tmp_path):
    """The reason in the report is the decoder's."""
    named = {f"{n:03}": file for n, file in enumerate(itertools.islice(hand_made_files(), 80)) if file.reasons}
    for name, file in named.items():
        (tmp_path / f"{name}.png").write_bytes(file.data)
    report = house.ingest.run("default", open_source(tmp_path))
    told = {rejection.item_id: rejection.code for rejection in report.rejected}
    assert {name for name, file in named.items() if told.get(name) not in file.reasons} == set()
