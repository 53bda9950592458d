"""``GET /v1/pictures/{key}.jpg``."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Response
from fastapi.concurrency import run_in_threadpool

from houndstooth.api.doors import HouseDoor, PrincipalDoor, problems
from houndstooth.bootstrap import House
from houndstooth.domain.access import Actor
from houndstooth.domain.errors import NotFound

router = APIRouter(prefix="/v1", tags=["items"])

# The key is made from the content: what an address once gave it gives for ever.
_FOR_EVER = "max-age=31536000, immutable"


@router.get(
    "/pictures/{key}.jpg",
    summary="The picture of an item",
    response_class=Response,
    responses={200: {"content": {"image/jpeg": {}}}, **problems(404, 422)},
)
async def get_picture(
    house: HouseDoor,
    principal: PrincipalDoor,
    key: Annotated[str, Path(pattern="^[0-9a-f]{64}$")],
    size: Annotated[Literal["card", "full"], Query(description="`card`: at most 480 px, `full`: 1280.")] = "full",
) -> Response:
    """Re-encoded by us, without metadata."""
    data = await run_in_threadpool(_picture, house, principal.shop_id, key, size)
    # A cache between us and many callers would give one shop's pictures to whoever knows their address.
    shared = "public" if principal.actor is Actor.VISITOR else "private"
    return Response(data, media_type="image/jpeg", headers={"Cache-Control": f"{shared}, {_FOR_EVER}"})


def _picture(house: House, shop: str, key: str, size: str) -> bytes:
    if not house.catalogue.shows(shop, key):
        raise NotFound(f"no item of the shop {shop!r} shows the picture {key}")
    return house.pictures.get(key, size)
