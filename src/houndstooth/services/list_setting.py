"""What one list is made from: who asks, for what, of which items, with which models."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.assortment import Assortment
from houndstooth.domain.catalogue import Numbers
from houndstooth.domain.errors import NotFound
from houndstooth.domain.histories import Histories
from houndstooth.domain.interactions import Floats
from houndstooth.domain.slate import Reason, ReasonKind, Surface
from houndstooth.recommenders.aligned import Aligned
from houndstooth.recommenders.asked import Asked
from houndstooth.recommenders.profile import Profile
from houndstooth.recommenders.profile_opinions import ProfileOptions, event_weights
from houndstooth.recommenders.profile_scores import profile_features
from houndstooth.recommenders.rules import Resolved, boosted, left_by_only
from houndstooth.services.learning_data import facts_as_numbers
from houndstooth.services.profiles import Portrait
from houndstooth.services.reasons import Hearer, deeds_of, plain_reason, reasons_for, stated_score
from houndstooth.services.wish import Wish

_UNFITTED = 500
"""Where nothing is fitted yet: so many of the newest items are looked at."""

_LEAST = 1e-6
"""No candidate scores nothing."""

_FILTERED = 300
"""Of the items that pass a filter, so many of the most popular are looked at besides."""

_BOOSTED = 100
"""The same of those that the shop boosts."""

_FOREVER = replace(ProfileOptions(), half_life=float("inf"))


_PLAIN = frozenset({ReasonKind.NEW, ReasonKind.POPULAR, ReasonKind.SUGGESTED})


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found.

    Args:
        numbers: ``int64[n]``, of items.
        likeness: ``float32[n]``, how like each is to what was asked.
        grouped: whether of the variants of one product one is shown.
    """

    numbers: Numbers
    likeness: Floats
    grouped: bool = True


