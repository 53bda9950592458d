"""The tables of who may do what, as the newest migration leaves them."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Index, String, Table, UniqueConstraint

from houndstooth.storage.tables import NUMBER, Moment, metadata

# A shop is known by its name alone: one without any item yet has keys and people too.
keys = Table(
    "keys",
    metadata,
    Column("key_id", String(32), primary_key=True),
    Column("shop_id", String(200), nullable=False),
    Column("kind", String(2), nullable=False),
    Column("name", String(200), nullable=False),
    Column("scopes", JSON, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("sealed_signing", String(500)),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment),
    Column("revoked_at", Moment),
    Column("last_used_at", Moment),
    Index("ix_keys_shop", "shop_id"),
)

key_origins = Table(
    "key_origins",
    metadata,
    Column("key_id", ForeignKey("keys.key_id"), primary_key=True),
    Column("origin", String(300), primary_key=True),
    Index("ix_key_origins_origin", "origin"),
)

people = Table(
    "people",
    metadata,
    Column("person_id", String(32), primary_key=True),
    Column("shop_id", String(200), nullable=False),
    Column("name", String(200), nullable=False),
    Column("role", String(20), nullable=False),
    Column("password_hash", String(300), nullable=False),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("shop_id", "name", name="uq_people_shop_name"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("person_id", ForeignKey("people.person_id", ondelete="CASCADE"), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("last_seen_at", Moment, nullable=False),
    Index("ix_sessions_person", "person_id"),
)

audit_log = Table(
    "audit_log",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False),
    Column("shop_id", String(200), nullable=False),
    Column("actor", String(20), nullable=False),
    Column("actor_id", String(200), nullable=False),
    Column("actor_name", String(200), nullable=False),
    Column("action", String(100), nullable=False),
    Column("target", String(500), nullable=False),
    Column("details", JSON, nullable=False),
    Index("ix_audit_log_shop", "shop_id", "number"),
    sqlite_autoincrement=True,
)
