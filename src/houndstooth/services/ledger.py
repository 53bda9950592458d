"""The ledger of an assortment: its rows, as changes of the catalogue are written into it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.assortment import FIELDS, Assortment, ItemColumns, Rows, Vocabulary, rows_among
from houndstooth.domain.catalogue import Numbers
from houndstooth.domain.encoding import Vectors
from houndstooth.domain.makeup import Makeup
from houndstooth.services.column import Column

_SPARED = 4096
"""Below so many rows that count no longer, it is not worth while to clear them away."""

_SETTLED = 100
"""Shares and usual prices are reckoned anew when one row in so many has changed."""


class Ledger:
    """Rows of items, for one writer at a time; what :meth:`read` gives out never changes.

    The numbers, ids and vectors of a row are never changed, so the large matrices are never copied: an item with other
    vectors moves to a new row. Of the other columns those that change are copied, at 400,000 items 1.6 MB each.
    """

    def __init__(self, *, dimension: int, style_dimension: int) -> None:
        self._lasting = {
            "numbers": Column(np.int64),
            "ids": Column(np.object_),
            "created": Column(np.float64),
            "embedding": Column(np.float32, dimension),
            "style": Column(np.float32, style_dimension),
        }
        self._passing = {name: Column(np.int32) for name in ("groups", "currencies", *FIELDS)} | {
            "prices": Column(np.float32),
            "in_stock": Column(np.bool_),
            "in_sight": Column(np.bool_),
        }
        self._vocabularies = {field: Vocabulary() for field in FIELDS}
        self._groups, self._currencies = Vocabulary(), Vocabulary()
        self._number_of: dict[str, int] = {}
        self._sorted_numbers: Numbers = np.empty(0, np.int64)
        self._sorted_rows: Rows = np.empty(0, np.int32)
        self._layout = 0
        self._makeup: Makeup | None = None
        self._unsettled = 0

    def __len__(self) -> int:
        return len(self._lasting["numbers"])

    def reserve(self, rows: int) -> None:
        """Make room for so many rows in all."""
        for column in (*self._lasting.values(), *self._passing.values()):
            column.reserve(rows)

    def take(self, part: ItemColumns) -> None:
        """Write changes of the catalogue; written twice they are the same."""
        self._remove(part.removed)
        rows = rows_among(part.numbers, self._sorted_numbers, self._sorted_rows)
        lasting = self._lasting_of(part)
        stays = rows >= 0
        for name in ("embedding", "style"):
            stays[stays] = (self._lasting[name][rows[stays]] == lasting[name][stays]).all(axis=1)
        self._hide(rows[(rows >= 0) & ~stays])
        at = np.where(stays, rows, len(self) - 1 + np.cumsum(~stays)).astype(np.int32)
        passing = self._passing_of(part, at)
        for name, column in self._passing.items():
            column.put(at[stays], passing[name][stays])
            column.extend(passing[name][~stays])
        for name, column in self._lasting.items():
            column.extend(lasting[name][~stays])
        self._place(part.numbers[~stays], at[~stays])
        self._number_of.update(zip(part.ids, part.numbers.tolist(), strict=True))
        self._unsettled += len(part)

    def read(self, revision: int) -> Assortment:
        """The assortment as it is now, at a revision of the shop."""
        if len(self) - len(self._sorted_rows) > max(_SPARED, len(self._sorted_rows) // 4):
            self._clear()
        lasting = {name: column.view() for name, column in self._lasting.items()}
        passing = {name: column.view() for name, column in self._passing.items()}
        codes = {field: passing.pop(field) for field in FIELDS}
        if self._makeup is None or self._unsettled * _SETTLED > len(self):
            self._makeup = Makeup(codes, passing["prices"], passing["currencies"], passing["in_sight"])
            self._unsettled = 0
        return Assortment(
            revision=revision,
            layout=self._layout,
            codes=codes,
            vocabularies=self._vocabularies,
            currency_codes=self._currencies,
            makeup=self._makeup,
            number_of=self._number_of,
            sorted_numbers=self._sorted_numbers,
            sorted_rows=self._sorted_rows,
            **lasting,
            **passing,
        )

    def _lasting_of(self, part: ItemColumns) -> dict[str, NDArray[np.generic]]:
        ids = np.empty(len(part), np.object_)
        ids[:] = part.ids
        return {
            "numbers": part.numbers,
            "ids": ids,
            "created": part.created,
            "embedding": _or_zeros(part.embeddings, len(part), self._lasting["embedding"]),
            "style": _or_zeros(part.styles, len(part), self._lasting["style"]),
        }

    def _passing_of(self, part: ItemColumns, at: Rows) -> dict[str, NDArray[np.generic]]:
        groups = self._groups.learn(part.groups)
        return {field: self._vocabularies[field].learn(part.words[field]) for field in FIELDS} | {
            "groups": np.where(groups < 0, -1 - at, groups),
            "prices": part.prices.astype(np.float32),
            "currencies": self._currencies.learn(part.currencies),
            "in_stock": part.in_stock,
            "in_sight": ~part.retired,
        }

    def _place(self, numbers: Numbers, rows: Rows) -> None:
        """Let numbers be found in new rows."""
        known = rows_among(numbers, self._sorted_numbers, self._sorted_rows) >= 0
        if known.any():
            moved = self._sorted_rows.copy()
            moved[np.searchsorted(self._sorted_numbers, numbers[known])] = rows[known]
            self._sorted_rows = moved
        order = np.argsort(numbers[~known])
        fresh, their = numbers[~known][order], rows[~known][order]
        at = np.searchsorted(self._sorted_numbers, fresh)
        self._sorted_numbers = np.insert(self._sorted_numbers, at, fresh)
        self._sorted_rows = np.insert(self._sorted_rows, at, their)

    def _remove(self, numbers: Numbers) -> None:
        gone = numbers[rows_among(numbers, self._sorted_numbers, self._sorted_rows) >= 0]
        if len(gone):
            at = np.searchsorted(self._sorted_numbers, gone)
            self._hide(self._sorted_rows[at])
            self._sorted_numbers = np.delete(self._sorted_numbers, at)
            self._sorted_rows = np.delete(self._sorted_rows, at)
            self._unsettled += len(gone)

    def _hide(self, rows: Rows) -> None:
        self._passing["in_sight"].put(rows, np.zeros(len(rows), np.bool_))

    def _clear(self) -> None:
        """Clear away the rows that count no longer; all others keep their order."""
        kept = np.sort(self._sorted_rows)
        for column in (*self._lasting.values(), *self._passing.values()):
            column.keep(kept)
        self._sorted_rows = np.searchsorted(kept, self._sorted_rows).astype(np.int32)
        self._passing["groups"].put(*_own_groups(self._passing["groups"].view()))
        ids, numbers = self._lasting["ids"].view().tolist(), self._lasting["numbers"].view().tolist()
        self._number_of = dict(zip(ids, numbers, strict=True))
        self._layout += 1


def _or_zeros(vectors: Vectors, rows: int, column: Column) -> Vectors:
    """Vectors as wide as their column; zeros where none of a part has any."""
    return vectors if vectors.shape[1] == column.width else np.zeros((rows, column.width), np.float32)


def _own_groups(groups: Rows) -> tuple[Rows, Rows]:
    """The rows without a group, and what each of them has instead of one."""
    alone = np.flatnonzero(groups < 0).astype(np.int32)
    return alone, -1 - alone
