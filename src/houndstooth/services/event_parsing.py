"""Events as programs send them, in the shape of GA4's Measurement Protocol, become events of ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from houndstooth.domain.errors import InvalidEvent
from houndstooth.domain.event import Event, EventKind, Mention, Who
from houndstooth.services.event_values import moment_of, moment_of_micros, price_of, required, shown, text_of, whole_of

AHEAD = timedelta(minutes=5)
"""So far a sender's clock may be ahead of ours."""

_KINDS = {kind.value: kind for kind in EventKind}


@dataclass(frozen=True, slots=True)
class Sender:
    """Whom events come from, and what holds for all of a batch.

    Args:
        shop_id: whose events they are.
        now: our time.
        currency: of prices without one.
        shopper: whom a verified token speaks for.
        may_name: whether any shopper may be named: by a server of the shop, or on the command line.
        user_id: the shopper of events that name none.
        client_id: the session of events that name none.
        at: the time of events that tell none, by the sender's clock; ``None`` for now.
        skew: how far the sender's clock is ahead of ours.
    """

    shop_id: str
    now: datetime
    currency: str
    shopper: str | None = None
    may_name: bool = False
    user_id: str | None = None
    client_id: str | None = None
    at: datetime | None = None
    skew: timedelta = field(default=timedelta(0))


def sender_of(batch: Mapping[str, Any], sender: Sender) -> Sender:
    """The sender, with what a batch says for all of its events.

    Raises:
        InvalidEvent: it says something that cannot be.
    """
    skew = timedelta(0) if batch.get("sent_at") is None else moment_of(batch["sent_at"], "sent_at") - sender.now
    return replace(
        sender,
        user_id=text_of(batch, "user_id"),
        client_id=text_of(batch, "client_id"),
        at=moment_of_micros(batch),
        skew=skew,
    )


def read_event(raw: object, sender: Sender) -> tuple[Event, tuple[str, ...]]:
    """An event, and what is odd about it.

    Raises:
        InvalidEvent: it cannot be used; the message names what is wrong and the remedy.
    """
    if not isinstance(raw, Mapping):
        raise InvalidEvent(f"an event is a JSON object, and this is {shown(raw)}")
    params = raw.get("params", {})
    if not isinstance(params, Mapping):
        raise InvalidEvent(f"params is {shown(params)}; send an object, such as {{'items': […]}}", field="params")
    kind = _kind(raw.get("name"))
    mentions, remarks = _mentions(params, sender.currency)
    list_id, mentions = _lists(text_of(raw, "list_id") or text_of(params, "item_list_id"), mentions)
    event = Event(
        sender.shop_id,
        required(raw, "id", "any text that names the event in your shop, such as a UUID"),
        kind,
        _moment(raw, sender),
        _who(raw, sender),
        mentions,
        list_id=list_id,
        transaction_id=text_of(params, "transaction_id"),
        text=text_of(params, "search_term"),
        answer=_answer(params) if kind is EventKind.QUIZ_ANSWER else None,
    )
    return event, remarks


def check_time(moment: datetime, now: datetime, told: str) -> datetime:
    """The time of an event, which is now at the latest.

    Raises:
        InvalidEvent: it is still to come; ``told`` is how the sender wrote it.
    """
    if moment > now + AHEAD:
        raise InvalidEvent(
            f"the time {told} is still to come; set the sender's clock, or send sent_at with the batch", field="time"
        )
    return min(moment, now)


def _kind(name: object) -> EventKind:
    if isinstance(name, str) and name in _KINDS:
        return _KINDS[name]
    raise InvalidEvent(f"name {shown(name)} is no event that is known; those are {', '.join(EventKind)}", field="name")


def _who(raw: Mapping[str, Any], sender: Sender) -> Who:
    """Ids of people stand in no message: refused events are kept with their messages, for others to read."""
    named = text_of(raw, "user_id") or sender.user_id
    if sender.shopper is not None and not sender.may_name and named not in {None, sender.shopper}:
        raise InvalidEvent("user_id is not whom the shopper token speaks for; leave user_id out", field="user_id")
    if named is not None and sender.shopper is None and not sender.may_name:
        raise InvalidEvent(
            "user_id may be named by your server's secret key, or by a shopper token; from a page send client_id",
            field="user_id",
        )
    return Who(named or sender.shopper, text_of(raw, "client_id") or sender.client_id)


def _moment(raw: Mapping[str, Any], sender: Sender) -> datetime:
    sent = moment_of(raw["time"], "time") if raw.get("time") is not None else moment_of_micros(raw) or sender.at
    if sent is None:
        return sender.now
    try:
        moment = sent - sender.skew
    except OverflowError:
        raise InvalidEvent(f"the time {sent.isoformat()} is none, seen from sent_at", field="time") from None
    return check_time(moment, sender.now, sent.isoformat())


def _mentions(params: Mapping[str, Any], currency: str) -> tuple[tuple[Mention, ...], tuple[str, ...]]:
    items = params.get("items") or []
    if not isinstance(items, list):
        raise InvalidEvent(f"items is {shown(items)}; send a list of objects with an item_id each", field="items")
    named = text_of(params, "currency")
    mentions: list[Mention] = []
    remarks: dict[str, None] = {}
    for item in items:
        mention, odd = _mention(item, named, currency)
        mentions.append(mention)
        remarks.update(dict.fromkeys(odd))
    return tuple(mentions), tuple(remarks)


def _mention(item: object, named: str | None, default: str) -> tuple[Mention, list[str]]:
    if not isinstance(item, Mapping):
        raise InvalidEvent(f"an item is a JSON object with an item_id, and this is {shown(item)}", field="items")
    currency = text_of(item, "currency") or named
    price, rounded = price_of(item.get("price"), (currency or default).upper())
    quantity = whole_of(item, "quantity")
    mention = Mention(
        required(item, "item_id", "the shop's id of the item"),
        whole_of(item, "index"),
        1 if quantity is None else quantity,
        price,
        text_of(item, "item_list_id"),
    )
    odd = [f"prices without a currency are taken to be in {default}"] if price and currency is None else []
    if price and rounded:
        odd.append(f"price {shown(item['price'])} was rounded to {price.text}")
    return mention, odd


def _lists(list_id: str | None, mentions: Sequence[Mention]) -> tuple[str | None, tuple[Mention, ...]]:
    """The list of an event, and its items with those of their own that differ."""
    if list_id is None and len({one.list_id for one in mentions}) == 1:
        list_id = mentions[0].list_id
    return list_id, tuple(replace(one, list_id=None) if one.list_id == list_id else one for one in mentions)


def _answer(params: Mapping[str, Any]) -> tuple[str, str]:
    question, answer = text_of(params, "question"), text_of(params, "answer")
    if question is None or answer is None:
        raise InvalidEvent("a quiz_answer has a question and an answer among its params", field="answer")
    return question, answer
