"""A row of a catalogue as it was read, before anybody has understood it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


class PictureFile(Protocol):
    """Where the bytes of a picture can be had."""

    @property
    def name(self) -> str:
        """What people call it: its path below the source, or its web address."""
        ...

    @property
    def address(self) -> str | None:
        """The web address that it is fetched from, if it is not a file here."""
        ...

    def read(self, limit: int) -> bytes:
        """The bytes, but never more than ``limit + 1`` (enough to see that there are too many).

        Raises:
            InvalidSource: the file is gone or cannot be read.
            FetchRefused, FetchFailed: its address may not, or cannot, be fetched.
        """
        ...


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it stood, its values by column, the pictures that were found, or why it cannot be used."""

    line: int
    """Its line in the file, or its number where lines mean nothing (XML, JSON)."""
    values: Mapping[str, str] = field(default_factory=dict)
    picture: PictureFile | None = None
    more_pictures: tuple[PictureFile, ...] = ()
    """Other pictures of the item, besides the main one; without it they are none."""
    problem: str | None = None
    code: str = "unreadable-row"
    """A short name of the problem, for programs."""
