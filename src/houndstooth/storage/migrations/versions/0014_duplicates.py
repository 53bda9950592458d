"""Duplicates: perceptual hashes of pictures, pairs of items that look like one, and families that lists show as one.

Migrations are append-only: this file is never edited once released.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables; hashes of pictures that are there are made when they are first looked for."""
    op.add_column("pictures", sa.Column("hash", sa.LargeBinary))
    op.add_column("items", sa.Column("family", sa.String(200)))
    op.create_index("ix_items_shop_family", "items", ["shop_id", "family"])
    op.create_table(
        "duplicates",
        sa.Column("id", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("shop_id", sa.String(200), sa.ForeignKey("shops.shop_id"), nullable=False),
        sa.Column("first", _NUMBER, sa.ForeignKey("items.number", ondelete="CASCADE"), nullable=False),
        sa.Column("second", _NUMBER, sa.ForeignKey("items.number", ondelete="CASCADE"), nullable=False),
        sa.Column("likeness", sa.String(20), nullable=False),
        sa.Column("sureness", sa.Float, nullable=False),
        sa.Column("verdict", sa.String(20)),
        sa.Column("decided_by", sa.String(200)),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.UniqueConstraint("first", "second", name="uq_duplicates_pair"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_duplicates_shop_verdict", "duplicates", ["shop_id", "verdict"])
    op.create_index("ix_duplicates_second", "duplicates", ["second"])
    op.create_table(
        "duplicate_marks",
        sa.Column("shop_id", sa.String(200), sa.ForeignKey("shops.shop_id"), primary_key=True),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.Column("recipe", sa.String(400), nullable=False),
    )
