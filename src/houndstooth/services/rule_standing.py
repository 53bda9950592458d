"""How a rule stands: which items of the catalogue it is about as of now, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from houndstooth.domain.assortment import Assortment
from houndstooth.domain.catalogue import Numbers
from houndstooth.domain.errors import InvalidFilter
from houndstooth.domain.ports import Catalogue
from houndstooth.domain.rule import Rule, RuleKind
from houndstooth.recommenders.rules import Resolved


@dataclass(frozen=True, slots=True)
class Standing:
    """A rule with its items.

    Args:
        rule: the rule.
        resolved: for ``apply``; ``None`` where it does nothing.
        items: how many items in sight it is about.
        problem: what is wrong with it.
    """

    rule: Rule
    resolved: Resolved | None
    items: int
    problem: str | None = None


def read_standing(rule: Rule, catalogue: Catalogue, assortment: Assortment) -> Standing:
    """Look up the items of a rule.

    What is gone is told as its problem, and the rest of the rule holds; but an 'only' that has lost its conditions, or
    is about nothing, does nothing, for it would empty every list.
    """
    problems: list[str] = []
    named = _named(rule, assortment, problems)
    broken = False
    meant = np.empty(0, np.int64)
    if rule.conditions:
        try:
            meant = catalogue.numbers(rule.shop_id, where=rule.where)
        except InvalidFilter as error:
            broken = True
            problems.append(f"its conditions cannot be used: {error}")
    numbers = named if rule.kind is RuleKind.PIN else np.union1d(named[named >= 0], meant)
    items = int((numbers >= 0).sum())
    if not items and not problems:
        problems.append("it is about no item that is in sight")
    idle = not items or (broken and rule.kind is RuleKind.ONLY)
    return Standing(rule, None if idle else _resolved(rule, numbers), items, "; ".join(problems) or None)


def _named(rule: Rule, assortment: Assortment, problems: list[str]) -> Numbers:
    """The numbers of the items that it names, in their order; -1 for those that are gone or out of sight."""
    rows = assortment.rows_of(rule.item_ids)
    there = (rows >= 0) & assortment.in_sight[rows] if len(assortment) else np.zeros(len(rows), np.bool_)
    if gone := [one for one, is_there in zip(rule.item_ids, there.tolist(), strict=True) if not is_there]:
        told = f"the item {gone[0]!r} that it names is" if len(gone) == 1 else f"{len(gone):,} items that it names are"
        such = "" if len(gone) == 1 else f", such as {gone[0]!r}"
        problems.append(f"{told} not in the catalogue, or no longer in sight{such}")
    return np.where(there, assortment.numbers[rows], -1) if len(assortment) else np.full(len(rows), -1, np.int64)


def _resolved(rule: Rule, numbers: Numbers) -> Resolved:
    strength = rule.strength or 1.0
    factor = 1 / strength if rule.kind is RuleKind.BURY else strength
    return Resolved(rule.id, rule.kind, numbers, factor, rule.place or 0)
