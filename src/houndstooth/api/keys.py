"""``GET`` and ``POST /v1/keys``, ``POST /v1/keys/{id}/rotate``, ``DELETE /v1/keys/{id}``."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.concurrency import run_in_threadpool

from houndstooth.api.access_schemas import KeyIn, KeyOut, KeysOut, NewKeyOut, RotationIn
from houndstooth.api.doors import HouseDoor, PrincipalDoor, problems
from houndstooth.domain.keys import KeyKind

router = APIRouter(prefix="/v1", tags=["access"])

KeyId = Annotated[str, Path(pattern="^[0-9a-f]{16}$", description="The id of the key, the middle of its text.")]
_KINDS = {"public": KeyKind.PUBLIC, "secret": KeyKind.SECRET}


@router.get("/keys", summary="The keys of the shop", responses=problems(401, 403))
async def list_keys(house: HouseDoor, principal: PrincipalDoor) -> KeysOut:
    """Those that hold no longer too."""
    found = await run_in_threadpool(house.key_ring.all, principal.shop_id)
    return KeysOut(keys=[KeyOut.of(key) for key in found])


@router.post("/keys", status_code=201, summary="Make a key", responses=problems(401, 403, 422))
async def create_key(house: HouseDoor, principal: PrincipalDoor, wanted: KeyIn) -> NewKeyOut:
    """The key and its signing secret are in this answer, and nowhere else ever again."""
    made = await run_in_threadpool(
        house.key_ring.create,
        principal,
        kind=_KINDS[wanted.kind],
        name=wanted.name,
        scopes=wanted.scopes,
        origins=wanted.origins,
        expires_at=wanted.expires_at,
    )
    return NewKeyOut.made(made)


@router.post(
    "/keys/{key_id}/rotate", status_code=201, summary="Replace a key", responses=problems(401, 403, 404, 409, 422)
)
async def rotate_key(
    house: HouseDoor, principal: PrincipalDoor, key_id: KeyId, rotation: RotationIn | None = None
) -> NewKeyOut:
    """Makes a successor like it; the old key holds for 24 hours yet, or as long as you say."""
    overlap = timedelta(hours=(rotation or RotationIn()).overlap_hours)
    return NewKeyOut.made(await run_in_threadpool(house.key_ring.rotate, principal, key_id, overlap=overlap))


@router.delete("/keys/{key_id}", summary="Revoke a key", responses=problems(401, 403, 404, 422))
async def revoke_key(house: HouseDoor, principal: PrincipalDoor, key_id: KeyId) -> KeyOut:
    """From the next request on it lets nobody in. It stays in the list."""
    return KeyOut.of(await run_in_threadpool(house.key_ring.revoke, principal, key_id))
