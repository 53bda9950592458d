"""``GET /v1/me``."""

from __future__ import annotations

from fastapi import APIRouter

from houndstooth.api.access_schemas import MeOut
from houndstooth.api.doors import PrincipalDoor, problems

router = APIRouter(prefix="/v1", tags=["access"])


@router.get("/me", summary="Who you are", responses=problems(401, 403))
async def get_me(principal: PrincipalDoor) -> MeOut:
    """Of a key, a session or a visitor: what it may, in which shop, and for which shopper it speaks."""
    return MeOut.of(principal)
