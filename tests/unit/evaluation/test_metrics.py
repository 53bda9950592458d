"""Metrics agree with an independent library, and with definitions written out."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from houndstooth.domain.histories import Histories
from houndstooth.domain.interactions import Interactions
from houndstooth.evaluation.metrics import CUTS, by_shopper, of_lists, rank
from houndstooth.evaluation.splits import Split

N_ITEMS = 80


def histories_of(lists):
    lengths = [len(one) for one in lists]
    items = np.array([item for one in lists for item in one], np.int32)
    indptr = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    return Histories(indptr, items, np.zeros(len(items)), np.ones(len(items), np.float32))


def split_of(known, wanted, n_items=N_ITEMS):
    shoppers = np.repeat(np.arange(len(known)), [len(one) for one in known])
    items = np.array([item for one in known for item in one], np.int32)
    train = Interactions.of(shoppers, items, np.arange(len(items)), n_shoppers=len(known), n_items=n_items)
    return Split(train, np.arange(len(known)), histories_of(known), np.zeros(len(known)), histories_of(wanted))


def a_case(seed, shoppers=40):
    rng = np.random.default_rng(seed)
    known = [rng.choice(N_ITEMS, rng.integers(1, 8), replace=False).tolist() for _ in range(shoppers)]
    wanted = [
        rng.choice(np.setdiff1d(np.arange(N_ITEMS), one), rng.integers(1, 12), replace=False).tolist() for one in known
    ]
    scores = rng.permuted(np.tile(np.arange(N_ITEMS, dtype=np.float32), (shoppers, 1)), axis=1)
    return split_of(known, wanted), scores


@pytest.mark.parametrize("seed", range(3))
def test_agreement_with_ranx(seed):
    """To the last digit, with several items wanted of each shopper."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from ranx import Qrels, Run, evaluate
    split, scores = a_case(seed)
    ours = by_shopper(rank(lambda _, places: scores[places], split))
    run, qrels = {}, {}
    for place in range(len(split)):
        one = np.array([place])
        known = set(split.histories.take(one).items.tolist())
        run[f"q{place:03d}"] = {f"i{i}": float(s) for i, s in enumerate(scores[place]) if i not in known}
        qrels[f"q{place:03d}"] = {f"i{i}": 1 for i in split.wanted.take(one).items.tolist()}
    theirs = {"precision": "precision", "recall": "recall", "f1": "f1", "hr": "hit_rate", "ndcg": "ndcg", "map": "map",
              "mrr": "mrr"}  # fmt: skip
    for name, other in theirs.items():
        for cut in CUTS:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                expected = evaluate(Qrels(qrels), Run(run), f"{other}@{cut}", return_mean=False)
            assert np.allclose(ours[f"{name}@{cut}"], expected, atol=1e-9), (name, cut)


def test_a_list_worked_out_by_hand():
    """Wanted are 1 and 3; the list is 3, 0, 1: NDCG is (1 + 1/2) / (1 + 1/log2(3))."""
    split = split_of([[2]], [[1, 3]], n_items=4)
    values = by_shopper(rank(lambda *_: np.array([[2.0, 1.0, 9.0, 3.0]], np.float32), split), (2, 3))
    assert values["recall@2"][0] == 0.5
    assert values["precision@2"][0] == 0.5
    assert values["ndcg@3"][0] == pytest.approx((1 + 1 / 2) / (1 + 1 / np.log2(3)))
    assert values["map@3"][0] == pytest.approx((1 + 2 / 3) / 2)
    assert values["mrr@2"][0] == 1.0


def test_a_model_that_says_nothing_gains_nothing():
    """All scores alike: what is wanted is found as by chance, and not because it is wanted."""
    split, _ = a_case(5, shoppers=400)
    values = by_shopper(rank(lambda _, places: np.zeros((len(places), N_ITEMS), np.float32), split))
    assert values["recall@20"].mean() == pytest.approx(20 / 75, abs=0.04)


def test_what_is_known_is_neither_answered_nor_wanted():
    """Unless buying again counts."""
    split = split_of([[0, 1]], [[0, 2]], n_items=3)
    scores = np.array([[9.0, 8.0, 1.0]], np.float32)
    ranked = rank(lambda *_: scores, split)
    assert (ranked.lists[0].tolist(), ranked.wanted[0]) == ([2, -1, -1], 1)
    again = rank(lambda *_: scores, split, repeats=True)
    assert (again.lists[0].tolist(), again.wanted[0]) == ([0, 1, 2], 2)


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 90))
def test_lists_are_those_of_a_full_sort(seed, k):
    """The quick partition gives what sorting everything gives, ties by row."""
    rng = np.random.default_rng(seed)
    scores = rng.integers(0, 6, (3, N_ITEMS)).astype(np.float32)
    split = split_of([[0], [1], [2]], [[3], [4], [5]])
    ranked = rank(lambda _, places: scores[places], split, k=k)
    for place, row in enumerate(scores):
        order = [i for i in sorted(range(N_ITEMS), key=lambda i: (-row[i], i)) if i != place]
        assert [i for i in ranked.lists[place].tolist() if i >= 0] == order[:k]


def test_what_lists_are_like():
    """Everybody is shown the same most popular thing: no coverage, much bias."""
    split = split_of([[0], [0], [0, 1]], [[2], [2], [2]], n_items=4)
    same = rank(lambda _, places: np.tile(np.array([1.0, 0, 0, 0], np.float32), (len(places), 1)), split, k=1,
                repeats=True)  # fmt: skip
    told = of_lists(same, split.train, np.eye(4, dtype=np.float32))
    assert told["coverage"] == 0.25
    assert told["popularity"] > 1
    both = rank(lambda _, places: np.tile(np.arange(4, dtype=np.float32), (len(places), 1)), split, k=2, repeats=True)
    assert of_lists(both, split.train, np.eye(4, dtype=np.float32))["diversity"] == 1.0
    assert of_lists(both, split.train, np.ones((4, 1), np.float32))["diversity"] == 0.0
