"""The port of duplicates. Its conformance test is in ``houndstooth.testing``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from houndstooth.domain.catalogue import Numbers, StoredItem
from houndstooth.domain.duplicate import JudgedPair, KeptPair, Looks, Mark, Pair, PairPage, Verdict
from houndstooth.domain.encoding import Vectors


class Duplicates(Protocol):
    """What is known of duplicates among the items of each shop; each method is one transaction."""

    def looks(self, shop_id: str) -> Looks:
        """What the items in sight look like."""
        ...

    def embeddings(self, numbers: Sequence[int], *, artifact_id: str) -> tuple[Numbers, Vectors]:
        """The embeddings of those of the items that have one: their numbers, ascending, and ``float32[n, d]``."""
        ...

    def keep_hashes(self, hashes: Mapping[str, bytes]) -> None:
        """Keep the perceptual hashes of pictures, by key; pictures that are gone are ignored."""
        ...

    def mark(self, shop_id: str) -> Mark:
        """How far the shop was looked through; of nothing where it never was."""
        ...

    def replace(self, shop_id: str, pairs: Sequence[Pair], *, of: Sequence[int], mark: Mark) -> None:
        """Forget the pairs without a verdict that one of the items ``of`` is in, and keep ``pairs``.

        A pair that somebody judged keeps its verdict and is not found anew. Items that are gone are ignored.
        """
        ...

    def judged(self, shop_id: str) -> tuple[JudgedPair, ...]:
        """All pairs of items in sight, in the order in which they were found."""
        ...

    def page(self, shop_id: str, *, verdict: Verdict | None, limit: int, after: int = 0) -> PairPage:
        """Pairs of items in sight with this verdict, ``None`` for those that nobody judged, beyond the id ``after``."""
        ...

    def decide(self, shop_id: str, pair_id: int, verdict: Verdict | None, *, by: str, at: datetime) -> KeptPair:
        """Keep what somebody said of a pair; ``None`` takes it back.

        Raises:
            NotFound: the shop has no such pair, or one of its items is retired.
        """
        ...

    def join(self, shop_id: str, families: Mapping[int, str | None]) -> int:
        """Give items, by number, to families, or (``None``) take them out.

        Returns:
            The revision of the shop that this made; 0 where there is nothing to change.
        """
        ...

    def family(self, shop_id: str, family: str) -> tuple[StoredItem, ...]:
        """The items in sight of one family, in the order of arrival."""
        ...
