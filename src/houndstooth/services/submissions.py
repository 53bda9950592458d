"""Submissions: items that a program sends, one at once or many as a job."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from houndstooth.catalog.row import PictureFile
from houndstooth.catalog.source import OpenOnline
from houndstooth.catalog.submitted import submitted
from houndstooth.catalog.words import Words
from houndstooth.domain.errors import HoundstoothError, InvalidInput, InvalidItem, InvalidPicture
from houndstooth.domain.job import Job
from houndstooth.domain.work_ports import Jobs
from houndstooth.services.ingest import Ingest
from houndstooth.services.ingest_report import Rejection

MAX_ROWS = 1000
"""How many rows one job takes."""

_log = logging.getLogger("houndstooth.jobs")


@dataclass(frozen=True, slots=True)
class Put:
    """What became of one item that was sent."""

    created: bool
    remarks: tuple[str, ...]
    """What was left out."""


class Submissions:
    """Takes in what programs send; what was accepted as a job is done even if this process is killed."""

    def __init__(self, *, ingest: Ingest, jobs: Jobs, online: OpenOnline, words: Callable[[], Words]) -> None:
        self._ingest = ingest
        self._jobs = jobs
        self._online = online
        self._words = words

    def put(self, shop_id: str, row: Mapping[str, Any], *, sent: Sequence[PictureFile] = ()) -> Put:
        """Add or replace one item, now.

        Args:
            shop_id: the shop.
            row: its fields, as in :func:`houndstooth.catalog.submitted.submitted`.
            sent: pictures that came along.

        Raises:
            InvalidItem, InvalidPicture, InvalidInput: it cannot be taken; the message says why.
        """
        source = submitted([row], online=self._online, words=self._words(), sent=sent)
        report = self._ingest.take(shop_id, source)
        if report.rejected:
            raise _as_error(report.rejected[0])
        return Put(bool(report.accepted), tuple(remark.reason for remark in report.remarks))

    def submit(self, shop_id: str, rows: Sequence[Mapping[str, Any]], *, request_key: str | None = None) -> Job:
        """Accept rows as a job. Sent again with the same ``request_key``, they are the same job.

        Raises:
            InvalidInput: there are none, or more than ``MAX_ROWS``.
            Conflict: the key came before with other rows.
        """
        if not 1 <= len(rows) <= MAX_ROWS:
            raise InvalidInput(f"{len(rows)} items; send 1 to {MAX_ROWS} at once")
        return self._jobs.submit(shop_id, rows, request_key=request_key)

    def work(self) -> bool:
        """Do the next job, if there is one; returns whether there was."""
        work = self._jobs.claim()
        if work is None:
            return False
        job = work.job
        try:
            source = submitted(work.rows, online=self._online, words=self._words(), label=f"job {job.id}")
            done = self._ingest.take(job.shop_id, source, on_progress=lambda at, _: self._jobs.tell(job.id, at))
        except HoundstoothError as error:
            _log.warning("job %s failed: %s", job.id, error)
            self._jobs.fail(job.id, str(error))
        except Exception:  # or it would be tried again for ever
            _log.exception("job %s failed", job.id)
            self._jobs.fail(job.id, "something went wrong on our side; the log of the server has the whole story")
        else:
            self._jobs.finish(job.id, done.summary())
        return True


def _as_error(rejection: Rejection) -> InvalidInput:
    if rejection.code in {"invalid-item", "missing-picture"}:
        return InvalidItem(rejection.reason)
    if rejection.code in {"fetch-failed", "fetch-refused"}:
        return InvalidInput(rejection.reason)
    return InvalidPicture(rejection.code, rejection.reason)
