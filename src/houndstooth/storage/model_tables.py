"""The table of model sets, as the newest migration leaves it. What was fitted stands in files."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, String, Table

from houndstooth.storage.tables import Moment, metadata

model_sets = Table(
    "model_sets",
    metadata,
    Column("shop_id", String(200), primary_key=True),
    Column("version", String(40), primary_key=True),
    Column("fitted_at", Moment, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("report", JSON, nullable=False),
)
