"""What goes over the wire about events, in the shape of GA4's Measurement Protocol."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from houndstooth.domain.event_ports import SentEvent
from houndstooth.services.feedback import Outcome, Result

EXAMPLE: dict[str, Any] = {
    "client_id": "5f1c7a52-0a6b-4f0e-9a3d-2f1f0c5f9a11",
    "events": [
        {
            "id": "9d2f1b0e",
            "name": "add_to_cart",
            "time": "2026-05-31T18:00:00Z",
            "params": {
                "currency": "EUR",
                "items": [{"item_id": "D-0012", "quantity": 1, "price": "39.90", "index": 3}],
                "item_list_id": "6f9619ff8b86d011b42d00cf4fc964ff",
            },
        }
    ],
}


class MentionIn(BaseModel):
    """An item of an event; what GA4 knows besides is ignored."""

    model_config = ConfigDict(extra="allow")

    item_id: str
    index: int | None = Field(None, description="Its place in the list that it was shown in, from 0.")
    quantity: int = 1
    price: str | float | None = Field(None, description="Of one piece.")
    item_list_id: str | None = Field(None, description="The list that it was chosen from, where that is its own.")


class ParamsIn(BaseModel):
    """The parameters of an event; what GA4 knows besides is ignored."""

    model_config = ConfigDict(extra="allow")

    items: list[MentionIn] = []
    currency: str | None = Field(None, description="ISO 4217.")
    item_list_id: str | None = Field(None, description="The `list_id` of the list that the event answers.")
    transaction_id: str | None = Field(None, description="Of a purchase: sent twice, it counts once.")
    search_term: str | None = None
    question: str | None = Field(None, description="Of a quiz_answer.")
    answer: str | None = Field(None, description="Of a quiz_answer.")


class EventIn(BaseModel):
    """One event."""

    model_config = ConfigDict(extra="allow")

    id: str = Field(description="Any text that names the event in your shop: sent twice, it counts once.")
    name: str = Field(
        description="A name of GA4 e-commerce, or like, dislike, not_interested, photo_search, quiz_answer."
    )
    time: str | None = Field(None, description="ISO 8601 with its zone; by default now.")
    timestamp_micros: int | None = Field(None, description="The same in microseconds since 1970.")
    client_id: str | None = Field(None, description="The anonymous session.")
    user_id: str | None = Field(
        None, description="The shop's id of the shopper; for servers, and with a shopper token."
    )
    list_id: str | None = None
    params: ParamsIn = ParamsIn()


class EventBatchIn(BaseModel):
    """A batch of at most 1,000 events and 1 MB."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    client_id: str | None = Field(None, description="The session of events that name none.")
    user_id: str | None = Field(None, description="The shopper of events that name none.")
    sent_at: str | None = Field(None, description="The sender's time now: how far its clock is wrong is taken off.")
    timestamp_micros: int | None = Field(None, description="The time of events that tell none.")
    events: list[EventIn]


def _inlined(schema: Any, definitions: Mapping[str, Any]) -> Any:
    """A schema without references: where it stands in the description, theirs would lead nowhere."""
    if isinstance(schema, list):
        return [_inlined(one, definitions) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _inlined(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    return {name: _inlined(one, definitions) for name, one in schema.items() if name != "$defs"}


_SCHEMA = EventBatchIn.model_json_schema()
BATCH: dict[str, Any] = _inlined(_SCHEMA, _SCHEMA["$defs"])
"""The schema of a batch. It describes what to send; what is sent is judged event by event."""


class ResultOut(BaseModel):
    """What became of an event."""

    index: int = Field(description="Its place in the batch.")
    id: str | None
    outcome: Outcome
    problem: str | None = Field(description="Why it was refused.")
    field: str | None = Field(description="Which of its fields is wrong, for programs.")
    remarks: list[str] = Field(description="What is odd about it, though it was kept.")


class TakenOut(BaseModel):
    """What became of a batch; events that were kept without a remark are counted only."""

    kept: int
    repeated: int
    refused: int
    results: list[ResultOut]

    @classmethod
    def of(cls, results: Sequence[Result]) -> TakenOut:
        """From what the service answers."""
        counted = {outcome: sum(one.outcome is outcome for one in results) for outcome in Outcome}
        told = [one for one in results if one.outcome is not Outcome.KEPT or one.remarks]
        return cls(
            kept=counted[Outcome.KEPT],
            repeated=counted[Outcome.REPEATED],
            refused=counted[Outcome.REFUSED],
            results=[
                ResultOut(
                    index=one.index,
                    id=one.id,
                    outcome=one.outcome,
                    problem=one.problem,
                    field=one.field,
                    remarks=list(one.remarks),
                )
                for one in told
            ],
        )


class SentEventOut(BaseModel):
    """An event as it was sent."""

    received_at: datetime
    source: str = Field(description="The id of the key it came with; `visitor`, `cli` or `import`.")
    kept: bool
    problem: str | None = Field(description="Why it was refused.")
    remarks: list[str]
    event: Any = Field(description="The event, without whom it names.")

    @classmethod
    def of(cls, sent: SentEvent) -> SentEventOut:
        """From what the log holds."""
        return cls(
            received_at=sent.received_at,
            source=sent.source,
            kept=sent.problem is None,
            problem=sent.problem,
            remarks=list(sent.remarks),
            event=sent.event,
        )


class SentEventsOut(BaseModel):
    """The last events, newest first."""

    events: list[SentEventOut]
