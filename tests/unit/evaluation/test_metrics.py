"""Metrics agree with an independent library, and with definitions written out."""

from __future__ import annotations

import math
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from houndstooth.evaluation.metrics import CUTS, METRICS, by_shopper
from houndstooth.evaluation.ranking import Ranked, rank

THEIR_NAMES = {"hr": "hit_rate"}


def by_the_book(shown, wanted, cut):
    """The reference: each metric of one list as textbooks write it."""
    first = shown[:cut]
    places = [place for place, item in enumerate(first, start=1) if item in wanted]
    precision, recall = len(places) / cut, len(places) / len(wanted)
    best = sum(1 / math.log2(place + 1) for place in range(1, min(len(wanted), cut) + 1))
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / (precision + recall) if places else 0.0,
        "hr": 1.0 if places else 0.0,
        "ndcg": sum(1 / math.log2(place + 1) for place in places) / best,
        "map": sum((found + 1) / place for found, place in enumerate(places)) / len(wanted),
        "mrr": 1 / places[0] if places else 0.0,
    }


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 50))
def test_as_textbooks_write_them(made_up, seed, cut):
    """With one item wanted or many, more than the list is long, and lists that end early."""
    split = made_up.some_split(seed, n_items=30, most_wanted=25)
    rng = np.random.default_rng(seed)
    scores = rng.random((len(split), 30)).astype(np.float32)
    scores[rng.random(scores.shape) < 0.3] = -np.inf
    ranked = rank(made_up.scorer(scores), split)
    values = by_shopper(ranked, (cut,))
    for place in range(len(split)):
        shown = [item for item in ranked.lists[place].tolist() if item >= 0]
        expected = by_the_book(shown, split.wanted.take(np.array([place])).items.tolist(), cut)
        for name in METRICS:
            assert values[f"{name}@{cut}"][place] == pytest.approx(expected[name], abs=1e-12), name


@pytest.fixture(scope="module", name="ranx")
def _ranx():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import ranx
    return ranx


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("n_items", [30, 300])
def test_agreement_with_ranx(made_up, ranx, seed, n_items):
    """To 1e-9, shopper by shopper: several wanted, none found, catalogues smaller than the lists."""
    split = made_up.some_split(seed, shoppers=60, n_items=n_items, most_wanted=20)
    scores = np.random.default_rng(seed).permuted(np.tile(np.arange(1, n_items + 1, dtype=np.float32), (60, 1)), axis=1)
    ours = by_shopper(rank(made_up.scorer(scores), split))
    assert {name.split("@")[0] for name in ours} == set(METRICS)
    run, wanted = {}, {}
    for place in range(len(split)):
        one = np.array([place])
        known = set(split.histories.take(one).items.tolist())
        run[f"{place}"] = {f"i{i}": float(s) for i, s in enumerate(scores[place]) if i not in known}
        wanted[f"{place}"] = {f"i{i}": 1 for i in split.wanted.take(one).items.tolist()}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        qrels, runs = ranx.Qrels(wanted), ranx.Run(run)
        order = [int(name) for name in qrels.keys()]  # noqa: SIM118 - no mapping, though it looks like one
        for name in METRICS:
            for cut in CUTS:
                theirs = ranx.evaluate(qrels, runs, f"{THEIR_NAMES.get(name, name)}@{cut}", return_mean=False)
                assert np.allclose(ours[f"{name}@{cut}"][order], theirs, rtol=0, atol=1e-9), (name, cut)


def test_a_list_worked_out_by_hand(made_up):
    """Wanted are 1 and 3; the list is 3, 0, 1: NDCG is (1 + 1/2) / (1 + 1/log2(3))."""
    split = made_up.split([[2]], [[1, 3]], n_items=4)
    values = by_shopper(rank(lambda _: np.array([[2.0, 1.0, 9.0, 3.0]], np.float32), split), (2, 3))
    assert values["recall@2"][0] == 0.5
    assert values["precision@2"][0] == 0.5
    assert values["ndcg@3"][0] == pytest.approx((1 + 1 / 2) / (1 + 1 / np.log2(3)))
    assert values["map@3"][0] == pytest.approx((1 + 2 / 3) / 2)
    assert values["mrr@2"][0] == 1.0


def test_who_wants_nothing_is_left_out():
    """The library counts them as 0; a mean over them would say more of the data than of the lists."""
    lists = np.array([[1, 2], [3, 4]], np.int32)
    ranked = Ranked(lists, np.array([[False, False], [True, False]]), np.array([0, 1]))
    assert by_shopper(ranked, (2,))["recall@2"].tolist() == [1.0]


def test_lists_that_are_too_short_to_say():
    """A cut beyond the lists would be measured wrongly without anybody noticing."""
    ranked = Ranked(np.zeros((1, 5), np.int32), np.zeros((1, 5), np.bool_), np.array([1]))
    with pytest.raises(ValueError, match="5 items say nothing of the first 10"):
        by_shopper(ranked, (5, 10))
