"""A slate: a list of items that was shown to somebody, with all that is needed to learn from what they did with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import uuid4

DEFAULT_ARM = "default"


class Surface(StrEnum):
    """Where a list is shown."""

    HOME = "home"
    SIMILAR = "similar"
    BOUGHT_TOGETHER = "bought_together"
    CART = "cart"
    SEARCH = "search"
    EMAIL = "email"


class ReasonKind(StrEnum):
    """Why an item stands in a list; the most telling of what spoke for it."""

    LIKED = "liked"
    """Shoppers who chose ``item`` choose it; ``did`` says what this one did with that, unless it is the page's."""
    LOOKS_LIKE = "looks_like"
    """It looks like an item that this shopper chose (``item``), or that is on the page."""
    STYLE = "style"
    """It is in the style of an item that this shopper chose (``item``), whatever kind of thing it is."""
    BOUGHT_TOGETHER = "bought_together"
    """It is often bought together with ``item``; ``support`` and ``lift`` say how often."""
    NEXT = "next"
    """Shoppers go on to it from ``item``."""
    ATTRIBUTE = "attribute"
    """It has a ``value`` of a ``field`` (colour, brand, category, price…) that this shopper prefers."""
    LIKE_YOU = "like_you"
    """Shoppers who said of themselves what this one says choose it."""
    NEW = "new"
    """It came to the shop lately."""
    POPULAR = "popular"
    """Many choose it these days: it is among the first tenth."""
    SUGGESTED = "suggested"
    """Several things spoke for it, and none that could be told in a word."""
    FOUND = "found"
    """It answers a search."""
    PINNED = "pinned"
    """The shop put it there."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason, for programs; ``details`` are texts and numbers by the names that ``ReasonKind`` explains."""

    kind: ReasonKind
    details: Mapping[str, str | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pick:
    """One item of a slate. ``propensity``, above 0 to 1: how likely it was to be chosen for its place."""

    item_id: str
    score: float
    reason: Reason
    propensity: float = 1.0


@dataclass(frozen=True, slots=True)
class Slate:
    """A list as it was shown.

    Args:
        list_id: names it, in every shop.
        shopper: the number of whom it was shown to; ``None`` for somebody of whom nothing is known.
        model: the version of the model set that made it; empty where none did.
        context: what it was asked for: ``item``, ``query``…
    """

    list_id: str
    shop_id: str
    surface: Surface
    at: datetime
    picks: tuple[Pick, ...]
    shopper: int | None = None
    model: str = ""
    arm: str = DEFAULT_ARM
    context: Mapping[str, str] = field(default_factory=dict)


def new_list_id() -> str:
    """A name that nobody guesses."""
    return uuid4().hex
