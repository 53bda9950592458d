"""A listing: a page of the items that pass a filter, in some order, with counts of values for further filters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from houndstooth.domain.catalogue import StoredItem
from houndstooth.domain.cursor import MAX_NUMBER, pack, unknown, unpack
from houndstooth.domain.directory import Sort
from houndstooth.domain.errors import InvalidInput
from houndstooth.domain.filter import Filter
from houndstooth.domain.item import Price

MAX_LIMIT = 200

_HEXADECIMAL = re.compile(r"([0-9a-f]{2})*")


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page ended: the place of its last item in the order, so that nothing that comes or goes shifts the next.

    Args:
        sort: the order.
        key: what the last item is sorted by: a whole number, or of a title hexadecimal bytes.
        number: of the last item.
        newest: the highest number when the first page was made. What came later is not in the pages that follow: it
            would take the place of a product that was not shown yet. Of no meaning in the order of arrival.
    """

    sort: Sort
    key: int | str
    number: int
    newest: int = MAX_NUMBER

    def write(self) -> str:
        """As text, for programs to send back."""
        arrival = self.sort is Sort.ARRIVAL
        return str(self.number) if arrival else pack([self.sort, self.key, self.number, self.newest])

    @classmethod
    def read(cls, text: str, sort: Sort) -> Cursor:
        """What ``write`` wrote, for a list in this order.

        Raises:
            InvalidInput: it is no cursor of ours, or one of another order.
        """
        if text.isascii() and text.isdigit() and int(text[:20]) <= MAX_NUMBER:
            return cls(_same(Sort.ARRIVAL, sort), int(text), int(text))
        kind = str if sort is Sort.TITLE else int
        try:
            told, key, number, newest = unpack(text, [str, kind, int, int])
        except InvalidInput:
            other, *_ = unpack(text, [str, int if kind is str else str, int, int])
            _same(_sort(other, text), sort)
            raise
        if isinstance(key, str) and not _HEXADECIMAL.fullmatch(key):
            raise unknown(text)
        return cls(_same(_sort(told, text), sort), key, int(number), int(newest))


def _sort(name: int | str, text: str) -> Sort:
    try:
        return Sort(str(name))
    except ValueError:
        raise unknown(text) from None


def _same(sort: Sort, wanted: Sort) -> Sort:
    if sort is not wanted:
        raise InvalidInput(f"the cursor is of a list sorted by {sort}, not by {wanted}; start again without it")
    return sort


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a listing.

    Args:
        where: only items that pass.
        sort: the order.
        limit: 1 to ``MAX_LIMIT`` items.
        cursor: ``next`` of the page before; ``None`` for the first.
        grouped: of the variants of one product the first that passes, in this order; counts are of products then.
        facets: the fields that are counted; ``None``: all that are a choice in this shop.

    Raises:
        InvalidInput: the limit is none, or the cursor is of another order.
    """

    where: Filter = field(default_factory=Filter)
    sort: Sort = Sort.ARRIVAL
    limit: int = 48
    cursor: Cursor | None = None
    grouped: bool = True
    facets: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.limit <= MAX_LIMIT:
            raise InvalidInput(f"the limit is {self.limit}; ask for 1 to {MAX_LIMIT} items")


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a field and how many items, or products, have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class PriceRange:
    """How many items, or products, cost from ``least`` to ``most``, both included."""

    least: Price
    most: Price
    count: int


Facets = Mapping[str, tuple[FacetValue, ...]]
"""For each field its values, the most frequent first, counted over what passes the conditions on the *other* fields.

Of ``category_path`` the values are all nodes, each counted with all that is below it.
"""


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of a list.

    Args:
        items: of this page.
        total: of the whole list, as it is shown: products where variants are grouped, else items.
        total_items: items of the whole list, every variant counted.
        next: where the following page starts, if there is one.
        facets: counts of values.
        prices: ranges of prices of about equally many items, counted like facets; the first begins at the lowest price,
            the last ends at the highest. Empty where prices are of several currencies.
    """

    items: tuple[StoredItem, ...]
    total: int
    total_items: int
    next: Cursor | None
    facets: Facets
    prices: tuple[PriceRange, ...]
