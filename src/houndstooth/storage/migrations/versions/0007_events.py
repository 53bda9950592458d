"""Events: what shoppers do, who they are, and the lists that they were shown.

Migrations are append-only: this file is never edited once released.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "shoppers",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("shop_id", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("joined_to", sa.BigInteger),
        sa.Column("joined_first", sa.BigInteger),
        sa.UniqueConstraint("shop_id", "kind", "name", name="uq_shoppers_name"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_shoppers_joined_first", "shoppers", ["joined_first"])
    _create_events()
    _create_interactions()
    op.create_table(
        "refused_events",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("shop_id", sa.String(200), nullable=False),
        sa.Column("source", sa.String(40), nullable=False),
        sa.Column("received_at", _MOMENT, nullable=False),
        sa.Column("body", sa.JSON),
        sa.Column("problem", sa.String(1000), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_refused_events_source", "refused_events", ["shop_id", "source", "number"])
    _create_slates()


def _create_events() -> None:
    op.create_table(
        "events",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("shop_id", sa.String(200), nullable=False),
        sa.Column("event_id", sa.String(200), nullable=False),
        sa.Column("shopper", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("received_at", _MOMENT, nullable=False),
        sa.Column("source", sa.String(40), nullable=False),
        sa.Column("list_id", sa.String(200)),
        sa.Column("transaction_id", sa.String(200)),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Column("remarks", sa.JSON, nullable=False),
        sa.UniqueConstraint("shop_id", "event_id", name="uq_events_id"),
        sa.UniqueConstraint("shop_id", "transaction_id", name="uq_events_transaction"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_events_shop", "events", ["shop_id", "number"])
    op.create_index("ix_events_source", "events", ["shop_id", "source", "number"])
    op.create_index("ix_events_answers", "events", ["shopper", "kind", "at"])


def _create_interactions() -> None:
    op.create_table(
        "interactions",
        sa.Column("event", sa.BigInteger, sa.ForeignKey("events.number"), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("shop_id", sa.String(200), nullable=False),
        sa.Column("shopper", sa.BigInteger, nullable=False),
        sa.Column("item_id", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("quantity", sa.Integer, nullable=False),
        sa.Column("amount", sa.BigInteger),
        sa.Column("currency", sa.String(3)),
        sa.Column("list_id", sa.String(200)),
        sa.Column("position", sa.Integer),
    )
    op.create_index("ix_interactions_shopper", "interactions", ["shopper", "at"])
    op.create_index("ix_interactions_shop", "interactions", ["shop_id", "at"])
    op.create_index("ix_interactions_list", "interactions", ["list_id"])


def _create_slates() -> None:
    op.create_table(
        "slates",
        sa.Column("list_id", sa.String(32), primary_key=True),
        sa.Column("shop_id", sa.String(200), nullable=False),
        sa.Column("shopper", sa.BigInteger),
        sa.Column("surface", sa.String(30), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("model", sa.String(100), nullable=False),
        sa.Column("arm", sa.String(100), nullable=False),
        sa.Column("context", sa.JSON, nullable=False),
        sa.Column("picks", sa.JSON, nullable=False),
    )
    op.create_index("ix_slates_shopper", "slates", ["shopper", "at"])
    op.create_index("ix_slates_shop", "slates", ["shop_id", "at"])
