"""What time it is; services take it as an argument, so that tests can turn it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Gives the time in UTC."""


def utc_now() -> datetime:
    """The time of the machine."""
    return datetime.now(UTC)
