"""An assortment: the items of one shop as arrays, for whoever reckons with many of them at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.catalogue import Numbers
from houndstooth.domain.encoding import Vectors
from houndstooth.domain.makeup import Makeup

FIELDS = ("category", "colour", "brand", "gender", "size", "pattern", "usage", "season")
"""The fields of an item whose values are numbered."""

Rows = NDArray[np.int32]
"""Rows of an assortment, or codes of values; -1 for none."""


class Vocabulary:
    """The values of a field, numbered from 0 in the order in which they came; values are only ever added."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}
        self._folded: dict[str, int] = {}
        self._values: list[str] = []

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, code: int) -> str:
        return self._values[code]

    def code(self, value: str | None) -> int:
        """The number of a value; -1 for one that never came, and for ``None``."""
        return -1 if value is None else self._codes.get(value, -1)

    def find(self, text: str) -> int:
        """The number of a value as people write it, where upper and lower case do not count; -1 where there is none."""
        return self._codes.get(text, self._folded.get(text.strip().casefold(), -1))

    def learn(self, values: Sequence[str | None]) -> Rows:
        """The numbers of values, ``int32[n]``, -1 for ``None``; new ones are added. For one writer at a time."""
        for value in dict.fromkeys(values):
            if value is not None and value not in self._codes:
                self._values.append(value)
                code = self._codes[value] = len(self._values) - 1
                self._folded.setdefault(value.casefold(), code)
        return np.fromiter(map(self.code, values), np.int32, len(values))


@dataclass(frozen=True, slots=True)
class ItemColumns:
    """What happened to the items of a shop up to ``revision``: parallel columns of those that are new or changed.

    Args:
        revision: of the shop.
        removed: numbers of items that are gone for good.
        numbers: ``int64[n]``.
        words: for each of ``FIELDS`` its values.
        prices: ``float64[n]``, what one pays; nan where nobody knows.
        currencies: of the prices.
        in_stock: ``bool[n]``; false only where an item is said to be out of stock.
        retired: ``bool[n]``.
        created: ``float64[n]``, when it came into the catalogue, in seconds since 1970 (UTC).
        embeddings: ``float32[n, d]``, rows of zeros where an item has no vector of the artifact asked for; ``d`` is 0
            where none of these has.
        styles: the same of style vectors.
    """

    revision: int
    removed: Numbers
    numbers: Numbers
    ids: tuple[str, ...]
    groups: tuple[str | None, ...]
    words: Mapping[str, tuple[str | None, ...]]
    prices: NDArray[np.float64]
    currencies: tuple[str | None, ...]
    in_stock: NDArray[np.bool_]
    retired: NDArray[np.bool_]
    created: NDArray[np.float64]
    embeddings: Vectors
    styles: Vectors

    def __len__(self) -> int:
        return len(self.numbers)


@dataclass(frozen=True)
class Assortment:
    """All items of a shop at one moment: parallel, read-only arrays that never change. Safe to share between threads.

    Within one ``layout`` a row is of one item with one pair of vectors for ever, and new rows come at the end: what
    was reckoned for the first rows of an older assortment of that layout holds for this one. An item whose picture
    changed has a new row, and its old one is out of sight.

    Args:
        revision: of the shop's catalogue.
        layout: see above.
        numbers: ``int64[n]``, the items' numbers.
        ids: ``object[n]``, the shop's ids.
        groups: ``int32[n]``, the same for variants of one product; below 0 and unlike any other for an item without a
            group.
        codes: for each of ``FIELDS`` ``int32[n]``, numbers in its vocabulary, -1 where an item has no value.
        vocabularies: for each of ``FIELDS``.
        prices: ``float32[n]``, nan where nobody knows.
        currencies: ``int32[n]``, numbers in ``currency_codes``, -1 where there is no price.
        currency_codes: of ISO 4217.
        in_stock: ``bool[n]``; false only where an item is said to be out of stock.
        in_sight: ``bool[n]``; false for items that are retired or removed, and for rows that count no longer.
        created: ``float64[n]``, when the item came into the catalogue, in seconds since 1970 (UTC).
        embedding: ``float32[n, d]``, unit rows, or zeros where an item has no vector.
        style: ``float32[n, s]``, the same.
        makeup: shares of values and usual prices, as of now or of a moment when at most 1 % of the rows were otherwise.
    """

    revision: int
    layout: int
    numbers: Numbers
    ids: NDArray[np.object_]
    groups: Rows
    codes: Mapping[str, Rows]
    vocabularies: Mapping[str, Vocabulary]
    prices: NDArray[np.float32]
    currencies: Rows
    currency_codes: Vocabulary
    in_stock: NDArray[np.bool_]
    in_sight: NDArray[np.bool_]
    created: NDArray[np.float64]
    embedding: Vectors
    style: Vectors
    makeup: Makeup
    number_of: Mapping[str, int]
    """The number of each id; newer ids than those of this assortment may be among them."""
    sorted_numbers: Numbers
    """``int64[m]``, ascending: those of all items but the removed ones."""
    sorted_rows: Rows
    """Their rows."""

    def __len__(self) -> int:
        return len(self.numbers)

    @cached_property
    def comparable_prices(self) -> NDArray[np.float32]:
        """``float32[n]``: the prices in the commonest currency of the shop; nan for what costs another money."""
        prices = np.where(self.currencies == self.makeup.currency, self.prices, np.float32(np.nan))
        return prices.astype(np.float32, copy=False)

    def rows_of(self, ids: Sequence[str]) -> Rows:
        """The rows of items by the shop's ids, ``int32[len(ids)]``, also of retired ones; -1 for those that are not."""
        number_of = self.number_of.get
        return self.rows_of_numbers(np.array([number_of(one, -1) for one in ids], np.int64))

    def rows_of_numbers(self, numbers: Numbers) -> Rows:
        """The rows of items by their numbers, ``int32[n]``, also of retired ones; -1 for those that are not."""
        return rows_among(numbers, self.sorted_numbers, self.sorted_rows)


def rows_among(numbers: Numbers, sorted_numbers: Numbers, sorted_rows: Rows) -> Rows:
    """The rows of numbers by bisection in ascending ones; -1 for those that are not among them."""
    if not len(sorted_numbers):
        return np.full(len(numbers), -1, np.int32)
    at = np.minimum(np.searchsorted(sorted_numbers, numbers), len(sorted_numbers) - 1)
    return np.where(sorted_numbers[at] == numbers, sorted_rows[at], np.int32(-1))
