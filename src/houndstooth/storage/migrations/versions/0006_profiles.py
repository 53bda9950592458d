"""Style vectors and the time an item came; what shoppers said of themselves, with their consent, and put right.

Migrations are append-only: this file is never edited once released.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_MOMENT = sa.DateTime(timezone=True)
_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Of items that are there already the last change is the best that is known of when they came."""
    op.add_column("vectors", sa.Column("style", sa.LargeBinary))
    long_ago = sa.Column("created_at", _MOMENT, nullable=False, server_default="1970-01-01 00:00:00.000000")
    op.add_column("items", long_ago)
    op.execute("UPDATE items SET created_at = changed_at")
    _create_facts()
    op.create_table(
        "profile_corrections",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("shop_id", sa.String(200), nullable=False),
        sa.Column("shopper", sa.BigInteger, nullable=False),
        sa.Column("field", sa.String(20), nullable=False),
        sa.Column("value", sa.String(500), nullable=False),
        sa.Column("verdict", sa.String(20), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.UniqueConstraint("shopper", "field", "value", name="uq_profile_corrections"),
        sqlite_autoincrement=True,
    )


def _create_facts() -> None:
    op.create_table(
        "consents",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("shop_id", sa.String(200), nullable=False),
        sa.Column("shopper", sa.BigInteger, nullable=False),
        sa.Column("purpose", sa.String(40), nullable=False),
        sa.Column("wording", sa.String(200), nullable=False),
        sa.Column("given_at", _MOMENT, nullable=False),
        sa.Column("withdrawn_at", _MOMENT),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_consents_shopper", "consents", ["shopper"])
    op.create_table(
        "shopper_facts",
        sa.Column("shopper", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("shop_id", sa.String(200), nullable=False),
        sa.Column("age_band", sa.String(20)),
        sa.Column("gender", sa.String(200)),
        sa.Column("sizes", sa.JSON, nullable=False),
        sa.Column("declared_at", _MOMENT, nullable=False),
    )
