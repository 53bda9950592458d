from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houndstooth.domain.errors import InvalidRule
from houndstooth.domain.rule import MAX_ITEMS, RuleKind
from houndstooth.domain.slate import Surface
from houndstooth.testing.rules import NOW, rule


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"kind": RuleKind.BOOST}, "above 1 to 10, not None"),
        ({"kind": RuleKind.BOOST, "strength": -2.0}, "not -2.0; to hold items back, bury them"),
        ({"kind": RuleKind.BURY, "strength": 1.0}, "not 1.0"),
        ({"kind": RuleKind.BURY, "strength": 10.1}, "not 10.1"),
        ({"kind": RuleKind.BURY, "strength": float("nan")}, "not nan"),
        ({"kind": RuleKind.BOOST, "strength": float("inf")}, "not inf"),
        ({"strength": 2.0}, "a block has no strength"),
        ({"place": 0}, "a block has no place"),
        ({"kind": RuleKind.PIN}, "it is None"),
        ({"kind": RuleKind.PIN, "place": -1}, "from 0, the first, to 99; it is -1"),
        ({"kind": RuleKind.PIN, "place": 100}, "it is 100"),
        ({"kind": RuleKind.PIN, "place": 98, "item_ids": ("a", "b", "c")}, "beyond place 99"),
        ({"kind": RuleKind.PIN, "place": 1, "item_ids": ("a",), "conditions": ("brand=Acme",)}, "leave the conditions"),
        ({"item_ids": ()}, "about no items"),
        ({"item_ids": ("a", "b", "a")}, "'a' twice"),
        ({"item_ids": tuple(map(str, range(10_000)))}, "names 10,000 items; at most 1,000"),
        ({"item_ids": ("",)}, "an item that cannot be"),
        ({"item_ids": ("x" * 201,)}, "at most 200"),
        ({"item_ids": ("\ud800",)}, "an item that cannot be"),
        ({"conditions": ("brand",)}, "'brand' is no condition"),
        ({"conditions": ("brand=\ud800",)}, "control characters"),
        ({"conditions": ("price<=cheap",)}, "not an amount"),
        ({"conditions": ("brand=x",) * 51}, "at most 50"),
        ({"starts": NOW, "ends": NOW}, "not after its start"),
        ({"starts": NOW, "ends": NOW - timedelta(days=1)}, "not after its start"),
        ({"ends": datetime(2026, 7, 1)}, "write for example 2026-07-01 00:00:00Z"),
        ({"ends": datetime(9999, 12, 31, 23, tzinfo=timezone(-timedelta(hours=9)))}, "no calendar"),
        ({"name": ""}, "no name"),
        ({"name": " \t"}, "control characters"),
        ({"name": "x" * 201}, "has 201 characters"),
        ({"note": "x" * 2001}, "has 2,001 characters"),
        ({"note": "\x00"}, "control characters"),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_is_refused_with_the_remedy(fields, told):
    with pytest.raises(InvalidRule) as caught:
        rule(**fields)
    assert told in str(caught.value)


def test_it_holds_from_its_start_up_to_its_end():
    dated = rule(starts=NOW, ends=NOW + timedelta(days=1))
    moments = [NOW - timedelta(seconds=1), NOW, NOW + timedelta(hours=23), NOW + timedelta(days=1)]
    assert [dated.holds(Surface.HOME, moment) for moment in moments] == [False, True, True, False]
    assert rule().holds(Surface.CART, NOW)
    assert not rule(enabled=False).holds(Surface.CART, NOW)


def test_it_holds_on_its_surfaces():
    assert [one for one in Surface if rule(surfaces=frozenset({Surface.CART})).holds(one, NOW)] == [Surface.CART]


def test_times_are_kept_in_utc():
    local = NOW.astimezone(timezone(timedelta(hours=9)))
    made = rule(starts=local)
    assert (made.starts, made.starts.tzinfo) == (NOW, UTC)


@given(st.text(min_size=1, max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_whatever_text_comes_it_is_kept_whole_or_refused(name, note, value):
    """Any Unicode; nothing that a database could not hold."""
    try:
        made = rule(name=name, note=note, conditions=(f"brand={value}",))
    except InvalidRule:
        return
    assert (made.name, made.note) == (name, note)
    "".join([made.name, made.note, *made.conditions]).encode()


@given(st.floats(min_value=1.0001, max_value=10))
def test_any_factor_within_its_limits_will_do(strength):
    assert rule(kind=RuleKind.BOOST, strength=strength).strength == strength


def test_a_rule_names_at_most_a_thousand_items():
    assert len(rule(item_ids=tuple(map(str, range(MAX_ITEMS)))).item_ids) == MAX_ITEMS
