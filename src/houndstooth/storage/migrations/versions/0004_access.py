"""Keys with their origins, people with their sessions, and the audit log.

Migrations are append-only: this file is never edited once released.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_MOMENT = sa.DateTime(timezone=True)
_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables."""
    _create_keys()
    _create_people()
    op.create_table(
        "audit_log",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("shop_id", sa.String(200), nullable=False),
        sa.Column("actor", sa.String(20), nullable=False),
        sa.Column("actor_id", sa.String(200), nullable=False),
        sa.Column("actor_name", sa.String(200), nullable=False),
        sa.Column("action", sa.String(100), nullable=False),
        sa.Column("target", sa.String(500), nullable=False),
        sa.Column("details", sa.JSON, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_log_shop", "audit_log", ["shop_id", "number"])


def _create_keys() -> None:
    op.create_table(
        "keys",
        sa.Column("key_id", sa.String(32), primary_key=True),
        sa.Column("shop_id", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(2), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("scopes", sa.JSON, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("sealed_signing", sa.String(500)),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT),
        sa.Column("revoked_at", _MOMENT),
        sa.Column("last_used_at", _MOMENT),
    )
    op.create_index("ix_keys_shop", "keys", ["shop_id"])
    op.create_table(
        "key_origins",
        sa.Column("key_id", sa.String(32), sa.ForeignKey("keys.key_id"), primary_key=True),
        sa.Column("origin", sa.String(300), primary_key=True),
    )
    op.create_index("ix_key_origins_origin", "key_origins", ["origin"])


def _create_people() -> None:
    op.create_table(
        "people",
        sa.Column("person_id", sa.String(32), primary_key=True),
        sa.Column("shop_id", sa.String(200), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("password_hash", sa.String(300), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.UniqueConstraint("shop_id", "name", name="uq_people_shop_name"),
    )
    op.create_table(
        "sessions",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("person_id", sa.String(32), sa.ForeignKey("people.person_id", ondelete="CASCADE"), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("last_seen_at", _MOMENT, nullable=False),
    )
    op.create_index("ix_sessions_person", "sessions", ["person_id"])
