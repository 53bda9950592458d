"""Shops, pictures, items, their vectors, and what was removed.

Migrations are append-only: this file is never edited once released.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "shops",
        sa.Column("shop_id", sa.String(200), primary_key=True),
        sa.Column("revision", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "pictures",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("width", sa.Integer, nullable=False),
        sa.Column("height", sa.Integer, nullable=False),
    )
    _create_items()
    op.create_table(
        "vectors",
        sa.Column("number", _NUMBER, sa.ForeignKey("items.number", ondelete="CASCADE"), primary_key=True),
        sa.Column("artifact_id", sa.String(200), primary_key=True),
        sa.Column("embedding", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "removals",
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("shop_id", sa.String(200), sa.ForeignKey("shops.shop_id"), nullable=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_removals_shop_revision", "removals", ["shop_id", "revision"])


def _create_items() -> None:
    op.create_table(
        "items",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("shop_id", sa.String(200), sa.ForeignKey("shops.shop_id"), nullable=False),
        sa.Column("item_id", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("title", sa.String(500), nullable=False),
        sa.Column("category", sa.String(500)),
        sa.Column("colour", sa.String(500)),
        sa.Column("brand", sa.String(500)),
        sa.Column("gender", sa.String(500)),
        sa.Column("price", sa.BigInteger),
        sa.Column("currency", sa.String(3)),
        sa.Column("url", sa.String(2000)),
        sa.Column("attributes", sa.JSON, nullable=False),
        sa.Column("picture_key", sa.String(64), sa.ForeignKey("pictures.key"), nullable=False),
        sa.Column("row_digest", sa.String(64), nullable=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("shop_id", "item_id", name="uq_items_shop_item"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_items_shop_revision", "items", ["shop_id", "revision"])
    op.create_index("ix_items_shop_category", "items", ["shop_id", "category"])
    op.create_index("ix_items_picture", "items", ["picture_key"])
