"""``GET /v1/items``, ``/v1/items/{id}`` and ``/v1/items/{id}/similar``; ``PATCH /v1/items/{id}``."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.concurrency import run_in_threadpool

from houndstooth.api.doors import CursorQuery, HouseDoor, PrincipalDoor, ShopDoor, WhereQuery, WorkshopDoor, problems
from houndstooth.api.schemas import AnswerOut, FacetValueOut, ItemChange, ItemOut, PageOut
from houndstooth.bootstrap import House
from houndstooth.domain.access import Principal
from houndstooth.domain.catalogue import StoredItem
from houndstooth.domain.filter import Filter
from houndstooth.services.search import MAX_K

router = APIRouter(prefix="/v1", tags=["items"])

ItemId = Annotated[str, Path(description="The shop's id of the item, percent-encoded.", examples=["D-0012"])]


@router.get("/items", summary="Browse the catalogue", responses=problems(422))
async def list_items(
    house: HouseDoor,
    shop: ShopDoor,
    where: WhereQuery,
    cursor: CursorQuery,
    limit: Annotated[int, Query(ge=1, le=200, description="How many items.")] = 48,
) -> PageOut:
    """Items in the order in which they came, with counts of values for filters.

    A field's counts are taken over the items that pass the conditions on the *other* fields.
    """
    return await run_in_threadpool(_page, house, shop, where, limit, cursor or 0)


# Before the route of one item: an id may hold slashes.
@router.get("/items/{item_id:path}/similar", summary="Find the items that look like one", responses=problems(404, 422))
async def similar_items(
    house: HouseDoor,
    workshop: WorkshopDoor,
    shop: ShopDoor,
    item_id: ItemId,
    where: WhereQuery,
    k: Annotated[int, Query(ge=1, le=MAX_K, description="How many results.")] = 12,
) -> AnswerOut:
    """The item itself is not among them."""
    return AnswerOut.of(await workshop.run(house.search.similar, shop, item_id, k=k, where=where))


@router.get("/items/{item_id:path}", summary="One item", responses=problems(404))
async def get_item(house: HouseDoor, shop: ShopDoor, item_id: ItemId) -> ItemOut:
    """An item with everything the shop says of it."""
    return ItemOut.of(await run_in_threadpool(house.catalogue.get, shop, item_id))


@router.patch("/items/{item_id:path}", summary="Put labels of an item right", responses=problems(401, 403, 404, 422))
async def change_item(house: HouseDoor, principal: PrincipalDoor, item_id: ItemId, change: ItemChange) -> ItemOut:
    """What a person says counts before what the shop's file or the encoder says, and teaches the next training."""
    return ItemOut.of(await run_in_threadpool(_correct, house, principal, item_id, change.labels))


def _correct(house: House, principal: Principal, item_id: str, labels: dict[str, str | None]) -> StoredItem:
    stored = house.catalogue.correct(principal.shop_id, item_id, labels)
    house.audit.record(principal, "item.corrected", item_id, {"labels": labels})
    return stored


def _page(house: House, shop: str, where: Filter, limit: int, after: int) -> PageOut:
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
