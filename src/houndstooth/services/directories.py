"""The directories of all shops, each kept in step with its catalogue."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.assortment import Vocabulary
from houndstooth.domain.catalogue import Numbers
from houndstooth.domain.directory import COLUMNS, TITLE_BYTES, Directory, DirectoryRows
from houndstooth.domain.filter import can_name_a_field
from houndstooth.domain.label import LABELLED
from houndstooth.domain.ports import Catalogue

_PART = 4096

MOST_VALUES = 1000
"""A field of the shop's own with more values than that is filtered by, but not counted: it is no choice any more."""

MOST_FIELDS = 100
"""So many fields of the shop's own are counted, of those that came first."""

_Columns = dict[str, NDArray[Any]]


class Directories:
    """The directory of each shop, made when it is first asked for. Safe to call from several threads."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._writers: dict[str, _Writer] = {}
        self._lock = Lock()

    def of(self, shop_id: str) -> Directory:
        """The directory of a shop as its catalogue stands now.

        Each call first asks for the catalogue's revision, which is cheap, and takes over only what changed.
        """
        with self._lock:
            writer = self._writers.setdefault(shop_id, _Writer())
        if self._catalogue.revision(shop_id) == writer.directory.revision:
            return writer.directory
        with writer.lock:
            since = writer.directory.revision
            writer.take(self._catalogue.directory_rows(shop_id, since=since, limit=_PART))
            return writer.directory


class _Writer:
    """Writes the directory of one shop anew from the last one and what changed; those given out never change."""

    def __init__(self) -> None:
        self.lock = Lock()
        self._vocabularies = {field: Vocabulary() for field in (*COLUMNS, *LABELLED)}
        self._own: dict[str, Vocabulary] = {}
        self._groups, self._cards, self._currencies = Vocabulary(), Vocabulary(), Vocabulary()
        none = np.empty(0, np.int32)
        self.directory = Directory(
            revision=0,
            numbers=np.empty(0, np.int64),
            groups=none,
            group_names=self._groups,
            cards=none,
            card_names=self._cards,
            codes=dict.fromkeys(self._vocabularies, none),
            vocabularies=self._vocabularies,
            prices=np.empty(0, np.int64),
            currencies=none,
            currency_codes=self._currencies,
            titles=np.empty(0, f"S{TITLE_BYTES}"),
        )

    def take(self, parts: Iterator[DirectoryRows]) -> None:
        revision, gone, encoded = 0, [], []
        for part in parts:
            revision = part.revision
            gone.append(part.gone)
            encoded.append(self._encoded(part))
        countable = {name: of for name, of in self._own.items() if len(of) <= MOST_VALUES}
        vocabularies = self._vocabularies | countable
        old = self.directory
        fresh = _joined([{"numbers": old.numbers[:0]}, *encoded])
        columns = _merged(_columns_of(old), fresh, np.concatenate(gone))
        none = np.full(len(columns["numbers"]), -1, np.int32)
        codes = {field: columns.get(_CODES + field, none) for field in vocabularies}
        self.directory = replace(
            old,
            revision=revision,
            numbers=columns["numbers"],
            groups=columns["groups"],
            cards=columns["cards"],
            codes=codes,
            vocabularies=vocabularies,
            prices=columns["prices"],
            currencies=columns["currencies"],
            titles=columns["titles"],
        )

    def _encoded(self, part: DirectoryRows) -> _Columns:
        own: dict[str, NDArray[np.int32]] = {}
        for name in filter(can_name_a_field, dict.fromkeys(chain.from_iterable(part.attributes))):
            vocabulary = self._vocabulary(name)
            if vocabulary is not None and (len(vocabulary) <= MOST_VALUES or name in LABELLED):
                own[_CODES + name] = vocabulary.learn([of.get(name) for of in part.attributes])
        return {
            "numbers": part.numbers,
            "groups": self._groups.learn(part.groups),
            "cards": self._cards.learn(part.cards),
            "prices": part.prices,
            "currencies": self._currencies.learn(part.currencies),
            "titles": np.array([title_key(title) for title in part.titles], f"S{TITLE_BYTES}"),
            **own,
            **{_CODES + field: self._vocabularies[field].learn(part.words[field]) for field in COLUMNS},
        }

    def _vocabulary(self, name: str) -> Vocabulary | None:
        if name in self._vocabularies:
            return self._vocabularies[name]
        if name not in self._own and len(self._own) < MOST_FIELDS:
            self._own[name] = Vocabulary()
        return self._own.get(name)


_PLAIN = ("numbers", "groups", "cards", "prices", "currencies", "titles")

_CODES = "codes of "
"""Stands before the names of fields, among which there may be any."""


def title_key(title: str) -> bytes:
    """What titles are sorted by: their letters, without case and accents, as far as ``TITLE_BYTES``."""
    if title.isascii():
        return title.lower().encode()[:TITLE_BYTES]
    apart = unicodedata.normalize("NFKD", title.casefold())
    letters = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return letters.encode("utf-8", "replace")[:TITLE_BYTES]


def _columns_of(directory: Directory) -> _Columns:
    return {name: getattr(directory, name) for name in _PLAIN} | {
        _CODES + field: column for field, column in directory.codes.items()
    }


def _joined(parts: list[_Columns]) -> _Columns:
    """Parts one below the other; where one lacks a field, nothing (-1) stands there."""
    kinds = {name: column.dtype for part in parts for name, column in part.items()}
    return {
        name: np.concatenate([part.get(name, np.full(len(part["numbers"]), -1, kind)) for part in parts])
        for name, kind in kinds.items()
    }


def _merged(old: _Columns, fresh: _Columns, gone: Numbers) -> _Columns:
    """The rows of ``old`` without what is gone, those of ``fresh`` in their places, by number."""
    known = np.isin(fresh["numbers"], old["numbers"])
    if not len(gone) and known.all():
        at = np.searchsorted(old["numbers"], fresh["numbers"])
        return dict(_replaced(old, fresh, at))
    stays = ~np.isin(old["numbers"], np.concatenate([gone, fresh["numbers"]]))
    joined = _joined([{name: column[stays] for name, column in old.items()}, fresh])
    order = np.argsort(joined["numbers"], kind="stable")
    return {name: column[order] for name, column in joined.items()}


def _replaced(old: _Columns, fresh: _Columns, at: NDArray[np.intp]) -> Iterator[tuple[str, NDArray[Any]]]:
    """Only columns in which something changed are copied: most often that is the price."""
    for name in old.keys() | fresh.keys():
        column = old.get(name, np.full(len(old["numbers"]), -1, np.int32))
        values = fresh.get(name, np.full(len(at), -1, column.dtype))
        if not np.array_equal(column[at], values):
            column = column.copy()
            column[at] = values
        yield name, column
