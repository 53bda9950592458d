"""The tables of what shoppers say of themselves. A shopper is a number, which stands for them everywhere."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, Index, String, Table, UniqueConstraint

from houndstooth.storage.tables import NUMBER, Moment, metadata

consents = Table(
    "consents",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("shop_id", String(200), nullable=False),
    Column("shopper", BigInteger, nullable=False),
    Column("purpose", String(40), nullable=False),
    Column("wording", String(200), nullable=False),
    Column("given_at", Moment, nullable=False),
    Column("withdrawn_at", Moment),
    Index("ix_consents_shopper", "shopper"),
    sqlite_autoincrement=True,
)

shopper_facts = Table(
    "shopper_facts",
    metadata,
    Column("shopper", BigInteger, primary_key=True, autoincrement=False),
    Column("shop_id", String(200), nullable=False),
    Column("age_band", String(20)),
    Column("gender", String(200)),
    Column("sizes", JSON, nullable=False),
    Column("declared_at", Moment, nullable=False),
)

profile_corrections = Table(
    "profile_corrections",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("shop_id", String(200), nullable=False),
    Column("shopper", BigInteger, nullable=False),
    Column("field", String(20), nullable=False),
    Column("value", String(500), nullable=False),
    Column("verdict", String(20), nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("shopper", "field", "value", name="uq_profile_corrections"),
    sqlite_autoincrement=True,
)
