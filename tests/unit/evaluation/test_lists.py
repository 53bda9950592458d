"""What lists are like: coverage, novelty, diversity, popularity and how equally places are shared out."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from houndstooth.domain.interactions import Interactions
from houndstooth.evaluation.diversity import ByKind, ByVectors
from houndstooth.evaluation.lists import Manner, gini, manner

SEEDS = st.integers(0, 10**6)
N_ITEMS = 30


def some_lists(rng, shoppers=12, k=8):
    """Lists of different items, some of them short, some empty."""
    lists = np.stack([rng.choice(N_ITEMS, k, replace=False) for _ in range(shoppers)]).astype(np.int32)
    lists[np.arange(k) >= rng.integers(0, 2 * k, shoppers)[:, None]] = -1
    return lists


def some_train(rng, shoppers=12, n=80):
    weights = rng.choice([1.0, 0.3, -1.0], n)
    return Interactions.of(
        rng.integers(0, shoppers, n), rng.integers(0, N_ITEMS, n), np.arange(n), n_shoppers=shoppers, n_items=N_ITEMS,
        weights=weights,
    )  # fmt: skip


def mean(values):
    return sum(values) / len(values) if values else np.nan


def same(one, other):
    return one == pytest.approx(other, nan_ok=True)


@settings(max_examples=50, deadline=None)
@given(SEEDS, st.integers(1, 8))
def test_against_loops(made_up, seed, cut):
    """Every figure, worked out item by item."""
    rng = np.random.default_rng(seed)
    lists, train = some_lists(rng), some_train(rng)
    known = [rng.choice(N_ITEMS, rng.integers(0, 4), replace=False).tolist() for _ in range(12)]
    told = manner(lists, train, made_up.histories(known), cuts=(cut,)).figures()
    likings = [
        sum(1 for item, w in zip(train.items, train.weights, strict=True) if item == i and w > 0) for i in range(30)
    ]
    shown = [[item for item in row[:cut].tolist() if item >= 0] for row in lists]
    information = [-np.log2((count + 1) / (sum(likings) + N_ITEMS)) for count in likings]
    assert same(told[f"novelty@{cut}"], mean([mean([information[i] for i in one]) for one in shown if one]))
    assert same(told[f"popularity@{cut}"], mean([mean([likings[i] for i in one]) for one in shown if one]))
    assert told[f"coverage@{cut}"] == len({i for one in shown for i in one}) / N_ITEMS
    pairs = [(one, own) for one, own in zip(shown, known, strict=True) if one and own]
    usual = sum(mean([likings[i] for i in own]) for _, own in pairs)
    lift = sum(mean([likings[i] for i in one]) for one, _ in pairs) / usual - 1 if usual else np.nan
    assert same(told[f"popularity_lift@{cut}"], lift)
    assert f"diversity@{cut}" not in told


@settings(max_examples=50, deadline=None)
@given(SEEDS, st.integers(1, 8))
def test_diversity_against_loops(seed, cut):
    """By vectors (some items have none) and by kinds (some have none), pair by pair."""
    rng = np.random.default_rng(seed)
    lists = some_lists(rng)[:, :cut]
    vectors = rng.normal(size=(N_ITEMS, 5))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors[rng.random(N_ITEMS) < 0.2] = 0
    kinds = rng.integers(-1, 4, N_ITEMS).astype(np.int32)
    by_vectors = ByVectors(vectors.astype(np.float32)).diversity(lists)
    by_kind = ByKind(kinds).diversity(lists)
    for row, of_vectors, of_kind in zip(lists, by_vectors, by_kind, strict=True):
        shown = [item for item in row.tolist() if item >= 0]
        told = [float(vectors[a] @ vectors[b]) for a, b in combinations([i for i in shown if vectors[i].any()], 2)]
        assert of_vectors == pytest.approx(1 - mean(told), nan_ok=True, abs=1e-5)
        agree = [float(kinds[a] == kinds[b]) for a, b in combinations([i for i in shown if kinds[i] >= 0], 2)]
        assert of_kind == pytest.approx(1 - mean(agree), nan_ok=True)


def test_many_lists_are_measured_in_parts(monkeypatch):
    """Arrays that are made of them stay small; the figures are the same."""
    rng = np.random.default_rng(0)
    lists, kinds = some_lists(rng, shoppers=40), rng.integers(0, 3, N_ITEMS).astype(np.int32)
    vectors = ByVectors(np.eye(4, dtype=np.float32)[rng.integers(0, 4, N_ITEMS)])
    whole = vectors.diversity(lists), ByKind(kinds).diversity(lists)
    monkeypatch.setattr("houndstooth.evaluation.diversity._MOST_CELLS", 100)
    assert np.array_equal(vectors.diversity(lists), whole[0], equal_nan=True)
    assert np.array_equal(ByKind(kinds).diversity(lists), whole[1], equal_nan=True)


def test_vectors_of_another_length():
    """A cosine of vectors that are not normalised is none."""
    with pytest.raises(ValueError, match="neither length 1 nor length 0"):
        ByVectors(np.full((3, 2), 2, np.float32))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 50), min_size=1, max_size=20))
def test_gini_against_all_pairs(shown):
    """Half the mean difference of two items, over the mean."""
    told = gini(np.array(shown))
    if not sum(shown):
        assert np.isnan(told)
        return
    apart = sum(abs(a - b) for a in shown for b in shown) / len(shown) ** 2
    assert told == pytest.approx(apart / (2 * sum(shown) / len(shown)))


def test_gini_at_its_ends():
    """All the same: 0. One has all: 1 - 1/n."""
    assert gini(np.full(10, 3)) == pytest.approx(0)
    assert gini(np.array([0] * 9 + [7])) == pytest.approx(0.9)


def test_everybody_is_shown_what_sells_best(made_up):
    """Little is covered, nothing is new, and what is shown is more popular than what shoppers know."""
    train = Interactions.of(np.arange(5), np.array([0, 0, 0, 1, 2]), np.arange(5), n_shoppers=5, n_items=4)
    told = manner(np.zeros((5, 1), np.int32), train, made_up.histories([[0], [0], [0], [1], [2]]), cuts=(1,)).figures()
    assert told["coverage@1"] == 0.25
    assert told["gini@1"] == 0.75
    assert told["popularity@1"] == 3
    assert told["popularity_lift@1"] == pytest.approx(3 / (11 / 5) - 1)
    assert told["novelty@1"] == pytest.approx(-np.log2(4 / 9))


def test_windows_together(made_up):
    """Pooled, all lists count the same; what is shown in any window is covered."""
    rng = np.random.default_rng(1)
    parts = []
    for _ in range(3):
        lists, known = some_lists(rng), made_up.histories([[1]] * 12)
        parts.append((lists, manner(lists, some_train(rng), known, cuts=(5,), likeness=ByKind(np.arange(30) % 3))))
    pooled = Manner.pooled([one for _, one in parts]).figures()
    shown = np.concatenate([lists[:, :5].ravel() for lists, _ in parts])
    assert pooled["coverage@5"] == len(np.unique(shown[shown >= 0])) / N_ITEMS
    novelty = np.concatenate([one.values["novelty@5"] for _, one in parts])
    assert pooled["novelty@5"] == pytest.approx(np.nanmean(novelty))
