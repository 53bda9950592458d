"""Impressions: lists that were shown and answered, for the ranker to learn from."""

from __future__ import annotations

from dataclasses import dataclass

from houndstooth.domain.interactions import Floats, Rows


@dataclass(frozen=True, slots=True)
class Impression:
    """A list as a shopper saw it.

    Args:
        shopper: the row of who saw it.
        at: when, in seconds since 1970.
        items: ``int32[n]``, rows of items, in the order in which they were shown.
        grades: ``float32[n]``: 0 for what was passed over, more for what was wanted more.

    Raises:
        ValueError: items and grades differ in length.
    """

    shopper: int
    at: float
    items: Rows
    grades: Floats

    def __post_init__(self) -> None:
        if len(self.items) != len(self.grades):
            raise ValueError(f"{len(self.items)} items and {len(self.grades)} grades")
