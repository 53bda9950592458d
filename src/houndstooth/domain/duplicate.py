"""Duplicates: items whose pictures are the same, or nearly, and what people said of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.catalogue import Numbers, StoredItem


class Verdict(StrEnum):
    """What somebody said of two items."""

    SAME = "same"
    """They are one product: lists show one of them."""
    DIFFERENT = "different"
    """They are not; nobody is asked again."""


class Likeness(StrEnum):
    """How alike the pictures of two items are."""

    EXACT = "exact"
    """They came from the same bytes."""
    NEAR = "near"
    """They show the same: cropped, re-encoded, mirrored, relit, framed or written on."""


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Two items, by number, the lower first, that look like one; how surely, from 0 to 1."""

    first: int
    second: int
    likeness: Likeness
    sureness: float

    def __post_init__(self) -> None:
        if self.first >= self.second:
            raise ValueError(f"a pair of {self.first} and {self.second}: the lower number comes first")


@dataclass(frozen=True, slots=True)
class JudgedPair:
    """A pair and what was said of it, ``None`` where nobody did yet."""

    pair: Pair
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class KeptPair:
    """A pair as it is kept, with its items, and who judged it when."""

    id: int
    first: StoredItem
    second: StoredItem
    likeness: Likeness
    sureness: float
    verdict: Verdict | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PairPage:
    """A stretch of pairs in the order in which they were found; ``next`` is where the following one starts."""

    pairs: tuple[KeptPair, ...]
    total: int
    next: int | None


@dataclass(frozen=True, slots=True)
class Looks:
    """The items in sight of a shop, a row for each, ascending by number."""

    revision: int
    """Of the shop when they were read."""
    numbers: Numbers
    pictures: tuple[str, ...]
    """The keys of the pictures that they are searched by."""
    hashes: tuple[bytes | None, ...]
    """The perceptual hashes of these; ``None`` of a picture that was taken in before hashes were kept."""
    titles: tuple[str, ...]
    groups: tuple[str | None, ...]
    families: tuple[str | None, ...]
    changed: NDArray[np.int64]
    """The revision in which each changed last."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a shop was looked through: up to which revision, and by what recipe."""

    revision: int = 0
    recipe: str = ""
