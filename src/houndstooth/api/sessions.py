"""``POST /v1/sessions`` and ``DELETE /v1/sessions/current``: signing in and out."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from houndstooth.api.access_schemas import Credentials, MeOut, SessionOut
from houndstooth.api.credentials import CSRF_COOKIE, SESSION_COOKIE, check_own_page
from houndstooth.api.doors import HouseDoor, SessionDoor, WorkshopDoor, problems
from houndstooth.services.sign_in import LONGEST

router = APIRouter(prefix="/v1", tags=["access"])


@router.post("/sessions", status_code=201, summary="Sign in", responses=problems(401, 403, 422, 429))
async def sign_in(
    request: Request, response: Response, house: HouseDoor, workshop: WorkshopDoor, who: Credentials
) -> SessionOut:
    """Sets two cookies: the session, which no script can read, and the CSRF token, which the page's scripts read."""
    check_own_page(request.headers.get("origin"), request.headers.get("host", ""))
    caller, shop = request.state.caller, who.shop or house.settings.shop
    # In the workshop: a password hash costs 64 MiB and a good part of a second, so only a few are made at once.
    session, token = await workshop.run(house.sign_in.begin, shop, who.name, who.password, address=caller.address)
    for name, value, hidden in ((SESSION_COOKIE, token, True), (CSRF_COOKIE, session.csrf_token, False)):
        response.set_cookie(
            name, value, max_age=int(LONGEST.total_seconds()), httponly=hidden, secure=caller.https, samesite="lax"
        )
    response.headers["Cache-Control"] = "no-store"
    return SessionOut(**MeOut.of(session.principal).model_dump(), csrf_token=session.csrf_token)


@router.delete("/sessions/current", status_code=204, summary="Sign out", responses=problems(401, 403))
async def sign_out(house: HouseDoor, session: SessionDoor) -> Response:
    """The session ends for whoever holds its cookie."""
    await run_in_threadpool(house.sign_in.end, session)
    answer = Response(status_code=204)
    for name in (SESSION_COOKIE, CSRF_COOKIE):
        answer.delete_cookie(name)
    return answer
