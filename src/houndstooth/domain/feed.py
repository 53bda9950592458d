"""A feed: a catalogue somewhere else that is pulled again and again, and that its items come and go with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from houndstooth.domain.errors import InvalidInput
from houndstooth.domain.item import check_id

SHORTEST = timedelta(minutes=1)

_SPAN = re.compile(r"(\d{1,6})\s*([mhd])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
_NAME = re.compile(r"[\w.-]{1,100}")


class FeedState(StrEnum):
    """How a feed is."""

    NEW = "new"
    GOOD = "good"
    HELD = "held"
    """So much of it is gone that a person has to look."""
    FAILING = "failing"
    """The last pull came to nothing."""


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed of one shop, and how its last pull ended.

    Raises:
        InvalidInput: a name, span or share that cannot be used.
    """

    shop_id: str
    name: str
    location: str
    """A web address, or the path of a file."""
    every: timedelta | None = None
    """How often it is pulled; ``None``: when somebody asks for it."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Field -> column, where the guess would be wrong."""
    site: str | None = None
    """The address of the shop, for formats that name its pages without it."""
    most_gone: float = 0.3
    """The share of its items that may be gone at once before the pull is held back."""
    state: FeedState = FeedState.NEW
    validators: Mapping[str, str] = field(default_factory=dict)
    """What tells whether it changed since it was last taken in whole."""
    failures: int = 0
    """Pulls that came to nothing since the last that did not."""
    problem: str | None = None
    report: Mapping[str, Any] | None = None
    pulled_at: datetime | None = None
    next_at: datetime | None = None

    def __post_init__(self) -> None:
        check_id("shop", self.shop_id)
        if not _NAME.fullmatch(self.name):
            raise InvalidInput(
                f"the name {self.name[:80]!r} of a feed is not 1 to 100 letters, digits, '-', '_' or '.'"
            )
        if not self.location or len(self.location) > 2000:
            raise InvalidInput("the location of a feed is a web address or a path of 1 to 2,000 characters")
        if self.every is not None and self.every < SHORTEST:
            raise InvalidInput(
                f"a feed is pulled every {SHORTEST.seconds // 60} minute at most, not every {self.every}"
            )
        if not 0 <= self.most_gone <= 1:
            raise InvalidInput(f"the share of items that may be gone is {self.most_gone}; it goes from 0 to 1")


def read_span(text: str) -> timedelta:
    """``30m``, ``4h`` or ``1d`` as a span of time.

    Raises:
        InvalidInput: it is none.
    """
    match = _SPAN.fullmatch(text.strip().lower())
    if match is None:
        raise InvalidInput(f"{text[:40]!r} is no span of time; write for example 30m, 4h or 1d")
    return timedelta(**{_UNITS[match[2]]: int(match[1])})
