"""``GET /v1/pictures/{key}.jpg``."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Response
from fastapi.concurrency import run_in_threadpool

from houndstooth.api.doors import HouseDoor, problems

router = APIRouter(prefix="/v1", tags=["items"])

# The key is made from the content: what an address once gave it gives for ever.
_CACHING = {"Cache-Control": "public, max-age=31536000, immutable"}


@router.get(
    "/pictures/{key}.jpg",
    summary="The picture of an item",
    response_class=Response,
    responses={200: {"content": {"image/jpeg": {}}}, **problems(404, 422)},
)
async def get_picture(
    house: HouseDoor,
    key: Annotated[str, Path(pattern="^[0-9a-f]{64}$")],
    size: Annotated[Literal["card", "full"], Query(description="`card`: at most 480 px, `full`: 1280.")] = "full",
) -> Response:
    """Re-encoded by us, without metadata."""
    data = await run_in_threadpool(house.pictures.get, key, size)
    return Response(data, media_type="image/jpeg", headers=_CACHING)
