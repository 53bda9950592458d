"""``POST /v1/search/image``, ``GET /v1/search`` and ``GET /v1/suggestions``."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, File, Form, Query, UploadFile
from fastapi.concurrency import run_in_threadpool

from houndstooth.api.doors import (
    WORDS,
    HouseDoor,
    ShopDoor,
    Variants,
    VariantsQuery,
    WhereQuery,
    WorkshopDoor,
    problems,
)
from houndstooth.api.schemas import AnswerOut, SuggestionsOut
from houndstooth.domain.errors import InvalidInput
from houndstooth.domain.filter import Filter
from houndstooth.imaging.crop import CropBox
from houndstooth.services.search import MAX_K, MAX_PHOTOS, Photo
from houndstooth.services.suggestions import MOST

router = APIRouter(prefix="/v1", tags=["search"])


@router.post("/search/image", summary="Find the items that look like a photo", responses=problems(400, 413, 422))
async def search_by_image(
    house: HouseDoor,
    workshop: WorkshopDoor,
    shop: ShopDoor,
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
    where: Annotated[
        list[str] | None,
        Form(description="Conditions, as in `GET /v1/items`.", examples=[["category=Dresses"]]),
    ] = None,
    variants: Annotated[
        Variants, Form(description="`one`: of the variants of a product the likest alone.")
    ] = Variants.ONE,
    q: Annotated[str | None, Form(description=WORDS, examples=["but red"])] = None,
) -> AnswerOut:
    """The photos are read, looked at and forgotten: they are not stored."""
    if crop and len(image) > 1:
        raise InvalidInput(f"crop {crop[:40]!r} is for one photo, and {len(image)} were sent; send them cropped")
    box = CropBox.parse(crop) if crop else None
    conditions = Filter.parse(where or ())
    photos = [Photo(await one.read(), box) for one in image[: MAX_PHOTOS + 1]]
    grouped = variants is Variants.ONE
    search = partial(house.search.by_photos, k=k, where=conditions, grouped=grouped, words=q or None)
    return AnswerOut.of(await workshop.run(search, shop, photos))


@router.get("/search", summary="Find items by words", responses=problems(422))
async def search_by_words(
    house: HouseDoor,
    workshop: WorkshopDoor,
    shop: ShopDoor,
    where: WhereQuery,
    q: Annotated[
        str, Query(description="What is looked for; at most 500 characters.", examples=["red dress without stripes"])
    ],
    k: Annotated[int, Query(ge=1, le=MAX_K, description="How many results.")] = 24,
    variants: VariantsQuery = Variants.ONE,
) -> AnswerOut:
    """Words are looked up in the items' texts and labels, and looked for by what they mean.

    Nothing in them is a query language; misspelt words and other languages are understood as far as they go.
    """
    search = partial(house.search.by_words, k=k, where=where, grouped=variants is Variants.ONE)
    return AnswerOut.of(await workshop.run(search, shop, q))


@router.get("/suggestions", summary="What a search box may offer", responses=problems(422))
async def suggest(
    house: HouseDoor,
    shop: ShopDoor,
    q: Annotated[str, Query(description="What was typed so far.", examples=["red dr"])],
    limit: Annotated[int, Query(ge=1, le=MOST, description="How many suggestions.")] = 8,
) -> SuggestionsOut:
    """Categories, brands, colours and titles of the shop; a misspelt word is taken for what was meant."""
    return SuggestionsOut.of(await run_in_threadpool(partial(house.suggestions.of, shop, q, limit=limit)))
