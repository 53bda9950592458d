"""Intervals hold the truth about as often as they say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from houndstooth.evaluation.intervals import difference_of, lift_of, mean_of, resample

SEEDS = st.integers(0, 10**6)


def held(make, truth, times=300):
    """How often an interval of made-up data holds the truth."""
    rng = np.random.default_rng(0)
    told = [make(rng) for _ in range(times)]
    return sum(one.low <= truth <= one.high for one in told) / times


def test_coverage_of_a_mean():
    """Of 300 intervals of 95 % about 285 hold the true mean, also where most values are 0, as with hits."""
    assert held(lambda rng: mean_of(rng.exponential(1.0, 150), samples=500), 1.0) == pytest.approx(0.95, abs=0.03)
    hits = held(lambda rng: mean_of((rng.random(800) < 0.05).astype(float), samples=500), 0.05)
    assert hits == pytest.approx(0.95, abs=0.03)


def test_coverage_of_a_lift():
    """Of two recommenders of which the better one finds what the other finds, and a fifth more."""

    def one(rng):
        found = rng.random(1500) < 0.1
        more = rng.random(1500) < 0.02 / 0.9
        return lift_of((found | more).astype(float), found.astype(float), samples=500)

    assert held(one, 0.2) == pytest.approx(0.95, abs=0.03)


def test_coverage_with_shoppers_in_several_windows():
    """Values of one shopper are alike; drawn whole the interval is right, drawn one by one it is too narrow."""
    clusters = np.repeat(np.arange(100), 4)

    def made(rng, of):
        return mean_of(np.repeat(rng.normal(size=100), 4) + 0.1 * rng.normal(size=400), of, samples=500)

    assert held(lambda rng: made(rng, clusters), 0.0) == pytest.approx(0.95, abs=0.03)
    assert held(lambda rng: made(rng, None), 0.0) < 0.8


def test_resamples_against_loops():
    """The means of the resamples are those of the drawn rows, put together one by one."""
    rng = np.random.default_rng(1)
    values = rng.random((40, 3)) * (rng.random((40, 1)) < 0.5)
    clusters = rng.integers(0, 15, 40)
    names = np.unique(clusters)
    drawn = resample(values, clusters, samples=20, seed=3).drawn
    again = np.random.default_rng(3)
    for means in drawn:
        chosen = names[again.integers(0, len(names), len(names))]
        rows = np.concatenate([np.flatnonzero(clusters == one) for one in chosen])
        assert np.allclose(values[rows].mean(axis=0), means)


def test_the_bounds_are_percentiles():
    """Of the resamples 2.5 % lie below, and as many above."""
    values = np.random.default_rng(2).random(300)
    one = mean_of(values)
    drawn = resample(values[:, None]).drawn[:, 0]
    assert len(drawn) == 10_000
    assert np.mean(drawn < one.low) == pytest.approx(0.025, abs=2e-4)
    assert np.mean(drawn > one.high) == pytest.approx(0.025, abs=2e-4)


def test_as_wide_as_theory_says():
    """About 1.96 standard errors to each side of a mean of many."""
    values = np.random.default_rng(4).normal(size=4000)
    one = mean_of(values)
    error = 1.96 * values.std() / np.sqrt(4000)
    assert (one.high - one.value, one.value - one.low) == pytest.approx((error, error), rel=0.05)


def test_pairs_are_kept_together():
    """A small difference that everybody shows is certain, however different people are."""
    rng = np.random.default_rng(1)
    people = rng.exponential(10.0, 300)
    better = difference_of(people + 0.1, people)
    assert (better.low, better.value, better.high) == pytest.approx((0.1, 0.1, 0.1))
    lift = lift_of(people * 1.1, people)
    assert (lift.value, lift.low, lift.high) == pytest.approx((0.1, 0.1, 0.1))


@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_the_other_way_round(seed):
    """What one is above the other, the other is below it."""
    rng = np.random.default_rng(seed)
    one, other = rng.random(50), rng.random(50)
    there, back = difference_of(one, other, samples=200), difference_of(other, one, samples=200)
    assert (there.low, there.value, there.high) == pytest.approx((-back.high, -back.value, -back.low))
    assert there.low <= there.value <= there.high


@settings(max_examples=30, deadline=None)
@given(SEEDS, st.booleans())
def test_the_same_whatever_stands_beside_it(seed, clustered):
    """The same numbers give the same interval, alone or among other columns: all are drawn alike."""
    rng = np.random.default_rng(seed)
    values = rng.random((60, 4)) * (rng.random((60, 4)) < 0.3)
    clusters = rng.integers(0, 20, 60) if clustered else None
    together = resample(values, clusters, samples=200).mean(2)
    alone = mean_of(values[:, 2], clusters, samples=200)
    assert (together.low, together.value, together.high) == pytest.approx((alone.low, alone.value, alone.high))
    assert mean_of(values[:, 2], clusters, samples=200) == alone


def test_seeds():
    """Another seed draws others, and tells nearly the same."""
    values = np.random.default_rng(5).random((500, 1))
    one, other = (resample(values, seed=seed).mean(0) for seed in (0, 1))
    assert one != other
    assert one.low == pytest.approx(other.low, abs=2e-3)
    assert one.high == pytest.approx(other.high, abs=2e-3)


def test_lifts_over_nothing():
    """There is none over a mean of 0; over hardly anything it may be endless."""
    nothing, something = np.zeros(20), np.ones(20)
    assert np.isnan([getattr(lift_of(something, nothing), name) for name in ("value", "low", "high")]).all()
    rare = nothing.copy()
    rare[0] = 1
    lift = lift_of(something, rare)
    assert lift.value == pytest.approx(19)
    assert np.isinf(lift.high)
    assert 2 < lift.low < 19


def test_nobody():
    """Of nobody there is no mean."""
    with pytest.raises(ValueError, match="nobody"):
        mean_of(np.empty(0))
