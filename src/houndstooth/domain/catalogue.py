"""What a catalogue holds and hands out: stored items, pages, facets and changes of vectors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.encoding import Vectors
from houndstooth.domain.item import Item

Numbers = NDArray[np.int64]
"""``int64[n]``: the numbers a catalogue gives to its items; unique over all shops, never used again."""

FACETS = ("kind", "category", "colour", "brand", "gender")
"""The fields that are counted for filters."""


@dataclass(frozen=True, slots=True)
class StoredPicture:
    """A picture in the store: ``key`` is the SHA-256 of the bytes it came from; sizes in pixels, upright."""

    key: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class StoredItem:
    """An item with its number and its picture."""

    number: int
    item: Item
    picture: StoredPicture


@dataclass(frozen=True, slots=True)
class Entry:
    """An item as it is written: with its picture, its embedding ``float32[d]``, and the digest of its source row."""

    item: Item
    row_digest: str
    picture: StoredPicture
    embedding: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What tells whether a row must be written again; ``encoded`` is false without a vector of the artifact at hand."""

    row_digest: str
    picture_key: str
    encoded: bool


@dataclass(frozen=True, slots=True)
class Written:
    """The ids that a write added, and those it changed."""

    added: tuple[str, ...]
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a field and how many items have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of a catalogue in the order of arrival; ``next`` is where the following one starts, if there is one."""

    items: tuple[StoredItem, ...]
    total: int
    next: int | None


@dataclass(frozen=True, slots=True)
class VectorChanges:
    """What happened to the vectors of a shop up to ``revision``: ``vectors[i]`` now belongs to ``numbers[i]``."""

    revision: int
    numbers: Numbers
    vectors: Vectors
    removed: Numbers


Facets = Mapping[str, tuple[FacetValue, ...]]
