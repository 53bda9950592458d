"""The ports: what the services need from the world. Each has a conformance test in ``houndstooth.testing``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.assortment import ItemColumns
from houndstooth.domain.catalogue import (
    Correction,
    Encoded,
    Entry,
    Fingerprint,
    Numbers,
    Offer,
    Page,
    Rewrite,
    StoredItem,
    VectorChanges,
    Written,
)
from houndstooth.domain.directory import DirectoryRows
from houndstooth.domain.encoding import Encoding, ModelInput, Vectors
from houndstooth.domain.filter import Filter
from houndstooth.domain.item import Item


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

    @property
    def style_dimension(self) -> int:
        """The length of a style vector; 0 where the artifact gives none."""
        ...

    def encode(self, pictures: ModelInput) -> Encoding:
        """Encode ``float32[n, 3, size, size]``; the same picture gives the same numbers (1e-4) in any batch."""
        ...


class TextEncoder(Protocol):
    """Turns texts into vectors in the space of an ``Encoder``; safe to call from several threads."""

    @property
    def artifact_id(self) -> str:
        """Names the artifact."""
        ...

    @property
    def belongs_to(self) -> str:
        """The artifact of pictures in whose space the vectors lie."""
        ...

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """``float32[n, d]``, unit rows, zeros for a text without a word; the same text gives the same in any batch.

        Any text is taken, of any length and script.
        """
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
            allowed: when given, only these numbers may be answered; ascending.

        Returns:
            For each query the numbers, and their inner products in ``[-1, 1]``, descending; ties by number. An index
            that is not exact may miss one in a hundred of what is nearest, and never misstates a score.
        """
        ...

    @property
    def revision(self) -> int:
        """The last revision of the catalogue that it was told to stand at, perhaps by another process; 0 for a new one.

        Whatever changed since must be put and removed, again if need be.
        """
        ...

    def settle(self, revision: int) -> None:
        """Say that all changes up to a revision are in; the index may keep itself for the next start."""
        ...

    def clear(self) -> None:
        """Forget everything that was put, and what was kept of it: a new index, at revision 0."""
        ...


class Catalogue(Protocol):
    """The items of every shop with their vectors; each method is one transaction."""

    def write(self, entries: Sequence[Entry], *, artifact_id: str) -> Written:
        """Add or replace items together with their vectors: all of them or, on any error, none.

        Corrections that people made of an item stay in force.
        """
        ...

    def rewrite(self, rewrites: Sequence[Rewrite]) -> Written:
        """Change what is said of items, all in one transaction; those that are not there are told as ``missing``.

        A retired item is back with it.
        """
        ...

    def reprice(self, shop_id: str, offers: Mapping[str, Callable[[Item], Offer]]) -> Written:
        """Change offers of items, id -> what makes the new offer of the item as it stands, or raises ``InvalidItem``.

        What cannot be is told as ``refused`` and leaves its item as it is. The next feed or file that says otherwise
        counts again.
        """
        ...

    def retire(self, shop_id: str, ids: Sequence[str]) -> tuple[str, ...]:
        """Take items out of sight, to come back when they are written again; returns the ids that were in sight."""
        ...

    def of_feed(self, shop_id: str, feed: str) -> frozenset[str]:
        """The ids of the items in sight that a feed brought."""
        ...

    def variants(self, shop_id: str, group: str) -> tuple[StoredItem, ...]:
        """The items in sight of one group, in the order of arrival."""
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
        """One item, retired or not.

        Raises:
            NotFound: the shop has no such item.
        """
        ...

    def by_numbers(self, shop_id: str, numbers: Sequence[int]) -> dict[int, StoredItem]:
        """The items with these numbers; those removed or retired meanwhile are left out."""
        ...

    def page(self, shop_id: str, *, where: Filter, limit: int, after: int = 0, grouped: bool = False) -> Page:
        """Items in sight that pass the filter, by number, from the first beyond ``after``.

        ``grouped``: of the items of one group the first alone.
        """
        ...

    def numbers(self, shop_id: str, *, where: Filter) -> Numbers:
        """The numbers of the items that pass the filter, ascending."""
        ...

    def count(self, shop_id: str) -> int:
        """How many items in sight the shop has."""
        ...

    def fingerprints(self, shop_id: str, ids: Sequence[str], *, artifact_id: str) -> Mapping[str, Fingerprint]:
        """What is stored of these ids; unknown ids are left out."""
        ...

    def encoded(self, keys: Sequence[str], *, artifact_id: str) -> Mapping[str, Encoded]:
        """What an artifact gave for those of the pictures that some item is searched by."""
        ...

    def same_pictures(self, shop_id: str) -> tuple[tuple[str, ...], ...]:
        """Groups of ids whose pictures came from the same bytes although they are not of one group."""
        ...

    def revision(self, shop_id: str) -> int:
        """A number that grows with every change to the shop's items; 0 for an empty shop. Cheap."""
        ...

    def changes(self, shop_id: str, *, artifact_id: str, since: int, limit: int) -> Iterator[VectorChanges]:
        """The vectors changed after revision ``since``, in parts of about ``limit``, and the numbers removed."""
        ...

    def rows(
        self, shop_id: str, *, artifact_id: str, since: int, limit: int, retired_since: datetime
    ) -> Iterator[ItemColumns]:
        """The items changed after revision ``since`` as columns, in parts of about ``limit``, and the numbers removed.

        Retired ones are among them, but for those that nothing happened to since ``retired_since``.
        """
        ...

    def directory_rows(self, shop_id: str, *, since: int, limit: int) -> Iterator[DirectoryRows]:
        """The items changed after revision ``since`` as rows of a directory, in parts, and what went out of sight."""
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


class FullText(Protocol):
    """Items found by the words that are said of them, as the catalogue stands now.

    Any text is taken: nothing in it is read as a query language. Words are compared as
    :func:`houndstooth.domain.wording.stems_of` makes them.
    """

    def find(self, shop_id: str, text: str, *, where: Filter, limit: int) -> list[tuple[int, float]]:
        """The numbers of items in sight that pass the filter and have at least one of the words, best first.

        Rare words count more than frequent ones, and words of the title, brand, category, colour, group… more than
        those of the description alone. The scores, above 0, are comparable within one answer.
        """
        ...

    def titles(self, shop_id: str, text: str, *, limit: int) -> tuple[str, ...]:
        """Different titles of items in sight that have all words, of which the last may be the beginning of one."""
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
