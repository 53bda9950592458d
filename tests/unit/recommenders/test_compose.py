from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from houndstooth.domain.rule import RuleKind
from houndstooth.recommenders.compose import Pool, compose
from houndstooth.recommenders.rules import Resolved
from houndstooth.recommenders.seen import Memory


def _pool(scores, groups=None, candidates=None, shares=()):
    n = len(scores)
    return Pool(
        numbers=np.arange(100, 100 + n),
        scores=np.array(scores, np.float32),
        vectors=np.eye(n, dtype=np.float32),
        groups=np.arange(n, dtype=np.int32) if groups is None else np.array(groups, np.int32),
        candidates=n if candidates is None else candidates,
        shares=shares,
    )


def _rule(kind, numbers, place=0, factor=1.0, name="rule"):
    return Resolved(name, kind, np.array(numbers, np.int64), factor, place)


def _lists(*shown, never=()):
    return Memory(tuple(np.array(one, np.int32) for one in shown), np.array(never, np.int32))


def _numbers(pool, rules=(), memory=None, most=24, dial=0.0):
    return compose(pool, rules, memory or Memory(), most=most, dial=dial).numbers.tolist()


def test_what_was_shown_lately_comes_last_and_the_longest_ago_of_it_first():
    pool = _pool([0.9, 0.8, 0.7, 0.6, 0.5])
    memory = _lists([0], [1, 2], [0, 3])
    assert _numbers(pool, memory=memory) == [104, 103, 101, 102, 100]
    assert _numbers(pool, memory=memory, most=2) == [104, 103]


def test_what_was_bought_or_turned_down_does_not_come_back_but_as_a_pin():
    pool = _pool([0.9, 0.8, 0.7])
    memory = _lists(never=[0, 2])
    assert _numbers(pool, memory=memory) == [101]
    assert _numbers(pool, [_rule(RuleKind.PIN, [102])], memory) == [102, 101]


def test_a_pin_stands_at_its_place_and_at_the_end_of_a_list_that_is_too_short():
    pool = _pool([0.9, 0.8, 0.7, 0.0], candidates=3)
    assert _numbers(pool, [_rule(RuleKind.PIN, [103], place=1)]) == [100, 103, 101, 102]
    assert _numbers(pool, [_rule(RuleKind.PIN, [103], place=9)]) == [100, 101, 102, 103]
    assert _numbers(pool, [_rule(RuleKind.PIN, [103], place=9)], most=3) == [100, 101, 102]


def test_each_place_tells_its_rules_and_whether_it_is_pinned():
    pool = _pool([0.5, 0.4, 0.0], candidates=2)
    rules = [
        _rule(RuleKind.BOOST, [101], factor=2.0, name="boost"),
        _rule(RuleKind.PIN, [102], place=1, name="pin"),
    ]
    composed = compose(pool, rules, Memory(), most=3, dial=0)
    assert composed.numbers.tolist() == [101, 102, 100]
    assert composed.rule_ids == (("boost",), ("pin",), ())
    assert composed.pinned.tolist() == [False, True, False]
    np.testing.assert_allclose(composed.scores, [0.8, 0.0, 0.5])


