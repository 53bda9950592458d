"""``GET /v1/items``, ``/v1/items/{id}``, ``/v1/items/{id}/similar`` and ``/v1/items/{id}/variants``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.concurrency import run_in_threadpool

from houndstooth.api.doors import (
    WORDS,
    HouseDoor,
    PrincipalDoor,
    SessionQuery,
    ShopDoor,
    ShopperQuery,
    TasteQuery,
    Variants,
    VariantsQuery,
    WorkshopDoor,
    problems,
    who_of,
)
from houndstooth.api.filters import WhereQuery
from houndstooth.api.schemas import ItemOut, PageOut, VariantsOut
from houndstooth.api.search_schemas import AnswerOut
from houndstooth.bootstrap import House
from houndstooth.domain.catalogue import StoredItem
from houndstooth.domain.directory import Sort
from houndstooth.domain.listing import MAX_LIMIT, Asked, Cursor
from houndstooth.domain.slate import Surface
from houndstooth.services.answer_pages import Place
from houndstooth.services.search import MAX_K
from houndstooth.services.wish import Wish

router = APIRouter(prefix="/v1", tags=["items"])

ItemId = Annotated[str, Path(description="The shop's id of the item, percent-encoded.", examples=["D-0012"])]


@router.get("/items", summary="Browse the catalogue", responses=problems(422))
async def list_items(
    house: HouseDoor,
    shop: ShopDoor,
    where: WhereQuery,
    sort: Annotated[
        Sort,
        Query(
            description="`arrival`: as they came; `newest`: the last first; `price_up`, `price_down`: without a price "
            "last; `title`. Of the variants of a product the first in this order is shown."
        ),
    ] = Sort.ARRIVAL,
    cursor: Annotated[
        str | None,
        Query(description="`next` of the page before; what came meanwhile neither repeats nor hides others."),
    ] = None,
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT, description="How many items.")] = 48,
    facet: Annotated[
        list[str] | None,
        Query(
            description="A field whose values are counted, or `price`; may be given several times, and empty for none. "
            "Without it, every field that is a choice in this shop, its own ones among them."
        ),
    ] = None,
    variants: VariantsQuery = Variants.ONE,
) -> PageOut:
    """A list of items in pages, with counts of values for filters.

    A field's counts are taken over the items that pass the conditions on the *other* fields. With `variants=one` they
    are counts of products.
    """
    asked = Asked(
        where=where,
        sort=sort,
        limit=limit,
        cursor=None if cursor is None else Cursor.read(cursor, sort),
        grouped=variants is Variants.ONE,
        facets=None if facet is None else tuple(dict.fromkeys(name for name in facet if name)),
    )
    return await run_in_threadpool(_page, house, shop, asked)


# Before the route of one item: an id may hold slashes.
@router.get("/items/{item_id:path}/similar", summary="Find the items that look like one", responses=problems(404, 422))
async def similar_items(
    house: HouseDoor,
    workshop: WorkshopDoor,
    principal: PrincipalDoor,
    item_id: ItemId,
    where: WhereQuery,
    shopper: ShopperQuery = None,
    session: SessionQuery = None,
    taste: TasteQuery = 0.0,
    k: Annotated[int, Query(ge=1, le=MAX_K, description="How many results.")] = 12,
    cursor: Annotated[str | None, Query(description="`next` of the page before, with all else as before.")] = None,
    variants: VariantsQuery = Variants.ONE,
    q: Annotated[str | None, Query(description=WORDS, examples=["but red"])] = None,
) -> AnswerOut:
    """The item itself is not among them, nor are its variants unless all are asked for, or words ask for another."""
    grouped = variants is Variants.ONE
    wish = Wish(Surface.SEARCH, k, who_of(principal, shopper, session), where=where, taste=taste)
    after = Place.read(cursor) if cursor else None
    similar = partial(
        house.search_lists.similar, principal, item_id, wish, words=q or None, grouped=grouped, after=after
    )
    answer, following = await workshop.run(similar)
    colours = await run_in_threadpool(house.browse.colours, principal.shop_id, [hit.stored for hit in answer.hits])
    return AnswerOut.of(answer, colours, following)


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


def _page(house: House, shop: str, asked: Asked) -> PageOut:
    listing = house.browse.list(shop, asked)
    return PageOut.of(listing, house.browse.colours(shop, listing.items))
