"""The ports of what shoppers say of themselves. Each has a conformance test in ``houndstooth.testing``.

Somebody is named by the numbers that stand for them, their own first (see ``Identity.numbers``): what was kept under
the number of a session that was joined to a shopper is that shopper's. What is new is kept under the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol

from houndstooth.domain.shopper import Consent, Facts, ProfileCorrection, Purpose

MAX_CORRECTIONS = 500
"""How many corrections of one shopper are kept."""


class ShopperFacts(Protocol):
    """What shoppers declared, never without their consent."""

    def declare(
        self, shop_id: str, shopper: Sequence[int], facts: Facts, *, at: datetime, wording: str | None = None
    ) -> None:
        """Keep facts instead of those before; with the version of a wording also the consent that was given to it.

        Raises:
            Conflict: there is neither a consent that holds nor a wording.
        """
        ...

    def facts(self, shop_id: str, shopper: Sequence[int]) -> Facts | None:
        """What somebody declared last; ``None`` where nothing is kept."""
        ...

    def all(self, shop_id: str) -> Iterator[tuple[int, Facts]]:
        """The facts of everybody in the shop who declared any, with the number that they were kept under."""
        ...

    def consents(self, shop_id: str, shopper: Sequence[int]) -> tuple[Consent, ...]:
        """The consents somebody gave, those that were withdrawn too, oldest first."""
        ...

    def withdraw(self, shop_id: str, shopper: Sequence[int], purpose: Purpose, *, at: datetime) -> bool:
        """Let consents hold no longer, and delete in the same moment what was kept by them; whether any held."""
        ...


class ProfileCorrections(Protocol):
    """What shoppers put right."""

    def change(
        self,
        shop_id: str,
        shopper: Sequence[int],
        *,
        made: Sequence[ProfileCorrection] = (),
        taken_back: Sequence[tuple[str, str]] = (),
    ) -> None:
        """Take corrections back, each named by field and value, then keep others: all of it or, on any error, nothing.

        Each replaces one of the same field and value, one of ``SINGLE`` any of its field.

        Raises:
            Conflict: there would be more than ``MAX_CORRECTIONS``.
        """
        ...

    def all(self, shop_id: str, shopper: Sequence[int]) -> tuple[ProfileCorrection, ...]:
        """The corrections in force, oldest first."""
        ...
