"""Cross-origin requests (CORS): browsers on the pages of a shop may call us with the shop's public key."""

from __future__ import annotations

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from houndstooth.api.credentials import KEY_HEADER, SHOPPER_HEADER, is_own_page
from houndstooth.api.request_id import HEADER as REQUEST_ID
from houndstooth.bootstrap import House

_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST, PUT, PATCH, DELETE",
    "Access-Control-Allow-Headers": f"Authorization, Content-Type, {KEY_HEADER}, {SHOPPER_HEADER}, {REQUEST_ID}",
    "Access-Control-Max-Age": "600",
}
_ANSWER = {"Access-Control-Expose-Headers": f"{REQUEST_ID}, Retry-After"}


class CrossOrigin:
    """Names an origin in the answer exactly when a public key that holds is bound to it. Cookies are never allowed."""

    def __init__(self, app: ASGIApp, house: House) -> None:
        self._app = app
        self._house = house

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a preflight, or pass the request on."""
        if scope["type"] != "http" or not scope["path"].startswith("/v1/"):
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        origin = await self._allowed(request)
        if request.method == "OPTIONS" and "access-control-request-method" in request.headers:
            answer = Response(status_code=204, headers=_named(origin, _PREFLIGHT) | {"Vary": "Origin"})
            await answer(scope, receive, send)
            return

        async def send_named(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.add_vary_header("Origin")
                headers.update(_named(origin, _ANSWER))
            await send(message)

        await self._app(scope, receive, send_named)

    async def _allowed(self, request: Request) -> str | None:
        origin = request.headers.get("origin")
        if origin is None or is_own_page(origin, request.headers.get("host", "")):
            return None
        bound = await run_in_threadpool(self._house.key_ring.binds, origin)
        return origin if bound else None


def _named(origin: str | None, more: dict[str, str]) -> dict[str, str]:
    return {} if origin is None else {"Access-Control-Allow-Origin": origin} | more
