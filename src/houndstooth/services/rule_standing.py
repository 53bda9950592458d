"""How a rule stands: which items of the catalogue it is about as of now, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.assortment import Assortment
from houndstooth.domain.catalogue import Numbers
from houndstooth.domain.errors import InvalidFilter
from houndstooth.domain.ports import Catalogue
from houndstooth.domain.rule import Rule, RuleKind
from houndstooth.recommenders.rules import Resolved
from houndstooth.services.rule_newcomers import Newcomers

_NONE: Numbers = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True)
class Standing:
    """A rule with its items.

    Args:
        rule: the rule.
        resolved: for ``apply``; ``None`` where it does nothing.
        items: how many items in sight it is about.
        meant: ``int64[n]``, ascending, the items that met its conditions when they were looked up.
        problem: what is wrong with it.
    """

    rule: Rule
    resolved: Resolved | None
    items: int
    meant: Numbers
    problem: str | None = None

    def followed(self, assortment: Assortment, newcomers: Newcomers) -> Resolved | None:
        """The same for a later assortment, before its conditions are looked up again; no database is asked.

        The items that it names are found at once. Of those that met the conditions at the last look it is assumed that
        they do so still, and of those of whom nobody knows that a block is about them: they are not shown until
        somebody has looked.
        """
        held_back = _NONE
        if self.rule.kind is RuleKind.BLOCK and self.rule.conditions:
            held_back = newcomers.unsure(self.rule.where.fields)
        named, _ = _named(self.rule, assortment)
        idle = self.resolved is None and self.rule.kind is RuleKind.ONLY
        return None if idle else _resolved(self.rule, named, self.meant, held_back)


def read_standing(rule: Rule, catalogue: Catalogue, assortment: Assortment) -> Standing:
    """Look up the items of a rule.

    What is gone is told as its problem, and the rest of the rule holds; but an 'only' that has lost its conditions, or
    is about nothing, does nothing, for it would empty every list.
    """
    named, in_sight = _named(rule, assortment)
    problems = _gone(rule, in_sight)
    broken = False
    meant = _NONE
    if rule.conditions:
        try:
            meant = catalogue.numbers(rule.shop_id, where=rule.where)
        except InvalidFilter as error:
            broken = True
            problems.append(f"its conditions cannot be used: {error}")
    items = len(_together(named[in_sight], meant))
    if not items and not problems:
        problems.append("it is about no item that is in sight")
    idle = rule.kind is RuleKind.ONLY and (broken or not items)
    resolved = None if idle else _resolved(rule, named, meant)
    return Standing(rule, resolved, items, meant, "; ".join(problems) or None)


def _named(rule: Rule, assortment: Assortment) -> tuple[Numbers, NDArray[np.bool_]]:
    """The numbers of the items that it names, in their order, -1 for those that are gone; and which are in sight.

    One out of sight keeps its number: when it is back, the rule must hold for it from the first list on.
    """
    if not len(assortment):
        return np.full(len(rule.item_ids), -1, np.int64), np.zeros(len(rule.item_ids), np.bool_)
    rows = assortment.rows_of(rule.item_ids)
    return np.where(rows >= 0, assortment.numbers[rows], -1), (rows >= 0) & assortment.in_sight[rows]


def _gone(rule: Rule, in_sight: NDArray[np.bool_]) -> list[str]:
    gone = [one for one, is_there in zip(rule.item_ids, in_sight.tolist(), strict=True) if not is_there]
    if not gone:
        return []
    told = f"the item {gone[0]!r} that it names is" if len(gone) == 1 else f"{len(gone):,} items that it names are"
    such = "" if len(gone) == 1 else f", such as {gone[0]!r}"
    return [f"{told} not in the catalogue, or no longer in sight{such}"]


def _resolved(rule: Rule, named: Numbers, *others: Numbers) -> Resolved | None:
    numbers = named if rule.kind is RuleKind.PIN else _together(named[named >= 0], *others)
    if not (numbers >= 0).any():
        return None
    strength = rule.strength or 1.0
    factor = 1 / strength if rule.kind is RuleKind.BURY else strength
    return Resolved(rule.id, rule.kind, numbers, factor, rule.place or 0)


def _together(*parts: Numbers) -> Numbers:
    """All numbers, each once, ascending: several times as fast as ``np.unique`` where most parts are sorted."""
    joined = np.sort(np.concatenate(parts), kind="stable")
    first = np.ones(len(joined), np.bool_)
    first[1:] = joined[1:] != joined[:-1]
    return joined[first]
