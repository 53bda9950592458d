"""``POST /v1/search/image``, ``GET /v1/search`` and ``GET /v1/suggestions``."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Query, Request, UploadFile
from fastapi.concurrency import run_in_threadpool

from houndstooth.api.doors import (
    SESSION,
    SHOPPER,
    TASTE,
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
from houndstooth.api.filters import TREE, TREE_EXAMPLE, WHERE, WhereQuery, read_filter
from houndstooth.api.search_schemas import AnswerOut, SuggestionsOut
from houndstooth.domain.errors import InvalidInput
from houndstooth.domain.slate import Surface
from houndstooth.imaging.crop import CropBox
from houndstooth.services.answer_pages import Place
from houndstooth.services.search import MAX_K, MAX_PHOTOS, Photo
from houndstooth.services.suggestions import MOST
from houndstooth.services.wish import Wish

router = APIRouter(prefix="/v1", tags=["search"])


@router.post("/search/image", summary="Find the items that look like a photo", responses=problems(400, 413, 422))
async def search_by_image(
    request: Request,
    house: HouseDoor,
    workshop: WorkshopDoor,
    principal: PrincipalDoor,
    image: Annotated[
        list[UploadFile],
        File(
            description="A photo: JPEG, PNG, WebP, GIF, BMP, TIFF, AVIF or HEIC. Up to 8 of them (a mood board) are "
            "searched by together."
        ),
    ],
    k: Annotated[int, Form(ge=1, le=MAX_K, description="How many results.")] = 24,
    crop: Annotated[
        str | None,
        Form(
            description="The part that is meant: `x,y,width,height` as fractions of the upright picture; of one photo "
            "alone.",
            examples=["0.1,0.2,0.5,0.6"],
        ),
    ] = None,
    where: Annotated[list[str] | None, Form(description=WHERE, examples=[["category=Dresses"]])] = None,
    filter: Annotated[str | None, Form(description=TREE, examples=[TREE_EXAMPLE])] = None,  # noqa: A002 - its name
    cursor: Annotated[
        str | None, Form(description="`next` of the page before, with all else, the photo too, as before.")
    ] = None,
    variants: Annotated[
        Variants, Form(description="`one`: of the variants of a product the likest alone.")
    ] = Variants.ONE,
    shopper: Annotated[str | None, Form(max_length=200, description=SHOPPER)] = None,
    session: Annotated[str | None, Form(max_length=200, description=SESSION)] = None,
    taste: Annotated[float, Form(ge=0, le=1, description=TASTE)] = 0.0,
    q: Annotated[str | None, Form(description=WORDS, examples=["but red"])] = None,
) -> AnswerOut:
    """The photos are read, looked at and forgotten: they are not stored.

    Any other field of the form is one to filter by, as the parameters of `GET /v1/items`: `colour`, `price_max` …
    """
    if crop and len(image) > 1:
        raise InvalidInput(f"crop {crop[:40]!r} is for one photo, and {len(image)} were sent; send them cropped")
    box = CropBox.parse(crop) if crop else None
    conditions = read_filter(where, filter, await _other_fields(request))
    wish = Wish(Surface.SEARCH, k, who_of(principal, shopper, session), where=conditions, taste=taste)
    photos = [Photo(await one.read(), box) for one in image[: MAX_PHOTOS + 1]]
    grouped = variants is Variants.ONE
    after = Place.read(cursor) if cursor else None
    search = partial(
        house.search_lists.by_photos, principal, photos, wish, words=q or None, grouped=grouped, after=after
    )
    answer, following = await workshop.run(search)
    colours = await run_in_threadpool(house.browse.colours, principal.shop_id, [hit.stored for hit in answer.hits])
    return AnswerOut.of(answer, colours, following)


@router.get("/search", summary="Find items by words", responses=problems(422))
async def search_by_words(
    house: HouseDoor,
    workshop: WorkshopDoor,
    principal: PrincipalDoor,
    where: WhereQuery,
    q: Annotated[
        str, Query(description="What is looked for; at most 500 characters.", examples=["red dress without stripes"])
    ],
    k: Annotated[int, Query(ge=1, le=MAX_K, description="How many results.")] = 24,
    variants: VariantsQuery = Variants.ONE,
    shopper: ShopperQuery = None,
    session: SessionQuery = None,
    taste: TasteQuery = 0.0,
) -> AnswerOut:
    """Words are looked up in the items' texts and labels, and looked for by what they mean.

    Nothing in them is a query language; misspelt words and other languages are understood as far as they go.
    """
    wish = Wish(Surface.SEARCH, k, who_of(principal, shopper, session), where=where, taste=taste)
    search = partial(house.search_lists.by_words, principal, q, wish, grouped=variants is Variants.ONE)
    answer, following = await workshop.run(search)
    colours = await run_in_threadpool(house.browse.colours, principal.shop_id, [hit.stored for hit in answer.hits])
    return AnswerOut.of(answer, colours, following)


@router.get("/suggestions", summary="What a search box may offer", responses=problems(422))
async def suggest(
    house: HouseDoor,
    shop: ShopDoor,
    q: Annotated[str, Query(description="What was typed so far.", examples=["red dr"])],
    limit: Annotated[int, Query(ge=1, le=MOST, description="How many suggestions.")] = 8,
) -> SuggestionsOut:
    """Categories, brands, colours and titles of the shop; a misspelt word is taken for what was meant."""
    return SuggestionsOut.of(await run_in_threadpool(partial(house.suggestions.of, shop, q, limit=limit)))


async def _other_fields(request: Request) -> list[tuple[str, str]]:
    """What the form says besides the fields of the route itself."""
    route: Any = request.scope["route"]
    own = {param.alias for param in route.dependant.body_params}
    return [
        (name, text) for name, text in (await request.form()).multi_items() if name not in own and isinstance(text, str)
    ]
