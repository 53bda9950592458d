"""``POST /v1/search/image``."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, File, Form, UploadFile

from houndstooth.api.doors import (
    SESSION,
    SHOPPER,
    TASTE,
    HouseDoor,
    PrincipalDoor,
    Variants,
    WorkshopDoor,
    problems,
    who_of,
)
from houndstooth.api.schemas import AnswerOut
from houndstooth.domain.filter import Filter
from houndstooth.domain.slate import Surface
from houndstooth.imaging.crop import CropBox
from houndstooth.services.search import MAX_K
from houndstooth.services.wish import Wish

router = APIRouter(prefix="/v1", tags=["search"])


@router.post("/search/image", summary="Find the items that look like a photo", responses=problems(400, 413, 422))
async def search_by_image(
    house: HouseDoor,
    workshop: WorkshopDoor,
    principal: PrincipalDoor,
    image: Annotated[UploadFile, File(description="A photo: JPEG, PNG, WebP, GIF, BMP, TIFF, AVIF or HEIC.")],
    k: Annotated[int, Form(ge=1, le=MAX_K, description="How many results.")] = 24,
    crop: Annotated[
        str | None,
        Form(
            description="The part that is meant: `x,y,width,height` as fractions of the upright picture.",
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
    shopper: Annotated[str | None, Form(max_length=200, description=SHOPPER)] = None,
    session: Annotated[str | None, Form(max_length=200, description=SESSION)] = None,
    taste: Annotated[float, Form(ge=0, le=1, description=TASTE)] = 0.0,
) -> AnswerOut:
    """The photo is read, looked at and forgotten: it is not stored."""
    box = CropBox.parse(crop) if crop else None
    conditions = Filter.parse(where or ())
    wish = Wish(Surface.SEARCH, k, who_of(principal, shopper, session), where=conditions, taste=taste)
    data = await image.read()
    search = partial(house.search_lists.by_photo, box=box, grouped=variants is Variants.ONE)
    return AnswerOut.of(await workshop.run(search, principal, data, wish))
