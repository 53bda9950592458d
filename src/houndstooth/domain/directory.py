"""A directory: what the items of one shop are filtered, counted and sorted by, as arrays. No vectors are in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.assortment import Rows, Vocabulary
from houndstooth.domain.catalogue import Numbers

COLUMNS = ("kind", "category", "category_path", "colour", "brand", "gender", "size", "availability", "in_stock")
"""The fields that every directory has; others come from the attributes of the items."""

NO_PRICE = np.iinfo(np.int64).max
"""Of an item without a price: it comes last."""

TITLE_BYTES = 32
"""So much of a title counts for the order; where that is the same, the older item comes first."""


class Sort(StrEnum):
    """The order of a list. Ties are in the order of arrival; items without a price come last."""

    ARRIVAL = "arrival"
    NEWEST = "newest"
    PRICE_UP = "price_up"
    PRICE_DOWN = "price_down"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class DirectoryRows:
    """What happened to the items of a shop up to ``revision``: parallel columns of those that are new or changed.

    Args:
        revision: of the shop.
        gone: numbers of items that were removed or retired.
        numbers: ``int64[n]``.
        groups: of variants of one product.
        cards: what lists show one item of, see ``StoredItem.shown_as``.
        words: for each of ``COLUMNS`` its values.
        attributes: of each item.
        prices: ``int64[n]``, in ten-thousandths; ``NO_PRICE`` where nobody knows.
        currencies: of the prices.
        titles: as the shop writes them.
    """

    revision: int
    gone: Numbers
    numbers: Numbers
    groups: tuple[str | None, ...]
    cards: tuple[str | None, ...]
    words: Mapping[str, tuple[str | None, ...]]
    attributes: tuple[Mapping[str, str], ...]
    prices: NDArray[np.int64]
    currencies: tuple[str | None, ...]
    titles: tuple[str, ...]


@dataclass(frozen=True)
class Directory:
    """All items in sight of a shop at one moment: parallel, read-only arrays. Safe to share between threads.

    Args:
        revision: of the shop's catalogue.
        numbers: ``int64[n]``, ascending.
        groups: ``int32[n]``, numbers in ``group_names``; -1 for an item without a group.
        group_names: the shop's ids of groups.
        cards: ``int32[n]``, numbers in ``card_names``; -1 for an item that is a card by itself.
        card_names: what items are shown as.
        codes: for each field ``int32[n]``, numbers in its vocabulary, -1 where an item has no value.
        vocabularies: for each field.
        prices: ``int64[n]``, in ten-thousandths; ``NO_PRICE`` where nobody knows.
        currencies: ``int32[n]``, numbers in ``currency_codes``; -1 where there is no price.
        currency_codes: of ISO 4217.
        titles: ``bytes[n]``, keys by which titles are sorted.
    """

    revision: int
    numbers: Numbers
    groups: Rows
    group_names: Vocabulary
    cards: Rows
    card_names: Vocabulary
    codes: Mapping[str, Rows]
    vocabularies: Mapping[str, Vocabulary]
    prices: NDArray[np.int64]
    currencies: Rows
    currency_codes: Vocabulary
    titles: NDArray[np.bytes_]

    def __len__(self) -> int:
        return len(self.numbers)
