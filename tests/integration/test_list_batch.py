"""``houndstooth recommend batch``: a list for each of many, in a file that is whole or not there."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime, timedelta

import pytest
from typer.testing import CliRunner

from houndstooth.catalog.source import open_source
from houndstooth.cli.app import app
from houndstooth.cli.session import Session
from houndstooth.domain.event import Event, EventKind, Mention, Who
from houndstooth.services.recommend import Recommender

NOW = datetime.now(UTC)


def did(house, shopper, *items, days=0.0, **told):
    mentions = tuple(map(Mention, items))
    name = f"{shopper}-{'-'.join(items)}-{days}"
    kind = told.pop("kind", EventKind.VIEW_ITEM)
    event = Event("default", name, kind, NOW - timedelta(days=days), Who(shopper), mentions, **told)
    house.events.append("default", [event], source="test", received_at=NOW)


@pytest.fixture(name="shop")
def _shop(house, shelf):
    """A shop of 12 items, and 5 shoppers, one of whom was there long ago."""
    house.ingest.run("default", open_source(shelf))
    for number in range(4):
        did(house, f"s{number}", f"p{number}", f"p{number + 4}", days=number)
    did(house, "old", "p1", days=500)
    return house


@pytest.fixture(name="command")
def _command(shop, monkeypatch):
    """A function that runs the command over the shop of this test; gives how it ended."""
    monkeypatch.setattr(Session, "house", shop)

    def command(*arguments):
        return CliRunner(env={"COLUMNS": "300"}).invoke(app, ["recommend", *map(str, arguments)])

    return command


def test_a_list_for_everybody_who_was_there(command, shop, tmp_path):
    """As JSON lines, each as over HTTP; each is logged, and a click on it is attributed."""
    out = tmp_path / "lists.jsonl"
    done = command("batch", "--out", out, "--k", 3)
    assert done.exit_code == 0, done.output
    assert "4 lists" in done.output
    lists = [json.loads(line) for line in out.read_text().splitlines()]
    assert [one["shopper"] for one in lists] == ["s0", "s1", "s2", "s3"]
    assert all(len(one["results"]) == 3 and one["surface"] == "email" for one in lists)
    assert all(pick["reason"]["text"] for one in lists for pick in one["results"])
    slate = shop.lists.get("default", lists[2]["list_id"])
    assert slate.shopper == shop.events.identity("default", Who("s2")).number
    assert [pick.item_id for pick in slate.picks] == [pick["item"]["id"] for pick in lists[2]["results"]]
    clicked = lists[2]["results"][1]["item"]["id"]
    did(shop, "s2", clicked, days=-0.001, list_id=slate.list_id)
    [answer] = shop.events.attributed("default", since=NOW)
    assert (answer.item_ids, answer.surfaces) == ((clicked,), ("email",))
    assert "5 lists" in command("batch", "--out", out, "--active-days", 600).output
    assert len(out.read_text().splitlines()) == 5
    assert shop.audit.page("default", limit=1).entries[0].action == "lists.made"


def test_those_whom_a_file_names(command, tmp_path):
    """As a table with a row for each pick; whoever is not known is told with their line, and the rest goes on."""
    names, out = tmp_path / "names.txt", tmp_path / "lists.csv"
    names.write_bytes("\ufeffs3\r\n\nnobody [red]\nold\n".encode() + b"\xff\n" + f"s3\n{'x' * 300}\ns0".encode())
    done = command("batch", "--out", out, "--shoppers", names, "--k", 2, "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["lists"] == 3
    for told in (
        "line 3: 'nobody [red]' is no shopper of whom anything is known",
        "line 5: is not in UTF-8",
        "line 6: 's3' was on line 1 already",
        "line 7: ",
    ):
        assert told in done.stderr
    with out.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["shopper"] for row in rows] == ["s3", "s3", "old", "old", "s0", "s0"]
    assert [row["position"] for row in rows] == ["0", "1"] * 3
    assert rows[0]["title"].startswith("Piece")
    assert (rows[0]["price"][-3:], rows[0]["currency"]) == (".50", "EUR")
    assert rows[0]["reason"]


def test_a_run_that_is_broken_off_leaves_the_file_before(command, monkeypatch, tmp_path):
    """No half file, and nothing beside it."""
    out = tmp_path / "lists.csv"
    out.write_text("what was there")
    made = []
    recommend = Recommender.recommend

    def breaks_off(self, by, wish):
        made.append(wish)
        if len(made) == 3:
            raise KeyboardInterrupt
        return recommend(self, by, wish)

    monkeypatch.setattr(Recommender, "recommend", breaks_off)
    assert command("batch", "--out", out).exit_code != 0
    assert len(made) == 3
    assert out.read_text() == "what was there"
    assert sorted(path.name for path in tmp_path.glob("*list*")) == ["lists.csv"]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--out", "lists.xlsx"], "end it in .jsonl, .ndjson, .csv"),
        (["--out", "nowhere/lists.csv"], "no folder"),
        (["--out", "lists.csv", "--k", 0], "k is 0"),
        (["--out", "lists.csv", "--surface", "cart"], "surface cart"),
        (["--out", "lists.csv", "--shoppers", "nonesuch.txt"], "nonesuch.txt cannot be read"),
    ],
)
def test_what_cannot_be(command, tmp_path, monkeypatch, arguments, word):
    """Told with the value and the remedy, and no file is made."""
    monkeypatch.chdir(tmp_path)
    assert word in str(command("batch", *arguments).exception)
    assert not list(tmp_path.glob("*list*"))


def test_one_list_is_asked_for_as_ever(command):
    """With and without the name of the command, for nobody, and for somebody called like one."""
    for arguments in ([], ["s1"], ["one", "s1"], ["--session", "visit"], ["one", "batch"]):
        told = command(*arguments, "--k", 2, "--json")
        assert len(json.loads(told.stdout)["results"]) == 2
    assert "batch" in command("--help").output
