"""Where heavy work is done: in a few threads, never on the event loop, and never more than can wait."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ParamSpec, TypeVar

from anyio import CapacityLimiter, to_thread

from houndstooth.domain.errors import Busy

P = ParamSpec("P")
T = TypeVar("T")


class Workshop:
    """Runs at most ``workers`` calls at once and lets at most ``queue`` more wait."""

    def __init__(self, *, workers: int, queue: int) -> None:
        self._limiter = CapacityLimiter(workers)
        self._most = workers + queue
        self._present = 0

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The result of ``work``.

        Raises:
            Busy: as many calls as allowed are at work or waiting already.
        """
        if self._present >= self._most:
            raise Busy(f"{self._present} requests are at work or waiting already; try again in a moment")
        self._present += 1
        try:
            return await to_thread.run_sync(partial(work, *args, **kwargs), limiter=self._limiter)
        finally:
            self._present -= 1
