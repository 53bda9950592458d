"""The table of feeds."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Float, Index, Integer, String, Table, Text

from houndstooth.storage.tables import Moment, metadata

feeds = Table(
    "feeds",
    metadata,
    Column("shop_id", String(200), primary_key=True),
    Column("name", String(200), primary_key=True),
    Column("location", String(2000), nullable=False),
    Column("every_seconds", Integer),
    Column("columns", JSON, nullable=False),
    Column("site", String(2000)),
    Column("most_gone", Float, nullable=False),
    Column("state", String(20), nullable=False),
    Column("validators", JSON, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("problem", Text),
    Column("report", JSON),
    Column("pulled_at", Moment),
    Column("next_at", Moment),
    Column("leased_by", String(200)),
    Column("leased_until", Moment),
    Index("ix_feeds_next", "next_at"),
)
