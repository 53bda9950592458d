"""A limit on what a request may carry, enforced while it arrives."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from houndstooth.api.problems import PayloadTooLarge, problem


class BodyLimit:
    """Refuses bodies beyond ``limit`` bytes: by their declared length, or as soon as they pass it."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, counting what arrives."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = Headers(scope=scope).get("content-length", "0")
        if declared.isdigit() and int(declared) > self._limit:
            refusal = PayloadTooLarge(self._limit)
            answer = problem(Request(scope), refusal.status_code, "invalid-input", refusal.detail)
            await answer(scope, receive, send)
            return
        arrived = 0

        async def counted() -> Message:
            nonlocal arrived
            message = await receive()
            arrived += len(message.get("body", b""))
            if arrived > self._limit:
                raise PayloadTooLarge(self._limit)
            return message

        await self._app(scope, counted, send)
