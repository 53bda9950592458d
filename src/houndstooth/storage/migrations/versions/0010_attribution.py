"""Attribution: lists that interactions inherit, and when sessions were joined.

Migrations are append-only: this file is never edited once released.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the columns; what was kept before has inherited nothing."""
    op.add_column("interactions", sa.Column("inherited", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("shoppers", sa.Column("joined_at", sa.DateTime(timezone=True)))
    # In the order in which all of them are read, so that nothing has to be sorted.
    op.drop_index("ix_interactions_shop", "interactions")
    op.create_index("ix_interactions_shop", "interactions", ["shop_id", "at", "event", "place"])
