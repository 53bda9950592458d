"""A job: work that was accepted and is done later, whoever is killed meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class JobState(StrEnum):
    """How far a job is."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Job:
    """Some rows of a shop, to be taken in."""

    id: str
    shop_id: str
    state: JobState
    total: int
    """How many rows there are."""
    done: int
    created_at: datetime
    report: Mapping[str, Any] | None = None
    """What became of the rows, once the job is done."""
    problem: str | None = None
    """Why it failed."""


@dataclass(frozen=True, slots=True)
class Work:
    """A job that was taken on, with its rows."""

    job: Job
    rows: tuple[Mapping[str, Any], ...]
