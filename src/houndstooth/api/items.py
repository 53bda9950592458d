"""``GET /v1/items``, ``/v1/items/{id}``, ``/v1/items/{id}/similar`` and ``/v1/items/{id}/variants``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.concurrency import run_in_threadpool

from houndstooth.api.doors import (
    CursorQuery,
    HouseDoor,
    ShopDoor,
    Variants,
    VariantsQuery,
    WhereQuery,
    WorkshopDoor,
    problems,
)
from houndstooth.api.schemas import AnswerOut, FacetValueOut, ItemOut, PageOut, VariantsOut
from houndstooth.bootstrap import House
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
    variants: VariantsQuery = Variants.ONE,
) -> PageOut:
    """Items in the order in which they came, with counts of values for filters.

    A field's counts are taken over the items that pass the conditions on the *other* fields.
    """
    grouped = variants is Variants.ONE
    return await run_in_threadpool(_page, house, shop, where, limit, cursor or 0, grouped=grouped)


# Before the route of one item: an id may hold slashes.
@router.get("/items/{item_id:path}/similar", summary="Find the items that look like one", responses=problems(404, 422))
async def similar_items(
    house: HouseDoor,
    workshop: WorkshopDoor,
    shop: ShopDoor,
    item_id: ItemId,
    where: WhereQuery,
    k: Annotated[int, Query(ge=1, le=MAX_K, description="How many results.")] = 12,
    variants: VariantsQuery = Variants.ONE,
) -> AnswerOut:
    """The item itself is not among them, nor are its variants unless all are asked for."""
    grouped = variants is Variants.ONE
    similar = partial(house.search.similar, k=k, where=where, grouped=grouped)
    return AnswerOut.of(await workshop.run(similar, shop, item_id))


@router.get("/items/{item_id:path}/variants", summary="The sizes and colours of a product", responses=problems(404))
async def list_variants(house: HouseDoor, shop: ShopDoor, item_id: ItemId) -> VariantsOut:
    """All items of its group, and those that were found to be the same product; itself among them."""
    return VariantsOut(items=[ItemOut.of(one) for one in await run_in_threadpool(_variants, house, shop, item_id)])


@router.get("/items/{item_id:path}", summary="One item", responses=problems(404))
async def get_item(house: HouseDoor, shop: ShopDoor, item_id: ItemId) -> ItemOut:
    """An item with everything the shop says of it."""
    return ItemOut.of(await run_in_threadpool(house.catalogue.get, shop, item_id))


def _variants(house: House, shop: str, item_id: str) -> Sequence[StoredItem]:
    stored = house.catalogue.get(shop, item_id)
    if stored.family is not None:
        return house.duplicates.store.family(shop, stored.family)
    group = stored.item.group
    return (stored,) if group is None else house.catalogue.variants(shop, group)


def _page(house: House, shop: str, where: Filter, limit: int, after: int, *, grouped: bool) -> PageOut:
    page = house.catalogue.page(shop, where=where, limit=limit, after=after, grouped=grouped)
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
