"""The table of jobs."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Index, Integer, String, Table, Text, UniqueConstraint

from houndstooth.storage.tables import NUMBER, Moment, metadata

jobs = Table(
    "jobs",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("job_id", String(32), nullable=False, unique=True),
    Column("shop_id", String(200), nullable=False),
    Column("state", String(20), nullable=False),
    Column("request_key", String(200)),
    Column("digest", String(64), nullable=False),
    Column("rows", JSON),
    Column("total", Integer, nullable=False),
    Column("done", Integer, nullable=False),
    Column("report", JSON),
    Column("problem", Text),
    Column("created_at", Moment, nullable=False),
    Column("leased_by", String(200)),
    Column("leased_until", Moment),
    UniqueConstraint("shop_id", "request_key", name="uq_jobs_shop_request"),
    Index("ix_jobs_state", "state"),
    sqlite_autoincrement=True,
)
