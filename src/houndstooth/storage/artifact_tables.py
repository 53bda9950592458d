"""The table of artifacts in use, as the newest migration leaves it."""

from __future__ import annotations

from sqlalchemy import Column, String, Table

from houndstooth.storage.tables import NUMBER, Moment, metadata

artifact_uses = Table(
    "artifact_uses",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("artifact_id", String(200), nullable=False),
    Column("path", String(2000), nullable=False),
    Column("at", Moment, nullable=False),
)
