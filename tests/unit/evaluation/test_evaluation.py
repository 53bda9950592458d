"""An evaluation: the slices hold whom they say, and windows are pooled as if they were one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from houndstooth.evaluation.evaluation import ALL, COLD, SHOPPERS, Evaluation, evaluate
from houndstooth.evaluation.metrics import METRICS

SEEDS = st.integers(0, 10**6)


def random_scores(seed, split):
    return np.random.default_rng(seed).random((len(split), split.train.n_items)).astype(np.float32)


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_slices_of_shoppers(made_up, seed):
    """By how many different items they know; together they are everybody."""
    split = made_up.some_split(seed, shoppers=40, most_known=9)
    parts = evaluate(made_up.scorer(random_scores(seed, split)), split, cuts=(5,)).parts
    assert parts[ALL].shoppers.tolist() == split.shoppers.tolist()
    together = []
    for name, (low, high) in SHOPPERS.items():
        for shopper, recall in zip(parts[name].shoppers.tolist(), parts[name].values["recall@5"], strict=True):
            assert low <= len(set(split.histories.take(np.array([shopper])).items.tolist())) <= high
            assert recall == parts[ALL].values["recall@5"][shopper]
            together.append(shopper)
    assert sorted(together) == split.shoppers.tolist()


def test_what_somebody_did_often_is_known_once(made_up):
    """Looking at one thing seven times tells of one item."""
    split = made_up.split([[0] * 7, [0, 1, 2]], [[5], [5]], n_items=9)
    parts = evaluate(made_up.scorer(random_scores(1, split)), split).parts
    assert parts["shoppers_1_2"].shoppers.tolist() == [0]
    assert parts["shoppers_3_5"].shoppers.tolist() == [1]


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_slices_of_items(made_up, seed):
    """Only cold items are wanted: in the ranking of all items, and among themselves, where guessing is told."""
    split = made_up.some_split(seed, shoppers=40, n_items=120)
    scores = random_scores(seed, split)
    parts = evaluate(made_up.scorer(scores), split, cuts=(5,)).parts
    seen = np.bincount(split.train.items, minlength=120)
    for name, (low, high) in COLD.items():
        pool = (seen >= low) & (seen <= high)
        expected = {}
        for shopper in split.shoppers.tolist():
            one = np.array([shopper])
            wanted = [item for item in split.wanted.take(one).items.tolist() if pool[item]]
            known = split.histories.take(one).items
            if wanted:
                everything = scores[shopper].copy()
                everything[known] = -np.inf
                alone = np.where(pool, everything, -np.inf)
                expected[shopper] = [len(set(wanted) & set(np.argsort(-row)[:5].tolist())) / len(wanted)
                                     for row in (everything, alone)]  # fmt: skip
        for part, place in ((name, 0), (f"{name}_among", 1)):
            assert parts[part].shoppers.tolist() == list(expected)
            assert np.allclose(parts[part].values["recall@5"], [one[place] for one in expected.values()])
        assert np.all(parts[f"{name}_among"].values["chance@5"] == min(1, 5 / pool.sum()))
        assert "chance@5" not in parts[name].values


def test_guessing_among_new_items_is_chance(made_up):
    """``chance@k`` is what a recommender that knows nothing of new items finds of them."""
    n, shoppers = 60, 3000
    wanted = np.random.default_rng(0).integers(20, n, (shoppers, 1)).tolist()
    split = made_up.split([[one % 20] for one in range(shoppers)], wanted, n_items=n)
    values = evaluate(lambda audience: np.zeros((len(audience), n), np.float32), split).parts["items_0_among"].values
    assert values["chance@10"][0] == 0.25
    assert values["recall@10"].mean() == pytest.approx(0.25, abs=0.02)


def test_a_recommender_is_asked_once(made_up):
    """Whatever is measured: scoring is what takes long."""
    split = made_up.some_split(1, shoppers=30)
    asked = []
    evaluate(lambda audience: asked.extend(audience.shoppers) or random_scores(1, split)[audience.shoppers], split)
    assert asked == split.shoppers.tolist()


def test_windows_together(made_up):
    """One after the other; whose each value is stays known."""
    splits = [made_up.some_split(seed, shoppers=9) for seed in range(3)]
    each = [evaluate(made_up.scorer(random_scores(1, split)), split, cuts=(5,)) for split in splits]
    pooled = Evaluation.pooled(each)
    assert pooled.parts[ALL].shoppers.tolist() == list(range(9)) * 3
    for part, together in pooled.parts.items():
        for name, values in together.values.items():
            assert values.tolist() == [value for one in each for value in one.parts[part].values[name]]


def test_a_window_without_anybody(made_up):
    """Has no values, and may be pooled with others."""
    split = made_up.some_split(1)
    nobody = evaluate(lambda _: pytest.fail("nobody asks"), split.take(np.empty(0, int)))
    assert all(len(part.shoppers) == 0 for part in nobody.parts.values())
    assert len(nobody.parts[ALL].values) == 4 * len(METRICS)
    some = evaluate(made_up.scorer(random_scores(1, split)), split)
    pooled = Evaluation.pooled([nobody, some])
    assert np.array_equal(pooled.parts[ALL].values["ndcg@20"], some.parts[ALL].values["ndcg@20"])
    assert pooled.manner.figures() == pytest.approx(some.manner.figures(), nan_ok=True)
