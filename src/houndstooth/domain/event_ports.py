"""The ports of what shoppers do. Each has a conformance test in ``houndstooth.testing``."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.event import Event, EventKind, Who
from houndstooth.domain.interactions import Moments
from houndstooth.domain.shopper import Answer
from houndstooth.domain.slate import Slate, Surface


@dataclass(frozen=True, slots=True)
class Appended:
    """The ids of the events that are kept now, and of those that were kept before, in the order sent."""

    kept: tuple[str, ...]
    repeated: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class History:
    """What somebody did with items, newest first: parallel columns, bounded in length."""

    shopper: int | None = None
    """The number of the shopper, which stands for them everywhere; ``None`` for somebody who did nothing yet."""
    item_ids: tuple[str, ...] = ()
    kinds: tuple[EventKind, ...] = ()
    times: Moments = field(default_factory=lambda: np.empty(0, np.float64))
    """Seconds since 1970."""

    def __len__(self) -> int:
        return len(self.item_ids)


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody of whom something is known, as numbers that stand for them."""

    number: int
    joined: tuple[int, ...] = ()
    """The numbers of sessions that were theirs before they were known; what was kept under these is theirs too."""
    named: bool = False
    """Whether they are a shopper of the shop; a session that is nobody's yet is not."""

    @property
    def numbers(self) -> tuple[int, ...]:
        """All numbers that stand for them, their own first."""
        return (self.number, *self.joined)


@dataclass(frozen=True, slots=True)
class Past:
    """Somebody at one moment: who they are, what they did last, and what they answered last, newest first."""

    identity: Identity | None = None
    """``None`` for somebody who did nothing yet."""
    history: History = field(default_factory=History)
    answers: tuple[Answer, ...] = ()
    """Items that they name are in the history."""


@dataclass(frozen=True, slots=True)
class InteractionRows:
    """A part of all interactions of a shop, by time: parallel columns."""

    shoppers: NDArray[np.int64]
    item_ids: tuple[str, ...]
    kinds: tuple[EventKind, ...]
    times: Moments
    list_ids: tuple[str | None, ...]
    """The lists that they name, as answers to which they were sent."""

    def __len__(self) -> int:
        return len(self.item_ids)


@dataclass(frozen=True, slots=True)
class AttributedRows:
    """A part of the interactions of a shop that answer a list which was shown, by time: parallel columns.

    Args:
        shoppers: ``int64[n]``, their numbers.
        item_ids: each of them an item of its list.
        kinds: what they did with it.
        times: ``float64[n]``, seconds since 1970.
        list_ids: the lists.
        inherited: ``bool[n]``, whether the event itself named no list, and has that of an earlier one.
        surfaces: where the lists were shown.
        positions: ``int32[n]``, the places of the items in them, from 0: as the event says, else as in the list.
        models: the versions of the model sets that made the lists.
        arms: of the experiment.
        propensities: ``float64[n]``, how likely the items were to be chosen for their places.
    """

    shoppers: NDArray[np.int64]
    item_ids: tuple[str, ...]
    kinds: tuple[EventKind, ...]
    times: Moments
    list_ids: tuple[str, ...]
    inherited: NDArray[np.bool_]
    surfaces: tuple[Surface, ...]
    positions: NDArray[np.int32]
    models: tuple[str, ...]
    arms: tuple[str, ...]
    propensities: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.item_ids)


@dataclass(frozen=True, slots=True)
class SentEvent:
    """An event as it was sent, for whoever looks for mistakes: ``problem`` says why it was not kept, if it was not."""

    received_at: datetime
    source: str
    """The id of the key it came with, ``visitor``, or ``import``."""
    event: Any
    """The event as JSON, as sent where it was refused."""
    problem: str | None = None
    remarks: tuple[str, ...] = ()
    """What is odd about one that was kept: an item that the shop does not have, a list that nobody was shown."""


class Events(Protocol):
    """The append-only log of events of every shop, and what it says of each shopper; each method is one transaction."""

    def append(
        self,
        shop_id: str,
        events: Sequence[Event],
        *,
        source: str,
        received_at: datetime,
        remarks: Sequence[tuple[str, ...]] = (),
        inherit: timedelta = timedelta(0),
    ) -> Appended:
        """Keep events: all of them or, on any error, none. One whose id the shop has is ``repeated`` and left as it is.

        A purchase whose ``transaction_id`` the shop has is repeated too. An event that names a shopper and a session
        joins them: what the session did and was shown before, while it was nobody's, is the shopper's. What it does
        later is the shopper's whom it was last joined to, by the time of the events; of the first nothing is taken.

        An event that names no list inherits the one from which its shopper last came to the item within ``inherit``
        before it: see ``houndstooth.domain.attribution``.
        """
        ...

    def refused(self, shop_id: str, sent: Sequence[SentEvent]) -> None:
        """Note events that were not kept, for whoever looks for mistakes; the newest of each source are held."""
        ...

    def sent(self, shop_id: str, *, source: str | None = None, limit: int = 50) -> tuple[SentEvent, ...]:
        """The last events of a source, or of all, kept and refused, newest first."""
        ...

    def past(self, shop_id: str, who: Who, *, limit: int, answers: int = 0) -> Past:
        """The last ``limit`` interactions of somebody, and so many answers of the quiz. Cheap: two indexes are read.

        Where ``who`` names both, those of the shopper.
        """
        ...

    def identity(self, shop_id: str, who: Who) -> Identity | None:
        """The numbers that stand for somebody; ``None`` for somebody who did nothing yet. Cheap.

        Where ``who`` names both, those of the shopper. A session that was joined to a shopper is that shopper.
        """
        ...

    def introduce(self, shop_id: str, who: Who) -> Identity:
        """The numbers of somebody, with a new one for whoever has none yet."""
        ...

    def shoppers(self, shop_id: str, *, since: datetime, part: int = 1000) -> Iterator[str]:
        """The shop's ids of all shoppers who had to do with an item since a moment, each once, read in parts.

        Sessions are none. Between the parts nothing is held open: a caller may take its time, and write meanwhile.
        """
        ...

    def count_shoppers(self, shop_id: str, *, since: datetime) -> int:
        """How many there are of these."""
        ...

    def interactions(self, shop_id: str, *, part: int = 50_000) -> Iterator[InteractionRows]:
        """All interactions with items, by time, in parts; being shown or found (``NO_INTERACTION``) is none."""
        ...

    def attributed(self, shop_id: str, *, since: datetime, part: int = 10_000) -> Iterator[AttributedRows]:
        """The interactions from a moment on that answer a list which was shown, by time, in parts."""
        ...

    def last_number(self, shop_id: str) -> int:
        """A number that grows with every event of the shop; 0 where there is none. Cheap.

        Events become visible in the order of their numbers: whoever has seen this one has seen all before.
        """
        ...


class Slates(Protocol):
    """The lists that were shown in every shop."""

    def keep(self, slates: Sequence[Slate]) -> None:
        """Keep lists, all in one transaction."""
        ...

    def get(self, shop_id: str, list_id: str) -> Slate | None:
        """A list that was shown."""
        ...

    def find(self, shop_id: str, list_ids: Collection[str]) -> Mapping[str, Slate]:
        """Those of the lists that were shown, by their ids."""
        ...

    def last_shown(self, shop_id: str, shopper: int, *, lists: int) -> tuple[tuple[str, ...], ...]:
        """The item ids of the last lists that somebody was shown, newest first. Cheap: one index is read."""
        ...

    def since(self, shop_id: str, moment: datetime, *, part: int = 1000) -> Iterator[Slate]:
        """The lists that were shown from a moment on, by time, read in parts."""
        ...
