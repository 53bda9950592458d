"""Leases: who is at work on what, so that two never do the same, and the work of the dead is taken on at once."""

from __future__ import annotations

import os
import socket
from datetime import UTC, datetime
from uuid import uuid4

from sqlalchemy import Table, select, update

from houndstooth.storage.database import Database

OWNER = f"{socket.gethostname()[:150]}|{os.getpid()}|{uuid4().hex[:12]}"
"""Names this process, among those of all machines and of all times."""


def end_leases_of_the_dead(database: Database, table: Table) -> None:
    """End the leases of processes of this machine that are no more; those of other machines run out by themselves.

    Args:
        database: where the table is.
        table: with the columns ``leased_by`` and ``leased_until``.
    """
    now = datetime.now(UTC)
    owners = select(table.c.leased_by).where(table.c.leased_until > now).distinct()
    with database.reading() as connection:
        gone = [owner for owner in connection.execute(owners).scalars() if owner and is_gone(owner)]
    if gone:
        ended = update(table).where(table.c.leased_by.in_(gone), table.c.leased_until > now).values(leased_until=now)
        with database.writing() as connection:
            connection.execute(ended)


def is_gone(owner: str) -> bool:
    """Whether the process that an ``OWNER`` names ran on this machine and is no more."""
    host, pid, _ = owner.rsplit("|", 2)
    mine = OWNER.rsplit("|", 2)
    if host != mine[0] or owner == OWNER:
        return False
    if pid == mine[1]:  # its number is ours now
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:  # it lives, and is somebody else's
        return False
    return False
