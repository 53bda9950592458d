"""Events as programs send them, in the shape of GA4's Measurement Protocol, become events of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from houndstooth.domain.errors import InvalidEvent
from houndstooth.domain.event import Event, EventKind, Mention, Who, read_price
from houndstooth.domain.item import Price

AHEAD = timedelta(minutes=5)
"""So far a sender's clock may be ahead of ours."""

_MOST_DIGITS = 18


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
        skew: how far the sender's clock is ahead of ours.
    """

    shop_id: str
    now: datetime
    currency: str
    shopper: str | None = None
    may_name: bool = False
    user_id: str | None = None
    client_id: str | None = None
    skew: timedelta = field(default=timedelta(0))


def read_event(raw: object, sender: Sender) -> tuple[Event, tuple[str, ...]]:
    """An event, and what is odd about it.

    Raises:
        InvalidEvent: it cannot be used; the message names what is wrong and the remedy.
    """
    if not isinstance(raw, Mapping):
        raise InvalidEvent(f"an event is a JSON object, and this is {_shown(raw)}")
    params = raw.get("params", {})
    if not isinstance(params, Mapping):
        raise InvalidEvent(f"params is {_shown(params)}; send an object, such as {{'items': […]}}")
    kind = _kind(raw.get("name"))
    mentions, remarks = _mentions(params, sender.currency)
    event = Event(
        sender.shop_id,
        _required(raw, "id", "any text that names the event in your shop, such as a UUID"),
        kind,
        _moment(raw, sender),
        _who(raw, sender),
        mentions,
        list_id=_list_id(raw, params),
        transaction_id=_text(params, "transaction_id"),
        text=_text(params, "search_term"),
        answer=_answer(params) if kind is EventKind.QUIZ_ANSWER else None,
    )
    return event, remarks


def read_moment(value: object, name: str) -> datetime:
    """A time in ISO 8601 with its zone.

    Raises:
        InvalidEvent: it is none.
    """
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) and len(value) < 50 else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise InvalidEvent(f"{name} {_shown(value)} is no time with a zone; write for example 2026-05-31T18:00:00Z")
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise InvalidEvent(f"{name} {_shown(value)} is no time that a clock can show") from None


def _kind(name: object) -> EventKind:
    try:
        return EventKind(name)  # type: ignore[arg-type]
    except ValueError:
        raise InvalidEvent(f"name {_shown(name)} is no event that is known; those are {', '.join(EventKind)}") from None


def _who(raw: Mapping[str, Any], sender: Sender) -> Who:
    named = _text(raw, "user_id") or sender.user_id
    if sender.shopper is not None and named not in {None, sender.shopper}:
        raise InvalidEvent(f"user_id {_shown(named)} is not whom the shopper token speaks for; leave user_id out")
    if named is not None and sender.shopper is None and not sender.may_name:
        raise InvalidEvent(
            f"user_id {_shown(named)} may be named by your server's secret key, or by a shopper token; "
            "from a page send client_id"
        )
    return Who(sender.shopper or named, _text(raw, "client_id") or sender.client_id)


def _moment(raw: Mapping[str, Any], sender: Sender) -> datetime:
    micros, text = raw.get("timestamp_micros"), raw.get("time")
    if micros is None and text is None:
        return sender.now
    sent = read_moment(text, "time") if micros is None else _of_micros(micros)
    moment = sent - sender.skew
    if moment > sender.now + AHEAD:
        raise InvalidEvent(
            f"the time {sent.isoformat()} is still to come; set the sender's clock, or send sent_at with the batch"
        )
    return min(moment, sender.now)


def _of_micros(micros: object) -> datetime:
    if isinstance(micros, str) and micros.isascii() and micros.isdigit() and len(micros) <= _MOST_DIGITS:
        micros = int(micros)
    if isinstance(micros, bool) or not isinstance(micros, int) or not 0 <= micros < 10**_MOST_DIGITS:
        raise InvalidEvent(f"timestamp_micros {_shown(micros)} is no number of microseconds since 1970")
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=micros)
    except OverflowError:
        raise InvalidEvent(f"timestamp_micros {_shown(micros)} is no time; is it in microseconds?") from None


def _mentions(params: Mapping[str, Any], currency: str) -> tuple[tuple[Mention, ...], tuple[str, ...]]:
    items = params.get("items", [])
    if not isinstance(items, list):
        raise InvalidEvent(f"items is {_shown(items)}; send a list of objects with an item_id each")
    named = _text(params, "currency")
    mentions = tuple(_mention(item, named or currency) for item in items)
    unsaid = named is None and any(mention.price for mention in mentions)
    remarks = (f"prices without a currency are taken to be in {currency}",) if unsaid else ()
    return mentions, remarks


def _mention(item: object, currency: str) -> Mention:
    if not isinstance(item, Mapping):
        raise InvalidEvent(f"an item is a JSON object with an item_id, and this is {_shown(item)}")
    return Mention(
        _required(item, "item_id", "the shop's id of the item"),
        _whole(item, "index"),
        1 if (quantity := _whole(item, "quantity")) is None else quantity,
        _price(item.get("price"), _text(item, "currency") or currency),
    )


def _price(value: object, currency: str) -> Price | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str) or len(str(value)) > 40:
        raise InvalidEvent(f"price {_shown(value)} is not an amount; write for example 39.90")
    return read_price(str(value), currency)


def _list_id(raw: Mapping[str, Any], params: Mapping[str, Any]) -> str | None:
    items = params.get("items") or [{}]
    first = items[0] if isinstance(items[0], Mapping) else {}
    return _text(raw, "list_id") or _text(params, "item_list_id") or _text(first, "item_list_id")


def _answer(params: Mapping[str, Any]) -> tuple[str, str]:
    question, answer = _text(params, "question"), _text(params, "answer")
    if question is None or answer is None:
        raise InvalidEvent("a quiz_answer has a question and an answer among its params")
    return question, answer


def _required(holder: Mapping[str, Any], name: str, meaning: str) -> str:
    value = _text(holder, name)
    if value is None:
        raise InvalidEvent(f"{name} is missing; send {meaning}")
    return value


def _text(holder: Mapping[str, Any], name: str) -> str | None:
    """A text; whole numbers, which some shops have for ids, are texts too, and an empty one is none."""
    value = holder.get(name)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**_MOST_DIGITS:
        value = str(value)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise InvalidEvent(f"{name} {_shown(value)} is no text")
    return value


def _whole(holder: Mapping[str, Any], name: str) -> int | None:
    value = holder.get(name)
    if value is None:
        return None
    if isinstance(value, Decimal) and value.is_finite() and value == value.to_integral_value():
        value = int(value) if abs(value) < 10**_MOST_DIGITS else value
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 10**_MOST_DIGITS:
        raise InvalidEvent(f"{name} {_shown(value)} is no whole number")
    return value


def _shown(value: object) -> str:
    text = ascii(value)
    return text if len(text) <= 60 else text[:60] + "…"
