from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from houndstooth.cache.attempts import FREE, LOCKED_SECONDS, MOST, MemoryAttempts


class Watch:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


def test_delays_grow_and_end_in_a_lock():
    """Five failures are free; then 1, 2, 4, 8 and 16 seconds; after ten, a quarter of an hour."""
    watch = Watch()
    attempts = MemoryAttempts(clock=watch)
    waits = []
    for _ in range(MOST):
        wait = attempts.begin("ann", "here")
        if wait:
            waits.append(wait)
            watch.now += wait
            assert attempts.begin("ann", "here") == 0
    assert waits == [1, 2, 4, 8, 16]
    assert attempts.begin("ann", "here") == LOCKED_SECONDS
    watch.now += LOCKED_SECONDS
    assert attempts.begin("ann", "here") == 0


@given(st.lists(st.tuples(st.sampled_from("ab"), st.floats(0, 400)), max_size=120))
def test_no_pace_gives_more_than_ten_in_a_quarter_of_an_hour(tries):
    """For one name, whatever the other does."""
    watch = Watch()
    attempts = MemoryAttempts(clock=watch)
    looked_at = []
    for name, pause in tries:
        watch.now += pause
        if attempts.begin(name) == 0 and name == "a":
            looked_at.append(watch.now)
    for first, eleventh in zip(looked_at, looked_at[MOST:], strict=False):
        assert eleventh - first >= LOCKED_SECONDS


def test_either_name_holds_an_attempt_up():
    """Many accounts from one address, and one account from many addresses."""
    attempts = MemoryAttempts(clock=Watch())
    for number in range(FREE):
        assert attempts.begin(f"account {number}", "here") == 0
    assert attempts.begin("another account", "here") > 0
    assert attempts.begin("account 0", "there") == 0
    attempts = MemoryAttempts(clock=Watch())
    for number in range(FREE):
        assert attempts.begin("ann", f"address {number}") == 0
    assert attempts.begin("ann", "another address") > 0
    assert attempts.begin("bo", "another address") == 0


def test_success_forgets():
    """All failures of an account, one of an address."""
    attempts = MemoryAttempts(clock=Watch())
    for _ in range(FREE):
        attempts.begin("ann", "here")
    attempts.clear("ann")
    assert attempts.begin("ann", "there") == 0
    attempts.take_back("here")
    assert attempts.begin("bo", "here") == 0
    assert attempts.begin("cy", "here") > 0


def test_memory_is_bounded():
    attempts = MemoryAttempts(most=10, clock=Watch())
    for number in range(100):
        attempts.begin(f"account {number}")
    assert len(attempts) == 10