@dataclass(frozen=True)
class Setting:
    """All that one list is made from."""

    wish: Wish
    portrait: Portrait | None
    assortment: Assortment
    aligned: Aligned | None
    now: float
    passing: Numbers | None = None
    """The numbers of the items that pass the filter of the wish and what rules leave, where there is such."""
    boosted: Numbers | None = None
    """The numbers of the items that rules boost, where there is such."""
    found: Found | None = None
    """What a search found, where the list is its answer."""

    def under(self, rules: Sequence[Resolved]) -> Setting:
        """The same under rules of the shop."""
        left, passing = left_by_only(rules), self.passing
        if left is not None:
            passing = left if passing is None else np.intersect1d(passing, left)
        return replace(self, passing=passing, boosted=boosted(rules))

    @cached_property
    def context(self) -> NDArray[np.int64]:
        """The rows of the items that the wish names; those of a cart may have left the shop.

        Raises:
            NotFound: the shop has no such item.
        """
        items = self.wish.items
        rows = self.assortment.rows_of(items).astype(np.int64)
        missing = [item for item, row in zip(items, rows, strict=True) if row < 0]
        if missing and self.wish.surface is not Surface.CART:
            raise NotFound(f"the shop has no item {missing[0][:200]!r}")
        return rows[rows >= 0]

    def candidates(self) -> tuple[NDArray[np.int64], Floats, dict[int, Reason]]:
        """Rows, their scores, and the reasons of those that have one already."""
        if self.found is not None:
            return (*self._found(self.found), {})
        if self.aligned is None:
            return (*self._unfitted(), {})
        if self.wish.surface is Surface.BOUGHT_TOGETHER:
            return self._bought_together(self.aligned, int(self.context[0]))
        candidates, scores = self.aligned.hybrid.rank(self._asked, self._further(self.aligned))
        rows = candidates.rows
        if self.wish.surface is Surface.SIMILAR:
            scores = self._likeness(rows, int(self.context[0])) + 0.05 * squashed(scores)
        return rows, scores + self._stated(rows), {}

    def reasons(self, rows: NDArray[np.int64]) -> list[Reason]:
        """Why these."""
        if self.found is None:
            return self._reasons(rows)
        if not self.wish.taste:
            return [Reason(ReasonKind.FOUND)] * len(rows)
        return [Reason(ReasonKind.FOUND) if one.kind in _PLAIN else one for one in self._reasons(rows)]

    def _reasons(self, rows: NDArray[np.int64]) -> list[Reason]:
        if self.aligned is None:
            return [plain_reason(int(row), self.now, self.assortment) for row in rows]
        return reasons_for(rows, self._asked, self.aligned, self.assortment, self._hearer())

    def _hearer(self) -> Hearer:
        portrait, looks_first = self.portrait, self.wish.surface is Surface.SIMILAR
        if portrait is None:
            return Hearer(looks_first=looks_first)
        return Hearer(portrait.profile, {} if self.wish.items else deeds_of(portrait.history), looks_first)

    @cached_property
    def _asked(self) -> Asked:
        """Who asks, as the recommenders know them: on the page of an item, or with a cart, that is what counts."""
        if len(self.context):
            items = self.context.astype(np.int32)
            times, weights = np.full(len(items), self.now), np.ones(len(items), np.float32)
        else:
            items, times, weights = self._past()
        histories = Histories(np.array([0, len(items)]), items, times, weights)
        return Asked(histories, np.array([self.now]), np.array([self._segment()], np.int32))

    def _found(self, found: Found) -> tuple[NDArray[np.int64], Floats]:
        """What was found, by likeness and as far as is wished by taste; both count by their order among these items."""
        rows = self.assortment.rows_of_numbers(found.numbers).astype(np.int64)
        there = rows >= 0
        rows, likeness = rows[there], _places(found.likeness[there])
        taste = self._taste(rows) if self.wish.taste else None
        if taste is None:
            return rows, likeness
        return rows, (1 - self.wish.taste) * likeness + self.wish.taste * _places(taste)

    def _taste(self, rows: NDArray[np.int64]) -> Floats | None:
        """How well items suit who asks; ``None`` where nothing is known of them."""
        if self.portrait is None or not (len(self._asked.histories.items) or self.portrait.said.stated):
            return None
        if self.aligned is None:
            return self._fit(self.portrait.profile, rows)
        candidates, scores = self.aligned.hybrid.rank(self._asked, rows)
        suit = np.full(len(rows), np.median(scores), np.float32)  # of what they know already
        order = np.minimum(np.searchsorted(candidates.rows, rows), len(candidates) - 1)
        known = candidates.rows[order] == rows
        suit[known] = scores[order[known]]
        return suit + self._stated(rows)

    def _fit(self, profile: Profile, rows: NDArray[np.int64]) -> Floats:
        """How well items fit a profile, where no ranker is fitted yet."""
        fit: Floats = profile_features(profile, self.assortment, rows.astype(np.int32)).mean(axis=1)
        return fit

    def _further(self, aligned: Aligned) -> NDArray[np.int64]:
        """The most popular of what passes, and of what the shop boosts, where somebody asks for that."""
        popularity = aligned.hybrid.sources.popularity[-1]
        found = [np.empty(0, np.int64)]
        for numbers, most in ((self.passing, _FILTERED), (self.boosted, _BOOSTED)):
            if numbers is not None:
                rows = self.assortment.rows_of_numbers(numbers).astype(np.int64)
                rows = rows[rows >= 0]
                found.append(rows[np.argsort(-popularity[rows], kind="stable")[:most]])
        return np.concatenate(found)

    def _past(self) -> tuple[NDArray[np.int32], NDArray[np.float64], Floats]:
        if self.portrait is None:
            return np.empty(0, np.int32), np.empty(0, np.float64), np.empty(0, np.float32)
        history, forgotten = self.portrait.history, self.portrait.said.forgotten
        weights = event_weights(history, _FOREVER, self.now, forgotten)
        rows = self.assortment.rows_of(history.item_ids)
        kept = np.flatnonzero((rows >= 0) & (weights != 0))[::-1]  # oldest first
        return rows[kept], history.times[kept], weights[kept].astype(np.float32)

    def _segment(self) -> int:
        facts = self.portrait.facts if self.portrait else None
        segments = self.aligned.hybrid.sources.segments if self.aligned else None
        if facts is None or segments is None:
            return -1
        genders = {word: code for code, word in enumerate(segments.genders)}
        return segments.find(facts_as_numbers(facts, genders))

    def _stated(self, rows: NDArray[np.int64]) -> Floats:
        if self.portrait is None:
            return np.zeros(len(rows), np.float32)
        stated = frozenset(one.field for one in self.portrait.said.stated)
        return stated_score(rows.astype(np.int32), self.assortment, self.portrait.profile, stated)

    def _likeness(self, rows: NDArray[np.int64], row: int) -> Floats:
        embedding, style = self.assortment.embedding, self.assortment.style
        alike: Floats = embedding[rows] @ embedding[row]
        return alike + 0.3 * (style[rows] @ style[row]) if style.shape[1] else alike

    def _bought_together(self, aligned: Aligned, row: int) -> tuple[NDArray[np.int64], Floats, dict[int, Reason]]:
        items, support, lift = aligned.bought.with_(row)
        item = str(self.assortment.ids[row])
        reasons = {
            int(one): Reason(
                ReasonKind.BOUGHT_TOGETHER, {"item": item, "support": float(times), "lift": round(float(more), 2)}
            )
            for one, times, more in zip(items, support, lift, strict=True)
        }
        return items.astype(np.int64), (np.log1p(support) * np.log1p(lift)).astype(np.float32), reasons

    def _unfitted(self) -> tuple[NDArray[np.int64], Floats]:
        """Where nothing is fitted yet: the newest items, by taste where anything is known of it."""
        there = self.assortment.in_sight
        if self.passing is not None:
            there = there & np.isin(self.assortment.numbers, self.passing)
        rows = np.flatnonzero(there)
        newest = rows[np.argsort(-self.assortment.created[rows], kind="stable")[:_UNFITTED]]
        scores = np.linspace(0.1, 0, len(newest), dtype=np.float32)
        if len(self.context):
            return newest, scores + self._likeness(newest, int(self.context[0]))
        if self.portrait is not None and len(newest):
            scores = scores + self._fit(self.portrait.profile, newest)
        return newest, scores


def _places(scores: Floats) -> Floats:
    """Scores by their order: from 1 for the best down to 0; equal ones the same."""
    _, ranks = np.unique(scores, return_inverse=True)
    return (ranks / max(int(ranks.max(initial=0)), 1)).astype(np.float32)


def squashed(scores: Floats) -> Floats:
    """Scores whose differences are logarithms of odds, as shares of the best: above 0 to 1."""
    if not len(scores):
        return scores
    spread: Floats = np.maximum(np.exp(scores - scores.max()), np.float32(_LEAST))
    return spread
