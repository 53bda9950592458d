"""``POST /v1/events`` and ``GET /v1/events/recent``."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool

from houndstooth.api.doors import HouseDoor, PrincipalDoor, ShopDoor, problems
from houndstooth.api.event_schemas import BATCH, EXAMPLE, SentEventOut, SentEventsOut, TakenOut
from houndstooth.api.problems import PayloadTooLarge
from houndstooth.domain.errors import InvalidEvent

router = APIRouter(prefix="/v1", tags=["events"])

MAX_BYTES = 1024 * 1024
_MOST_DIGITS = 100

# The body is read by hand: a batch of which one event is wrong is still a batch, and `sendBeacon` sends text/plain.
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": BATCH,
                "examples": {"add_to_cart": {"value": EXAMPLE}},
            },
            "text/plain": {"schema": {"type": "string", "description": "The same JSON, from `navigator.sendBeacon`."}},
        },
    }
}


@router.post("/events", summary="Send what shoppers do", responses=problems(413, 422), openapi_extra=_BODY)
async def take_events(request: Request, house: HouseDoor, principal: PrincipalDoor) -> TakenOut:
    """Each event is judged on its own: what is wrong with one says nothing of the others.

    Send a batch again if no answer came: events are known by their `id`, and count once.
    """
    batch = _parse(await _body(request))
    return TakenOut.of(await run_in_threadpool(house.feedback.take, principal, batch))


@router.get("/events/recent", summary="See the last events, and what was wrong with them", responses=problems(422))
async def recent_events(
    house: HouseDoor,
    shop: ShopDoor,
    source: Annotated[
        str | None, Query(description="A key's id, `visitor`, `cli` or `import`; by default all.")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=200, description="How many.")] = 50,
) -> SentEventsOut:
    """Newest first, kept and refused."""
    sent = await run_in_threadpool(house.events.sent, shop, source=source, limit=limit)
    return SentEventsOut(events=[SentEventOut.of(one) for one in sent])


async def _body(request: Request) -> bytes:
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > MAX_BYTES:
            raise PayloadTooLarge(MAX_BYTES)
        parts.append(part)
    return b"".join(parts)


def _parse(body: bytes) -> Any:
    try:
        # What is no number of JSON, or no number that anybody can mean, is the fault of one event and not of all.
        return json.loads(body, parse_float=Decimal, parse_int=_whole, parse_constant=Decimal)
    except RecursionError:
        raise InvalidEvent("the body is nested too deeply") from None
    except ValueError as error:
        raise InvalidEvent(f"the body is not JSON: {error}") from None


def _whole(digits: str) -> int | Decimal:
    """A whole number; Python refuses to read one of thousands of digits as such."""
    return int(digits) if len(digits) <= _MOST_DIGITS else Decimal(digits)
