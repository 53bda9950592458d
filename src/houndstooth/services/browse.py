"""Browsing: the items of a shop as lists, filtered, sorted, counted and in pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from itertools import pairwise
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.catalogue import StoredItem
from houndstooth.domain.directory import COLUMNS, NO_PRICE, Sort
from houndstooth.domain.errors import InvalidFilter
from houndstooth.domain.filter import Filter
from houndstooth.domain.item import AMOUNT_SCALE, Price
from houndstooth.domain.label import LABELLED
from houndstooth.domain.listing import Asked, Cursor, FacetValue, Listing, PriceRange
from houndstooth.domain.ports import Catalogue
from houndstooth.services.directories import Directories
from houndstooth.services.directory_view import Counts, View

MAX_FACET_VALUES = 200
"""The most frequent so many values of a field are told."""

MOST_CHOICES = 100
"""A field of the shop's own with more values than that is counted only when it is asked for by name."""

MOST_OWN_FIELDS = 20
"""So many fields of the shop's own are counted by themselves, those that most items have."""

_RANGES = 5


class Browse:
    """Lists of the items of all shops, as their catalogues stand now. Safe to call from several threads."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._directories = Directories(catalogue)
        self._views: dict[str, View] = {}
        self._lock = Lock()

    def list(self, shop_id: str, asked: Asked) -> Listing:
        """A page of a list. With ``facets=()`` nothing is counted but the totals.

        Raises:
            InvalidFilter: the filter, or a facet, is of a field that no item has.
        """
        view = self._view(shop_id)
        mask = view.mask(asked.where)
        numbers, following = _page(view, asked)
        stored = self._catalogue.by_numbers(shop_id, numbers)
        fields = _choices(view) if asked.facets is None else asked.facets
        items = int(mask.sum())
        return Listing(
            items=tuple(stored[number] for number in numbers if number in stored),
            total=view.products(mask) if asked.grouped else items,
            total_items=items,
            next=following,
            facets={field: _facet(view, asked, field) for field in fields if field != "price"},
            prices=_prices(view, asked) if asked.facets is None or "price" in fields else (),
        )

    def colours(self, shop_id: str, shown: Iterable[StoredItem]) -> Mapping[str, tuple[str, ...]]:
        """The colours of all variants of the products that are shown, by group, in the order of arrival."""
        groups = {one.item.group for one in shown if one.item.group is not None}
        return self._view(shop_id).colours_of(groups) if groups else {}

    def warm_up(self, shop_id: str) -> None:
        """Read the directory of a shop, so that the first list does not wait."""
        self._view(shop_id)

    def _view(self, shop_id: str) -> View:
        directory = self._directories.of(shop_id)
        with self._lock:
            view = self._views.get(shop_id)
            if view is None or view.directory is not directory:
                view = self._views[shop_id] = View(directory, partial(self._numbers, shop_id))
            return view

    def _numbers(self, shop_id: str, where: Filter) -> NDArray[np.int64]:
        return self._catalogue.numbers(shop_id, where=where)


def _page(view: View, asked: Asked) -> tuple[list[int], Cursor | None]:
    """The numbers of one page, and where it ended if more follow."""
    sort, cursor = asked.sort, asked.cursor
    numbers, keys = view.directory.numbers, view.keys(sort)
    order = view.order(sort)
    rows = order[view.mask(asked.where)[order]]
    newest = int(numbers.max(initial=0))
    if cursor is not None and sort is not Sort.ARRIVAL:
        newest = cursor.newest
        rows = rows[numbers[rows] <= newest]
    if asked.grouped:
        rows = view.first_of_families(rows)
    start = 0 if cursor is None else _beyond(keys[rows], numbers[rows], cursor)
    shown = rows[start : start + asked.limit]
    if start + len(shown) >= len(rows):
        return numbers[shown].tolist(), None
    key = keys[shown[-1]]
    told = key.hex() if isinstance(key, bytes) else int(key)
    return numbers[shown].tolist(), Cursor(sort, told, int(numbers[shown[-1]]), newest)


def _beyond(keys: NDArray[np.generic], numbers: NDArray[np.int64], cursor: Cursor) -> int:
    """The first place beyond the cursor, among rows sorted by key and number."""
    key = np.array(bytes.fromhex(cursor.key) if isinstance(cursor.key, str) else cursor.key, keys.dtype)
    first, last = (int(np.searchsorted(keys, key, side)) for side in ("left", "right"))
    return first + int(np.searchsorted(numbers[first:last], cursor.number, "right"))


def _choices(view: View) -> tuple[str, ...]:
    """The fields that are counted by themselves: those of every shop, and those of its own that are a choice."""
    codes, standard = view.directory.codes, (*COLUMNS, *LABELLED)
    own = []
    for field in codes.keys() - {*standard}:
        values = np.bincount(codes[field][codes[field] >= 0], minlength=1)
        used, items = int((values > 0).sum()), int(values.sum())
        if 2 <= used <= min(MOST_CHOICES, items // 2):
            own.append((-items, field))
    return (*standard, *(field for _, field in sorted(own)[:MOST_OWN_FIELDS]))


def _facet(view: View, asked: Asked, field: str) -> tuple[FacetValue, ...]:
    mask = view.mask(asked.where.without(field))
    if field == "category_path":
        names, counts = view.node_counts(mask, grouped=asked.grouped)
        return tuple(_most_frequent(names, counts))
    vocabulary = view.directory.vocabularies.get(field)
    if vocabulary is None:
        countable = ", ".join(sorted(view.directory.vocabularies))
        raise InvalidFilter(f"there is no field {field[:80]!r} whose values are counted; there are {countable}, price")
    codes = view.directory.codes[field]
    values = len(vocabulary)
    counts = view.counts(codes, values, mask, grouped=asked.grouped)
    return tuple(_most_frequent([vocabulary[code] for code in range(values)], counts))


def _most_frequent(names: list[str], counts: Counts) -> Iterator[FacetValue]:
    used = sorted((-count, name) for name, count in zip(names, counts.tolist(), strict=True) if count)
    for count, name in used[:MAX_FACET_VALUES]:
        yield FacetValue(name, -count)


def _prices(view: View, asked: Asked) -> tuple[PriceRange, ...]:
    """Ranges of about equally many items each, between amounts of two digits."""
    directory = view.directory
    mask = view.mask(asked.where.without("price")) & (directory.prices != NO_PRICE)
    currencies = np.unique(directory.currencies[mask])
    if len(currencies) != 1:
        return ()
    amounts = directory.prices[mask]
    inner = np.quantile(amounts, np.linspace(0, 1, _RANGES + 1)[1:-1], method="nearest")
    lowest, highest = int(amounts.min()), int(amounts.max())
    edges = sorted({lowest, highest, *(edge for edge in map(_round, inner.tolist()) if lowest < edge < highest)})
    if len(edges) == 1:
        edges *= 2
    currency = directory.currency_codes[int(currencies[0])]
    everything = np.zeros(len(directory), np.int32)
    ranges = []
    for least, most in pairwise(edges):
        inside = mask & (directory.prices >= least) & (directory.prices <= most)
        count = int(view.counts(everything, 1, inside, grouped=asked.grouped)[0])
        ranges.append(PriceRange(_price(least, currency), _price(most, currency), count))
    return tuple(ranges)


def _round(amount: int) -> int:
    """To two digits, as people think of prices: 37.40 is 37, 123 is 120; below 1, whole hundredths."""
    digits = max(len(str(amount)) - 2, 2)
    step: int = 10**digits
    return round(amount / step) * step


def _price(amount: int, currency: str) -> Price:
    return Price(Decimal(amount) / AMOUNT_SCALE, currency)
