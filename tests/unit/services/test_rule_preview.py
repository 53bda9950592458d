from __future__ import annotations

from datetime import timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houndstooth.domain.errors import InvalidRule
from houndstooth.domain.rule import RuleKind
from houndstooth.domain.slate import Surface
from houndstooth.services.rule_preview import Move, compare, preview
from houndstooth.testing.rules import NOW, rule

_LISTS = st.lists(st.sampled_from("abcdefg"), unique=True, max_size=7).map(tuple)


def _composer(kept):
    """A list of a to e that heeds blocks, those kept and those added."""

    def compose(*, added, removed):
        rules = [one for one in kept if one.id not in removed] + list(added)
        blocked = {item for one in rules if one.holds(Surface.HOME, NOW) for item in one.item_ids}
        return [item for item in "abcde" if item not in blocked][:3]

    return compose


def test_a_new_rule_is_tried_as_if_it_were_in_force():
    """Whatever its dates say, and also where it is switched off yet."""
    tomorrow = rule("new", item_ids=("a",), starts=NOW + timedelta(days=1), enabled=False)
    found = preview(_composer([]), Surface.HOME, rule=tomorrow)
    assert (found.before, found.after) == (("a", "b", "c"), ("b", "c", "d"))
    assert (found.came, found.went, found.moved) == (("d",), ("a",), ())
    assert not found.changes_nothing


def test_a_rule_may_be_tried_instead_of_another_and_another_taken_out():
    kept = [rule("old", item_ids=("a",))]
    changed = preview(_composer(kept), Surface.HOME, rule=rule("old", item_ids=("b",)), instead_of="old")
    assert (changed.before, changed.after) == (("b", "c", "d"), ("a", "c", "d"))
    ended = preview(_composer(kept), Surface.HOME, instead_of="old")
    assert ended.after == ("a", "b", "c")
    assert preview(_composer(kept), Surface.HOME, instead_of="another").changes_nothing


def test_a_rule_for_elsewhere_is_not_tried_here():
    cart = rule("new", RuleKind.BLOCK, surfaces=frozenset({Surface.CART}))
    with pytest.raises(InvalidRule, match="not for the surface home; ask for its effect on cart"):
        preview(_composer([]), Surface.HOME, rule=cart)


def test_what_only_made_room_did_not_move():
    assert compare(("a", "b", "c", "d"), ("d", "a", "b", "c")).moved == (Move("d", 3, 0),)
    swapped = compare(("a", "b", "c"), ("c", "x", "b"))
    assert len(swapped.moved) == 1, "either of the two explains it"


@given(_LISTS, _LISTS)
def test_each_item_came_went_moved_or_stayed(before, after):
    found = compare(before, after)
    assert set(found.came) == set(after) - set(before)
    assert set(found.went) == set(before) - set(after)
    moved = {move.item_id for move in found.moved}
    still = [item for item in after if item in before and item not in moved]
    assert still == [item for item in before if item in still], "those that did not move changed their order"
    both = [item for item in after if item in before]
    longest = max(
        len(some)
        for length in range(len(both) + 1)
        for some in combinations(both, length)
        if list(some) == [item for item in before if item in some]
    )
    assert len(still) == longest, "more moves than needed"
    assert all((before[move.before], after[move.after]) == (move.item_id,) * 2 for move in found.moved)
