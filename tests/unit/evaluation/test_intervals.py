"""Intervals hold the truth about as often as they say."""

from __future__ import annotations

import numpy as np
import pytest

from houndstooth.evaluation.intervals import difference_of, lift_of, mean_of


def test_coverage():
    """Of 200 intervals of 95 % about 190 hold the true mean."""
    rng = np.random.default_rng(0)
    held = 0
    for _ in range(200):
        one = mean_of(rng.exponential(1.0, 150), samples=500)
        held += one.low <= 1.0 <= one.high
    assert 180 <= held <= 199


def test_pairs_are_kept_together():
    """A small difference that everybody shows is certain, however different people are."""
    rng = np.random.default_rng(1)
    people = rng.exponential(10.0, 300)
    better = difference_of(people + 0.1, people)
    assert 0.09 < better.low <= better.value <= better.high < 0.11
    lift = lift_of(people * 1.1, people)
    assert (lift.value, lift.low, lift.high) == pytest.approx((0.1, 0.1, 0.1))


def test_clusters_are_drawn_whole():
    """The same values of the same shopper ten times over say no more than once."""
    rng = np.random.default_rng(2)
    values = rng.random(100)
    once = mean_of(values)
    often = mean_of(np.tile(values, 10), np.tile(np.arange(100), 10))
    assert often.high - often.low == pytest.approx(once.high - once.low, rel=0.1)
    alone = mean_of(np.tile(values, 10))
    assert alone.high - alone.low < 0.5 * (once.high - once.low)


def test_the_same_twice():
    """The same numbers give the same interval; against itself there is no difference."""
    values = np.random.default_rng(3).random(50)
    assert mean_of(values) == mean_of(values)
    assert difference_of(values, values).high == 0
