"""The tables of shop rules."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Float, Integer, String, Table, Text

from houndstooth.storage.tables import Moment, metadata

rules = Table(
    "rules",
    metadata,
    Column("shop_id", String(200), primary_key=True),
    Column("rule_id", String(40), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("item_ids", JSON, nullable=False),
    Column("conditions", JSON, nullable=False),
    Column("surfaces", JSON, nullable=False),
    Column("starts", Moment),
    Column("ends", Moment),
    Column("strength", Float),
    Column("place", Integer),
    Column("enabled", Boolean, nullable=False),
    Column("note", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("created_by", String(200), nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("changed_by", String(200), nullable=False),
)

rule_revisions = Table(
    "rule_revisions",
    metadata,
    Column("shop_id", String(200), primary_key=True),
    Column("revision", Integer, nullable=False),
)
"""Its row is also what two writers of a shop queue for."""
