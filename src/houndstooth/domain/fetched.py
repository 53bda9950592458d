"""What came back from a web address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

UNCHANGED = 304


@dataclass(frozen=True, slots=True)
class Fetched:
    """``status`` is 200, or 304 with an empty body; header names are in small letters."""

    address: str
    """Where it came from in the end."""
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of a feed on this machine, and what tells whether the feed has changed since."""

    path: Path
    validators: Mapping[str, str]
