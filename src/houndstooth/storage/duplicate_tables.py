"""The tables of duplicates."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, String, Table, UniqueConstraint

from houndstooth.storage.tables import NUMBER, Moment, metadata

duplicates = Table(
    "duplicates",
    metadata,
    Column("id", NUMBER, primary_key=True, autoincrement=True),
    Column("shop_id", ForeignKey("shops.shop_id"), nullable=False),
    Column("first", ForeignKey("items.number", ondelete="CASCADE"), nullable=False),
    Column("second", ForeignKey("items.number", ondelete="CASCADE"), nullable=False),
    Column("likeness", String(20), nullable=False),
    Column("sureness", Float, nullable=False),
    Column("verdict", String(20)),
    Column("decided_by", String(200)),
    Column("decided_at", Moment),
    UniqueConstraint("first", "second", name="uq_duplicates_pair"),
    Index("ix_duplicates_shop_verdict", "shop_id", "verdict"),
    Index("ix_duplicates_second", "second"),
    sqlite_autoincrement=True,
)

duplicate_marks = Table(
    "duplicate_marks",
    metadata,
    Column("shop_id", ForeignKey("shops.shop_id"), primary_key=True),
    Column("revision", BigInteger, nullable=False),
    Column("recipe", String(400), nullable=False),
)
"""How far each shop was looked through."""
