"""``GET /v1/recommendations``."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Response

from houndstooth.api.doors import (
    HouseDoor,
    PrincipalDoor,
    SessionQuery,
    ShopperQuery,
    WorkshopDoor,
    problems,
    who_of,
)
from houndstooth.api.filters import WhereQuery
from houndstooth.api.recommendation_schemas import RecommendationsOut
from houndstooth.bootstrap import House
from houndstooth.domain.access import Principal
from houndstooth.domain.slate import Surface
from houndstooth.services.wish import MOST, Wish

router = APIRouter(prefix="/v1", tags=["recommendations"])


@router.get(
    "/recommendations", summary="Recommend items, with a reason for each", responses=problems(401, 403, 404, 422)
)
async def recommend(
    response: Response,
    house: HouseDoor,
    workshop: WorkshopDoor,
    principal: PrincipalDoor,
    where: WhereQuery,
    surface: Annotated[Surface, Query(description="Where the list will be shown.")] = Surface.HOME,
    shopper: ShopperQuery = None,
    session: SessionQuery = None,
    item: Annotated[
        list[str] | None, Query(description="The item of an item page; each item of a cart.", examples=[["D-0012"]])
    ] = None,
    k: Annotated[int, Query(ge=1, le=MOST, description="How many items.")] = 24,
    diversity: Annotated[float | None, Query(ge=0, le=1, description="0: the best alone; 1: all different.")] = None,
    fresh: Annotated[bool, Query(description="Leave out what was shown lately, while there is enough else.")] = True,
) -> RecommendationsOut:
    """For somebody known, somebody anonymous, or nobody in particular.

    What was done a moment ago counts. Show the list in its order, and send its `list_id` with the events that follow.
    """
    response.headers["Cache-Control"] = "no-store"
    who = who_of(principal, shopper, session)
    wish = Wish(surface, k, who, tuple(item or ()), where, diversity, fresh)
    return await workshop.run(partial(_recommend, house), principal, wish)


def _recommend(house: House, principal: Principal, wish: Wish) -> RecommendationsOut:
    made = house.recommender.recommend(principal, wish)
    return RecommendationsOut.of(made, partial(house.title_of, principal.shop_id))
