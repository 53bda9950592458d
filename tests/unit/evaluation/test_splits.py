"""Splits hold back what they should, and let nothing of it through."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from houndstooth.domain.errors import InvalidInput
from houndstooth.domain.interactions import DAY, Interactions
from houndstooth.evaluation.splits import FEWEST, Split, Stage, last_out, random_out, stretch, windows

SEEDS = st.integers(0, 10**6)


def some(seed, n=300, shoppers=30, items=40, dated=True):
    rng = np.random.default_rng(seed)
    weights = rng.choice([1.0, 1.0, 0.3, 0.0, -1.0], n)
    return Interactions.of(
        rng.integers(0, shoppers, n), rng.integers(0, items, n), rng.random(n) * 200 * DAY, n_shoppers=shoppers,
        n_items=items, weights=weights, dated=dated,
    )  # fmt: skip


def rows_of(interactions, shopper):
    """What one shopper did: time, item, weight, in order."""
    rows = interactions.shoppers == shopper
    return list(
        zip(*(getattr(interactions, name)[rows].tolist() for name in ("times", "items", "weights")), strict=True)
    )


def row_list(histories, place):
    one = histories.take(np.array([place]))
    return list(zip(one.times.tolist(), one.items.tolist(), one.weights.tolist(), strict=True))


def all_rows(interactions):
    return set(zip(interactions.shoppers.tolist(), interactions.times.tolist(), strict=True))


def wanted_by_hand(known, after, *, repeats):
    """The reference: what was liked after, each item once, in order; nothing of what was known unless it may repeat."""
    wanted, seen = [], set() if repeats else {item for _, item, _ in known}
    for row in after:
        if row[2] > 0 and row[1] not in seen:
            wanted.append(row)
            seen.add(row[1])
    return wanted


def targets_by_hand(rows, *, repeats):
    """Where in a shopper's rows a liking stands that may be held back."""
    return [
        place
        for place, (_, item, weight) in enumerate(rows)
        if weight > 0 and (repeats or item not in [earlier for _, earlier, _ in rows[:place]])
    ]


@settings(max_examples=40, deadline=None)
@given(SEEDS, st.sampled_from(Stage), st.booleans())
def test_last_out(seed, stage, repeats):
    """Wanted is the last liking that is new; known is what came before it, and of the others everything."""
    everything = some(seed)
    split = last_out(everything, stage, repeats=repeats)
    assert split.stage is stage
    judged = split.shoppers.tolist()
    for shopper in range(everything.n_shoppers):
        rows = rows_of(everything, shopper)
        targets = targets_by_hand(rows, repeats=repeats)
        if len(targets) < FEWEST:
            assert shopper not in judged
            assert rows_of(split.train, shopper) == rows
            continue
        held = targets[-1 - (stage is Stage.VALIDATION)]
        place = judged.index(shopper)
        assert row_list(split.wanted, place) == [rows[held]]
        assert row_list(split.histories, place) == rows_of(split.train, shopper) == rows[:held]
        assert split.now[place] == rows[held][0]


def test_last_out_by_hand():
    """A look and the purchase after it are one find: what is held back is the look, and the purchase with it."""
    items = np.array([0, 1, 2, 3, 3, 1])
    everything = Interactions.of(np.zeros(6, int), items, np.arange(6), n_shoppers=1, n_items=4)
    split = last_out(everything, Stage.TEST)
    assert split.wanted.items.tolist() == [3]
    assert split.histories.items.tolist() == [0, 1, 2]
    again = last_out(everything, Stage.TEST, repeats=True)
    assert again.wanted.items.tolist() == [1]
    assert again.histories.items.tolist() == [0, 1, 2, 3, 3]


@settings(max_examples=40, deadline=None)
@given(SEEDS, st.sampled_from(Stage), st.booleans())
def test_windows(seed, stage, repeats):
    """Known is all before the cut, wanted what is liked in the window; who only liked what they knew is counted."""
    everything = some(seed)
    for split in windows(everything, stage, days=14, count=3, repeats=repeats):
        start = float(split.now[0])
        assert all_rows(split.train) == {row for row in all_rows(everything) if row[1] < start}
        judged, left_out = {}, 0
        for shopper in range(everything.n_shoppers):
            rows = rows_of(everything, shopper)
            known = [row for row in rows if row[0] < start]
            after = [row for row in rows if start <= row[0] < start + 14 * DAY]
            wanted = wanted_by_hand(known, after, repeats=repeats)
            if wanted:
                judged[shopper] = (known, wanted)
            left_out += not wanted and any(weight > 0 for *_, weight in after)
        assert split.shoppers.tolist() == list(judged)
        assert split.left_out == left_out
        for place, (known, wanted) in enumerate(judged.values()):
            assert row_list(split.histories, place) == known
            assert row_list(split.wanted, place) == wanted


def test_windows_follow_each_other():
    """The validation windows lie before the test windows, none overlaps, and the last one ends with the last event."""
    everything = some(4)
    both = [(stage, split) for stage in Stage for split in windows(everything, stage, days=14, count=3)]
    starts = [split.now[0] for _, split in both]
    assert [stage for stage, _ in both] == [Stage.VALIDATION] * 3 + [Stage.TEST] * 3
    assert np.allclose(np.diff(starts), 14 * DAY)
    assert starts[-1] + 14 * DAY == everything.end + 1
    last = both[-1][1]
    assert len(last.train) + np.count_nonzero(everything.times >= starts[-1]) == len(everything)


