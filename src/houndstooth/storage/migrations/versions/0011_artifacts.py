"""Artifacts in use, and vectors of the next one with the labels that wait beside them.

Migrations are append-only: this file is never edited once released.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make the table, the column and its index."""
    op.create_table(
        "artifact_uses",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
        sa.Column("artifact_id", sa.String(200), nullable=False),
        sa.Column("path", sa.String(2000), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.add_column("vectors", sa.Column("said", sa.JSON))
    waiting = sa.text("said IS NOT NULL")
    op.create_index(
        "ix_vectors_said", "vectors", ["artifact_id", "number"], sqlite_where=waiting, postgresql_where=waiting
    )
