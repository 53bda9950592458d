"""Renewal: a server sees by itself to missing vectors, and to an artifact that is wished and not at work yet."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from houndstooth.services.development import Developer
from houndstooth.services.reindexing import Reindexing

_log = logging.getLogger("houndstooth.reindexing")


@dataclass
class Renewal:
    """A task of the worker. For one thread.

    An artifact that was in use before and was gone back from is not taken up again by itself.

    Args:
        reindexing: does the work.
        at_work: encodes with the artifact at work.
        wished: the artifact that the settings name, by its id and file.
        developer_of: encodes with another one.
    """

    reindexing: Reindexing
    at_work: Developer
    wished: tuple[str, Path]
    developer_of: Callable[[Path], Developer]
    _next: Developer | None = None
    _after: int = 0
    _seen: int = -1
    """The revision of the items in which nothing was missing."""

    def work(self) -> bool:
        """One batch; whether there was any."""
        revision = self.reindexing.vectors.revision()
        if revision == self._seen:
            return False
        if self.reindexing.relabel(self.at_work.artifact_id) or self._build():
            return True
        self._after, self._seen = 0, revision
        return False

    def _build(self) -> bool:
        artifact_id, path = self.wished
        if artifact_id in {use.artifact_id for use in self.reindexing.uses.all()}:
            return self._step(self.at_work, at_work=True)
        if self._next is None:
            self._next = self.developer_of(path)
            _log.info("building the vectors of %s; searches use %s until then", artifact_id, self.at_work.artifact_id)
        if not self._step(self._next, at_work=False) and not self.reindexing.build(self._next).encoded:
            self.reindexing.switch(artifact_id, path)
            _log.info("searches use %s from now on", artifact_id)
        return True

    def _step(self, developer: Developer, *, at_work: bool) -> bool:
        step = self.reindexing.step(developer, after=self._after, at_work=at_work)
        if step is None:
            return False
        self._after = step.after
        return True
