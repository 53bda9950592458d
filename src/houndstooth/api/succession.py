"""Succession: when another artifact is put to work, a new house takes over, loaded beside the old one."""

from __future__ import annotations

import logging
from threading import Event, Thread

from fastapi import FastAPI

from houndstooth.bootstrap import House
from houndstooth.services.worker import Worker

_PAUSE = 1.0
"""Seconds between two looks at which artifact is at work."""

_log = logging.getLogger("houndstooth.reindexing")


class Succession:
    """Sees to it that ``app.state.house`` uses the artifact at work, and that its worker runs.

    The old house answers until the new one is loaded. It is closed at the end: requests may still be under way in it,
    and the middleware holds on to its doors, which know nothing of artifacts.
    """

    def __init__(self, app: FastAPI) -> None:
        self._app = app
        self._stopping = Event()
        self._retired: list[House] = []
        self._thread = Thread(target=self._run, name="succession", daemon=True)
        self._worker = self._move_in(app.state.house)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """End, and give back what was opened."""
        self._stopping.set()
        self._thread.join(5.0)
        self._worker.stop()
        for house in (*self._retired, self._app.state.house):
            house.close()

    def _move_in(self, house: House) -> Worker:
        house.search.warm_up(house.settings.shop)
        house.recommender.warm_up(house.settings.shop)
        house.browse.warm_up(house.settings.shop)
        worker = house.new_worker()
        worker.start()
        return worker

    def _run(self) -> None:
        while not self._stopping.wait(_PAUSE):
            try:
                if self._app.state.house.is_superseded:
                    self._succeed()
            except Exception:  # whatever is wrong with the next one, this one answers
                _log.exception("the artifact that was put to work cannot be used yet")

    def _succeed(self) -> None:
        old = self._app.state.house
        new = House(old.settings)
        worker = self._move_in(new)
        self._worker.stop()
        self._worker, self._app.state.house = worker, new
        self._retired.append(old)
        old.let_go()
        _log.info("searches use %s now", new.encoder.artifact_id)
