"""The worker: a thread that does what waits, jobs first, then feeds whose turn it is."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from threading import Event, Thread

_PAUSE = 1.0
"""Seconds between two looks where there was nothing to do."""

_log = logging.getLogger("houndstooth.worker")


class Worker:
    """Runs ``tasks`` in turn until it is stopped.

    Args:
        tasks: each does one piece of work and returns whether there was any.
    """

    def __init__(self, tasks: Sequence[Callable[[], bool]]) -> None:
        self._tasks = tasks
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="worker", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self, *, patience: float = 5.0) -> None:
        """End after the piece of work at hand, but wait no longer than ``patience`` seconds: it is begun again."""
        self._stopping.set()
        self._thread.join(patience)

    def _run(self) -> None:
        while not self._stopping.is_set():
            if not any(self._do(task) for task in self._tasks):
                self._stopping.wait(_PAUSE)

    def _do(self, task: Callable[[], bool]) -> bool:
        try:
            return task()
        except Exception:  # a fault of ours in one job must not end all others
            _log.exception("a piece of work failed")
            self._stopping.wait(_PAUSE)
            return False
