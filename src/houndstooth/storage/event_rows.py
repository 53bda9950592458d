"""Events and their interactions as rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from houndstooth.domain.event import NO_INTERACTION, Event, EventKind, Mention
from houndstooth.domain.event_ports import SentEvent

Values = dict[str, Any]


def event_values(event: Event, shopper: int, source: str, received_at: datetime, remarks: tuple[str, ...]) -> Values:
    """The row of an event. What the shop calls the shopper is not in it."""
    return {
        "shop_id": event.shop_id,
        "event_id": event.id,
        "shopper": shopper,
        "kind": event.kind.value,
        "at": event.at,
        "received_at": received_at,
        "source": source,
        "list_id": event.list_id,
        "transaction_id": event.transaction_id if event.kind is EventKind.PURCHASE else None,
        "body": _body(event),
        "remarks": list(remarks),
    }


def interaction_values(event: Event, number: int, shopper: int) -> Iterator[Values]:
    """The rows of the items that an event says something of; being shown, or found by a search, says nothing."""
    if event.kind in NO_INTERACTION:
        return
    for place, mention in enumerate(event.mentions):
        yield {
            "event": number,
            "place": place,
            "shop_id": event.shop_id,
            "shopper": shopper,
            "item_id": mention.item_id,
            "kind": event.kind.value,
            "at": event.at,
            "quantity": mention.quantity,
            "amount": mention.price.amount if mention.price else None,
            "currency": mention.price.currency if mention.price else None,
            "list_id": event.list_of(mention),
            "position": mention.position,
            "inherited": mention.inherited,
        }


def to_sent(row: Row[Any]) -> SentEvent:
    """An event that was kept, as whoever looks for mistakes sees it."""
    told = {"id": row.event_id, "name": row.kind, "time": row.at.isoformat()}
    named = {"list_id": row.list_id, "transaction_id": row.transaction_id}
    told |= {name: value for name, value in named.items() if value is not None}
    return SentEvent(row.received_at, row.source, {**told, "params": row.body}, None, tuple(row.remarks))


def _body(event: Event) -> Values:
    body: Values = {}
    if event.mentions:
        body["items"] = [_said(mention) for mention in event.mentions]
    if event.text is not None:
        body["search_term"] = event.text
    if event.answer is not None:
        body["question"], body["answer"] = event.answer
    return body


def _said(mention: Mention) -> Values:
    """An item as the event named it."""
    said: Values = {"item_id": mention.item_id, "quantity": mention.quantity}
    if mention.position is not None:
        said["index"] = mention.position
    if mention.price is not None:
        said |= {"price": mention.price.text, "currency": mention.price.currency}
    if mention.list_id is not None:
        said["item_list_id"] = mention.list_id
    return said
