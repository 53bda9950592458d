"""Limits for each address: how often, and how much at once."""

from __future__ import annotations

from collections import Counter

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from houndstooth.api.problems import answer_to
from houndstooth.bootstrap import House
from houndstooth.domain.errors import TooManyRequests

_BREATH_SECONDS = 1


class AddressLimits:
    """Refuses what goes beyond ``rate_per_address`` or ``concurrency_per_address``."""

    def __init__(self, app: ASGIApp, house: House) -> None:
        self._app = app
        self._buckets = house.buckets
        self._rate = house.settings.rate_per_address
        self._most = house.settings.concurrency_per_address
        self._under_way: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        address = scope["state"]["caller"].address
        try:
            self._check(address)
        except TooManyRequests as refusal:
            await answer_to(Request(scope), refusal)(scope, receive, send)
            return
        self._under_way[address] += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._under_way[address] -= 1
            if not self._under_way[address]:
                del self._under_way[address]

    def _check(self, address: str) -> None:
        if self._under_way[address] >= self._most:
            raise TooManyRequests(
                f"{self._most} requests from {address} are under way already; wait for their answers", _BREATH_SECONDS
            )
        if self._rate and (wait := self._buckets.take(f"address {address}", per_minute=self._rate)):
            raise TooManyRequests(f"more than {self._rate:,} requests a minute from {address}; slow down", wait)
