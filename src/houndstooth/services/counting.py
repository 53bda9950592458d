"""Counting: for each field its values, ranges of prices, and which fields of a shop are a choice."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import pairwise

import numpy as np

from houndstooth.domain.directory import COLUMNS, NO_PRICE
from houndstooth.domain.errors import InvalidFilter
from houndstooth.domain.filter import Filter
from houndstooth.domain.item import AMOUNT_SCALE, Price
from houndstooth.domain.label import LABELLED
from houndstooth.domain.listing import FacetValue, PriceRange
from houndstooth.services.directory_view import Counts, View

MAX_FACET_VALUES = 200
"""The most frequent so many values of a field are told."""

MOST_CHOICES = 100
"""A field of the shop's own with more values than that is counted only when it is asked for by name."""

MOST_OWN_FIELDS = 20
"""So many fields of the shop's own are counted by themselves, those that most items have."""

_RANGES = 5
_REMEMBERED = 500


class Counting:
    """Counts over one view, the last few of which are remembered. Safe to share between threads."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.facet = lru_cache(_REMEMBERED)(self._facet)
        """See ``_facet``."""
        self.prices = lru_cache(_REMEMBERED)(self._prices)
        """See ``_prices``."""

    @cached_property
    def choices(self) -> tuple[str, ...]:
        """The fields that are counted by themselves: those of every shop, and those of its own that are a choice."""
        codes, standard = self.view.directory.codes, (*COLUMNS, *LABELLED)
        own = []
        for field in codes.keys() - {*standard}:
            values = np.bincount(codes[field][codes[field] >= 0], minlength=1)
            used, items = int((values > 0).sum()), int(values.sum())
            if 2 <= used <= min(MOST_CHOICES, items // 2):
                own.append((-items, field))
        return (*standard, *(field for _, field in sorted(own)[:MOST_OWN_FIELDS]))

    def _facet(self, where: Filter, field: str, *, grouped: bool) -> tuple[FacetValue, ...]:
        """The values of a field among what passes, the most frequent first; ``grouped``: counted as products.

        Raises:
            InvalidFilter: it is no field that is counted, or the filter is of one that no item has.
        """
        mask = self.view.mask(where)
        if field == "category_path":
            names, counts = self.view.node_counts(mask, grouped=grouped)
            return tuple(_most_frequent(names, counts))
        vocabulary = self.view.directory.vocabularies.get(field)
        if vocabulary is None:
            countable = ", ".join(sorted(self.view.directory.vocabularies))
            raise InvalidFilter(
                f"there is no field {field[:80]!r} whose values are counted; there are {countable}, price"
            )
        codes = self.view.directory.codes[field]
        values = len(vocabulary)
        counts = self.view.counts(codes, values, mask, grouped=grouped)
        return tuple(_most_frequent([vocabulary[code] for code in range(values)], counts))

    def _prices(self, where: Filter, *, grouped: bool) -> tuple[PriceRange, ...]:
        """Ranges of about equally many items each, between amounts of two digits."""
        directory = self.view.directory
        mask = self.view.mask(where) & (directory.prices != NO_PRICE)
        currencies = np.unique(directory.currencies[mask])
        if len(currencies) != 1:
            return ()
        amounts = directory.prices[mask]
        inner = np.quantile(amounts, np.linspace(0, 1, _RANGES + 1)[1:-1], method="nearest")
        lowest, highest = int(amounts.min()), int(amounts.max())
        edges = sorted({lowest, highest, *(edge for edge in map(_round, inner.tolist()) if lowest < edge < highest)})
        currency = directory.currency_codes[int(currencies[0])]
        everything = np.zeros(len(directory), np.int32)
        ranges = []
        for least, most in pairwise(edges if len(edges) > 1 else edges * 2):
            inside = mask & (directory.prices >= least) & (directory.prices <= most)
            count = int(self.view.counts(everything, 1, inside, grouped=grouped)[0])
            ranges.append(PriceRange(_price(least, currency), _price(most, currency), count))
        return tuple(ranges)


def _most_frequent(names: list[str], counts: Counts) -> Iterator[FacetValue]:
    used = sorted((-count, name) for name, count in zip(names, counts.tolist(), strict=True) if count)
    for count, name in used[:MAX_FACET_VALUES]:
        yield FacetValue(name, -count)


def _round(amount: int) -> int:
    """To two digits, as people think of prices: 37.40 is 37, 123 is 120; below 1, whole hundredths."""
    digits = max(len(str(amount)) - 2, 2)
    step: int = 10**digits
    return round(amount / step) * step


def _price(amount: int, currency: str) -> Price:
    return Price(Decimal(amount) / AMOUNT_SCALE, currency)
