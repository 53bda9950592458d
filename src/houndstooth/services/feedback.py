"""Feedback: events in, each judged on its own; what is good is kept, what is not is told and lost to nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any

from houndstooth.domain.access import Actor, Principal
from houndstooth.domain.clock import Clock, utc_now
from houndstooth.domain.errors import InvalidEvent
from houndstooth.domain.event import Event
from houndstooth.domain.event_ports import Events, SentEvent
from houndstooth.services.attribution import lists_named, place
from houndstooth.services.event_parsing import Sender, read_event, sender_of
from houndstooth.services.known_items import Knows, unknown_items
from houndstooth.services.list_log import ListLog
from houndstooth.services.presentable import clean, presentable

MAX_BATCH = 1_000


class Outcome(StrEnum):
    """What became of an event."""

    KEPT = "kept"
    REPEATED = "repeated"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of the event at ``index`` of its batch.

    Where it was refused ``problem`` says why, and ``field`` which of its fields was wrong.
    """

    index: int
    id: str | None
    outcome: Outcome
    problem: str | None = None
    remarks: tuple[str, ...] = ()
    field: str | None = None


@dataclass(frozen=True)
class Feedback:
    """Takes events in. Safe to call from several threads.

    Args:
        events: where they are kept.
        lists: the lists that they answer.
        knows: which items there are.
        currency: of prices without one.
        clock: gives the time.
        inherit: how long an event without a list is owed to that from which its shopper came to the item.
    """

    events: Events
    lists: ListLog
    knows: Knows
    currency: str
    clock: Clock = field(default=utc_now)
    inherit: timedelta = field(default=timedelta(days=7))

    def take(self, by: Principal, batch: object) -> tuple[Result, ...]:
        """Take a batch in: ``{client_id?, user_id?, sent_at?, events: […]}``.

        Returns:
            What became of each event, in the order sent.

        Raises:
            InvalidEvent: it is no batch, or too large a one; nothing of it is kept.
        """
        if not isinstance(batch, Mapping):
            raise InvalidEvent("a batch is a JSON object: {'events': [{'id': …, 'name': …, 'params': …}]}")
        raws = _events_of(batch)
        who_sends = Sender(by.shop_id, self.clock(), self.currency, by.shopper, may_name=not by.public)
        sender = sender_of(batch, who_sends)
        results: dict[int, Result] = {}
        good: dict[int, tuple[Event, tuple[str, ...]]] = {}
        for index, raw in enumerate(raws):
            try:
                good[index] = read_event(raw, sender)
            except InvalidEvent as error:
                results[index] = Result(index, _id_of(raw), Outcome.REFUSED, str(error), field=error.field)
        results |= self._keep(sender, self._looked_up(sender.shop_id, good), _source(by))
        self._note_refused(sender, _source(by), raws, results)
        return tuple(results[index] for index in sorted(results))

    def _looked_up(
        self, shop_id: str, good: Mapping[int, tuple[Event, tuple[str, ...]]]
    ) -> dict[int, tuple[Event, tuple[str, ...]]]:
        """The events with the places of their items in the lists that they answer, and remarks on what is not there."""
        events = [event for event, _ in good.values()]
        unknown = unknown_items(self.knows, shop_id, events)
        shown = self.lists.find(shop_id, lists_named(events))
        done = {}
        for (index, (event, remarks)), missing in zip(good.items(), unknown, strict=True):
            placed, odd = place(event, shown)
            done[index] = (placed, (*remarks, *(f"the shop has no item {one!r}" for one in missing), *odd))
        return done

    def _keep(
        self, sender: Sender, good: Mapping[int, tuple[Event, tuple[str, ...]]], source: str
    ) -> dict[int, Result]:
        if not good:
            return {}
        events = [event for event, _ in good.values()]
        remarks = [told for _, told in good.values()]
        appended = self.events.append(
            sender.shop_id, events, source=source, received_at=sender.now, remarks=remarks, inherit=self.inherit
        )
        kept = set(appended.kept)
        results = {}
        for index, (event, told) in good.items():
            outcome = Outcome.KEPT if event.id in kept else Outcome.REPEATED
            kept.discard(event.id)  # a second one of this id in the batch is a repetition
            results[index] = Result(index, event.id, outcome, None, told)
        return results

    def _note_refused(self, sender: Sender, source: str, raws: Sequence[object], results: Mapping[int, Result]) -> None:
        refused = [
            SentEvent(sender.now, source, presentable(raws[one.index]), one.problem)
            for one in results.values()
            if one.outcome is Outcome.REFUSED
        ]
        self.events.refused(sender.shop_id, refused)


def _events_of(batch: Mapping[str, Any]) -> list[object]:
    events = batch.get("events")
    if not isinstance(events, list):
        raise InvalidEvent("events is missing, or no list; send {'events': [{'id': …, 'name': …, 'params': …}]}")
    if len(events) > MAX_BATCH:
        raise InvalidEvent(f"{len(events):,} events in one batch; send at most {MAX_BATCH:,}, in several batches")
    return events


def _id_of(raw: object) -> str | None:
    value = raw.get("id") if isinstance(raw, Mapping) else None
    return clean(str(value)) if isinstance(value, str | int) else None


def _source(by: Principal) -> str:
    return by.id if by.actor in {Actor.KEY, Actor.PERSON} else by.actor.value
