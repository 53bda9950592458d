"""``GET /v1/duplicates`` and ``PUT /v1/duplicates/{id}``."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.concurrency import run_in_threadpool

from houndstooth.api.doors import CursorQuery, HouseDoor, PrincipalDoor, ShopDoor, problems
from houndstooth.api.duplicate_schemas import PairOut, PairsOut, VerdictIn
from houndstooth.domain.duplicate import Verdict

router = APIRouter(prefix="/v1", tags=["duplicates"])


class Asked(StrEnum):
    """Which pairs are asked for."""

    OPEN = "open"
    SAME = "same"
    DIFFERENT = "different"


_VERDICTS = {Asked.OPEN: None, Asked.SAME: Verdict.SAME, Asked.DIFFERENT: Verdict.DIFFERENT}


@router.get("/duplicates", summary="Items that look like one", responses=problems(401, 403, 422))
async def list_duplicates(
    house: HouseDoor,
    shop: ShopDoor,
    cursor: CursorQuery,
    verdict: Annotated[Asked, Query(description="`open`: nobody judged them yet.")] = Asked.OPEN,
    limit: Annotated[int, Query(ge=1, le=200, description="How many pairs.")] = 48,
) -> PairsOut:
    """Pairs in the order in which they were found: at ingest, and by `houndstooth duplicates`."""
    page = partial(house.duplicates.page, shop, verdict=_VERDICTS[verdict], limit=limit, after=cursor or 0)
    return PairsOut.of(await run_in_threadpool(page))


@router.put("/duplicates/{pair_id}", summary="Say what two items are", responses=problems(401, 403, 404, 422))
async def judge_duplicate(
    house: HouseDoor,
    principal: PrincipalDoor,
    pair_id: Annotated[int, Path(ge=1, le=2**62, description="The id of the pair.")],
    said: VerdictIn,
) -> PairOut:
    """Searches and lists heed it at once."""
    return PairOut.of(await run_in_threadpool(house.duplicates.decide, principal, pair_id, said.verdict))
