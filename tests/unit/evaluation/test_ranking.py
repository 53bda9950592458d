"""Rankings are those of a full sort of all items; what is equal is ordered by chance, and fairly."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from houndstooth.evaluation.ranking import rank, rank_pools, restrict

SEEDS = st.integers(0, 10**6)


def by_full_sort(row, known, k, *, pool=None):
    """The reference: what may be shown, best first; scores must differ."""
    may = [
        item for item in range(len(row)) if item not in known and row[item] > -np.inf and (pool is None or pool[item])
    ]
    return sorted(may, key=lambda item: -row[item])[:k]


def different_scores(seed, split):
    """Scores of both signs, none like another; some minus infinity."""
    rng = np.random.default_rng(seed)
    n = split.train.n_items
    scores = rng.permuted(np.tile(np.arange(n, dtype=np.float32) - n // 2, (len(split), 1)), axis=1) * np.float32(1e-3)
    scores[rng.random(scores.shape) < 0.1] = -np.inf
    return scores


@settings(max_examples=60, deadline=None)
@given(SEEDS, st.integers(1, 70), st.booleans())
def test_lists_are_those_of_a_full_sort(made_up, seed, k, repeats):
    """Of every shopper, with what is known left out (or not), and hits where something wanted stands."""
    split = made_up.some_split(seed, repeats=repeats)
    scores = different_scores(seed, split)
    ranked = rank(made_up.scorer(scores), split, k=k)
    for place, row in enumerate(scores):
        one = np.array([place])
        known = set() if repeats else set(split.histories.take(one).items.tolist())
        wanted = split.wanted.take(one).items.tolist()
        expected = by_full_sort(row, known, k)
        assert ranked.lists[place].tolist() == expected + [-1] * (k - len(expected))
        assert ranked.hits[place].tolist() == [item in wanted for item in expected] + [False] * (k - len(expected))
        assert ranked.wanted[place] == len(wanted)


@settings(max_examples=40, deadline=None)
@given(SEEDS, st.floats(0, 1))
def test_pools_are_ranked_by_themselves(made_up, seed, share):
    """Only members of a pool are shown and wanted; who wants none of them gets no list."""
    split = made_up.some_split(seed)
    pool = np.random.default_rng(seed).random(split.train.n_items) < share
    scores = different_scores(seed, split)
    ranked = rank_pools(made_up.scorer(scores), split, {"some": pool}, k=10)["some"]
    for place, row in enumerate(scores):
        one = np.array([place])
        wanted = [item for item in split.wanted.take(one).items.tolist() if pool[item]]
        assert ranked.wanted[place] == len(wanted)
        expected = by_full_sort(row, set(split.histories.take(one).items.tolist()), 10, pool=pool)
        if wanted or pool.all():
            assert ranked.lists[place].tolist() == expected + [-1] * (10 - len(expected))
            assert ranked.hits[place].tolist() == [item in wanted for item in ranked.lists[place].tolist()]
        else:
            assert not ranked.hits[place].any()


@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_restricted_to_some_of_what_is_wanted(made_up, seed):
    """The lists stay; only hits of the pool count, and only its members are wanted."""
    split = made_up.some_split(seed)
    pool = np.random.default_rng(seed).random(split.train.n_items) < 0.3
    ranked = rank(made_up.scorer(different_scores(seed, split)), split, k=10)
    some = restrict(ranked, split, pool)
    assert np.array_equal(some.lists, ranked.lists)
    for place in range(len(split)):
        wanted = [item for item in split.wanted.take(np.array([place])).items.tolist() if pool[item]]
        assert some.wanted[place] == len(wanted)
        assert some.hits[place].tolist() == [item in wanted for item in ranked.lists[place].tolist()]


@settings(max_examples=40, deadline=None)
@given(SEEDS, st.integers(1, 60))
def test_equals_are_neighbours(made_up, seed, k):
    """Of few different scores, zeros of both signs among them: the scores of a list never rise, nothing comes twice."""
    split = made_up.some_split(seed)
    scores = np.random.default_rng(seed).choice(np.array([-1, -0.0, 0.0, 2], np.float32), (len(split), 60))
    ranked = rank(made_up.scorer(scores), split, k=k)
    for place, row in enumerate(scores):
        shown = ranked.lists[place][ranked.lists[place] >= 0]
        known = split.histories.take(np.array([place])).items
        assert len(set(shown.tolist())) == len(shown) == min(k, 60 - len(known))
        assert np.all(np.diff(row[shown]) <= 0)
        left = np.setdiff1d(np.arange(60), np.concatenate([shown, known]))
        assert not len(left) or row[left].max() <= row[shown].min()


def test_equals_are_ordered_by_chance(made_up):
    """Whatever their numbers, either of two items comes first for half of the shoppers, and each stands anywhere."""
    shoppers, n = 4000, 12
    split = made_up.split([[]] * shoppers, [[0]] * shoppers, n_items=n)
    lists = rank(lambda audience: np.zeros((len(audience), n), np.float32), split, k=n).lists
    places = np.argsort(lists, axis=1)  # of each item
    for one in range(n):
        assert np.allclose(np.bincount(places[:, one], minlength=n) / shoppers, 1 / n, atol=0.025)
        for other in range(one):
            assert np.mean(places[:, one] < places[:, other]) == pytest.approx(0.5, abs=0.04)


def test_zero_is_zero(made_up):
    """Whatever its sign: sums and products of sparse scores give both."""
    shoppers, n = 2000, 10
    split = made_up.split([[]] * shoppers, [[0]] * shoppers, n_items=n)
    scores = np.tile(np.array([-0.0, 0.0], np.float32), (shoppers, n // 2))
    first = rank(made_up.scorer(scores), split, k=1).lists[:, 0]
    assert np.mean(first % 2 == 0) == pytest.approx(0.5, abs=0.05)


def test_a_recommender_that_says_nothing_does_as_well_as_chance(made_up):
    """Also where the wanted items are the first of all, as in files that name what sells best first."""
    n, k = 100, 10
    split = made_up.split([[5]] * 3000, [[0, 1]] * 3000, n_items=n)
    ranked = rank(lambda audience: np.full((len(audience), n), 7.0, np.float32), split, k=k)
    assert ranked.hits.sum(axis=1).mean() / 2 == pytest.approx(k / (n - 1), abs=0.01)


def test_the_order_of_equals_is_that_of_the_shopper(made_up):
    """The same in each run and in each part of a split; another one with another seed."""
    split = made_up.some_split(1, shoppers=50)
    same = lambda audience: np.zeros((len(audience), 60), np.float32)  # noqa: E731
    lists = rank(same, split).lists
    rows = np.array([3, 30, 7])
    assert np.array_equal(lists, rank(same, split).lists)
    assert np.array_equal(lists[rows], rank(same, split.take(rows)).lists)
    assert not np.array_equal(lists, rank(same, split, seed=1).lists)


def test_many_batches_are_one(made_up, monkeypatch):
    """However few shoppers a recommender is asked for at once, it is asked once for each, in order."""
    split = made_up.some_split(2, shoppers=53)
    scores = different_scores(2, split)
    whole = rank(made_up.scorer(scores), split)
    asked = []
    monkeypatch.setattr("houndstooth.evaluation.ranking._MOST_CELLS", 60 * 9)
    parts = rank(lambda audience: asked.append(audience.shoppers) or scores[audience.shoppers], split)
    assert [len(one) for one in asked] == [9] * 5 + [8]
    assert np.concatenate(asked).tolist() == split.shoppers.tolist()
    assert np.array_equal(whole.lists, parts.lists)
    assert np.array_equal(whole.hits, parts.hits)


def test_scores_of_a_recommender_are_not_touched(made_up):
    """It may answer the same array each time, or one that cannot be written."""
    split = made_up.some_split(3)
    scores = np.broadcast_to(np.arange(60, dtype=np.float32), (len(split), 60))
    ranked = rank(lambda _: scores, split, k=60)
    assert np.array_equal(scores[0], np.arange(60))
    assert ranked.lists[0, 0] not in split.histories.take(np.array([0])).items


def test_scores_that_cannot_be_ranked(made_up):
    """Told at once, not as a bad figure."""
    split = made_up.some_split(3)
    with pytest.raises(ValueError, match=r"scored \(20, 59\) for 20 shoppers and 60 items"):
        rank(lambda audience: np.zeros((len(audience), 59), np.float32), split)
    with pytest.raises(ValueError, match="not a number"):
        rank(lambda audience: np.full((len(audience), 60), np.nan, np.float32), split)


def test_nobody_and_nothing(made_up):
    """A window in which nobody bought, and a shop in which everything is known."""
    assert rank(
        lambda _: pytest.fail("nobody asks"), made_up.some_split(1).take(np.empty(0, int)), k=7
    ).lists.shape == (0, 7)
    everything = made_up.split([[0, 1, 2]], [[0]], n_items=3)
    assert rank(lambda _: np.ones((1, 3)), everything, k=2).lists.tolist() == [[-1, -1]]
