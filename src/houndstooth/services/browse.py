"""Browsing: the items of a shop as lists, filtered, sorted, counted and in pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.catalogue import StoredItem
from houndstooth.domain.directory import Sort
from houndstooth.domain.filter import Filter
from houndstooth.domain.listing import Asked, Cursor, Facets, Listing
from houndstooth.domain.ports import Catalogue
from houndstooth.services.counting import Counting
from houndstooth.services.directories import Directories
from houndstooth.services.directory_view import View


class Browse:
    """Lists of the items of all shops, as their catalogues stand now. Safe to call from several threads."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._directories = Directories(catalogue)
        self._countings: dict[str, Counting] = {}
        self._lock = Lock()

    def list(self, shop_id: str, asked: Asked) -> Listing:
        """A page of a list. With ``facets=()`` nothing is counted but the totals.

        Raises:
            InvalidFilter: the filter, or a facet, is of a field that no item has.
        """
        counting = self._counting(shop_id)
        view = counting.view
        mask = view.mask(asked.where)
        numbers, following = _page(view, asked)
        stored = self._catalogue.by_numbers(shop_id, numbers)
        fields = (*counting.choices, "price") if asked.facets is None else asked.facets
        facet = partial(counting.facet, grouped=asked.grouped)
        items = int(mask.sum())
        return Listing(
            items=tuple(stored[number] for number in numbers if number in stored),
            total=view.products(mask) if asked.grouped else items,
            total_items=items,
            next=following,
            facets={field: facet(asked.where.without(field), field) for field in fields if field != "price"},
            prices=counting.prices(asked.where.without("price"), grouped=asked.grouped) if "price" in fields else (),
        )

    def values(self, shop_id: str, fields: Sequence[str]) -> Facets:
        """The values of some fields, and of how many items each is; none of a field that no item has."""
        counting = self._counting(shop_id)
        known = [field for field in fields if field in counting.view.directory.vocabularies]
        return {field: counting.facet(Filter(), field, grouped=False) for field in known}

    def colours(self, shop_id: str, shown: Iterable[StoredItem]) -> Mapping[str, tuple[str, ...]]:
        """The colours of all variants of the products that are shown, by what they are shown as, in their order."""
        groups = {one.shown_as for one in shown if one.shown_as is not None}
        return self._counting(shop_id).view.colours_of(groups) if groups else {}

    def warm_up(self, shop_id: str) -> None:
        """Read the directory of a shop, so that the first list does not wait."""
        self._counting(shop_id)

    def _counting(self, shop_id: str) -> Counting:
        directory = self._directories.of(shop_id)
        with self._lock:
            counting = self._countings.get(shop_id)
            if counting is None or counting.view.directory is not directory:
                counting = Counting(View(directory, partial(self._numbers, shop_id)))
                self._countings[shop_id] = counting
            return counting

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
