"""``GET /v1/jobs/{id}``."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.concurrency import run_in_threadpool

from houndstooth.api.doors import HouseDoor, ShopDoor, problems
from houndstooth.api.item_schemas import JobOut

router = APIRouter(prefix="/v1", tags=["catalogue"])


@router.get("/jobs/{job_id}", summary="How far a job is", responses=problems(401, 403, 404))
async def get_job(house: HouseDoor, shop: ShopDoor, job_id: Annotated[str, Path(max_length=64)]) -> JobOut:
    """And, once it is done, what became of each row that was not taken."""
    return JobOut.of(await run_in_threadpool(house.jobs.get, shop, job_id))
