"""Category paths: where a shop's own category tree has an item; and indexes for what is most often filtered by.

Migrations are append-only: this file is never edited once released.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the column, which the next ingest of a source fills, and the indexes."""
    op.add_column("items", sa.Column("category_path", sa.String(500)))
    for field in ("colour", "brand", "price"):
        op.create_index(f"ix_items_shop_{field}", "items", ["shop_id", field])
