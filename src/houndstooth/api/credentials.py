"""Credentials: what a request shows of who it is from, and whom we know by it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.requests import Request

from houndstooth.bootstrap import House
from houndstooth.domain.access import Principal
from houndstooth.domain.errors import Forbidden, Unauthenticated
from houndstooth.services.sign_in import SignedIn

KEY_HEADER = "X-Houndstooth-Key"
SHOPPER_HEADER = "X-Houndstooth-Shopper"
CSRF_HEADER = "X-CSRF-Token"
SESSION_COOKIE = "houndstooth_session"
CSRF_COOKIE = "houndstooth_csrf"

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a request shows. ``in_address`` is a key that stands in the address, where that is allowed."""

    method: str
    host: str
    origin: str | None
    referer: str | None
    key: str | None
    in_address: str | None
    session: str | None
    csrf_token: str | None
    shopper: str | None

    @classmethod
    def of(cls, request: Request, *, key_in_address: bool) -> Credentials:
        """Read them; nothing is verified."""
        headers = request.headers
        return cls(
            method=request.method,
            host=headers.get("host", ""),
            origin=headers.get("origin"),
            referer=headers.get("referer"),
            key=_bearer(headers.get("authorization")) or headers.get(KEY_HEADER),
            in_address=request.query_params.get("key") if key_in_address else None,
            session=request.cookies.get(SESSION_COOKIE),
            csrf_token=headers.get(CSRF_HEADER),
            shopper=headers.get(SHOPPER_HEADER),
        )

    @property
    def none_shown(self) -> bool:
        """Whether there is nothing to look up."""
        return self.key is None and self.in_address is None and self.session is None and self.shopper is None


def identify(house: House, shown: Credentials) -> tuple[Principal, SignedIn | None]:
    """Who it is: of a key, else of a session, else a visitor. Reads the database.

    Raises:
        Unauthenticated: what is shown does not hold.
        Forbidden: a key from a wrong origin, or a change without the token of its session.
    """
    principal, session = _without_shopper(house, shown)
    if shown.shopper is not None:
        principal = house.shoppers.introduce(principal, shown.shopper)
    return principal, session


def visitor(house: House) -> Principal:
    """Whoever shows nothing."""
    return Principal.visitor(house.settings.shop, welcome=house.settings.welcomes_visitors)


def check_own_page(origin: str | None, host: str) -> None:
    """Refuse a request that a page of another address sends. Programs send no ``Origin``.

    The scheme is not compared: behind a proxy that ends TLS we see another one than the browser does.

    Raises:
        Forbidden: it is of another page.
    """
    if origin is not None and not is_own_page(origin, host):
        raise Forbidden(
            f"the request comes from a page of {origin[:80]!r}, and this is {host[:80]!r}; behind a proxy, let it pass "
            "the Host header on"
        )


def is_own_page(origin: str, host: str) -> bool:
    """Whether a page of this origin was served under this ``Host``."""
    try:
        parts = urlsplit(origin)
        named = urlsplit(f"{parts.scheme}://{host}")
        usual = {"http": 80, "https": 443}.get(parts.scheme)
        theirs, ours = (parts.hostname, parts.port or usual), (named.hostname, named.port or usual)
    except ValueError:
        return False
    return parts.hostname is not None and theirs == ours


def _without_shopper(house: House, shown: Credentials) -> tuple[Principal, SignedIn | None]:
    if shown.key is not None:
        return house.key_ring.recognise(shown.key, origin=shown.origin), None
    if shown.in_address is not None:
        return _by_address(house, shown, shown.in_address), None
    if shown.session is not None:
        return _by_session(house, shown, shown.session)
    return visitor(house), None


def _by_address(house: House, shown: Credentials, text: str) -> Principal:
    """A public key in the address of a picture; browsers send no ``Origin`` with those, but mostly a ``Referer``."""
    if not text.startswith("ht_pk_"):
        raise Unauthenticated("only a public key, ht_pk_…, may stand in an address; send others in a header")
    return house.key_ring.recognise(text, origin=shown.origin or _origin_of(shown.referer or ""))


def _origin_of(address: str) -> str | None:
    try:
        page = urlsplit(address)
    except ValueError:
        return None
    return f"{page.scheme}://{page.netloc}" if page.netloc else None


def _by_session(house: House, shown: Credentials, token: str) -> tuple[Principal, SignedIn]:
    session = house.sign_in.recognise(token)
    if shown.method not in _SAFE:
        check_own_page(shown.origin, shown.host)
        if not house.vault.same(shown.csrf_token or "", session.csrf_token):
            raise Forbidden(f"the header {CSRF_HEADER} is missing or wrong; send the value of the cookie {CSRF_COOKIE}")
    return session.principal, session


def _bearer(header: str | None) -> str | None:
    """The key of an Authorization; what other schemes say is for a proxy before us."""
    scheme, _, text = (header or "").partition(" ")
    return text.strip() or None if scheme.casefold() == "bearer" else None
