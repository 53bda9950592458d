"""The audit log in an SQL database: rows are added and read, nothing else."""

from __future__ import annotations

from sqlalchemy import insert, select

from houndstooth.domain.access import Actor
from houndstooth.domain.audit import AuditEntry, AuditPage
from houndstooth.storage.access_tables import audit_log
from houndstooth.storage.database import Database


class SqlAuditLog:
    """``AuditLog`` over SQLAlchemy Core."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(self, entry: AuditEntry) -> None:
        """See ``AuditLog.append``."""
        values = {
            "at": entry.at,
            "shop_id": entry.shop_id,
            "actor": entry.actor.value,
            "actor_id": entry.actor_id,
            "actor_name": entry.actor_name,
            "action": entry.action,
            "target": entry.target,
            "details": dict(entry.details),
        }
        with self._database.writing() as connection:
            connection.execute(insert(audit_log).values(values))

    def page(self, shop_id: str, *, limit: int, before: int | None = None) -> AuditPage:
        """See ``AuditLog.page``."""
        query = select(audit_log).where(audit_log.c.shop_id == shop_id)
        if before is not None:
            query = query.where(audit_log.c.number < before)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(audit_log.c.number.desc()).limit(limit + 1)).all()
        entries = tuple(
            AuditEntry(
                row.at, row.shop_id, Actor(row.actor), row.actor_id, row.actor_name, row.action, row.target, row.details
            )
            for row in rows[:limit]
        )
        return AuditPage(entries, rows[limit - 1].number if len(rows) > limit else None)
