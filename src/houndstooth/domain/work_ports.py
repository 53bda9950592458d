"""The ports of work that goes on in the background: jobs, feeds, and the copies of feeds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from houndstooth.domain.feed import Feed
from houndstooth.domain.fetched import Copy
from houndstooth.domain.job import Job, Work


class FeedCopies(Protocol):
    """Copies of feeds on this machine."""

    def renew(self, feed: Feed, *, again: bool = False) -> Copy | None:
        """The feed as it is now, or ``None`` if it did not change since its validators were told (unless ``again``).

        Raises:
            InvalidSource: there is no such file.
            FetchRefused: the address may not be fetched, or the feed is too large.
            FetchFailed: it cannot be fetched now.
        """
        ...


class Jobs(Protocol):
    """Jobs of all shops; those of one shop are done one after the other, in the order in which they came."""

    def submit(self, shop_id: str, rows: Sequence[Mapping[str, Any]], *, request_key: str | None = None) -> Job:
        """Accept rows; on return they are on disk. The same ``request_key`` and rows give the same job again.

        Raises:
            Conflict: the key came before with other rows.
        """
        ...

    def get(self, shop_id: str, job_id: str) -> Job:
        """One job.

        Raises:
            NotFound: the shop has no such job (any more).
        """
        ...

    def claim(self) -> Work | None:
        """Take on the next job that nobody works at, also one whose worker has given no sign of life for long."""
        ...

    def tell(self, job_id: str, done: int) -> None:
        """Give a sign of life: so many rows are done."""
        ...

    def finish(self, job_id: str, report: Mapping[str, Any]) -> None:
        """All rows are done."""
        ...

    def fail(self, job_id: str, problem: str) -> None:
        """Nothing more can be done."""
        ...


class Feeds(Protocol):
    """Feeds of all shops."""

    def add(self, feed: Feed) -> None:
        """Keep a new feed.

        Raises:
            Conflict: the shop has one of that name.
        """
        ...

    def save(self, feed: Feed) -> None:
        """Keep what became of a feed, and give it free; one that was removed meanwhile stays so."""
        ...

    def remove(self, shop_id: str, name: str) -> None:
        """Forget a feed; its items stay.

        Raises:
            NotFound: there is none of that name.
        """
        ...

    def get(self, shop_id: str, name: str) -> Feed:
        """One feed.

        Raises:
            NotFound: there is none of that name.
        """
        ...

    def all(self, shop_id: str) -> tuple[Feed, ...]:
        """The feeds of a shop, by name."""
        ...

    def due(self) -> tuple[tuple[str, str], ...]:
        """Shop and name of the feeds whose time has come and that nobody pulls, the longest due first."""
        ...

    def lease(self, shop_id: str, name: str) -> bool:
        """Take a feed on; false where somebody pulls it already."""
        ...

    def begin(self, shop_id: str, name: str) -> None:
        """From now on nobody knows how much of the feed is taken in: forget its validators until it is saved."""
        ...

    def tell(self, shop_id: str, name: str) -> None:
        """Give a sign of life while pulling."""
        ...
