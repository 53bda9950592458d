"""Shopper tokens: JWT (RFC 7519), HS256, signed by the shop; read through PyJWT."""

from __future__ import annotations

import base64
from datetime import datetime, timedelta
from typing import Any

import jwt

from houndstooth.domain.access import MAX_NAME
from houndstooth.domain.errors import Unauthenticated
from houndstooth.domain.item import has_control_characters

ALGORITHM = "HS256"
LONGEST = timedelta(hours=24)
LEEWAY = timedelta(seconds=60)
"""How far the clock of a shop may be ahead of ours."""

MAX_TOKEN = 4096
_REQUIRED = ["sub", "shop", "exp", "iat"]
# The times are checked below, against the clock that we are given.
_OPTIONS: dict[str, Any] = {
    "require": _REQUIRED, "verify_exp": False, "verify_iat": False, "verify_nbf": False, "verify_aud": False,
}  # fmt: skip


def signer_of(token: str) -> str:
    """The ``kid`` in the header of a token: the id of the secret key that it says it is signed with.

    Raises:
        Unauthenticated: it is no such token.
    """
    if len(token) > MAX_TOKEN:
        raise Unauthenticated(f"the shopper token has {len(token):,} characters; {MAX_TOKEN:,} are enough")
    try:
        key_id = jwt.get_unverified_header(token).get("kid")
    except (jwt.InvalidTokenError, ValueError) as error:
        raise Unauthenticated("the shopper token is no JWT; see docs/shopper-tokens.md") from error
    if not isinstance(key_id, str):
        raise Unauthenticated("the header of the shopper token has no kid; put the id of your secret key there")
    return key_id


def shopper_in(token: str, *, signing_secret: str, shop_id: str, now: datetime) -> str:
    """The ``sub`` of a token that holds.

    Raises:
        Unauthenticated: it does not; the message says what is wrong.
    """
    if not _is_written_one_way(token):
        raise Unauthenticated("the signature of the shopper token is not written as base64url has it")
    try:
        claims = jwt.decode(token, signing_secret, algorithms=[ALGORITHM], options=_OPTIONS)  # type: ignore[arg-type]
    except (jwt.InvalidTokenError, ValueError) as error:
        raise Unauthenticated(f"the shopper token does not hold: {error}") from error
    _check_times(claims, now)
    if claims["shop"] != shop_id:
        raise Unauthenticated("the shopper token is of another shop than the request")
    shopper = claims["sub"]
    if not isinstance(shopper, str) or not 0 < len(shopper) <= MAX_NAME or has_control_characters(shopper):
        raise Unauthenticated(f"the sub of the shopper token is no text of 1 to {MAX_NAME} characters")
    return shopper


def _is_written_one_way(token: str) -> bool:
    """Whether the signature is the only text for its bytes: decoders are lenient with the last bits and strange signs.

    Otherwise one token would have several spellings, and a list of used or blocked tokens would miss some.
    """
    signature = token.rpartition(".")[2]
    try:
        read = base64.urlsafe_b64decode(signature + "=" * (-len(signature) % 4))
    except ValueError:
        return False
    return base64.urlsafe_b64encode(read).rstrip(b"=").decode("ascii") == signature


def _check_times(claims: dict[str, Any], now: datetime) -> None:
    issued, expires = claims["iat"], claims["exp"]
    if not all(isinstance(moment, int) and not isinstance(moment, bool) for moment in (issued, expires)):
        raise Unauthenticated("iat and exp of the shopper token are not whole seconds since 1970")
    seconds = now.timestamp()
    if seconds >= expires:
        raise Unauthenticated("the shopper token is over; give the page a new one")
    if expires - seconds > LONGEST.total_seconds() + LEEWAY.total_seconds():
        raise Unauthenticated("the shopper token is good for more than 24 hours; make exp at most 24 hours ahead")
    if issued - seconds > LEEWAY.total_seconds():
        raise Unauthenticated("the shopper token was issued in the future; set the clock of the server that signs it")
