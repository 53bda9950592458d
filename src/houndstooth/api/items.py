"""``GET /v1/items``, ``/v1/items/{id}`` and ``/v1/items/{id}/similar``; ``PATCH /v1/items/{id}``."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.concurrency import run_in_threadpool

from houndstooth.api.doors import HouseDoor, WhereQuery, WorkshopDoor, problems
from houndstooth.api.schemas import AnswerOut, FacetValueOut, ItemChange, ItemOut, PageOut
from houndstooth.bootstrap import House
from houndstooth.domain.errors import InvalidInput
from houndstooth.domain.filter import Filter
from houndstooth.services.search import MAX_K

router = APIRouter(prefix="/v1", tags=["items"])

ItemId = Annotated[str, Path(description="The shop's id of the item, percent-encoded.", examples=["D-0012"])]
_MAX_NUMBER = 2**63


@router.get("/items", summary="Browse the catalogue", responses=problems(422))
async def list_items(
    house: HouseDoor,
    where: WhereQuery,
    limit: Annotated[int, Query(ge=1, le=200, description="How many items.")] = 48,
    cursor: Annotated[str | None, Query(description="`next` of the page before.")] = None,
) -> PageOut:
    """Items in the order in which they came, with counts of values for filters.

    A field's counts are taken over the items that pass the conditions on the *other* fields.
    """
    return await run_in_threadpool(_page, house, where, limit, _number(cursor))


# Before the route of one item: an id may hold slashes.
@router.get("/items/{item_id:path}/similar", summary="Find the items that look like one", responses=problems(404, 422))
async def similar_items(
    house: HouseDoor,
    workshop: WorkshopDoor,
    item_id: ItemId,
    where: WhereQuery,
    k: Annotated[int, Query(ge=1, le=MAX_K, description="How many results.")] = 12,
) -> AnswerOut:
    """The item itself is not among them."""
    return AnswerOut.of(await workshop.run(house.search.similar, house.settings.shop, item_id, k=k, where=where))


@router.get("/items/{item_id:path}", summary="One item", responses=problems(404))
async def get_item(house: HouseDoor, item_id: ItemId) -> ItemOut:
    """An item with everything the shop says of it."""
    return ItemOut.of(await run_in_threadpool(house.catalogue.get, house.settings.shop, item_id))


@router.patch("/items/{item_id:path}", summary="Put labels of an item right", responses=problems(404, 422))
async def change_item(house: HouseDoor, item_id: ItemId, change: ItemChange) -> ItemOut:
    """What a person says counts before what the shop's file or the encoder says, and teaches the next training."""
    stored = await run_in_threadpool(house.catalogue.correct, house.settings.shop, item_id, change.labels)
    return ItemOut.of(stored)


def _page(house: House, where: Filter, limit: int, after: int) -> PageOut:
    shop = house.settings.shop
    page = house.catalogue.page(shop, where=where, limit=limit, after=after)
    facets = house.catalogue.facets(shop, where=where)
    return PageOut(
        items=[ItemOut.of(stored) for stored in page.items],
        total=page.total,
        next=None if page.next is None else str(page.next),
        facets={
            field: [FacetValueOut(value=one.value, count=one.count) for one in values]
            for field, values in facets.items()
        },
    )


def _number(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not (cursor.isascii() and cursor.isdigit()) or int(cursor[:20]) >= _MAX_NUMBER:
        raise InvalidInput(f"the cursor {cursor[:40]!r} is not one that we gave; start again without it")
    return int(cursor)
