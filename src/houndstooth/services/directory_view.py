"""A view of a directory: what passes a filter, in some order, variants together, and how often each value is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.assortment import Rows
from houndstooth.domain.catalogue import Numbers
from houndstooth.domain.category_path import nodes_of
from houndstooth.domain.directory import NO_PRICE, Directory, Sort
from houndstooth.domain.filter import Filter
from houndstooth.services.directory_filter import Mask, mask_of

_REMEMBERED = 32
_MOST_CELLS = 1 << 25
"""Up to so many pairs of value and product are ticked off in a table; beyond, they are sorted."""

Counts = NDArray[np.int64]


class View:
    """One directory with what is derived from it, each when it is first asked for. Safe to share between threads.

    Args:
        directory: of one shop at one moment.
        passing: gives the numbers of the items that pass a filter, for filters that the arrays cannot answer.
    """

    def __init__(self, directory: Directory, passing: Callable[[Filter], Numbers]) -> None:
        self.directory = directory
        self._passing = passing
        self.mask = lru_cache(_REMEMBERED)(self._mask)
        """``bool[n]``, the rows that pass a filter; of the last few filters it is remembered."""
        self.order = lru_cache(len(Sort))(self._order)
        """``int64[n]``, all rows in an order."""

    def keys(self, sort: Sort) -> NDArray[np.int64] | NDArray[np.bytes_]:
        """What rows are sorted by, ascending; ties are by number."""
        directory = self.directory
        if sort is Sort.NEWEST:
            return -directory.numbers
        if sort is Sort.PRICE_UP:
            return directory.prices
        if sort is Sort.PRICE_DOWN:
            return np.where(directory.prices == NO_PRICE, NO_PRICE, -directory.prices)
        return directory.titles if sort is Sort.TITLE else directory.numbers

    @cached_property
    def families(self) -> Rows:
        """``int32[n]``, from 0, the same for variants of one product; -1 for items that have no other variant."""
        cards = self.directory.cards
        sizes = np.bincount(cards[cards >= 0], minlength=len(self.directory.card_names))
        dense = np.where(sizes > 1, np.cumsum(sizes > 1) - 1, -1)
        return np.where(cards >= 0, dense[cards], -1).astype(np.int32) if len(dense) else cards

    @cached_property
    def _families(self) -> int:
        return int(self.families.max(initial=-1)) + 1

    def first_of_families(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Of rows in any order those that come first of their family."""
        families = self.families[rows]
        several = np.flatnonzero(families >= 0)
        first = np.empty(self._families, np.int64)
        first[families[several[::-1]]] = several[::-1]  # the last one written is the first in order
        shown = families < 0
        shown[first[families[several]]] = True
        return np.asarray(rows[shown])

    def products(self, mask: Mask) -> int:
        """How many products there are among the rows."""
        families = self.families[mask]
        seen = np.zeros(self._families, np.bool_)
        seen[families[families >= 0]] = True
        return int((families < 0).sum() + seen.sum())

    def counts(self, codes: Rows, values: int, mask: Mask, *, grouped: bool) -> Counts:
        """How many of the rows have each value, or (``grouped``) how many products have a variant with it.

        Args:
            codes: ``int32[n]``, from 0 to ``values``, -1 for none.
            values: how many values there are.
            mask: ``bool[n]``.
            grouped: see above.
        """
        counted = codes[mask]
        has = counted >= 0
        counted = counted[has]
        if not grouped:
            return np.bincount(counted, minlength=values)
        families = self.families[mask][has]
        alone = families < 0
        single = np.bincount(counted[alone], minlength=values)
        return single + _pairs(counted[~alone], values, families[~alone], self._families)

    @cached_property
    def nodes(self) -> tuple[list[str], NDArray[np.int32]]:
        """The nodes of the category tree, and ``int32[levels, paths]``: the node of each path on each level, or -1."""
        paths = self.directory.vocabularies["category_path"]
        chains = [nodes_of(paths[code]) for code in range(len(paths))]
        number_of = {node: at for at, node in enumerate(dict.fromkeys(node for chain in chains for node in chain))}
        levels = np.full((max(map(len, chains), default=0), len(chains)), -1, np.int32)
        for code, chain in enumerate(chains):
            levels[: len(chain), code] = [number_of[node] for node in chain]
        return list(number_of), levels

    def node_counts(self, mask: Mask, *, grouped: bool) -> tuple[list[str], Counts]:
        """The nodes of the category tree, and how many are at or below each."""
        names, levels = self.nodes
        codes = self.directory.codes["category_path"]
        total = np.zeros(len(names), np.int64)
        for nodes in levels:
            of_rows = np.where(codes >= 0, nodes[codes], -1).astype(np.int32)
            total += self.counts(of_rows, len(names), mask, grouped=grouped)
        return names, total

    def colours_of(self, cards: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The colours in which products can be had, by what they are shown as, in the order of arrival."""
        directory = self.directory
        colours, names = directory.codes["colour"], directory.vocabularies["colour"]
        rows, starts = self._by_card
        found = {}
        for card in cards:
            code = directory.card_names.code(card)
            if 0 <= code < len(starts) - 1:
                codes = dict.fromkeys(colours[rows[starts[code] : starts[code + 1]]].tolist())
                found[card] = tuple(names[one] for one in codes if one >= 0)
        return found

    @cached_property
    def _by_card(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Rows by card, and where each card starts among them."""
        cards = self.directory.cards
        rows = np.argsort(cards, kind="stable")
        return rows, np.searchsorted(cards[rows], np.arange(len(self.directory.card_names) + 1))

    def _mask(self, where: Filter) -> Mask:
        mask = mask_of(self.directory, where)
        if mask is None:
            mask = self._asked(where)
        mask.flags.writeable = False
        return mask

    def _asked(self, where: Filter) -> Mask:
        """As the database says. What came since this directory was read is left out."""
        numbers, passing = self.directory.numbers, self._passing(where)
        at = np.searchsorted(numbers, passing)
        known = at < len(numbers)
        known[known] = numbers[at[known]] == passing[known]
        mask = np.zeros(len(numbers), np.bool_)
        mask[at[known]] = True
        return mask

    def _order(self, sort: Sort) -> NDArray[np.int64]:
        return np.argsort(self.keys(sort), kind="stable")  # rows are by number: ties are as they should be


def _pairs(codes: Rows, values: int, families: Rows, most: int) -> Counts:
    """For each value the number of families that have it."""
    cells = codes.astype(np.int64) * most + families
    if values * most <= _MOST_CELLS:
        ticked = np.zeros(values * most, np.bool_)
        ticked[cells] = True
        return np.asarray(ticked.reshape(values, most).sum(axis=1, dtype=np.int64))
    return np.bincount(np.unique(cells) // most, minlength=values)
