"""``houndstooth evaluate recommend``, as a person uses it."""

from __future__ import annotations

import json

import pytest


@pytest.fixture(name="events")
def _events(tmp_path):
    """Shoppers of three tastes, who look at things and buy some."""
    lines = ["customer,article,t_dat,event"]
    for shopper in range(60):
        for step in range(6):
            article = (shopper % 3) * 10 + (shopper * 7 + step * (1 + shopper % 4)) % 10
            day = f"2026-0{3 + (shopper + 13 * step) // 30 % 3}-{1 + (shopper + 13 * step) % 30 % 28:02}"
            lines.append(f"c{shopper},a{article},{day}T10:00:00Z,view_item")
            if step % 2:
                lines.append(f"c{shopper},a{article},{day}T11:00:00Z,purchase")
    path = tmp_path / "events.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


def test_tables_json_and_plot(run, events, tmp_path):
    """Every recommender beside the others, for people and for programs."""
    given = ("evaluate", "recommend", "--events", events, "--no-linear")
    shown = run(*given, "--cut", 5, "--plot", tmp_path / "plot.svg").stdout
    for word in ("the first 5 are", "hybrid", "NDCG over popular", "recall@5 by slice", "3–5 known", "chance"):
        assert word in shown
    assert "</svg>" in (tmp_path / "plot.svg").read_text()
    told = json.loads(run(*given, "--against", "cosine", "--json").stdout)
    assert told["baseline"] == "cosine"
    everybody = told["sections"]["all"]["recommenders"]
    assert {"popular", "cosine", "hybrid"} <= set(everybody)
    assert everybody["popular"]["ndcg@20"]["lift"]["high"] < 0  # tastes are plain to see
    assert 0 < told["lists"]["hybrid"]["coverage@20"] <= 1


def test_tuned_before_it_is_judged(run, events, tmp_path):
    """Each recommender with the options that were best on the validation part; a journal is gone on with."""
    journal = tmp_path / "journal"
    given = ("evaluate", "recommend", "--events", events, "--no-linear", "--tune", 1, "--journal", journal, "--json")
    told = json.loads(run(*given).stdout)
    assert {"popular", "cosine", "factorised"} <= set(told["tuning"])
    assert told["tuning"]["cosine"]["trials"] == 1
    assert told["tuning"]["cosine"]["options"]["shrink"] == 10
    assert "hybrid" in told["sections"]["all"]["recommenders"]
    assert journal.stat().st_size > 0


def test_what_is_refused_before_anything_is_judged(run, events, tmp_path):
    """With the name of the option and what would do."""
    for given, expected in (
        (("--cut", 7), "--cut 7 is not measured; choose one of 5, 10, 20, 50"),
        (("--plot", tmp_path / "plot.pdf"), "end it in .svg or .png"),
        (("--protocol", "time-split", "--days", 60, "--windows", 9), "too short a time for 9 windows of 60 days"),
        (("--journal", tmp_path / "journal"), "--journal says how to tune, and nothing is tuned"),
        (("--tune", 2, "--journal", tmp_path / "none" / "journal"), "there is no folder"),
        (("--against", "nobody"), "there is no recommender 'nobody'; there are popular"),
    ):
        refused = run("evaluate", "recommend", "--events", events, "--no-linear", *given, check=False)
        assert refused.returncode == 1
        assert expected in " ".join(refused.stderr.split())
