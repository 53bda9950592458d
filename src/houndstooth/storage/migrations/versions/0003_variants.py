"""Variants: sizes, groups, offers, several pictures; and feeds that items come from and retire with.

Migrations are append-only: this file is never edited once released.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add the columns; of items that are there already nothing new is known until they are ingested again."""
    for column in (
        sa.Column("size", sa.String(500)),
        sa.Column("list_price", sa.BigInteger),
        sa.Column("availability", sa.String(20)),
        sa.Column("group", sa.String(200)),
        sa.Column("description", sa.String(5000)),
        sa.Column("addresses", sa.String(64)),
        sa.Column("feed", sa.String(200)),
        sa.Column("retired", sa.Boolean, nullable=False, server_default=sa.false()),
    ):
        op.add_column("items", column)
    op.create_index("ix_items_shop_group", "items", ["shop_id", "group"])
    op.create_index("ix_items_shop_feed", "items", ["shop_id", "feed"])
    op.create_table(
        "more_pictures",
        sa.Column("number", _NUMBER, sa.ForeignKey("items.number", ondelete="CASCADE"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("picture_key", sa.String(64), sa.ForeignKey("pictures.key"), nullable=False),
    )
    op.create_index("ix_more_pictures_picture", "more_pictures", ["picture_key"])
