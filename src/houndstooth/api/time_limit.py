"""A limit on how long a request may take until its answer begins."""

from __future__ import annotations

import asyncio
import logging
from http import HTTPStatus

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from houndstooth.api.problems import problem

_log = logging.getLogger("houndstooth.api")


class TimeLimit:
    """Answers 503 when no answer has begun after ``seconds``, reading the body included.

    The request itself is not cut off: a thread cannot be, and whoever counts the work under way must not think that it
    ended. It goes on unheard, and a body that is still awaited ends as if the caller had left.
    """

    def __init__(self, app: ASGIApp, seconds: float) -> None:
        self._app = app
        self._seconds = seconds
        self._tasks: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, for as long as there is time."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        line = _Line(send)
        task = asyncio.ensure_future(self._app(scope, receive, line.send))
        self._tasks.add(task)  # the event loop itself would let it be collected
        task.add_done_callback(self._tasks.discard)
        try:
            await asyncio.wait({task}, timeout=self._seconds)
        except asyncio.CancelledError:
            task.cancel()
            raise
        if task.done() or line.answering:
            await task
            return
        line.hang_up()
        task.add_done_callback(_tell_fault)
        detail = f"There was no answer within {self._seconds:g} seconds; send less at once, or try again later"
        answer = problem(Request(scope), HTTPStatus.SERVICE_UNAVAILABLE, "timed-out", detail)
        await answer(scope, receive, send)


class _Line:
    """The way to the caller, which can be hung up."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._hung_up = False
        self.answering = False

    def hang_up(self) -> None:
        self._hung_up = True

    async def send(self, message: Message) -> None:
        if self._hung_up:
            return
        self.answering = True
        await self._send(message)


def _tell_fault(task: asyncio.Task[None]) -> None:
    """Nobody awaits a request whose time was over: what went wrong in it is told here."""
    if not task.cancelled() and (fault := task.exception()):
        _log.warning("a request whose time was over ended with a fault", exc_info=fault)
