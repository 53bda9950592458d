"""The audit log: who changed what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from houndstooth.domain.access import Actor


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One change. ``details`` is JSON without secrets; the time is UTC."""

    at: datetime
    shop_id: str
    actor: Actor
    actor_id: str
    actor_name: str
    action: str
    target: str
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AuditPage:
    """A stretch of the log, newest first; ``next`` is what to ask for the following one with."""

    entries: tuple[AuditEntry, ...]
    next: int | None
