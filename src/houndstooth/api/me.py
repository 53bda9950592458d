"""``GET /v1/me`` and ``POST /v1/me/password``."""

from __future__ import annotations

from fastapi import APIRouter, Request

from houndstooth.api.access_schemas import MeOut, NewPasswordIn
from houndstooth.api.doors import HouseDoor, PrincipalDoor, SessionDoor, WorkshopDoor, problems

router = APIRouter(prefix="/v1", tags=["access"])


@router.get("/me", summary="Who you are", responses=problems(401, 403))
async def get_me(principal: PrincipalDoor) -> MeOut:
    """Of a key, a session or a visitor: what it may, in which shop, and for which shopper it speaks."""
    return MeOut.of(principal)


@router.post(
    "/me/password", status_code=204, summary="Change your own password", responses=problems(401, 403, 422, 429)
)
async def change_password(
    request: Request, house: HouseDoor, workshop: WorkshopDoor, session: SessionDoor, wanted: NewPasswordIn
) -> None:
    """All your sessions end, this one too: sign in again. Wrong old passwords count as failed sign-ins."""
    await workshop.run(
        house.sign_in.change_password,
        session,
        password=wanted.password,
        new=wanted.new_password,
        address=request.state.caller.address,
    )
