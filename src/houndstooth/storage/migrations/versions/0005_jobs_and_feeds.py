"""Jobs, which are done later, and feeds, which are pulled again and again.

Migrations are append-only: this file is never edited once released.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "jobs",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("job_id", sa.String(32), nullable=False, unique=True),
        sa.Column("shop_id", sa.String(200), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("request_key", sa.String(200)),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("rows", sa.JSON),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("report", sa.JSON),
        sa.Column("problem", sa.Text),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("leased_by", sa.String(200)),
        sa.Column("leased_until", _MOMENT),
        sa.UniqueConstraint("shop_id", "request_key", name="uq_jobs_shop_request"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_jobs_state", "jobs", ["state"])
    op.create_table(
        "feeds",
        sa.Column("shop_id", sa.String(200), primary_key=True),
        sa.Column("name", sa.String(200), primary_key=True),
        sa.Column("location", sa.String(2000), nullable=False),
        sa.Column("every_seconds", sa.Integer),
        sa.Column("columns", sa.JSON, nullable=False),
        sa.Column("site", sa.String(2000)),
        sa.Column("most_gone", sa.Float, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("validators", sa.JSON, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("problem", sa.Text),
        sa.Column("report", sa.JSON),
        sa.Column("pulled_at", _MOMENT),
        sa.Column("next_at", _MOMENT),
        sa.Column("leased_by", sa.String(200)),
        sa.Column("leased_until", _MOMENT),
    )
    op.create_index("ix_feeds_next", "feeds", ["next_at"])
