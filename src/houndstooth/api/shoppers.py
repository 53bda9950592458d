"""``GET`` and ``PATCH /v1/shoppers/{id}/profile``, ``PUT`` and ``DELETE /v1/shoppers/{id}/facts``."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response
from fastapi.concurrency import run_in_threadpool

from houndstooth.api.doors import HouseDoor, PrincipalDoor, problems
from houndstooth.api.shopper_schemas import CorrectionsIn, FactsIn, ProfileOut
from houndstooth.domain.errors import Forbidden, InvalidInput
from houndstooth.domain.event import Who

router = APIRouter(prefix="/v1/shoppers", tags=["shoppers"])

ME = "me"


def _who(
    principal: PrincipalDoor,
    response: Response,
    shopper_id: Annotated[
        str,
        Path(
            description="The shop's id of the shopper, percent-encoded; `me` for the one whose token comes with it, or "
            "for a session.",
            examples=["me"],
        ),
    ],
    session: Annotated[
        str | None, Query(max_length=200, description="With `me`: the anonymous session that events call `client_id`.")
    ] = None,
) -> Who:
    """Whom a request speaks of: web pages only of their own shopper, by token, or of a session."""
    response.headers["Cache-Control"] = "no-store"
    if shopper_id == ME:
        if principal.shopper is None and session is None:
            raise InvalidInput("nobody says who 'me' is; send a shopper token, or ?session= with a session's client_id")
        return Who(principal.shopper, session)
    if session is not None:
        raise InvalidInput("a session is asked for as /v1/shoppers/me/…?session=, and not with the id of a shopper")
    if principal.public and principal.shopper != shopper_id:
        raise Forbidden(
            "a web page may speak of its own shopper alone; send their shopper token, or ask with a secret key"
        )
    return Who(shopper_id)


WhoDoor = Annotated[Who, Depends(_who)]


@router.get(
    "/{shopper_id:path}/profile", summary="What is believed of a shopper, and why", responses=problems(401, 403, 422)
)
async def get_profile(house: HouseDoor, principal: PrincipalDoor, who: WhoDoor) -> ProfileOut:
    """As of this moment, in words and as data. Of somebody who never did anything nothing is believed."""
    return ProfileOut.of(who, await run_in_threadpool(house.profiles.account, principal, who))


@router.patch("/{shopper_id:path}/profile", summary="Put a profile right", responses=problems(401, 403, 409, 422))
async def correct_profile(
    house: HouseDoor, principal: PrincipalDoor, who: WhoDoor, wanted: CorrectionsIn
) -> ProfileOut:
    """What is said here counts before whatever follows from what was done, from the next list on, until taken back."""
    account = await run_in_threadpool(house.profiles.correct, principal, who, wanted.wishes())
    return ProfileOut.of(who, account)


@router.put("/{shopper_id:path}/facts", summary="Keep what a shopper declares", responses=problems(401, 403, 409, 422))
async def declare_facts(house: HouseDoor, principal: PrincipalDoor, who: WhoDoor, said: FactsIn) -> ProfileOut:
    """Only with their consent: say which words they agreed to."""
    wording = None if said.consent is None else said.consent.wording
    return ProfileOut.of(who, await run_in_threadpool(house.profiles.declare, principal, who, said.facts(), wording))


@router.delete(
    "/{shopper_id:path}/facts",
    status_code=204,
    summary="Withdraw the consent to declared facts",
    responses=problems(401, 403, 422),
)
async def withdraw_facts(house: HouseDoor, principal: PrincipalDoor, who: WhoDoor) -> None:
    """What was declared is deleted at once. That there was consent, and until when, is kept as proof."""
    await run_in_threadpool(house.profiles.withdraw, principal, who)
