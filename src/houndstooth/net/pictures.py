"""Pictures that a catalogue names by their web address."""

from __future__ import annotations

from dataclasses import dataclass

from houndstooth.net.fetcher import Fetcher


@dataclass(frozen=True, slots=True)
class OnlinePicture:
    """A ``PictureFile`` that is fetched when it is read."""

    address: str
    fetcher: Fetcher

    @property
    def name(self) -> str:
        """What people call it."""
        return self.address

    def read(self, limit: int) -> bytes:
        """The bytes, at most ``limit``.

        Raises:
            FetchRefused: the address may not be fetched, or there are more.
            FetchFailed: it cannot be fetched now.
        """
        return self.fetcher.get(self.address, most_bytes=limit).body
