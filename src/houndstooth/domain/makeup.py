"""What an assortment is made of: how often each value of a field stands in it, what things cost, and in which money."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class Makeup:
    """Shares and usual prices of the items in sight; each is reckoned when it is first asked for.

    Args:
        codes: for each field ``int32[n]``, -1 where an item has no value.
        prices: ``float32[n]``, nan where nobody knows.
        currencies: ``int32[n]``, -1 where there is no price.
        in_sight: ``bool[n]``.
    """

    def __init__(
        self,
        codes: Mapping[str, NDArray[np.int32]],
        prices: Floats,
        currencies: NDArray[np.int32],
        in_sight: NDArray[np.bool_],
    ) -> None:
        self._codes = codes
        self._prices = prices
        self._currencies = currencies
        self._in_sight = in_sight
        self._shares: dict[str, Floats] = {}
        self._usual: dict[int, tuple[Floats, float]] = {}

    @cached_property
    def currency(self) -> int:
        """The commonest currency of the items in sight, by its code; -1 where nothing has a price."""
        there = self._currencies[self._in_sight & (self._currencies >= 0)]
        return int(np.bincount(there).argmax()) if len(there) else -1

    def shares(self, field: str, values: int) -> Floats:
        """Of the items in sight that have a value of the field, the share with each: ``float32[values]``."""
        if field not in self._shares:
            codes = self._codes[field]
            counts = np.bincount(codes[self._in_sight & (codes >= 0)])
            self._shares[field] = (counts / max(1, counts.sum())).astype(np.float32)
        return _padded(self._shares[field], values, 0.0)

    def usual_prices(self, currency: int, categories: int) -> Floats:
        """The median price in each category, ``float32[categories + 1]``, nan where there is none; the last: of all."""
        if currency not in self._usual:
            self._usual[currency] = self._medians(currency)
        by_category, of_all = self._usual[currency]
        return np.append(_padded(by_category, categories, np.nan), np.float32(of_all))

    def _medians(self, currency: int) -> tuple[Floats, float]:
        there = self._in_sight & (self._currencies == currency) & np.isfinite(self._prices)
        categories, prices = self._codes["category"][there], self._prices[there]
        if not len(prices):
            return np.empty(0, np.float32), np.nan
        order = np.lexsort((prices, categories))
        categories, prices = categories[order], prices[order]
        found, starts, counts = np.unique(categories, return_index=True, return_counts=True)
        medians = np.full(max(0, int(found[-1]) + 1), np.nan, np.float32)
        middle = (prices[starts + (counts - 1) // 2] + prices[starts + counts // 2]) / 2
        known = found >= 0
        medians[found[known]] = middle[known]
        return medians, float(np.median(prices))


def _padded(values: Floats, length: int, filling: float) -> Floats:
    if length <= len(values):
        return values[:length]
    return np.concatenate([values, np.full(length - len(values), filling, np.float32)])
