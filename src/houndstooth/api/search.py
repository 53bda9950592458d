"""``POST /v1/search/image``."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, File, Form, UploadFile

from houndstooth.api.doors import HouseDoor, ShopDoor, Variants, WorkshopDoor, problems
from houndstooth.api.schemas import AnswerOut
from houndstooth.domain.filter import Filter
from houndstooth.imaging.crop import CropBox
from houndstooth.services.search import MAX_K

router = APIRouter(prefix="/v1", tags=["search"])


@router.post("/search/image", summary="Find the items that look like a photo", responses=problems(400, 413, 422))
async def search_by_image(
    house: HouseDoor,
    workshop: WorkshopDoor,
    shop: ShopDoor,
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
) -> AnswerOut:
    """The photo is read, looked at and forgotten: it is not stored."""
    box = CropBox.parse(crop) if crop else None
    conditions = Filter.parse(where or ())
    data = await image.read()
    grouped = variants is Variants.ONE
    search = partial(house.search.by_photo, k=k, where=conditions, box=box, grouped=grouped)
    answer = await workshop.run(search, shop, data)
    return AnswerOut.of(answer)
