"""Who changed what: every service and route that changes something says so here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from houndstooth.domain.access import Principal
from houndstooth.domain.access_ports import AuditLog
from houndstooth.domain.audit import AuditEntry, AuditPage
from houndstooth.domain.clock import Clock, utc_now


@dataclass(frozen=True)
class Audit:
    """Writes and reads the audit log."""

    log: AuditLog
    clock: Clock = field(default=utc_now)

    def record(self, by: Principal, action: str, target: str, details: Mapping[str, Any] | None = None) -> None:
        """Note one change, after it was made.

        Args:
            by: who made it, in whose shop.
            action: thing and past participle, such as ``key.revoked``.
            target: the id of what was changed.
            details: JSON; never a secret.
        """
        entry = AuditEntry(
            at=self.clock(),
            shop_id=by.shop_id,
            actor=by.actor,
            actor_id=by.id,
            actor_name=by.name,
            action=action,
            target=target,
            details=dict(details or {}),
        )
        self.log.append(entry)

    def page(self, shop_id: str, *, limit: int, before: int | None = None) -> AuditPage:
        """Entries of a shop, newest first."""
        return self.log.page(shop_id, limit=limit, before=before)
