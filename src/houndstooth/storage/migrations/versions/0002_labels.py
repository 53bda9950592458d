"""Labels of items: who said what of a field, and whether a person corrected any.

Migrations are append-only: this file is never edited once released.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns; items that are there already have no labels until they are ingested again."""
    op.add_column("items", sa.Column("labels", sa.JSON, nullable=False, server_default="{}"))
    op.add_column("items", sa.Column("corrected", sa.Boolean, nullable=False, server_default=sa.false()))
