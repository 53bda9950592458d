from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from houndstooth.domain.rule import RuleKind
from houndstooth.recommenders.rules import Resolved, apply, left_by_only, pinned


def _rule(name, kind, numbers, factor=1.0, place=0):
    return Resolved(name, kind, np.array(numbers, np.int64), factor, place)


def _apply(rules, numbers, scores=None, also=(), groups=None):
    numbers = np.array(numbers, np.int64)
    scores = np.full(len(numbers), 0.5, np.float32) if scores is None else np.array(scores, np.float32)
    return apply(rules, numbers, scores, also=np.array(also, np.int64), groups=groups)


def test_boosts_multiply_and_buries_divide():
    rules = [
        _rule("a", RuleKind.BOOST, [1, 3], 2.0),
        _rule("b", RuleKind.BURY, [3, 9], 0.25),
    ]
    ruled = _apply(rules, [3, 2, 1], [0.8, 0.5, 0.1])
    np.testing.assert_allclose(ruled.scores, [0.4, 0.5, 0.2])
    assert ruled.touched.tolist() == [[True, False, True], [True, False, False]]
    assert not ruled.blocked.any()


def test_a_block_removes_and_only_keeps_what_every_such_rule_is_about():
    rules = [
        _rule("block", RuleKind.BLOCK, [1]),
        _rule("only", RuleKind.ONLY, [1, 2, 3]),
        _rule("and only", RuleKind.ONLY, [2, 3, 4]),
    ]
    assert _apply(rules, [4, 3, 2, 1]).blocked.tolist() == [True, False, False, True]


def test_a_pin_needs_no_candidate_but_may_not_be_blocked():
    rules = [_rule("pin", RuleKind.PIN, [9, 7, 2, 5, -1, 1], place=3), _rule("block", RuleKind.BLOCK, [2])]
    ruled = _apply(rules, [1, 2, 5], also=[9])
    assert ruled.pins == {3: 9, 6: 5, 8: 1}, "7 may not be shown, 2 is blocked; each other item keeps its own place"
    assert ruled.pinned_by == {9: "pin", 5: "pin", 1: "pin"}


def test_only_holds_for_pins_too():
    rules = [_rule("pin", RuleKind.PIN, [1, 2]), _rule("only", RuleKind.ONLY, [2])]
    assert _apply(rules, [1, 2]).pins == {1: 2}


def test_of_two_pins_for_a_place_the_older_rule_has_it_and_the_other_moves_on():
    rules = [
        _rule("old", RuleKind.PIN, [10, 11]),
        _rule("young", RuleKind.PIN, [12]),
        _rule("youngest", RuleKind.PIN, [11, 13]),
    ]
    assert _apply(rules, [10, 11, 12, 13]).pins == {0: 10, 1: 11, 2: 12, 3: 13}


def test_of_variants_one_is_pinned():
    rules = [_rule("old", RuleKind.PIN, [10]), _rule("young", RuleKind.PIN, [11], place=5)]
    groups = np.array([4, 4, -3])
    assert _apply(rules, [10, 11], also=[12], groups=groups).pins == {0: 10}


def test_what_is_pinned_is_told_once():
    rules = [_rule("a", RuleKind.PIN, [9, 2]), _rule("b", RuleKind.BLOCK, [1]), _rule("c", RuleKind.PIN, [2])]
    assert pinned(rules).tolist() == [2, 9]
    assert pinned([]).tolist() == []


def test_candidates_are_looked_for_among_what_every_only_lets_pass():
    rules = [
        _rule("a", RuleKind.ONLY, [1, 2, 5]),
        _rule("b", RuleKind.BOOST, [9]),
        _rule("c", RuleKind.ONLY, [2, 5, 7]),
    ]
    assert left_by_only(rules).tolist() == [2, 5]
    assert left_by_only(rules[:2]).tolist() == [1, 2, 5]
    assert left_by_only(rules[1:2]) is None


_NUMBERS = st.lists(st.integers(0, 60), max_size=40, unique=True)


@given(
    st.lists(st.tuples(st.sampled_from(RuleKind), _NUMBERS, st.integers(0, 5)), max_size=8),
    _NUMBERS,
    st.lists(st.integers(61, 80), unique=True, max_size=5),
)
def test_agrees_with_a_slow_reading_of_the_rules(drawn, numbers, also):
    rules = [
        _rule(
            str(at),
            kind,
            about if kind is RuleKind.PIN else sorted(about),
            factor=2.0 if kind is RuleKind.BOOST else 1.0,
            place=place,
        )
        for at, (kind, about, place) in enumerate(drawn)
    ]
    ruled = _apply(rules, numbers, also=also)
    for at, number in enumerate(numbers):
        about = [rule for rule in rules if number in rule.numbers]
        assert [rule.rule_id for rule, row in zip(rules, ruled.touched, strict=True) if row[at]] == [
            rule.rule_id for rule in about
        ]
        assert ruled.scores[at] == 0.5 * 2.0 ** sum(rule.kind is RuleKind.BOOST for rule in about)
        assert ruled.blocked[at] == _is_blocked(rules, number)
    taken = list(ruled.pins.values())
    assert len(set(taken)) == len(taken)
    wanted = {number for rule in rules if rule.kind is RuleKind.PIN for number in rule.numbers.tolist()}
    assert set(taken) == {n for n in wanted & {*numbers, *also} if not _is_blocked(rules, n)}


def _is_blocked(rules, number):
    return any(
        (rule.kind is RuleKind.BLOCK and number in rule.numbers)
        or (rule.kind is RuleKind.ONLY and number not in rule.numbers)
        for rule in rules
    )
