"""Duplicates over HTTP and on the command line."""

from __future__ import annotations

import json
import shutil

import pytest
from typer.testing import CliRunner

from houndstooth.catalog.source import open_source
from houndstooth.cli.app import app as cli


@pytest.fixture(name="twins")
def _twins(house, shelf):
    """A catalogue of 12 items and one that shows the picture of the first."""
    shutil.copy(shelf / "images" / "p0.jpg", shelf / "images" / "twin.jpg")
    with (shelf / "products.csv").open("a") as file:
        file.write("twin,Another piece,Dresses,Red,1,EUR,Summer\n")
    return house.ingest.run("default", open_source(shelf / "products.csv"))


def test_pairs_are_told_and_judged(twins, client, shown):
    """What is judged the same is one card at once, and its variants show both; who judged is noted."""
    client.headers |= shown("catalogue")
    assert twins.alike == 2
    page = client.get("/v1/duplicates").json()
    assert (page["total"], page["next"]) == (1, None)
    pair = page["pairs"][0]
    assert (pair["first"]["id"], pair["second"]["id"], pair["likeness"]) == ("p0", "twin", "exact")
    assert client.get("/v1/items").json()["total"] == 13
    said = client.put(f"/v1/duplicates/{pair['id']}", json={"verdict": "same"})
    assert (said.status_code, said.json()["decided_by"]) == (200, "Key of a test")
    assert client.get("/v1/items").json()["total"] == 12
    assert [one["id"] for one in client.get("/v1/items/twin/variants").json()["items"]] == ["p0", "twin"]
    assert client.get("/v1/duplicates").json()["total"] == 0
    assert client.get("/v1/duplicates", params={"verdict": "same"}).json()["total"] == 1


@pytest.mark.parametrize(
    ("address", "body", "status"),
    [("/v1/duplicates/77", {"verdict": "same"}, 404), ("/v1/duplicates/1", {"verdict": "perhaps"}, 422)],
)
def test_what_cannot_be_judged_is_refused(twins, client, shown, address, body, status):
    assert client.put(address, json=body, headers=shown("catalogue")).status_code == status


def test_on_the_command_line(twins, house, tmp_path):
    """As a table for people, as JSON, and into a file that is whole or not there."""
    home = ["--home", str(house.settings.home)]
    shown = CliRunner().invoke(cli, [*home, "duplicates"])
    assert "p0 (Piece 0) and twin (Another piece): the same picture" in shown.stdout
    out = tmp_path / "groups.json"
    printed = CliRunner().invoke(cli, [*home, "duplicates", "--json", "--out", str(out)])
    groups = json.loads(out.read_text())["groups"]
    assert groups == json.loads(printed.stdout)["groups"]
    assert [one["id"] for one in groups[0]["items"]] == ["p0", "twin"]
    assert (groups[0]["pairs"][0]["why"], groups[0]["pairs"][0]["sureness"]) == ("exact", 1.0)
    refused = CliRunner().invoke(cli, [*home, "duplicates", "--out", str(tmp_path / "no" / "groups.json")])
    assert "cannot be written" in str(refused.exception)