@pytest.mark.parametrize("place", [0, 3, 11])
@pytest.mark.parametrize("factor", [2.0, 10.0])
def test_a_boost_of_one_item_leaves_the_others_as_they_were(place, factor):
    """The balance of relevance and likeness is among what the ranker says, not against what the shop multiplies."""
    random = np.random.default_rng(0)
    vectors = np.eye(8, dtype=np.float32)[random.integers(0, 4, 60)]
    vectors = vectors + 0.15 * random.normal(size=(60, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    pool = replace(_pool(np.linspace(1, 0.2, 60)), vectors=vectors)
    boosted = pool.numbers[place]
    before = [one for one in _numbers(pool, most=14, dial=0.3) if one != boosted]
    after = _numbers(pool, [_rule(RuleKind.BOOST, [boosted], factor=factor)], most=14, dial=0.3)
    assert boosted in after[: place + 2]
    assert len(set(before[:12]) - set(after)) <= 1  # the place that it took, and what was too like it


@pytest.mark.parametrize("factor", [0.1, 10.0])
def test_a_factor_of_all_items_changes_nothing(factor):
    random = np.random.default_rng(1)
    vectors = random.normal(size=(40, 4)).astype(np.float32)
    pool = replace(_pool(random.uniform(0.1, 1, 40)), vectors=vectors / np.linalg.norm(vectors, axis=1, keepdims=True))
    rule = _rule(RuleKind.BOOST, pool.numbers, factor=factor)
    assert _numbers(pool, [rule], dial=0.4) == _numbers(pool, dial=0.4)


def test_no_value_takes_more_than_its_share_while_there_are_others():
    categories = np.array([0, 0, 0, 1, 1, -1], np.int32)
    pool = _pool([0.9, 0.8, 0.7, 0.6, 0.5, 0.4], shares=[(categories, 0.25)])
    assert _numbers(pool, most=4)[:3] == [100, 103, 105]
    assert len(_numbers(pool, most=6)) == 6


@st.composite
def _situations(draw):
    n = draw(st.integers(0, 14))
    candidates = draw(st.integers(0, n))
    scores = [draw(st.floats(0.0625, 1, width=32)) if row < candidates else 0.0 for row in range(n)]
    groups = [draw(st.integers(0, 4)) if draw(st.booleans()) else -1 - row for row in range(n)]
    pool = _pool(scores, groups, candidates)
    about = st.lists(st.integers(100, 118), unique=True, max_size=6)
    rules = []
    for at, kind in enumerate(draw(st.lists(st.sampled_from(RuleKind), max_size=5))):
        numbers = draw(about)
        rules.append(
            _rule(
                kind,
                numbers if kind is RuleKind.PIN else sorted(numbers),
                place=draw(st.integers(0, 12)),
                factor={RuleKind.BOOST: 3.0, RuleKind.BURY: 0.25}.get(kind, 1.0),
                name=str(at),
            )
        )
    some = st.lists(st.sampled_from(groups or [0]), max_size=4)
    memory = _lists(*draw(st.lists(some, max_size=3)), never=draw(some))
    return pool, rules, memory, draw(st.integers(1, 12)), draw(st.sampled_from([0.0, 0.3, 1.0]))


@given(_situations())
def test_a_list_keeps_every_promise(situation):
    pool, rules, memory, most, dial = situation
    composed = compose(pool, rules, memory, most=most, dial=dial)
    numbers, groups = composed.numbers.tolist(), pool.groups[composed.rows].tolist()
    assert len(set(numbers)) == len(numbers), "an item twice"
    assert len(set(groups)) == len(groups), "two variants of a product"
    for rule in rules:
        if rule.kind is RuleKind.BLOCK:
            assert not set(numbers) & set(rule.numbers.tolist())
        if rule.kind is RuleKind.ONLY:
            assert set(numbers) <= set(rule.numbers.tolist())
    pins = _pins_by_hand(pool, rules, most)
    assert set(composed.numbers[composed.pinned].tolist()) == set(pins.values())
    free = _free_by_hand(pool, rules, memory, set(pins.values()))
    assert len(numbers) == min(most, len(pins) + len(free))
    for place, number in pins.items():
        if place < len(numbers) - sum(later > place for later in pins):
            assert numbers[place] == number, "a pin not at its place"
    shown = {int(group) for one in memory.shown for group in one}
    others = [group for group, fixed in zip(groups, composed.pinned, strict=True) if not fixed]
    again = [group in shown for group in others]
    assert again == sorted(again), "something repeated before something new"
    if any(again):
        assert free - shown <= set(others), "something repeated although there was something new"
    assert compose(pool, rules, memory, most=most, dial=dial).numbers.tolist() == numbers


def _blocked(rules, number):
    return any(
        (number in rule.numbers) if rule.kind is RuleKind.BLOCK else (number not in rule.numbers)
        for rule in rules
        if rule.kind in {RuleKind.BLOCK, RuleKind.ONLY}
    )


def _pins_by_hand(pool, rules, most):
    groups = dict(zip(pool.numbers.tolist(), pool.groups.tolist(), strict=True))
    pins, pinned = {}, set()
    for rule in rules:
        for offset, number in enumerate(rule.numbers.tolist() if rule.kind is RuleKind.PIN else []):
            if number in groups and groups[number] not in pinned and not _blocked(rules, number):
                place = next(place for place in range(rule.place + offset, 100) if place not in pins)
                pins[place] = number
                pinned.add(groups[number])
    return {place: number for place, number in pins.items() if place < most}


def _free_by_hand(pool, rules, memory, pins):
    """The groups of candidates that may be shown besides the pins."""
    rows = list(zip(pool.numbers.tolist(), pool.groups.tolist(), strict=True))
    taken = {group for number, group in rows if number in pins} | set(memory.never.tolist())
    return {group for number, group in rows[: pool.candidates] if group not in taken and not _blocked(rules, number)}


@pytest.mark.parametrize("most", [1, 24])
def test_nothing_is_composed_of_nothing(most):
    assert _numbers(_pool([]), [_rule(RuleKind.PIN, [5])], most=most) == []
