"""A lock that writers of one shop take in turn."""

from __future__ import annotations

import zlib

from sqlalchemy import Connection, text

_EVENTS = 0x65_76_6E_74
"""Spells 'evnt': the room of our locks among those of the whole database."""


def lock_events(connection: Connection, shop_id: str) -> None:
    """Let nobody else write events of the shop until the transaction ends. Waits for whoever does.

    Numbers of events become visible in their order then, a session is joined by one writer at a time, and two writers
    of the same events never wait for each other. SQLite lets in one writer at a time as it is.
    """
    if connection.dialect.name == "postgresql":
        key = zlib.crc32(shop_id.encode()) - 2**31
        connection.execute(text("SELECT pg_advisory_xact_lock(:room, :key)"), {"room": _EVENTS, "key": key})
