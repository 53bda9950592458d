"""Splits hold back what they should, and let nothing of it through."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from houndstooth.domain.errors import InvalidInput
from houndstooth.domain.interactions import DAY, Interactions
from houndstooth.evaluation.splits import Stage, last_out, random_out, windows


def some(seed, n=300, shoppers=30, items=40, dated=True):
    rng = np.random.default_rng(seed)
    weights = rng.choice([1.0, 1.0, 0.3, -1.0], n)
    return Interactions.of(
        rng.integers(0, shoppers, n), rng.integers(0, items, n), rng.random(n) * 200 * DAY, n_shoppers=shoppers,
        n_items=items, weights=weights, dated=dated,
    )  # fmt: skip


def of_shopper(interactions, shopper):
    rows = interactions.shoppers == shopper
    return list(zip(interactions.times[rows].tolist(), interactions.items[rows].tolist(), strict=True))


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6))
def test_last_out(seed):
    """Wanted is the last liking; known is only what came before it. The validation knows nothing of the test."""
    everything = some(seed)
    for stage, back in ((Stage.TEST, 0), (Stage.VALIDATION, 1)):
        split = last_out(everything, stage)
        for place, shopper in enumerate(split.shoppers.tolist()):
            rows = (everything.shoppers == shopper) & (everything.weights > 0)
            likings = list(zip(everything.times[rows].tolist(), everything.items[rows].tolist(), strict=True))
            assert len(likings) >= 3
            time, item = likings[-1 - back]
            assert split.wanted.take(np.array([place])).items.tolist() == [item]
            assert all(moment <= time for moment, _ in of_shopper(split.train, shopper))
            history = split.histories.take(np.array([place]))
            assert history.times.tolist() == [moment for moment, _ in of_shopper(split.train, shopper)]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6))
def test_windows(seed):
    """Known is all before the cut, wanted the likings of the window, each item once; windows do not overlap."""
    everything = some(seed)
    spans = []
    for stage in (Stage.VALIDATION, Stage.TEST):
        for split in windows(everything, stage, days=14, count=3):
            start = split.now[0] if len(split) else 0.0
            assert np.all(split.now == start)
            assert split.train.end < start
            assert np.all(split.wanted.times >= start)
            assert np.all(split.wanted.times < start + 14 * DAY)
            assert np.all(split.wanted.weights > 0)
            owners = split.wanted.owners()
            assert len(set(zip(owners.tolist(), split.wanted.items.tolist(), strict=True))) == len(owners)
            spans.append(start)
    assert spans == sorted(spans)
    assert np.allclose(np.diff(spans), 14 * DAY)


def test_random_parts_do_not_meet():
    """The validation is another part than the test, and neither is known."""
    everything = some(1, n=2000)
    test, validation = random_out(everything, Stage.TEST), random_out(everything, Stage.VALIDATION)
    held = len(everything) - len(test.train)
    assert 0.1 < held / len(everything) < 0.25
    assert len(validation.train) < len(test.train)
    times = set(test.train.times.tolist())
    assert set(validation.train.times.tolist()) <= times


def test_without_times():
    """An order within each shopper is no time."""
    with pytest.raises(InvalidInput, match="last-out"):
        list(windows(some(1, dated=False), Stage.TEST))
    with pytest.raises(InvalidInput, match="too short a time"):
        list(windows(some(1), Stage.TEST, days=90, count=4))
