"""One hostile, broken or merely odd file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HostileFile:
    """A file that somebody might send as a picture.

    ``reasons`` says what may come of it: it is refused for one of them; or, when it is empty, it
    must be decoded, being odd but sound; or, when it is ``None``, it is either decoded or
    refused, whatever the reason. Nothing else may ever happen.
    """

    name: str
    data: bytes
    reasons: frozenset[str] | None


def hostile(name: str, data: bytes, *reasons: str) -> HostileFile:
    """A file that must be refused for one of ``reasons``."""
    return HostileFile(name, data, frozenset(reasons))


def either(name: str, data: bytes) -> HostileFile:
    """A file that one release of a decoder reads and another refuses."""
    return HostileFile(name, data, None)


def odd(name: str, data: bytes) -> HostileFile:
    """A file that looks wrong and is not: it must be decoded."""
    return HostileFile(name, data, frozenset())
