"""What a catalogue holds and hands out: stored items, pages, facets and changes of vectors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.encoding import Vectors
from houndstooth.domain.item import Availability, Item, Price
from houndstooth.domain.label import Labels, Prediction

Numbers = NDArray[np.int64]
"""``int64[n]``: the numbers a catalogue gives to its items; unique over all shops, never used again."""


@dataclass(frozen=True, slots=True)
class StoredPicture:
    """A picture in the store: ``key`` is the SHA-256 of the bytes it came from; sizes in pixels, upright."""

    key: str
    width: int
    height: int
    hash: bytes | None = field(default=None, compare=False, repr=False)
    """Its perceptual hash, where it was just made; what is read from a catalogue comes without."""


@dataclass(frozen=True, slots=True)
class StoredItem:
    """An item with its number and its picture. ``item`` has the values that count of all that ``labels`` holds."""

    number: int
    item: Item
    picture: StoredPicture
    labels: Labels = field(default_factory=dict)
    more: tuple[StoredPicture, ...] = ()
    """Other pictures of it, which are shown but not searched."""
    retired: bool = False
    """No longer in the feed that brought it: kept, and found by nobody."""
    family: str | None = None
    """Shared with items of other groups, or of none, that were found to be the same product."""

    @property
    def shown_as(self) -> str | None:
        """What lists show one item of: the family, else the group; ``None`` for an item that is by itself."""
        if self.family is not None:
            return f"f:{self.family}"
        return None if self.item.group is None else f"g:{self.item.group}"


@dataclass(frozen=True, slots=True)
class Entry:
    """An item as it is written: with its picture, its embedding ``float32[d]``, and the digest of its source row.

    ``item`` is what the shop says; ``predictions`` what the encoder says of fields in ``LABELLED``.
    """

    item: Item
    row_digest: str
    picture: StoredPicture
    embedding: NDArray[np.float32]
    predictions: Mapping[str, Prediction] = field(default_factory=dict)
    more: tuple[StoredPicture, ...] = ()
    addresses: str | None = None
    """The digest of the web addresses that its pictures came from; ``None`` if one of them came from a file."""
    feed: str | None = None
    """The feed that brought it."""
    style: NDArray[np.float32] | None = None
    """The style vector ``float32[s]``; ``None`` where the artifact gives none."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """What one pass of the encoder gave for a picture.

    Its embedding ``float32[d]``, what may be predicted of it, and its style vector ``float32[s]`` if the artifact gives
    one.
    """

    picture: StoredPicture
    embedding: NDArray[np.float32]
    predictions: Mapping[str, Prediction]
    style: NDArray[np.float32] | None = None


@dataclass(frozen=True, slots=True)
class Rewrite:
    """New words for an item whose pictures, vector and predictions stay as they are."""

    item: Item
    row_digest: str
    feed: str | None = None
    addresses: str | None = None
    """Where its pictures are now, where that is known to have changed."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What changes by the hour: replaces all three of an item."""

    price: Price | None
    list_price: Price | None
    availability: Availability | None


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is stored of a row, to tell what must be written again."""

    row_digest: str
    pictures: tuple[StoredPicture, ...]
    """The picture that is searched, then the others."""
    addresses: str | None
    encoded: bool
    """Whether there is a vector of the artifact at hand."""
    feed: str | None = None
    retired: bool = False
    styled: bool = False
    """Whether there is a style vector of the artifact at hand; items taken in before styles were kept have none."""

    @property
    def picture_keys(self) -> tuple[str, ...]:
        """The keys of the pictures."""
        return tuple(picture.key for picture in self.pictures)


@dataclass(frozen=True, slots=True)
class Written:
    """The ids that a write added, those it changed, and those that were not there to be changed.

    ``refused`` gives the reason for each id whose change no item can have.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    missing: tuple[str, ...] = ()
    refused: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Correction:
    """A label that a person put right: ``value`` is what counts now, empty for none; ``before`` what counted before."""

    item_id: str
    field: str
    value: str
    before: str | None


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
