from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houndstooth.cache.buckets import MemoryBuckets


class Watch:
    """A clock that is turned by hand."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@given(st.integers(1, 200), st.lists(st.floats(0, 30), max_size=300))
def test_never_more_than_the_rate_and_one_bucket(per_minute, pauses):
    """In no stretch of time, whatever the pauses between requests."""
    watch = Watch()
    buckets = MemoryBuckets(clock=watch)
    passed = []
    for pause in pauses:
        watch.now += pause
        if buckets.take("a", per_minute=per_minute) == 0:
            passed.append(watch.now)
    for first, start in enumerate(passed):
        for last in range(first, len(passed)):
            assert last - first + 1 <= per_minute + (passed[last] - start) * per_minute / 60 + 1e-6


@given(st.integers(1, 200), st.floats(0, 5))
def test_after_the_wait_there_is_one(per_minute, more):
    """The wait that is told is long enough."""
    watch = Watch()
    buckets = MemoryBuckets(clock=watch)
    while not (wait := buckets.take("a", per_minute=per_minute)):
        pass
    watch.now += wait + 1e-6 + more
    assert buckets.take("a", per_minute=per_minute) == 0


def test_each_name_has_its_own_bucket():
    buckets = MemoryBuckets(clock=Watch())
    assert buckets.take("a", per_minute=1) == 0
    assert buckets.take("a", per_minute=1) == pytest.approx(60)
    assert buckets.take("b", per_minute=1) == 0


def test_memory_is_bounded():
    """The name that was idle longest goes first."""
    buckets = MemoryBuckets(most=3, clock=Watch())
    for name in "abcabda":
        buckets.take(name, per_minute=100)
        assert len(buckets) <= 3
    buckets = MemoryBuckets(most=2, clock=Watch())
    assert [buckets.take(name, per_minute=1) > 0 for name in ("a", "b", "a", "c", "a", "b")] == [
        False, False, True, False, True, False,
    ]  # fmt: skip
