"""A preview: what a rule, a change of one or its end would do to a list, before anybody is shown it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from houndstooth.domain.errors import InvalidRule
from houndstooth.domain.rule import Rule
from houndstooth.domain.slate import Surface


class ComposesList(Protocol):
    """Makes the list of one request, on one surface and for one shopper, and shows and keeps it nowhere."""

    def __call__(self, *, added: Sequence[Rule], removed: Collection[str]) -> Sequence[str]:
        """The ids of its items by their places, with the rules of the shop but for ``removed``, and with ``added``.

        What depends on chance must not: both lists are made of the same draws.
        """
        ...


@dataclass(frozen=True, slots=True)
class Move:
    """An item that stands elsewhere. Places are from 0."""

    item_id: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Preview:
    """A list without and with a change of the rules: item ids by their places.

    ``came`` and ``went`` are in the order of their places. ``moved`` are the fewest items by whose moves the order of
    those that stayed can be explained; what only made room for others did not move.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    came: tuple[str, ...]
    went: tuple[str, ...]
    moved: tuple[Move, ...]

    @property
    def changes_nothing(self) -> bool:
        """Whether both lists are the same."""
        return self.before == self.after


def preview(
    compose: ComposesList, surface: Surface, *, rule: Rule | None = None, instead_of: str | None = None
) -> Preview:
    """What would change on a surface.

    Args:
        compose: makes the list.
        surface: that it makes it for.
        rule: a new rule, as if it were switched on and in force now, whatever its dates.
        instead_of: the id of the rule that it takes the place of; without a ``rule``, of one that ends.

    Raises:
        InvalidRule: the rule is not for this surface.
    """
    if rule is not None and not rule.covers(surface):
        meant = ", ".join(sorted(rule.surfaces))
        raise InvalidRule(f"the rule is not for the surface {surface}; ask for its effect on {meant}")
    tried = [] if rule is None else [replace(rule, enabled=True, starts=None, ends=None)]
    before = tuple(compose(added=(), removed=()))
    after = tuple(compose(added=tried, removed=() if instead_of is None else {instead_of}))
    return compare(before, after)


def compare(before: tuple[str, ...], after: tuple[str, ...]) -> Preview:
    """Two lists, each without repetitions, beside each other."""
    place = {item_id: at for at, item_id in enumerate(before)}
    stayed = [item_id for item_id in after if item_id in place]
    still = {stayed[at] for at in _longest_rise([place[item_id] for item_id in stayed])}
    shown = set(after)
    return Preview(
        before,
        after,
        came=tuple(item_id for item_id in after if item_id not in place),
        went=tuple(item_id for item_id in before if item_id not in shown),
        moved=tuple(
            Move(item_id, place[item_id], at)
            for at, item_id in enumerate(after)
            if item_id in place and item_id not in still
        ),
    )


def _longest_rise(numbers: Sequence[int]) -> list[int]:
    """The places of a longest ascending subsequence, in O(n²): lists are short."""
    length: list[int] = []
    link: list[int] = []
    for at, number in enumerate(numbers):
        lower = [one for one in range(at) if numbers[one] < number]
        best = max(lower, key=lambda one: length[one], default=-1)
        link.append(best)
        length.append(1 if best < 0 else length[best] + 1)
    at = max(range(len(numbers)), key=lambda one: length[one], default=-1)
    found: list[int] = []
    while at >= 0:
        found.append(at)
        at = link[at]
    return found[::-1]
