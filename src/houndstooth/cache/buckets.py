"""Token buckets in the memory of one process."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

MAX_NAMES = 100_000


class MemoryBuckets:
    """``Buckets``: a name holds at most one minute's worth.

    Of more than ``most`` names the one that was idle longest is forgotten, and begins with a full bucket again: memory
    is bounded, and whoever commands that many addresses is not stopped by counting them.
    """

    def __init__(self, *, most: int = MAX_NAMES, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._levels)

    def take(self, name: str, *, per_minute: int) -> float:
        """See ``Buckets.take``."""
        with self._lock:
            now = self._clock()
            level, since = self._levels.pop(name, (float(per_minute), now))
            level = min(per_minute, level + (now - since) * per_minute / 60)
            wait = max(0.0, (1 - level) * 60 / per_minute)
            self._levels[name] = (level if wait else level - 1, now)
            if len(self._levels) > self._most:
                self._levels.popitem(last=False)
        return wait
