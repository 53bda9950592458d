"""``PUT``, ``PATCH`` and ``DELETE /v1/items/{id}``; ``POST`` and ``PATCH /v1/items``: changing the catalogue."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Header, Response, UploadFile, status
from fastapi.concurrency import run_in_threadpool
from pydantic import ValidationError

from houndstooth.api.doors import HouseDoor, PrincipalDoor, WorkshopDoor, problems
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
from houndstooth.api.permissions import CHANGE_ITEMS
from houndstooth.api.schemas import ItemOut
from houndstooth.bootstrap import House
from houndstooth.catalog.submitted import SentPicture
from houndstooth.domain.access import Principal
from houndstooth.domain.catalogue import StoredItem, Written
from houndstooth.domain.errors import InvalidInput, InvalidItem, NotFound
from houndstooth.domain.job import Job
from houndstooth.domain.label import check_corrections
from houndstooth.services.submissions import Put

router = APIRouter(prefix="/v1", tags=["catalogue"])

MAX_PICTURES = 11

_NAMED = 20
"""So many ids of a batch stand in the audit log."""


@router.post(
    "/items",
    summary="Add or replace many items",
    status_code=status.HTTP_202_ACCEPTED,
    responses=problems(401, 403, 409, 413, 422),
)
async def submit_items(
    house: HouseDoor,
    principal: PrincipalDoor,
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
    job = await run_in_threadpool(_submit, house, principal, batch, idempotency_key)
    response.headers["Location"] = f"/v1/jobs/{job.id}"
    return JobOut.of(job)


@router.patch("/items", summary="Change prices and stock of many items", responses=problems(401, 403, 413, 422))
async def change_offers(house: HouseDoor, principal: PrincipalDoor, batch: OffersIn) -> OffersOut:
    """At once: the next search and filter see it. The next feed that says otherwise counts again."""
    written = await run_in_threadpool(_reprice, house, principal, batch)
    refused = [RefusedOut(id=item_id, reason=reason) for item_id, reason in written.refused.items()]
    return OffersOut(changed=list(written.changed), missing=list(written.missing), refused=refused)


@router.put("/items/{item_id:path}", summary="Add or replace an item", responses=problems(401, 403, 413, 422))
async def put_item(
    house: HouseDoor,
    workshop: WorkshopDoor,
    principal: PrincipalDoor,
    response: Response,
    item_id: ItemId,
    item: ItemIn,
) -> PutOut:
    """It is found by the next search. The answer is 201 for an item that is new."""
    done, stored = await workshop.run(_put, house, principal, item.to_row() | {"id": item_id}, [])
    return _answer(done, stored, response)


@router.post(
    "/items/{item_id:path}/pictures",
    summary="Add or replace an item, with pictures",
    responses=problems(401, 403, 413, 422),
)
async def put_item_with_pictures(
    house: HouseDoor,
    workshop: WorkshopDoor,
    principal: PrincipalDoor,
    response: Response,
    item_id: ItemId,
    pictures: Annotated[list[UploadFile], File(description="The picture that is searched, then others.")],
    item: Annotated[str, Form(description="The item as JSON, as in `PUT /v1/items/{id}`.")] = "{}",
) -> PutOut:
    """For shops whose pictures are on no web server."""
    if len(pictures) > MAX_PICTURES:
        raise InvalidInput(f"{len(pictures)} pictures; send 1 to {MAX_PICTURES}")
    row = _parse(item).to_row() | {"id": item_id}
    sent = [SentPicture(one.filename or "picture", await one.read()) for one in pictures]
    done, stored = await workshop.run(_put, house, principal, row, sent)
    return _answer(done, stored, response)


@router.patch(
    "/items/{item_id:path}", summary="Change an offer, or put labels right", responses=problems(401, 403, 404, 422)
)
async def change_item(house: HouseDoor, principal: PrincipalDoor, item_id: ItemId, change: ItemChange) -> ItemOut:
    """A price or stock counts until the next feed says otherwise.

    What a person says of a label counts before what the shop or the encoder says, and teaches the next training.
    Stylists may put labels right, and change no offer.
    """
    if change.is_empty and not change.labels:
        raise InvalidInput("nothing is to be changed; send price, list_price, availability or labels")
    if not change.is_empty:
        CHANGE_ITEMS.check(principal)
    return ItemOut.of(await run_in_threadpool(_change, house, principal, item_id, change))


@router.delete(
    "/items/{item_id:path}",
    summary="Remove an item",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(401, 403, 404),
)
async def remove_item(house: HouseDoor, principal: PrincipalDoor, item_id: ItemId) -> None:
    """It is gone from the next search, and its pictures with it where no other item shows them."""
    await run_in_threadpool(_remove, house, principal, item_id)


def _submit(house: House, principal: Principal, batch: BatchIn, request_key: str | None) -> Job:
    rows = [item.to_row() for item in batch.items]
    job = house.submissions.submit(principal.shop_id, rows, request_key=request_key)
    house.audit.record(principal, "items.submitted", job.id, {"items": len(rows)})
    return job


def _reprice(house: House, principal: Principal, batch: OffersIn) -> Written:
    currency = house.settings.currency
    offers = {one.id: partial(one.change, default_currency=currency) for one in batch.offers}
    written = house.catalogue.reprice(principal.shop_id, offers)
    told = {"items": len(written.changed), "first": list(written.changed[:_NAMED])}
    house.audit.record(principal, "offers.changed", "", told)
    return written


def _put(house: House, principal: Principal, row: dict[str, Any], sent: list[SentPicture]) -> tuple[Put, StoredItem]:
    done = house.submissions.put(principal.shop_id, row, sent=sent)
    house.audit.record(principal, "item.added" if done.created else "item.replaced", row["id"])
    return done, house.catalogue.get(principal.shop_id, row["id"])


def _answer(done: Put, stored: StoredItem, response: Response) -> PutOut:
    response.status_code = status.HTTP_201_CREATED if done.created else status.HTTP_200_OK
    return PutOut(item=ItemOut.of(stored), remarks=list(done.remarks))


def _change(house: House, principal: Principal, item_id: str, change: ItemChange) -> StoredItem:
    shop = principal.shop_id
    # Looked at before anything is changed, so that a request is done whole or not at all.
    check_corrections(change.labels)
    if not change.is_empty:
        offers = {item_id: partial(change.change, default_currency=house.settings.currency)}
        written = house.catalogue.reprice(shop, offers)
        if written.refused:
            raise InvalidItem(written.refused[item_id])
    stored = (
        house.catalogue.correct(shop, item_id, change.labels) if change.labels else house.catalogue.get(shop, item_id)
    )
    house.audit.record(principal, "item.changed", item_id, change.model_dump(mode="json", exclude_unset=True))
    return stored


def _remove(house: House, principal: Principal, item_id: str) -> None:
    if not house.removal.run(principal.shop_id, [item_id]):
        raise NotFound(f"the shop has no item {item_id[:200]!r}; it may have been removed already")
    house.audit.record(principal, "item.removed", item_id)


def _parse(text: str) -> ItemIn:
    try:
        return ItemIn.model_validate_json(text)
    except ValidationError as error:
        told = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
        raise InvalidInput(f"the form field item is no item: {told}") from error
