"""Jobs in an SQL database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, or_, select, update

from houndstooth.domain.errors import Conflict, NotFound
from houndstooth.domain.job import Job, JobState, Work
from houndstooth.storage.database import Database
from houndstooth.storage.job_tables import jobs
from houndstooth.storage.leases import OWNER, end_leases_of_the_dead

LEASE = timedelta(minutes=5)
"""How long nobody else takes a job on after its last sign of life."""

KEPT = timedelta(days=7)
"""How long a finished job can be asked for."""


class SqlJobs:
    """``Jobs`` over SQLAlchemy Core."""

    def __init__(self, database: Database, *, lease: timedelta = LEASE) -> None:
        self._database = database
        self._lease = lease

    def submit(self, shop_id: str, rows: Sequence[Mapping[str, Any]], *, request_key: str | None = None) -> Job:
        """See ``Jobs.submit``."""
        digest = hashlib.sha256(json.dumps(list(rows), sort_keys=True).encode()).hexdigest()
        now = datetime.now(UTC)
        with self._database.writing() as connection:
            if before := _with_key(connection, shop_id, request_key):
                if before.digest != digest:
                    raise Conflict(f"the key {request_key!r} was sent before with other rows; send a new key")
                return _to_job(before)
            over = jobs.c.state.in_([JobState.DONE, JobState.FAILED]) & (jobs.c.created_at < now - KEPT)
            connection.execute(delete(jobs).where(over))
            values = {
                "job_id": uuid4().hex,
                "shop_id": shop_id,
                "state": JobState.QUEUED,
                "request_key": request_key,
                "digest": digest,
                "rows": list(rows),
                "total": len(rows),
                "done": 0,
                "created_at": now,
            }
            return _to_job(connection.execute(insert(jobs).values(values).returning(jobs)).one())

    def get(self, shop_id: str, job_id: str) -> Job:
        """See ``Jobs.get``."""
        query = select(jobs).where(jobs.c.shop_id == shop_id, jobs.c.job_id == job_id)
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise NotFound(f"the shop has no job {job_id[:40]!r}; finished jobs are kept for {KEPT.days} days")
        return _to_job(row)

    def claim(self) -> Work | None:
        """See ``Jobs.claim``."""
        end_leases_of_the_dead(self._database, jobs)
        now = datetime.now(UTC)
        others = jobs.alias()
        busy = select(others.c.number).where(others.c.shop_id == jobs.c.shop_id, _is_running(others.c, now))
        lapsed = (jobs.c.state == JobState.RUNNING) & (jobs.c.leased_until <= now)
        free = or_(jobs.c.state == JobState.QUEUED, lapsed)
        oldest = select(jobs).where(free, ~busy.exists()).order_by(jobs.c.number).limit(1)
        with (
            self._database.reading() as connection
        ):  # asked every second: it must not take the writers' lock for nothing
            if connection.execute(oldest).first() is None:
                return None
        with self._database.writing() as connection:
            row = connection.execute(oldest.with_for_update(skip_locked=True)).one_or_none()
            if row is None:
                return None
            taken = {"state": JobState.RUNNING, "leased_by": OWNER, "leased_until": now + self._lease}
            connection.execute(update(jobs).where(jobs.c.number == row.number).values(taken))
        return Work(_to_job(row), tuple(row.rows))

    def tell(self, job_id: str, done: int) -> None:
        """See ``Jobs.tell``."""
        self._update(job_id, done=done, leased_until=datetime.now(UTC) + self._lease)

    def finish(self, job_id: str, report: Mapping[str, Any]) -> None:
        """See ``Jobs.finish``."""
        self._update(job_id, state=JobState.DONE, done=jobs.c.total, report=dict(report), rows=None, leased_until=None)

    def fail(self, job_id: str, problem: str) -> None:
        """See ``Jobs.fail``."""
        self._update(job_id, state=JobState.FAILED, problem=problem, rows=None, leased_until=None)

    def _update(self, job_id: str, **values: Any) -> None:
        with self._database.writing() as connection:
            connection.execute(update(jobs).where(jobs.c.job_id == job_id).values(values))


def _with_key(connection: Connection, shop_id: str, request_key: str | None) -> Row[Any] | None:
    if request_key is None:
        return None
    query = select(jobs).where(jobs.c.shop_id == shop_id, jobs.c.request_key == request_key)
    return connection.execute(query).one_or_none()


def _is_running(columns: Any, now: datetime) -> ColumnElement[bool]:
    running: ColumnElement[bool] = (columns.state == JobState.RUNNING) & (columns.leased_until > now)
    return running


def _to_job(row: Row[Any]) -> Job:
    return Job(
        id=row.job_id,
        shop_id=row.shop_id,
        state=JobState(row.state),
        total=row.total,
        done=row.done,
        created_at=row.created_at,
        report=row.report,
        problem=row.problem,
    )
