"""The tables of what shoppers do, as the newest migration leaves them.

A shopper or a session is a number here; what the shop calls them stands in ``shoppers`` alone.
"""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Boolean, Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from houndstooth.storage.tables import NUMBER, Amount, Moment, metadata

shoppers = Table(
    "shoppers",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("shop_id", String(200), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("name", String(200), nullable=False),
    Column("joined_to", BigInteger),
    Column("joined_first", BigInteger),
    Column("joined_at", Moment),
    UniqueConstraint("shop_id", "kind", "name", name="uq_shoppers_name"),
    Index("ix_shoppers_joined_first", "joined_first"),
    sqlite_autoincrement=True,
)
"""``joined_first``: whose the session was first, and with it what it did before; ``joined_to``: whose it is now, and
``joined_at`` since when, by the clock of events."""

events = Table(
    "events",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("shop_id", String(200), nullable=False),
    Column("event_id", String(200), nullable=False),
    Column("shopper", BigInteger, nullable=False),
    Column("kind", String(30), nullable=False),
    Column("at", Moment, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("source", String(40), nullable=False),
    Column("list_id", String(200)),
    Column("transaction_id", String(200)),
    Column("body", JSON, nullable=False),
    Column("remarks", JSON, nullable=False),
    UniqueConstraint("shop_id", "event_id", name="uq_events_id"),
    UniqueConstraint("shop_id", "transaction_id", name="uq_events_transaction"),
    Index("ix_events_shop", "shop_id", "number"),
    Index("ix_events_source", "shop_id", "source", "number"),
    Index("ix_events_answers", "shopper", "kind", "at"),
    sqlite_autoincrement=True,
)

interactions = Table(
    "interactions",
    metadata,
    Column("event", BigInteger, ForeignKey("events.number"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("shop_id", String(200), nullable=False),
    Column("shopper", BigInteger, nullable=False),
    Column("item_id", String(200), nullable=False),
    Column("kind", String(30), nullable=False),
    Column("at", Moment, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("amount", Amount),
    Column("currency", String(3)),
    Column("list_id", String(200)),
    Column("position", Integer),
    Column("inherited", Boolean, nullable=False),
    Index("ix_interactions_shopper", "shopper", "at"),
    Index("ix_interactions_shop", "shop_id", "at", "event", "place"),
    Index("ix_interactions_list", "list_id"),
)

refused_events = Table(
    "refused_events",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("shop_id", String(200), nullable=False),
    Column("source", String(40), nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("body", JSON),
    Column("problem", String(1000), nullable=False),
    Index("ix_refused_events_source", "shop_id", "source", "number"),
    sqlite_autoincrement=True,
)

slates = Table(
    "slates",
    metadata,
    Column("list_id", String(32), primary_key=True),
    Column("shop_id", String(200), nullable=False),
    Column("shopper", BigInteger),
    Column("surface", String(30), nullable=False),
    Column("at", Moment, nullable=False),
    Column("model", String(100), nullable=False),
    Column("arm", String(100), nullable=False),
    Column("context", JSON, nullable=False),
    Column("picks", JSON, nullable=False),
    Index("ix_slates_shopper", "shopper", "at"),
    Index("ix_slates_shop", "shop_id", "at"),
)
