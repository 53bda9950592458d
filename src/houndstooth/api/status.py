"""``GET /v1/status`` and ``/healthz``."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool

from houndstooth import __version__
from houndstooth.api.doors import HouseDoor, PrincipalDoor, problems
from houndstooth.api.schemas import LimitsOut, StatusOut
from houndstooth.bootstrap import House
from houndstooth.domain.access import Principal
from houndstooth.imaging.decode import supported_formats

router = APIRouter(tags=["status"])


@router.get("/v1/status", summary="What is running here", responses=problems())
async def get_status(house: HouseDoor, principal: PrincipalDoor) -> StatusOut:
    """Version, artifact, what a photo may be, and the number of items for whoever may see them."""
    return await run_in_threadpool(_status, house, principal)


@router.get("/healthz", summary="Alive", include_in_schema=False)
async def get_health() -> dict[str, str]:
    """For whoever watches the process: it answers."""
    return {"status": "ok"}


def _status(house: House, principal: Principal) -> StatusOut:
    limits = house.settings.limits
    return StatusOut(
        version=__version__,
        artifact=house.encoder.artifact_id,
        items=house.catalogue.count(principal.shop_id) if principal.scopes or principal.role else None,
        limits=LimitsOut(max_bytes=limits.max_bytes, max_pixels=limits.max_pixels, formats=list(supported_formats())),
    )
