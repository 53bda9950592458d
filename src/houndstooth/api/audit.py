"""``GET /v1/audit``."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.concurrency import run_in_threadpool

from houndstooth.api.access_schemas import AuditEntryOut, AuditOut
from houndstooth.api.doors import CursorQuery, HouseDoor, ShopDoor, problems

router = APIRouter(prefix="/v1", tags=["access"])


@router.get("/audit", summary="Who changed what", responses=problems(401, 403, 422))
async def list_audit(
    house: HouseDoor,
    shop: ShopDoor,
    cursor: CursorQuery,
    limit: Annotated[int, Query(ge=1, le=500, description="How many entries.")] = 100,
) -> AuditOut:
    """Newest first; nothing in it can be changed or taken out."""
    page = await run_in_threadpool(house.audit.page, shop, limit=limit, before=cursor)
    return AuditOut(
        entries=[AuditEntryOut.of(entry) for entry in page.entries],
        next=None if page.next is None else str(page.next),
    )
