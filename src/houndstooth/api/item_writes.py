"""``PUT``, ``PATCH`` and ``DELETE /v1/items/{id}``; ``POST`` and ``PATCH /v1/items``; ``GET /v1/jobs/{id}``."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Header, Path, Response, UploadFile, status
from fastapi.concurrency import run_in_threadpool
from pydantic import ValidationError

from houndstooth.api.doors import HouseDoor, WorkshopDoor, problems
from houndstooth.api.item_schemas import (
    BatchIn,
    ItemChange,
    ItemIn,
    JobOut,
    OffersIn,
    OffersOut,
    PutOut,
    RefusedOut,
)
from houndstooth.api.items import ItemId
from houndstooth.api.schemas import ItemOut
from houndstooth.bootstrap import House
from houndstooth.catalog.submitted import SentPicture
from houndstooth.domain.errors import InvalidInput, InvalidItem, NotFound
from houndstooth.domain.label import check_corrections

router = APIRouter(prefix="/v1", tags=["catalogue"])

MAX_PICTURES = 11


@router.post(
    "/items",
    summary="Add or replace many items",
    status_code=status.HTTP_202_ACCEPTED,
    responses=problems(409, 413, 422),
)
async def submit_items(
    house: HouseDoor,
    response: Response,
    batch: BatchIn,
    idempotency_key: Annotated[
        str | None,
        Header(max_length=200, description="Send the same key again after a lost answer: it is the same job."),
    ] = None,
) -> JobOut:
    """Accepted as a job: each item is taken or rejected with a reason, whatever becomes of the others.

    Jobs of a shop are done in the order in which they came. The answer names the job's address in `Location`.
    """
    rows = [item.to_row() for item in batch.items]
    submit = partial(house.submissions.submit, request_key=idempotency_key)
    job = await run_in_threadpool(submit, house.settings.shop, rows)
    response.headers["Location"] = f"/v1/jobs/{job.id}"
    return JobOut.of(job)


@router.patch("/items", summary="Change prices and stock of many items", responses=problems(413, 422))
async def change_offers(house: HouseDoor, batch: OffersIn) -> OffersOut:
    """At once: the next search and filter see it. The next feed that says otherwise counts again."""
    currency = house.settings.currency
    offers = {one.id: partial(one.change, default_currency=currency) for one in batch.offers}
    written = await run_in_threadpool(house.catalogue.reprice, house.settings.shop, offers)
    refused = [RefusedOut(id=item_id, reason=reason) for item_id, reason in written.refused.items()]
    return OffersOut(changed=list(written.changed), missing=list(written.missing), refused=refused)


@router.get("/jobs/{job_id}", summary="How far a job is", tags=["catalogue"], responses=problems(404))
async def get_job(house: HouseDoor, job_id: Annotated[str, Path(max_length=64)]) -> JobOut:
    """And, once it is done, what became of each row that was not taken."""
    return JobOut.of(await run_in_threadpool(house.jobs.get, house.settings.shop, job_id))


@router.put("/items/{item_id:path}", summary="Add or replace an item", responses=problems(413, 422))
async def put_item(
    house: HouseDoor, workshop: WorkshopDoor, response: Response, item_id: ItemId, item: ItemIn
) -> PutOut:
    """It is found by the next search. The answer is 201 for an item that is new."""
    return await _put(house, workshop, response, item_id, item.to_row(), [])


@router.post(
    "/items/{item_id:path}/pictures", summary="Add or replace an item, with pictures", responses=problems(413, 422)
)
async def put_item_with_pictures(
    house: HouseDoor,
    workshop: WorkshopDoor,
    response: Response,
    item_id: ItemId,
    pictures: Annotated[list[UploadFile], File(description="The picture that is searched, then others.")],
    item: Annotated[str, Form(description="The item as JSON, as in `PUT /v1/items/{id}`.")] = "{}",
) -> PutOut:
    """For shops whose pictures are on no web server."""
    if len(pictures) > MAX_PICTURES:
        raise InvalidInput(f"{len(pictures)} pictures; send 1 to {MAX_PICTURES}")
    sent = [SentPicture(one.filename or "picture", await one.read()) for one in pictures]
    return await _put(house, workshop, response, item_id, _parse(item).to_row(), sent)


@router.patch("/items/{item_id:path}", summary="Change an offer, or put labels right", responses=problems(404, 422))
async def change_item(house: HouseDoor, item_id: ItemId, change: ItemChange) -> ItemOut:
    """A price or stock counts until the next feed says otherwise.

    What a person says of a label counts before what the shop or the encoder says, and teaches the next training.
    """
    if change.is_empty and not change.labels:
        raise InvalidInput("nothing is to be changed; send price, list_price, availability or labels")
    return ItemOut.of(await run_in_threadpool(_change, house, item_id, change))


@router.delete(
    "/items/{item_id:path}",
    summary="Remove an item",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(404),
)
async def remove_item(house: HouseDoor, item_id: ItemId) -> None:
    """It is gone from the next search, and its pictures with it where no other item shows them."""
    if not await run_in_threadpool(house.removal.run, house.settings.shop, [item_id]):
        raise NotFound(f"the shop has no item {item_id[:200]!r}; it may have been removed already")


async def _put(
    house: House, workshop: WorkshopDoor, response: Response, item_id: str, row: dict[str, Any], sent: list[SentPicture]
) -> PutOut:
    shop = house.settings.shop
    done = await workshop.run(house.submissions.put, shop, row | {"id": item_id}, sent=sent)
    response.status_code = status.HTTP_201_CREATED if done.created else status.HTTP_200_OK
    stored = await run_in_threadpool(house.catalogue.get, shop, item_id)
    return PutOut(item=ItemOut.of(stored), remarks=list(done.remarks))


def _change(house: House, item_id: str, change: ItemChange) -> Any:
    shop = house.settings.shop
    # Looked at before anything is changed, so that a request is done whole or not at all.
    check_corrections(change.labels)
    if not change.is_empty:
        offers = {item_id: partial(change.change, default_currency=house.settings.currency)}
        written = house.catalogue.reprice(shop, offers)
        if written.refused:
            raise InvalidItem(written.refused[item_id])
    return (
        house.catalogue.correct(shop, item_id, change.labels) if change.labels else house.catalogue.get(shop, item_id)
    )


def _parse(text: str) -> ItemIn:
    try:
        return ItemIn.model_validate_json(text)
    except ValidationError as error:
        told = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
        raise InvalidInput(f"the form field item is no item: {told}") from error
