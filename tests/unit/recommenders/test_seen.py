from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from houndstooth.domain.event import EventKind
from houndstooth.domain.event_ports import History
from houndstooth.domain.interactions import DAY
from houndstooth.domain.rule import RuleKind
from houndstooth.recommenders.compose import Pool
from houndstooth.recommenders.profile_opinions import Forgotten
from houndstooth.recommenders.rules import Resolved
from houndstooth.recommenders.seen import remember, unlearned

NOW = 1_780_000_000.0
_NOW = datetime.fromtimestamp(NOW, UTC)


@pytest.fixture(name="few")
def _few(assortment_of):
    """Five items; the last two are variants of one product."""
    made = assortment_of([{"id": one, "category": "Hats"} for one in "abcde"])
    return replace(made, groups=np.array([-1, -2, -3, 7, 7], np.int32))


def _remember(assortment, *told, shown=(), days=90, lists=3):
    """``told``: what was done, newest first: kind, item, days ago."""
    history = History(
        1,
        tuple(item for _, item, _ in told),
        tuple(kind for kind, _, _ in told),
        np.array([NOW - days_ago * DAY for _, _, days_ago in told], np.float64),
    )
    return remember(assortment, history, shown, now=_NOW, bought_days=days, repeat_lists=lists)


def _left_out(assortment, memory):
    return assortment.ids[memory.left_out(assortment.groups)].tolist()


def test_what_was_bought_is_left_out_for_some_days(few):
    told = [(EventKind.PURCHASE, "a", 1), (EventKind.VIEW_ITEM, "c", 2), (EventKind.PURCHASE, "b", 91)]
    assert _left_out(few, _remember(few, *told)) == ["a"]
    assert _left_out(few, _remember(few, *told, days=0)) == []
    assert _left_out(few, _remember(few, (EventKind.PURCHASE, "e", 1))) == ["d", "e"], (
        "of a product in another size too"
    )


@pytest.mark.parametrize("refusal", [EventKind.DISLIKE, EventKind.NOT_INTERESTED])
def test_what_was_turned_down_never_comes_back_unless_they_think_otherwise(few, refusal):
    assert _left_out(few, _remember(few, (refusal, "a", 900), days=0)) == ["a"]
    assert _left_out(few, _remember(few, (EventKind.LIKE, "a", 1), (refusal, "a", 2), days=0)) == []
    assert _left_out(few, _remember(few, (refusal, "a", 1), (EventKind.LIKE, "a", 2), days=0)) == ["a"]
    assert _left_out(few, _remember(few, (EventKind.VIEW_ITEM, "a", 1), (refusal, "a", 2), days=0)) == ["a"]


def test_what_a_shopper_had_forgotten_is_no_refusal_any_more(few):
    """The item alone, or all before a time; what they bought stays left out."""
    told = [
        (EventKind.DISLIKE, "a", 1),
        (EventKind.PURCHASE, "c", 2),
        (EventKind.NOT_INTERESTED, "b", 3),
        (EventKind.PURCHASE, "b", 4),
    ]
    history = History(
        1,
        tuple(item for _, item, _ in told),
        tuple(kind for kind, _, _ in told),
        np.array([NOW - days * DAY for _, _, days in told]),
    )

    def left_out(forgotten):
        kept = unlearned(history, forgotten)
        assert len(kept.item_ids) == len(kept.kinds) == len(kept.times)
        return _left_out(few, remember(few, kept, now=_NOW, bought_days=3, repeat_lists=0))

    assert left_out(Forgotten()) == ["a", "b", "c"]
    assert left_out(Forgotten(items=frozenset({"a", "c"}))) == ["b", "c"]
    assert left_out(Forgotten(before=NOW - 2.5 * DAY)) == ["a", "c"]


def test_lists_are_counted_from_the_newest(few):
    memory = _remember(few, shown=[["a"], ["a", "b", "gone"], ["d"], ["c"]])
    assert memory.lists_ago(few.groups).tolist() == [1, 2, 0, 3, 3]
    assert not _remember(few, shown=[["a"]], lists=0).lists_ago(few.groups).any()


def test_a_pool_holds_what_is_in_sight_and_in_stock_and_what_is_pinned(few):
    stocked = replace(
        few,
        in_stock=np.array([True, False, True, True, False]),
        in_sight=np.array([True, True, False, True, True]),
    )
    rows, scores = np.array([1, 2, 0], np.int32), np.array([0.9, 0.8, 0.7], np.float32)
    pin = Resolved("pin", RuleKind.PIN, np.array([5, 4, 1, 3, 99]))
    pool = Pool.gather(stocked, rows, scores, rules=[pin]).sharing(stocked, {"category": 0.5})
    assert (pool.numbers.tolist(), pool.candidates) == ([1, 4], 1)
    np.testing.assert_allclose(pool.scores, [0.7, 0])
    assert [(codes.tolist(), share) for codes, share in pool.shares] == [([0, 0], 0.5)]
    anything = Pool.gather(stocked, rows, scores, rules=[pin], out_of_stock=True)
    assert (anything.numbers.tolist(), anything.candidates) == ([2, 1, 4, 5], 2)


def test_what_a_request_rules_out_is_not_pinned_either(few):
    """The item whose page it is, for one."""
    pin = Resolved("pin", RuleKind.PIN, np.array([1, 2]))
    rows, scores = np.array([2, 0]), np.array([0.9, 0.8], np.float32)
    pool = Pool.gather(few, rows, scores, rules=[pin], passes=lambda some: some != 0)
    assert (pool.numbers.tolist(), pool.candidates) == ([3, 2], 1)
