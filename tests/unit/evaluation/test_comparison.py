"""Recommenders side by side, and how a comparison reads."""

from __future__ import annotations

import json

import numpy as np
import pytest

from houndstooth.domain.errors import InvalidInput
from houndstooth.evaluation.comparison import compare
from houndstooth.evaluation.diversity import ByKind
from houndstooth.evaluation.evaluation import ALL, Evaluation, evaluate
from houndstooth.evaluation.intervals import difference_of, lift_of, mean_of
from houndstooth.evaluation.metrics import CUTS, METRICS
from houndstooth.evaluation.report import NOTHING, as_json, tables


@pytest.fixture(scope="module", name="evaluations")
def _evaluations(made_up):
    """A recommender that knows a little of what is wanted, one that knows more, and one that finds nothing."""
    judged = {"blind": [], "weak": [], "strong": []}
    for seed in range(2):
        split = made_up.some_split(seed, shoppers=80, n_items=150, most_known=8)
        rng = np.random.default_rng(seed)
        told = np.zeros((80, 150), np.float32)
        told[split.wanted.owners(), split.wanted.items] = 1
        for name, share in (("blind", -np.inf), ("weak", 0.2), ("strong", 0.4)):
            scores = np.full_like(told, -np.inf) if name == "blind" else rng.random(told.shape) + share * told
            judged[name].append(evaluate(made_up.scorer(scores), split, likeness=ByKind(np.arange(150) % 7)))
    return {name: Evaluation.pooled(parts) for name, parts in judged.items()}


@pytest.fixture(scope="module", name="comparison")
def _comparison(evaluations):
    return compare(evaluations, "weak", samples=500)


def test_intervals_are_those_of_the_values(evaluations, comparison):
    """Of every metric; shoppers who are judged in two windows are drawn whole."""
    weak, strong = evaluations["weak"].parts[ALL], evaluations["strong"].parts[ALL]
    for metric in (f"{name}@{cut}" for name in METRICS for cut in CUTS):
        one, other = strong.values[metric], weak.values[metric]
        told = comparison.of("strong", metric)
        for interval, expected in (
            (told.mean, mean_of(one, strong.shoppers, samples=500)),
            (told.difference, difference_of(one, other, strong.shoppers, samples=500)),
            (told.lift, lift_of(one, other, strong.shoppers, samples=500)),
        ):
            assert (interval.low, interval.value, interval.high) == pytest.approx(
                (expected.low, expected.value, expected.high)
            )
    assert comparison.of("weak", "ndcg@20").lift is None
    assert comparison.of("strong", "ndcg@20").lift.low > 0
    assert comparison.sections[ALL].lists == 160
    assert comparison.sections[ALL].shoppers == 80
    assert comparison.best_first("ndcg@20") == ("strong", "weak", "blind")


def test_slices_without_anybody_are_left_out(evaluations, comparison):
    """All others are there, with the metrics that slices have."""
    for name, part in evaluations["weak"].parts.items():
        assert (name in comparison.sections) == (len(part.shoppers) > 0)
    assert {metric.split("@")[0] for metric in comparison.sections["items_0_among"].measured["weak"]} == {
        "ndcg", "recall", "hr", "chance",
    }  # fmt: skip


def test_tables(comparison):
    """Every row as long as the header; the best first; lifts with their intervals; a dash where nothing can be said."""
    accuracy, manners, slices = tables(comparison, 20)
    for table in (accuracy, manners, slices):
        assert {len(row) for row in table.rows} == {len(table.header)}
    assert [row[0] for row in accuracy.rows] == ["strong", "weak", "blind"]
    lift = comparison.of("strong", "ndcg@20").lift
    assert accuracy.rows[0][-2] == f"{lift.value:+.1%} ({lift.low:+.1%} to {lift.high:+.1%})"
    assert accuracy.rows[1][-2:] == ("", "")
    assert manners.rows[2][1:4] == ("0.000", NOTHING, NOTHING)
    by_slice = {row[0]: dict(zip(slices.header[1:], row[1:], strict=True)) for row in slices.rows}
    assert by_slice["lists"]["everybody"] == "160"
    assert by_slice["strong"]["everybody"] == f"{comparison.of('strong', 'recall@20').mean.value:.4f}"
    assert by_slice["chance"]["everybody"] == NOTHING
    assert float(by_slice["chance"]["new alone"]) > 0


def test_over_a_baseline_that_finds_nothing(evaluations):
    """No lift can be told; the difference can."""
    comparison = compare(evaluations, "blind", samples=100)
    assert tables(comparison)[0].rows[0][-1] == NOTHING
    told = as_json(comparison)["sections"][ALL]["recommenders"]["strong"]["ndcg@20"]
    assert told["lift"] == {"value": None, "low": None, "high": None}
    assert told["difference"]["low"] > 0


def test_json(comparison):
    """Strict JSON with all of it: also where lists say nothing, there is no NaN."""
    told = json.loads(json.dumps(as_json(comparison), allow_nan=False))
    assert told["baseline"] == "weak"
    assert set(told) == {"baseline", "left_out", "sections", "lists"}
    everybody = told["sections"]["all"]
    assert everybody["lists"] == 160
    assert set(everybody["recommenders"]) == set(told["lists"]) == {"blind", "weak", "strong"}
    assert set(everybody["recommenders"]["strong"]["map@5"]) == {"mean", "difference", "lift"}
    assert set(everybody["recommenders"]["weak"]["map@5"]) == {"mean"}
    assert told["lists"]["blind"]["novelty@20"] is None
    assert 0 < told["lists"]["strong"]["diversity@20"] < 1


def test_what_cannot_be_compared(evaluations, made_up):
    """The message says why, and what there is."""
    with pytest.raises(InvalidInput, match="no recommender 'best'; there are blind, weak, strong"):
        compare(evaluations, "best")
    split = made_up.some_split(5)
    score = made_up.scorer(np.ones((20, 60), np.float32))
    nobody = evaluate(score, split.take(np.empty(0, int)))
    with pytest.raises(InvalidInput, match="nobody can be judged"):
        compare({"weak": nobody}, "weak")
    some = {"weak": evaluate(score, split), "strong": evaluate(score, split.take(np.arange(9)))}
    with pytest.raises(ValueError, match="different splits"):
        compare(some, "weak")
