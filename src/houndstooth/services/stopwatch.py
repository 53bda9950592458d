"""Where the time of a piece of work goes."""

from __future__ import annotations

from time import perf_counter


class Stopwatch:
    """Adds up the seconds spent in named stages. One watch for one thread."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._started = perf_counter()

    def lap(self, stage: str) -> None:
        """The time since the last lap (or the start) belongs to ``stage``."""
        now = perf_counter()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self._started
        self._started = now
