"""The gate that every request passes before anything of its body is read."""

from __future__ import annotations

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from houndstooth.api.credentials import Credentials, identify, visitor
from houndstooth.api.permissions import Permission, methods_of, row_of
from houndstooth.api.problems import answer_to, problem
from houndstooth.bootstrap import House
from houndstooth.domain.access import Actor, Principal
from houndstooth.domain.errors import Denied, Forbidden, HoundstoothError, TooManyRequests
from houndstooth.services.sign_in import SignedIn


class Gate:
    """Finds the row of the table, knows the principal, and refuses whoever may not; notes both in the state."""

    def __init__(self, app: ASGIApp, house: House) -> None:
        self._app = app
        self._house = house

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] == "websocket":  # no row can be for one
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        row = row_of(request.method, scope["path"])
        if row is None:
            answer = problem(request, 405, "method-not-allowed", f"{request.method[:20]} is nothing to do here")
            answer.headers["Allow"] = ", ".join(methods_of(scope["path"]))
            await answer(scope, receive, send)
            return
        template, permission = row
        try:
            principal, session = await self._admit(request, permission)
        except HoundstoothError as error:
            await answer_to(request, error)(scope, receive, send)
            return
        scope["state"] |= {"principal": principal, "session": session, "template": template}
        await self._app(scope, receive, _unstored(send) if principal.actor is not Actor.VISITOR else send)

    async def _admit(self, request: Request, permission: Permission) -> tuple[Principal, SignedIn | None]:
        try:
            shown = Credentials.of(request, key_in_address=permission.key_in_address)
            principal, session = (
                (visitor(self._house), None)
                if shown.none_shown
                else await run_in_threadpool(identify, self._house, shown)
            )
        except Denied:
            if not permission.everyone:
                raise
            principal, session = visitor(self._house), None
        self._check_rate(principal)
        permission.check(principal)
        return principal, session

    def _check_rate(self, principal: Principal) -> None:
        limit = self._house.settings.rate_per_key
        if not limit or principal.actor is not Actor.KEY:
            return
        if wait := self._house.buckets.take(f"key {principal.id}", per_minute=limit):
            raise TooManyRequests(f"the key {principal.id} made more than {limit:,} requests a minute; slow down", wait)


def confirm(request: Request) -> None:
    """The last lock, before each route: the row that was judged is the one of the route that was reached.

    Raises:
        Forbidden: the table of permissions has no row for this route.
    """
    if getattr(request.state, "template", None) != request.scope["route"].path:
        raise Forbidden("nobody may do this: the table of permissions has no row for it")


def _unstored(send: Send) -> Send:
    """What somebody in particular was answered stays out of caches, unless the route says otherwise."""

    async def send_unstored(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).setdefault("Cache-Control", "no-store")
        await send(message)

    return send_unstored
