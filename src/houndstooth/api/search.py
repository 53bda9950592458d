"""``POST /v1/search/image``."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.concurrency import run_in_threadpool

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
from houndstooth.api.filters import TREE, TREE_EXAMPLE, WHERE, read_filter
from houndstooth.api.schemas import AnswerOut
from houndstooth.domain.slate import Surface
from houndstooth.imaging.crop import CropBox
from houndstooth.services.answer_pages import Place
from houndstooth.services.search import MAX_K
from houndstooth.services.wish import Wish

router = APIRouter(prefix="/v1", tags=["search"])


@router.post("/search/image", summary="Find the items that look like a photo", responses=problems(400, 413, 422))
async def search_by_image(
    request: Request,
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
) -> AnswerOut:
    """The photo is read, looked at and forgotten: it is not stored.

    Any other field of the form is one to filter by, as the parameters of `GET /v1/items`: `colour`, `price_max` …
    """
    box = CropBox.parse(crop) if crop else None
    conditions = read_filter(where, filter, await _other_fields(request))
    wish = Wish(Surface.SEARCH, k, who_of(principal, shopper, session), where=conditions, taste=taste)
    data = await image.read()
    grouped = variants is Variants.ONE
    after = Place.read(cursor) if cursor else None
    search = partial(house.search_lists.by_photo, principal, data, wish, box=box, grouped=grouped, after=after)
    answer, following = await workshop.run(search)
    colours = await run_in_threadpool(house.browse.colours, principal.shop_id, [hit.stored for hit in answer.hits])
    return AnswerOut.of(answer, colours, following)


async def _other_fields(request: Request) -> list[tuple[str, str]]:
    """What the form says besides the fields of the route itself."""
    route: Any = request.scope["route"]
    own = {param.alias for param in route.dependant.body_params}
    return [
        (name, text) for name, text in (await request.form()).multi_items() if name not in own and isinstance(text, str)
    ]
