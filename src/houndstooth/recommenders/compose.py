"""The last steps of a list: shop rules, diversity and the seen-item policy turn a ranker's scores into rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.assortment import Assortment
from houndstooth.domain.catalogue import Numbers
from houndstooth.domain.encoding import Vectors
from houndstooth.domain.interactions import Floats, Rows
from houndstooth.recommenders.diversify import Cap, Frame, diversify
from houndstooth.recommenders.rules import Mask, Resolved, Ruled, apply, pinned
from houndstooth.recommenders.seen import Groups, Memory


@dataclass(frozen=True, slots=True)
class Pool:
    """The items that a list may be made of, all in sight: ``candidates`` candidates, then such as rules alone may pin.

    Args:
        numbers: ``int64[n]``, each once.
        scores: ``float32[n]``, above 0 to 1; 0 of those that are no candidates.
        vectors: ``float32[n, d]``, unit rows or zeros: what makes items alike.
        groups: ``int32[n]``, the same for variants of one product, unlike any other for an item without a group.
        candidates: how many.
        shares: what no value should have too much of: ``int32[n]``, below 0 for no value, with the largest share of a
            list, above 0 to 1.
    """

    numbers: Numbers
    scores: Floats
    vectors: Vectors
    groups: Groups
    candidates: int
    shares: Sequence[tuple[Rows, float]] = ()

    def __len__(self) -> int:
        return len(self.numbers)

    @classmethod
    def gather(
        cls,
        assortment: Assortment,
        rows: NDArray[np.integer],
        scores: Floats,
        *,
        rules: Sequence[Resolved] = (),
        out_of_stock: bool = False,
        passes: Callable[[NDArray[np.integer]], Mask] | None = None,
    ) -> Pool:
        """The candidates at these rows, ``int[c]``, each once, and the items that rules pin.

        Left out is what is out of sight and, but where ``out_of_stock`` says otherwise, what is out of stock (where
        nobody knows, it counts as in stock), and of candidates and pins alike what does not pass ``passes``, a function
        of rows: a filter of the request, say, or not being the item whose page the list stands on.
        """

        def showable(some: NDArray[np.integer]) -> Mask:
            there: Mask = assortment.in_sight[some] & (assortment.in_stock[some] | out_of_stock)
            return there if passes is None else there & passes(some)

        kept = showable(rows)
        pins = assortment.rows_of_numbers(pinned(rules))
        pins = pins[pins >= 0]
        pins = pins[showable(pins) & ~np.isin(pins, rows)]
        whole = np.concatenate([rows[kept], pins]).astype(np.int64)
        padded = np.concatenate([scores[kept], np.zeros(len(pins), np.float32)])
        return cls(
            numbers=assortment.numbers[whole],
            scores=padded.astype(np.float32, copy=False),
            vectors=assortment.embedding[whole],
            groups=assortment.groups[whole],
            candidates=int(kept.sum()),
        )

    def ungrouped(self) -> Pool:
        """The same where each variant of a product stands for itself."""
        return replace(self, groups=np.arange(len(self), dtype=np.int32))

    def sharing(self, assortment: Assortment, most: Mapping[str, float]) -> Pool:
        """The same with the largest share of a list that one value of a field, such as ``brand``, should take."""
        rows = assortment.rows_of_numbers(self.numbers)
        return replace(self, shares=tuple((assortment.codes[name][rows], share) for name, share in most.items()))


@dataclass(frozen=True, slots=True)
class Composed:
    """A list, in the order of its places.

    Args:
        rows: ``int64[m]``, of the pool.
        numbers: ``int64[m]``.
        scores: ``float32[m]``, after boosts and buries.
        pinned: ``bool[m]``.
        rule_ids: for each place the rules that are about its item.
        pool: what it was made of.
    """

    rows: Numbers
    numbers: Numbers
    scores: Floats
    pinned: Mask
    rule_ids: tuple[tuple[str, ...], ...]
    pool: Pool = field(repr=False)

    def __len__(self) -> int:
        return len(self.rows)


def compose(pool: Pool, rules: Sequence[Resolved], memory: Memory, *, most: int, dial: float) -> Composed:
    """Make a list of ``most`` items, or of all that may be shown where these are fewer.

    Pins first. Between them stand the candidates that are new to the shopper, by ``diversify``; where these are too
    few, what they have seen, least recently shown first. Of a group of variants one is shown. The same arguments give
    the same list.

    Args:
        pool: what it is made of.
        rules: in force, oldest first.
        memory: of the shopper.
        most: how many items.
        dial: of ``diversify``.
    """
    c = pool.candidates
    ruled = apply(rules, pool.numbers[:c], pool.scores[:c], also=pool.numbers[c:], groups=pool.groups)
    scores = np.concatenate([ruled.scores, pool.scores[c:]])
    row_of = {number: row for row, number in enumerate(pool.numbers.tolist())}
    pins = {place: row_of[number] for place, number in sorted(ruled.pins.items()) if place < most}
    free = _free(pool, ruled, memory, list(pins.values()))
    ago = memory.lists_ago(pool.groups[free])
    chosen = _choose(pool, scores, free[ago == 0], list(pins.values()), wanted=most - len(pins), dial=dial)
    missing = most - len(pins) - len(chosen)
    again = _repeated(pool, scores, free[ago > 0], ago[ago > 0], most=missing) if missing else chosen[:0]
    rows, fixed = _laid_out(pins, np.concatenate([chosen, again]).tolist())
    return Composed(
        rows=rows,
        numbers=pool.numbers[rows],
        scores=scores[rows],
        pinned=fixed,
        rule_ids=tuple(_rules_of(rules, ruled, row, int(pool.numbers[row])) for row in rows.tolist()),
        pool=pool,
    )


def _free(pool: Pool, ruled: Ruled, memory: Memory, pins: list[int]) -> Numbers:
    """The rows of candidates that may be shown and are not variants of what is pinned."""
    groups = pool.groups[: pool.candidates]
    barred = ruled.blocked | memory.left_out(groups) | np.isin(groups, pool.groups[pins])
    return np.flatnonzero(~barred)


def _choose(pool: Pool, scores: Floats, rows: Numbers, pins: list[int], *, wanted: int, dial: float) -> Numbers:
    """So many of the rows, in the order chosen; the pins count for likeness and shares."""
    whole = np.concatenate([np.array(pins, np.int64), rows])
    length = wanted + len(pins)
    picked = diversify(
        scores[whole] / _unit(pool.scores[rows], scores[rows]),
        pool.vectors[whole],
        wanted,
        dial=dial,
        groups=pool.groups[whole],
        frame=Frame(
            standing=range(len(pins)),
            caps=[Cap(codes[whole], max(1, int(share * length))) for codes, share in pool.shares],
        ),
    )
    return whole[picked]


def _unit(ranked: Floats, ruled: Floats) -> float:
    """The score that counts as 1 beside a similarity: the best of the ranker, times the factor of the middle item.

    So a boost of one item does not shrink what the ranker says of all others against their likeness, and a factor that
    all items have changes nothing.
    """
    said = ranked > 0
    if not said.any():
        return 1.0
    return float(ranked.max() * np.median(ruled[said] / ranked[said]))


def _repeated(pool: Pool, scores: Floats, rows: Numbers, ago: Numbers, *, most: int) -> Numbers:
    """At most so many of the rows, least recently shown first, then by score; one of a group."""
    ordered = rows[np.lexsort((-scores[rows], -ago))]
    _, firsts = np.unique(pool.groups[ordered], return_index=True)
    return np.asarray(ordered[np.sort(firsts)[:most]])


def _laid_out(pins: dict[int, int], others: list[int]) -> tuple[Numbers, Mask]:
    """The rows by their places; a pin beyond the end of a short list stands at its end."""
    rest = iter(others)
    rows: list[int] = []
    fixed: list[bool] = []
    for place, row in pins.items():
        while len(rows) < place and (other := next(rest, None)) is not None:
            rows.append(other)
            fixed.append(False)
        rows.append(row)
        fixed.append(True)
    left = list(rest)
    return np.array([*rows, *left], np.int64), np.array([*fixed, *[False] * len(left)], np.bool_)


def _rules_of(rules: Sequence[Resolved], ruled: Ruled, row: int, number: int) -> tuple[str, ...]:
    if row < ruled.touched.shape[1]:
        return tuple(rules[at].rule_id for at in np.flatnonzero(ruled.touched[:, row]).tolist())
    return (ruled.pinned_by[number],)
