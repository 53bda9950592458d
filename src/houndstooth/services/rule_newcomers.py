"""What came into an assortment, or changed in it, since the conditions of rules were looked up."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.assortment import FIELDS, Assortment
from houndstooth.domain.catalogue import Numbers

_Mask = NDArray[np.bool_]


class Newcomers:
    """The items of whom nobody has looked up yet which conditions they meet. For one thread.

    Args:
        assortment: as it is.
        looked: the assortment that was looked up: an earlier one of the same layout, with as many rows or fewer.
    """

    def __init__(self, assortment: Assortment, looked: Assortment) -> None:
        self._now = assortment
        self._before = looked
        self._fresh = assortment.in_sight.copy()
        self._fresh[: len(looked)] &= ~looked.in_sight
        self._changed: dict[str, _Mask] = {}
        self._found: dict[frozenset[str], Numbers] = {}

    def unsure(self, fields: Iterable[str]) -> Numbers:
        """Those about whom conditions on these fields may say something else now, ascending: ``int64[n]``.

        They are new, or back in sight, or have another value of one of the fields. A change of what is no column of an
        assortment (a kind, a group, the shop's own attributes) is not seen.
        """
        asked = frozenset(fields)
        if asked not in self._found:  # most rules of a shop are about a few fields
            unsure = self._fresh.copy()
            for field in asked:
                unsure[: len(self._before)] |= self._change_of(field)
            self._found[asked] = np.sort(self._now.numbers[unsure])
        return self._found[asked]

    def _change_of(self, field: str) -> _Mask:
        if field not in self._changed:
            self._changed[field] = self._differs(field)
        return self._changed[field]

    def _differs(self, field: str) -> _Mask:
        """``bool[rows before]``: those in sight with another value."""
        rows = len(self._before)
        columns = (_column(self._now, field), _column(self._before, field))
        if columns[0] is None or columns[1] is None:
            return np.zeros(rows, np.bool_)
        now, before = columns[0][:rows], columns[1]
        same = (now == before) | ((now != now) & (before != before))  # noqa: PLR0124 - an unknown price is nan
        return np.asarray(self._now.in_sight[:rows] & ~same)


def _column(assortment: Assortment, field: str) -> NDArray[np.generic] | None:
    if field in FIELDS:
        return assortment.codes[field]
    return {"price": assortment.prices, "availability": assortment.in_stock, "in_stock": assortment.in_stock}.get(field)
