"""Category paths: where a shop's own category tree has an item.

Migrations are append-only: this file is never edited once released.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0010"


def upgrade() -> None:
    """Add the column; the next ingest of a source fills it."""
    op.add_column("items", sa.Column("category_path", sa.String(500)))
