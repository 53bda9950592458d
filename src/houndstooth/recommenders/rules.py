"""Shop rules over the scores of a ranker: boosts and buries weigh, blocks and 'only' remove, pins take places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.catalogue import Numbers
from houndstooth.domain.interactions import Floats
from houndstooth.domain.rule import RuleKind

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Resolved:
    """A rule in force, with its items as numbers.

    Args:
        rule_id: names it.
        kind: what it does.
        numbers: ``int64[n]``, each once, ascending; of a pin in the order of their places, with -1 where an item is
            gone, whose place is left to whatever comes there.
        factor: scores are multiplied by it: above 1 of a boost, below 1 of a bury, 1 of other kinds.
        place: of the first item of a pin.
    """

    rule_id: str
    kind: RuleKind
    numbers: Numbers
    factor: float = 1.0
    place: int = 0


@dataclass(frozen=True, slots=True)
class Ruled:
    """What rules make of candidates.

    Args:
        scores: ``float32[c]``.
        blocked: ``bool[c]``, what must not be shown.
        pins: place -> number of the item that stands there.
        touched: ``bool[r, c]``, which of the rules is about which candidate.
        pinned_by: number of a pinned item -> the id of the rule that placed it.
    """

    scores: Floats
    blocked: Mask
    pins: Mapping[int, int]
    touched: Mask
    pinned_by: Mapping[int, str]


def apply(
    rules: Sequence[Resolved],
    numbers: Numbers,
    scores: Floats,
    *,
    also: Numbers | None = None,
    groups: NDArray[np.integer] | None = None,
) -> Ruled:
    """Apply rules, in O(r log c) array operations.

    A pinned item is blocked as any other is. Of several pins for one place the rule that comes first has it, and the
    other goes to the next free place; an item, and a group of variants, is pinned once, by the first rule.

    Args:
        rules: oldest first.
        numbers: ``int64[c]``, of candidates, each once.
        scores: ``float32[c]``, above 0 to 1.
        also: ``int64[p]``, items that are no candidates and may be shown all the same where a rule pins them.
        groups: ``int[c + p]``, the same for variants of one product, of the candidates and then of ``also``; where not
            given, each item stands for itself.
    """
    known = numbers if also is None else np.concatenate([numbers, also])
    order = np.argsort(known, kind="stable")
    about = np.zeros((len(rules), len(known)), np.bool_)
    for rule, row in zip(rules, about, strict=True):
        row[order] = _among(rule.numbers, known[order], ascending=rule.kind is not RuleKind.PIN)
    factor, blocked = np.ones(len(known)), np.zeros(len(known), np.bool_)
    for rule, row in zip(rules, about, strict=True):
        if rule.kind is RuleKind.BLOCK:
            blocked |= row
        elif rule.kind is RuleKind.ONLY:
            blocked |= ~row
        else:
            factor[row] *= rule.factor
    families = known if groups is None else groups
    family_of = {int(number): int(family) for number, family in zip(known[~blocked], families[~blocked], strict=True)}
    pins = dict(_places(rules, family_of)) if any(rule.kind is RuleKind.PIN for rule in rules) else {}
    candidates = len(numbers)
    return Ruled(
        scores=(scores * factor[:candidates]).astype(np.float32),
        blocked=blocked[:candidates],
        pins={place: number for place, (number, _) in pins.items()},
        touched=about[:, :candidates],
        pinned_by=dict(pins.values()),
    )


def pinned(rules: Sequence[Resolved]) -> Numbers:
    """The numbers of all items that some rule pins, each once, ascending."""
    wanted = [rule.numbers for rule in rules if rule.kind is RuleKind.PIN]
    return np.unique(np.concatenate(wanted)) if wanted else np.empty(0, np.int64)


def boosted(rules: Sequence[Resolved]) -> Numbers | None:
    """The numbers of all items that some rule boosts, ascending; ``None`` where there is no such rule.

    The best of these have to be candidates: ``apply`` alone would raise only what is one anyway.
    """
    wanted = [rule.numbers for rule in rules if rule.factor > 1]
    return np.unique(np.concatenate(wanted)) if wanted else None


def left_by_only(rules: Sequence[Resolved]) -> Numbers | None:
    """The numbers that every 'only' lets pass, ascending; ``None`` where there is no such rule.

    Candidates have to be looked for among these: ``apply`` alone would leave nothing of candidates of another kind.
    """
    wanted = [rule.numbers for rule in rules if rule.kind is RuleKind.ONLY]
    return reduce(np.intersect1d, wanted) if wanted else None


def _among(wanted: Numbers, sorted_numbers: Numbers, *, ascending: bool) -> Mask:
    """``bool[c]``, which of the sorted numbers are wanted; the shorter of both is looked up in the longer."""
    found = np.zeros(len(sorted_numbers), np.bool_)
    if not len(wanted) or not len(sorted_numbers):
        return found
    if len(wanted) < len(sorted_numbers) or not ascending:
        at = np.minimum(np.searchsorted(sorted_numbers, wanted), len(sorted_numbers) - 1)
        found[at[sorted_numbers[at] == wanted]] = True
        return found
    at = np.minimum(np.searchsorted(wanted, sorted_numbers), len(wanted) - 1)
    return np.asarray(wanted[at] == sorted_numbers)


def _places(rules: Sequence[Resolved], family_of: Mapping[int, int]) -> Iterator[tuple[int, tuple[int, str]]]:
    """Each pin that is kept: its place, its item and its rule."""
    taken: set[int] = set()
    families: set[int] = set()
    for rule in rules:
        if rule.kind is not RuleKind.PIN:
            continue
        for offset, number in enumerate(rule.numbers.tolist()):
            family = family_of.get(number)
            if family is None or family in families:
                continue
            place = rule.place + offset
            while place in taken:
                place += 1
            taken.add(place)
            families.add(family)
            yield place, (number, rule.rule_id)
