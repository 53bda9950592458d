"""Shop rules.

Migrations are append-only: this file is never edited once released.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "rules",
        sa.Column("shop_id", sa.String(200), primary_key=True),
        sa.Column("rule_id", sa.String(40), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("item_ids", sa.JSON, nullable=False),
        sa.Column("conditions", sa.JSON, nullable=False),
        sa.Column("surfaces", sa.JSON, nullable=False),
        sa.Column("starts", _MOMENT),
        sa.Column("ends", _MOMENT),
        sa.Column("strength", sa.Float),
        sa.Column("place", sa.Integer),
        sa.Column("enabled", sa.Boolean, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("created_by", sa.String(200), nullable=False),
        sa.Column("changed_at", _MOMENT, nullable=False),
        sa.Column("changed_by", sa.String(200), nullable=False),
    )
    op.create_table(
        "rule_revisions",
        sa.Column("shop_id", sa.String(200), primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
    )
