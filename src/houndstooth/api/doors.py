"""What routes ask for: the services, the workshop, who asks, and parameters that several share."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from fastapi import Depends, Query, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from houndstooth.api.problems import MEDIA_TYPE
from houndstooth.api.schemas import ProblemOut
from houndstooth.api.workshop import Workshop
from houndstooth.bootstrap import House
from houndstooth.domain.access import Principal
from houndstooth.domain.errors import Forbidden, InvalidInput, Unauthenticated
from houndstooth.domain.event import Who
from houndstooth.services.sign_in import SignedIn

_MAX_NUMBER = 2**63
# For the OpenAPI description alone: the gate has read the header before.
_BEARER = HTTPBearer(auto_error=False, description="A key: `ht_sk_…` of a server, `ht_pk_…` of a web page.")


def _house(request: Request) -> House:
    house: House = request.app.state.house
    return house


def _workshop(request: Request) -> Workshop:
    workshop: Workshop = request.app.state.workshop
    return workshop


def _principal(
    request: Request, _shown: Annotated[HTTPAuthorizationCredentials | None, Security(_BEARER)] = None
) -> Principal:
    principal: Principal = request.state.principal
    return principal


def _shop(principal: Annotated[Principal, Depends(_principal)]) -> str:
    return principal.shop_id


def _session(request: Request) -> SignedIn:
    session: SignedIn | None = request.state.session
    if session is None:
        raise Unauthenticated("you are not signed in")
    return session


def _cursor(
    cursor: Annotated[str | None, Query(description="`next` of the page before.")] = None,
) -> int | None:
    if cursor is None:
        return None
    if not (cursor.isascii() and cursor.isdigit()) or int(cursor[:20]) >= _MAX_NUMBER:
        raise InvalidInput(f"the cursor {cursor[:40]!r} is not one that we gave; start again without it")
    return int(cursor)


class Variants(StrEnum):
    """How many of the variants of a product are shown."""

    ONE = "one"
    ALL = "all"


VariantsQuery = Annotated[
    Variants, Query(description="`one`: of the sizes and colours of a product the first that fits; `all`: every item.")
]
SHOPPER = "The shop's id of the shopper; needs a secret key or their token."
SESSION = "The anonymous session that events call `client_id`."
TASTE = "How much the shopper's taste counts beside likeness: 0, not at all, to 1."
ShopperQuery = Annotated[str | None, Query(max_length=200, description=SHOPPER)]
SessionQuery = Annotated[str | None, Query(max_length=200, description=SESSION)]
TasteQuery = Annotated[float, Query(ge=0, le=1, description=TASTE)]
WORDS = (
    "What is to be otherwise, in words: `but red`, `for men`, `checked`, `without stripes`, `cheaper`, `under 50`; "
    "at most 500 characters."
)
"""The description of words beside a picture."""

HouseDoor = Annotated[House, Depends(_house)]
WorkshopDoor = Annotated[Workshop, Depends(_workshop)]
PrincipalDoor = Annotated[Principal, Depends(_principal)]
"""Who asks."""

ShopDoor = Annotated[str, Depends(_shop)]
"""The shop of who asks: the only one that a route speaks of."""

SessionDoor = Annotated[SignedIn, Depends(_session)]
CursorQuery = Annotated[int | None, Depends(_cursor)]


def who_of(principal: Principal, shopper: str | None, session: str | None) -> Who | None:
    """For whom a list is asked.

    Raises:
        Forbidden: a web page asks for a shopper without their token.
    """
    if shopper is not None and principal.public and principal.shopper != shopper:
        raise Forbidden(
            "a web page may ask for its own shopper alone; send their shopper token, or ask with a secret key"
        )
    named = shopper or principal.shopper
    return None if named is None and session is None else Who(named, session)


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """For the OpenAPI description: the errors that a route answers with."""
    content = {MEDIA_TYPE: {"schema": ProblemOut.model_json_schema()}}
    return {status: {"description": "A problem", "content": content} for status in (*statuses, 503)}
