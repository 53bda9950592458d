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
