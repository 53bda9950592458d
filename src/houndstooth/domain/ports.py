"""The ports: what the services need from the world. Each has a conformance test in ``houndstooth.testing``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.catalogue import (
    Correction,
    Entry,
    Facets,
    Fingerprint,
    Numbers,
    Page,
    StoredItem,
    VectorChanges,
    Written,
)
from houndstooth.domain.encoding import Encoding, ModelInput, Vectors
from houndstooth.domain.filter import Filter


class Encoder(Protocol):
    """Turns prepared pictures into vectors and attributes; safe to call from several threads."""

    @property
    def artifact_id(self) -> str:
        """Names the artifact; vectors of two artifacts never meet in one search."""
        ...

    @property
    def dimension(self) -> int:
        """The length of an embedding."""
        ...

    def encode(self, pictures: ModelInput) -> Encoding:
        """Encode ``float32[n, 3, size, size]``; the same picture gives the same numbers (1e-4) in any batch."""
        ...


class VectorIndex(Protocol):
    """Nearest neighbours by inner product among numbered vectors; safe to call from several threads."""

    def __len__(self) -> int: ...

    def put(self, numbers: Numbers, vectors: Vectors) -> None:
        """Add vectors, or replace those of numbers already there. ``vectors`` is ``float32[n, d]``, unit rows."""
        ...

    def remove(self, numbers: Numbers) -> None:
        """Take vectors out; numbers that are not there are ignored."""
        ...

    def search(
        self, queries: Vectors, k: int, *, allowed: Numbers | None = None
    ) -> tuple[list[Numbers], list[NDArray[np.float32]]]:
        """The ``k`` nearest (fewer where there are fewer) for each of ``float32[q, d]``, best first.

        Args:
            queries: unit rows.
            k: 1 or more.
            allowed: when given, only these numbers may be answered.

        Returns:
            For each query the numbers, and their inner products in ``[-1, 1]``, descending; ties by number.
        """
        ...


class Catalogue(Protocol):
    """The items of every shop with their vectors; each method is one transaction."""

    def write(self, entries: Sequence[Entry], *, artifact_id: str) -> Written:
        """Add or replace items together with their vectors: all of them or, on any error, none.

        Corrections that people made of an item stay in force.
        """
        ...

    def correct(self, shop_id: str, item_id: str, corrections: Mapping[str, str | None]) -> StoredItem:
        """Put labels right: field -> value, empty for none, ``None`` to take a correction back.

        Raises:
            NotFound: the shop has no such item.
            InvalidItem: a field that cannot be corrected, or a value that no item can have.
        """
        ...

    def corrections(self, shop_id: str) -> tuple[Correction, ...]:
        """All corrections in force, by item in the order of arrival."""
        ...

    def remove(self, shop_id: str, ids: Sequence[str]) -> tuple[str, ...]:
        """Take items out for good; returns the ids that were there."""
        ...

    def get(self, shop_id: str, item_id: str) -> StoredItem:
        """One item.

        Raises:
            NotFound: the shop has no such item.
        """
        ...

    def by_numbers(self, shop_id: str, numbers: Sequence[int]) -> dict[int, StoredItem]:
        """The items with these numbers; those removed meanwhile are left out."""
        ...

    def page(self, shop_id: str, *, where: Filter, limit: int, after: int = 0) -> Page:
        """Items that pass the filter, by number, from the first beyond ``after``."""
        ...

    def facets(self, shop_id: str, *, where: Filter) -> Facets:
        """For each facet field the values and counts among items that pass the conditions on the *other* fields."""
        ...

    def numbers(self, shop_id: str, *, where: Filter) -> Numbers:
        """The numbers of the items that pass the filter, ascending."""
        ...

    def count(self, shop_id: str) -> int:
        """How many items the shop has."""
        ...

    def fingerprints(self, shop_id: str, ids: Sequence[str], *, artifact_id: str) -> Mapping[str, Fingerprint]:
        """What is stored of these ids; unknown ids are left out."""
        ...

    def same_pictures(self, shop_id: str) -> tuple[tuple[str, ...], ...]:
        """Groups of two or more ids whose pictures came from the same bytes."""
        ...

    def revision(self, shop_id: str) -> int:
        """A number that grows with every change to the shop's items; 0 for an empty shop. Cheap."""
        ...

    def changes(self, shop_id: str, *, artifact_id: str, since: int, limit: int) -> Iterator[VectorChanges]:
        """The vectors changed after revision ``since``, in parts of about ``limit``, and the numbers removed."""
        ...

    def vector(self, number: int, *, artifact_id: str) -> NDArray[np.float32] | None:
        """The embedding ``float32[d]`` of one item under an artifact, or ``None``."""
        ...

    def shows(self, shop_id: str, key: str) -> bool:
        """Whether some item of the shop shows the picture with this key. Cheap."""
        ...

    def unused_pictures(self, keys: Sequence[str]) -> tuple[str, ...]:
        """Those of the keys that no item of any shop shows."""
        ...


class PictureStore(Protocol):
    """Clean, re-encoded pictures by key, in two sizes: ``card`` for lists and ``full``."""

    def put(self, key: str, *, card: bytes, full: bytes) -> None:
        """Keep a picture; a half-written one is never visible."""
        ...

    def get(self, key: str, size: str) -> bytes:
        """JPEG bytes.

        Raises:
            NotFound: no such picture or size.
        """
        ...

    def has(self, key: str) -> bool:
        """Whether both sizes are there."""
        ...

    def remove(self, key: str) -> None:
        """Forget a picture; one that is not there is ignored."""
        ...
