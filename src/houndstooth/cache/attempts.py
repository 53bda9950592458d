"""Failed attempts at signing in, in the memory of one process."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

FREE = 5
"""Failures without consequence; after each further one the delay doubles, from one second on."""

MOST = 10
"""Failures that lock."""

LOCKED_SECONDS = 15 * 60
"""How long a lock holds, and after how long without a failure all of them are forgotten."""

MAX_NAMES = 100_000


@dataclass(slots=True)
class _Tally:
    failures: int
    last: float

    def opens_at(self) -> float:
        if self.failures < FREE:
            return self.last
        if self.failures >= MOST:
            return self.last + LOCKED_SECONDS
        return self.last + 2.0 ** (self.failures - FREE)


class MemoryAttempts:
    """``Attempts``; of more than ``most`` names the one that failed longest ago is forgotten."""

    def __init__(self, *, most: int = MAX_NAMES, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._tallies: OrderedDict[str, _Tally] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._tallies)

    def begin(self, *names: str) -> float:
        """See ``Attempts.begin``."""
        with self._lock:
            now = self._clock()
            for name in names:
                self._forget_if_old(name, now)
            wait = max(self._tallies[name].opens_at() - now if name in self._tallies else 0.0 for name in names)
            if wait > 0:
                return wait
            for name in names:
                self._count(name, now)
        return 0.0

    def clear(self, name: str) -> None:
        """See ``Attempts.clear``."""
        with self._lock:
            self._tallies.pop(name, None)

    def take_back(self, name: str) -> None:
        """See ``Attempts.take_back``."""
        with self._lock:
            if tally := self._tallies.get(name):
                tally.failures = max(0, tally.failures - 1)

    def _forget_if_old(self, name: str, now: float) -> None:
        tally = self._tallies.get(name)
        if tally and now >= tally.last + LOCKED_SECONDS:
            del self._tallies[name]

    def _count(self, name: str, now: float) -> None:
        tally = self._tallies.pop(name, None) or _Tally(0, now)
        self._tallies[name] = _Tally(tally.failures + 1, now)
        if len(self._tallies) > self._most:
            self._tallies.popitem(last=False)
