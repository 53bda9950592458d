"""Histories: what some shoppers did, each oldest first."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from houndstooth.domain.histories import Histories
from houndstooth.domain.interactions import Interactions

SEEDS = st.integers(0, 10**6)


def some(seed, shoppers=9, n=60):
    rng = np.random.default_rng(seed)
    return Interactions.of(
        rng.integers(0, shoppers, n), rng.integers(0, 20, n), rng.integers(0, 30, n), n_shoppers=shoppers, n_items=20,
        weights=rng.normal(size=n),
    )  # fmt: skip


def rows(histories):
    """By shopper: time, item, weight."""
    columns = [getattr(histories, name).tolist() for name in ("times", "items", "weights")]
    every = list(zip(*columns, strict=True))
    return [every[start:stop] for start, stop in zip(histories.indptr[:-1], histories.indptr[1:], strict=True)]


def by_hand(interactions, shopper):
    there = interactions.shoppers == shopper
    columns = [getattr(interactions, name)[there].tolist() for name in ("times", "items", "weights")]
    return list(zip(*columns, strict=True))


@settings(max_examples=30, deadline=None)
@given(SEEDS, st.lists(st.integers(0, 8), max_size=12))
def test_of_interactions(seed, chosen):
    """Everybody's, or those of some in the order in which they are named; what happened at once keeps its order."""
    interactions = some(seed)
    assert rows(Histories.of(interactions)) == [by_hand(interactions, one) for one in range(9)]
    named = Histories.of(interactions, np.array(chosen, np.int64))
    assert rows(named) == [by_hand(interactions, one) for one in chosen]


@settings(max_examples=30, deadline=None)
@given(SEEDS, st.integers(0, 8))
def test_the_newest(seed, most):
    """At most so many of each, and no gap."""
    histories = Histories.of(some(seed))
    assert rows(histories.newest(most)) == [one[max(len(one) - most, 0) :] for one in rows(histories)]


@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_whose_and_how_long_ago(seed):
    """Each interaction has its owner, and knows how many came after it."""
    histories = Histories.of(some(seed))
    lengths = [len(one) for one in rows(histories)]
    assert histories.owners().tolist() == [place for place, length in enumerate(lengths) for _ in range(length)]
    assert histories.steps().tolist() == [after for length in lengths for after in range(length - 1, -1, -1)]


def test_arrays_that_do_not_fit():
    """Refused with what is wrong."""
    items, times, weights = np.zeros(3, np.int32), np.zeros(3), np.zeros(3, np.float32)
    for indptr, expected in (([0, 2], "does not run from 0"), ([0, 2, 1, 3], "not ascending"), ([], "does not run")):
        with pytest.raises(ValueError, match=expected):
            Histories(np.array(indptr, np.int64), items, times, weights)
    with pytest.raises(ValueError, match="differ in length"):
        Histories(np.array([0, 3]), items, times[:2], weights)