@settings(max_examples=40, deadline=None)
@given(SEEDS, st.floats(0.05, 0.8), st.booleans())
def test_random(seed, share, repeats):
    """Of each shopper a share of the liked items is held back, give or take one; all that concerns them, too."""
    everything = some(seed)
    split = random_out(everything, Stage.TEST, share=share, seed=seed, repeats=repeats)
    wanted = {shopper: row_list(split.wanted, place) for place, shopper in enumerate(split.shoppers.tolist())}
    for shopper in range(everything.n_shoppers):
        rows = rows_of(everything, shopper)
        known = rows_of(split.train, shopper)
        held = [row for row in rows if row not in known]
        assert wanted.get(shopper, []) == wanted_by_hand([] if repeats else known, held, repeats=repeats)
        liked = [row for row in rows if row[2] > 0]
        of = len(liked) if repeats else len({item for _, item, _ in liked})
        drawn = len(held) if repeats else len({item for _, item, _ in held})
        assert abs(drawn - share * of) < 1
        if not repeats:
            assert not {item for _, item, _ in held} & {item for _, item, _ in known}
    assert np.all(split.now == everything.end)


def test_random_is_seeded():
    """The same seed holds the same back, another one something else."""
    everything = some(2, n=1000)
    first, again, other = (random_out(everything, Stage.TEST, seed=seed) for seed in (1, 1, 2))
    assert all_rows(first.train) == all_rows(again.train)
    assert all_rows(first.train) != all_rows(other.train)


@settings(max_examples=30, deadline=None)
@given(SEEDS, st.sampled_from(["last-out", "windows", "random"]))
def test_the_validation_lies_within_what_the_test_knows(seed, protocol):
    """Nothing of the test is in the validation, known or wanted: whoever tunes on it cannot have seen the test."""
    everything = some(seed)
    make = {
        "last-out": lambda stage: [last_out(everything, stage)],
        "windows": lambda stage: list(windows(everything, stage, days=14, count=2)),
        "random": lambda stage: [random_out(everything, stage)],
    }[protocol]
    known_to_test = all_rows(make(Stage.TEST)[0].train)
    for split in make(Stage.VALIDATION):
        wanted = set(zip(split.shoppers[split.wanted.owners()].tolist(), split.wanted.times.tolist(), strict=True))
        assert all_rows(split.train) | wanted <= known_to_test
        assert not all_rows(split.train) & wanted


@pytest.mark.parametrize("make", [last_out, random_out, lambda *given: next(windows(*given))])
def test_those_who_are_judged_know_what_is_in_the_training(make):
    """A history is what the training holds of a shopper; who is not in it starts with nothing."""
    everything = some(3, n=120)
    split = make(everything, Stage.TEST)
    for place, shopper in enumerate(split.shoppers.tolist()):
        assert row_list(split.histories, place) == rows_of(split.train, shopper)
        assert split.wanted.take(np.array([place])).items.size
    assert split.audience.histories is split.histories
    assert not hasattr(split.audience, "wanted")


def test_some_of_a_split():
    """A sample has whole shoppers, the same each time, and more than there are gives all."""
    split = last_out(some(5), Stage.VALIDATION)
    sample = split.sample(7, seed=3)
    assert len(sample) == 7
    assert sample.stage is Stage.VALIDATION
    for place, shopper in enumerate(sample.shoppers.tolist()):
        whole = split.shoppers.tolist().index(shopper)
        assert row_list(sample.wanted, place) == row_list(split.wanted, whole)
        assert row_list(sample.histories, place) == row_list(split.histories, whole)
    assert split.sample(7, seed=3).shoppers.tolist() == sample.shoppers.tolist()
    assert split.sample(10_000) is split


def test_what_cannot_be_split():
    """The message says what is wrong and what to do."""
    everything = some(1)
    with pytest.raises(InvalidInput, match="last-out"):
        list(windows(some(1, dated=False), Stage.TEST))
    with pytest.raises(InvalidInput, match="last-out"):
        stretch(some(1, dated=False), 0, 1)
    with pytest.raises(InvalidInput, match=r"span 19\d days, too short a time for 4 windows of 90 days"):
        list(windows(everything, Stage.TEST, days=90, count=4))
    with pytest.raises(InvalidInput, match="0 windows"):
        list(windows(everything, Stage.TEST, count=0))
    with pytest.raises(InvalidInput, match=r"share that is held back is 1\.5"):
        random_out(everything, Stage.TEST, share=1.5)
    split = last_out(everything, Stage.TEST)
    with pytest.raises(ValueError, match="differ in length"):
        Split(split.train, split.shoppers[1:], split.histories, split.now, split.wanted)


def test_nothing_to_split():
    """No interactions: nobody is judged."""
    nothing = some(1, n=0)
    assert len(last_out(nothing, Stage.TEST)) == len(random_out(nothing, Stage.TEST)) == 0
    assert len(stretch(nothing, 0, 1)) == 0
    with pytest.raises(InvalidInput, match="span 0 days"):
        list(windows(nothing, Stage.TEST))
