"""Feedback: events in, each judged on its own; what is good is kept, what is not is told and lost to nobody."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum
from typing import Any

from houndstooth.domain.access import Actor, Principal
from houndstooth.domain.clock import Clock, utc_now
from houndstooth.domain.errors import InvalidEvent
from houndstooth.domain.event import Event, Mention
from houndstooth.domain.event_ports import Events, SentEvent
from houndstooth.domain.slate import Slate
from houndstooth.services.event_parsing import Sender, read_event, read_moment
from houndstooth.services.list_log import ListLog

MAX_BATCH = 1_000
_MOST_SHOWN = 4_000

Knows = Callable[[str, Sequence[str]], Sequence[bool]]
"""Of which of these ids the shop has items."""


class Outcome(StrEnum):
    """What became of an event."""

    KEPT = "kept"
    REPEATED = "repeated"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of the event at ``index`` of its batch; ``problem`` is why it was refused."""

    index: int
    id: str | None
    outcome: Outcome
    problem: str | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Feedback:
    """Takes events in. Safe to call from several threads.

    Args:
        events: where they are kept.
        lists: the lists that they answer.
        knows: which items there are.
        currency: of prices without one.
        clock: gives the time.
    """

    events: Events
    lists: ListLog
    knows: Knows
    currency: str
    clock: Clock = field(default=utc_now)

    def take(self, by: Principal, batch: object) -> tuple[Result, ...]:
        """Take a batch in: ``{client_id?, user_id?, sent_at?, events: […]}``.

        Returns:
            What became of each event, in the order sent.

        Raises:
            InvalidEvent: it is no batch, or too large a one; nothing of it is kept.
        """
        sender = self._sender(by, batch)
        raws = _events_of(batch)
        results: dict[int, Result] = {}
        good: dict[int, tuple[Event, tuple[str, ...]]] = {}
        for index, raw in enumerate(raws):
            try:
                good[index] = read_event(raw, sender)
            except InvalidEvent as error:
                results[index] = Result(index, _id_of(raw), Outcome.REFUSED, str(error))
        results |= self._keep(sender, self._looked_up(sender.shop_id, good), _source(by))
        self._note_refused(sender, _source(by), raws, results)
        return tuple(results[index] for index in sorted(results))

    def _sender(self, by: Principal, batch: object) -> Sender:
        if not isinstance(batch, Mapping):
            raise InvalidEvent("a batch is a JSON object: {'events': [{'id': …, 'name': …, 'params': …}]}")
        now = self.clock()
        skew = timedelta(0)
        if batch.get("sent_at") is not None:
            skew = read_moment(batch["sent_at"], "sent_at") - now
        named = {name: batch.get(name) for name in ("user_id", "client_id")}
        for name, value in named.items():
            if value is not None and not isinstance(value, str):
                raise InvalidEvent(f"{name} {ascii(value)[:60]} is no text")
        return Sender(by.shop_id, now, self.currency, by.shopper, _may_name(by), skew=skew, **named)

    def _looked_up(
        self, shop_id: str, good: Mapping[int, tuple[Event, tuple[str, ...]]]
    ) -> dict[int, tuple[Event, tuple[str, ...]]]:
        """The events with the places of their items in the lists that they answer, and remarks on what is not there."""
        ids = list({mention.item_id for event, _ in good.values() for mention in event.mentions})
        unknown = {item for item, known in zip(ids, self.knows(shop_id, ids), strict=True) if not known}
        named = {event.list_id for event, _ in good.values() if event.list_id is not None}
        slates = {list_id: self.lists.get(shop_id, list_id) for list_id in named}
        done = {}
        for index, (event, remarks) in good.items():
            slate = slates.get(event.list_id) if event.list_id is not None else None
            placed = tuple(_placed(mention, slate) for mention in event.mentions)
            more = [*remarks, *_oddities(event, unknown, slate)]
            done[index] = (replace(event, mentions=placed), tuple(more))
        return done

    def _keep(
        self, sender: Sender, good: Mapping[int, tuple[Event, tuple[str, ...]]], source: str
    ) -> dict[int, Result]:
        if not good:
            return {}
        events = [event for event, _ in good.values()]
        remarks = [told for _, told in good.values()]
        kept = set(
            self.events.append(sender.shop_id, events, source=source, received_at=sender.now, remarks=remarks).kept
        )
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


def presentable(raw: object) -> Any:
    """An event as it was sent, fit to be kept: without whom it names, and cut short where it is long."""
    named = {"user_id", "client_id"}
    shown = {key: value for key, value in raw.items() if key not in named} if isinstance(raw, Mapping) else raw
    text = ascii(shown)
    if len(text) > _MOST_SHOWN:
        return text[:_MOST_SHOWN] + "…"
    return _plain(shown)


def _plain(value: object) -> Any:
    if isinstance(value, Mapping):
        return {_clean(str(key)): _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, str):
        return _clean(value)
    small = isinstance(value, int) and abs(value) < 2**53
    return value if value is None or isinstance(value, bool) or small else str(value)


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode().replace("\x00", "�")


def _events_of(batch: object) -> list[object]:
    events = batch.get("events") if isinstance(batch, Mapping) else None
    if not isinstance(events, list):
        raise InvalidEvent("events is missing, or no list; send {'events': [{'id': …, 'name': …, 'params': …}]}")
    if len(events) > MAX_BATCH:
        raise InvalidEvent(f"{len(events):,} events in one batch; send at most {MAX_BATCH:,}, in several batches")
    return events


def _id_of(raw: object) -> str | None:
    value = raw.get("id") if isinstance(raw, Mapping) else None
    return _clean(value[:200]) if isinstance(value, str) else None


def _source(by: Principal) -> str:
    return by.id if by.actor in {Actor.KEY, Actor.PERSON} else by.actor.value


def _may_name(by: Principal) -> bool:
    return not by.public


def _placed(mention: Mention, slate: Slate | None) -> Mention:
    if slate is None or mention.position is not None:
        return mention
    places = [place for place, pick in enumerate(slate.picks) if pick.item_id == mention.item_id]
    return replace(mention, position=places[0]) if places else mention


def _oddities(event: Event, unknown: set[str], slate: Slate | None) -> list[str]:
    told = [f"the shop has no item {one.item_id!r}" for one in event.mentions if one.item_id in unknown]
    if event.list_id is not None and slate is None:
        told.append(f"nobody was shown a list {event.list_id!r}")
    elif slate is not None:
        shown = {pick.item_id for pick in slate.picks}
        told += [f"{one.item_id!r} was not in the list" for one in event.mentions if one.item_id not in shown]
    return told
