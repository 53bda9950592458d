"""Every error that houndstooth raises on purpose.

    HoundstoothError
    ├── InvalidInput          the caller sent something that cannot be used
    │   ├── InvalidPicture    bytes that are no picture, or one beyond a limit
    │   ├── InvalidItem       a field of an item is wrong
    │   ├── InvalidFilter     a condition that cannot be read
    │   ├── InvalidEvent      an event that cannot be, or cannot be kept
    │   ├── InvalidRule       a rule that a shop cannot have
    │   ├── InvalidSource     a folder, archive or file that cannot be ingested
    │   └── FetchRefused      an address outside that may not be fetched
    ├── NotFound              a thing that is not, or no longer, there
    ├── Conflict              what the state of things does not allow
    ├── Denied                the caller may not
    │   ├── Unauthenticated   nobody knows who the caller is
    │   ├── Forbidden         the caller is known, and may not do this
    │   └── TooManyRequests   too often, or too many at once; later again
    └── Unavailable           the installation cannot answer now
        ├── ArtifactMissing   no encoder artifact, or one that cannot be read
        ├── MissingExtra      an optional library is not installed
        ├── FetchFailed       an address outside that does not give what it should
        └── Busy              more work than the machine takes; try again later

A message names the value that was wrong and what to do about it.
"""

from __future__ import annotations


class HoundstoothError(Exception):
    """The root of the tree: catch it to catch everything we raise on purpose."""

    code = "error"
    """A short, stable name for programs; the message is for people."""


class InvalidInput(HoundstoothError):
    """The caller sent something that cannot be used."""

    code = "invalid-input"


class InvalidPicture(InvalidInput):
    """Bytes that are no picture we read, are damaged, or go beyond a limit.

    ``reason`` is one of a small, stable set: ``empty``, ``too-many-bytes``,
    ``not-a-picture``, ``unsupported-format``, ``too-many-pixels``, ``too-small``,
    ``too-many-frames``, ``corrupt``, ``crop-outside``.
    """

    code = "invalid-picture"

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class InvalidItem(InvalidInput):
    """A field of an item is missing or wrong."""

    code = "invalid-item"


class InvalidFilter(InvalidInput):
    """A condition that cannot be read."""

    code = "invalid-filter"


class InvalidEvent(InvalidInput):
    """An event that cannot be, or cannot be kept. ``field`` is what of it is wrong, in the names that senders use."""

    code = "invalid-event"

    def __init__(self, message: str, *, field: str = "event") -> None:
        super().__init__(message)
        self.field = field


class InvalidRule(InvalidInput):
    """A rule that a shop cannot have."""

    code = "invalid-rule"


class InvalidSource(InvalidInput):
    """A folder, archive or file that cannot be ingested."""

    code = "invalid-source"


class FetchRefused(InvalidInput):
    """An address outside that may not be fetched: a private network, another scheme, too large a body."""

    code = "fetch-refused"


class NotFound(HoundstoothError):
    """A thing that is not, or no longer, there."""

    code = "not-found"


class Conflict(HoundstoothError):
    """What the state of things does not allow: a name that is taken, the last owner."""

    code = "conflict"


class Denied(HoundstoothError):
    """The caller may not."""

    code = "denied"


class Unauthenticated(Denied):
    """Nobody knows who the caller is: no credentials, or some that do not hold."""

    code = "unauthenticated"


class Forbidden(Denied):
    """The caller is known, and may not do this."""

    code = "forbidden"


class TooManyRequests(Denied):
    """Too often, or too many at once. ``retry_after`` is in seconds."""

    code = "too-many-requests"

    def __init__(self, message: str, retry_after: float) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Unavailable(HoundstoothError):
    """The installation cannot answer now."""

    code = "unavailable"


class ArtifactMissing(Unavailable):
    """No encoder artifact, or one that cannot be read."""

    code = "artifact-missing"


class MissingExtra(Unavailable):
    """An optional library is not installed."""

    code = "missing-extra"

    def __init__(self, library: str, extra: str) -> None:
        super().__init__(f"{library} is not installed. Install it with: pip install 'houndstooth[{extra}]'")


class FetchFailed(Unavailable):
    """An address outside that does not give what it should: no answer, or an error."""

    code = "fetch-failed"


class Busy(Unavailable):
    """More work than the machine takes at once; try again later."""

    code = "busy"
