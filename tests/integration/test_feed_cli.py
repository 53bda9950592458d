"""``houndstooth feed``, as a person uses it."""

from __future__ import annotations

import json

import pytest


def test_a_feed_is_added_pulled_listed_and_removed(run, shelf):
    """From a file of this machine; what left it retires, and one that shrinks ends with an error."""
    table = shelf / "products.csv"
    run("feed", "add", table, "--name", "shelf", "--every", "4h")
    assert run("feed", "add", table, "--name", "shelf", check=False).returncode == 1
    assert "12 new" in run("feed", "pull", "shelf").stdout
    assert "did not change" in run("feed", "pull", "shelf").stdout
    lines = table.read_text().splitlines()
    table.write_text("\n".join(lines[:-1]) + "\n")
    told = json.loads(run("feed", "pull", "shelf", "--json").stdout)
    assert (told["outcome"], told["report"]["retired"]) == ("taken", 1)
    table.write_text("\n".join(lines[:1]) + "\n")
    held = run("feed", "pull", "shelf", check=False)
    assert (held.returncode, "11 of 11" in held.stdout) == (1, True)
    assert run("feed", "release", "shelf").stdout.count("11 retired") == 1
    [feed] = json.loads(run("feed", "list", "--json").stdout)
    assert (feed["name"], feed["state"], feed["every_seconds"]) == ("shelf", "good", 4 * 3600)
    run("feed", "remove", "shelf")
    assert json.loads(run("feed", "list", "--json").stdout) == []
    told = [entry["action"] for entry in json.loads(run("audit", "--json").stdout)]
    assert told == ["feed.removed", "feed.released", "feed.added"]


@pytest.mark.parametrize("options", [["--every", "often"], ["--most-gone", "3"], ["--name", "a/b"]])
def test_a_feed_that_makes_no_sense_is_not_added(run, shelf, options):
    """With what is wrong, and nothing is kept."""
    assert run("feed", "add", shelf / "products.csv", *options, check=False).returncode != 0
    assert json.loads(run("feed", "list", "--json").stdout) == []
