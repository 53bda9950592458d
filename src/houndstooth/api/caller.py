"""Where a request comes from: the address it counts for, and whether it came over https."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from houndstooth.net.addresses import Network

_HOME_PREFIX = 64
"""Whoever has one IPv6 address has all of its /64."""


@dataclass(frozen=True, slots=True)
class Caller:
    """``address`` is what limits count by: an IPv4 address, or the /64 of an IPv6 one."""

    address: str
    https: bool


class Callers:
    """Notes the caller of each request in its state; forwarding headers count from trusted proxies alone."""

    def __init__(self, app: ASGIApp, trusted: Sequence[Network]) -> None:
        self._app = app
        self._trusted = tuple(trusted)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] == "http":
            scope.setdefault("state", {})["caller"] = caller_of(scope, self._trusted)
        await self._app(scope, receive, send)


def caller_of(scope: Scope, trusted: Sequence[Network]) -> Caller:
    """Who sent the request of this ASGI scope.

    ``X-Forwarded-For`` is read from its end: each trusted proxy vouches for the address before it, and the first
    address that is no trusted proxy is the caller, whatever stands further left.
    """
    peer = scope["client"][0] if scope.get("client") else ""
    if not _is_in(peer, trusted):
        return Caller(_counted(peer), scope.get("scheme") == "https")
    headers = Headers(scope=scope)
    address = peer
    hops = [hop.strip() for line in headers.getlist("x-forwarded-for") for hop in line.split(",")]
    while hops and _is_in(address, trusted) and _is_address(hops[-1]):
        address = hops.pop()
    schemes = ",".join(headers.getlist("x-forwarded-proto")).split(",")
    return Caller(_counted(address), schemes[-1].strip() == "https")


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _is_in(text: str, networks: Sequence[Network]) -> bool:
    if not _is_address(text):
        return False
    address = _plain(text)
    return any(address.version == network.version and address in network for network in networks)


def _plain(text: str) -> IPv6Address | IPv4Address:
    """An address; an IPv4 one inside IPv6 (``::ffff:192.0.2.1``) as itself."""
    address = ip_address(text)
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address


def _counted(text: str) -> str:
    if not _is_address(text):
        return text[:100]
    address = _plain(text)
    if isinstance(address, IPv6Address):
        return str(IPv6Network((int(address), _HOME_PREFIX), strict=False))
    return str(address)
