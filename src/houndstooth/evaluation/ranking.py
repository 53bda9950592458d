"""Rankings: all items in the order in which a recommender would show them.

Every item is ranked: sampled negatives change which recommender looks better (W. Krichene, S. Rendle, "On sampled
metrics for item recommendation", 2020).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.histories import Histories
from houndstooth.domain.interactions import Floats
from houndstooth.evaluation.splits import Audience, Split

Score = Callable[[Audience], Floats]
"""A recommender: the scores of all items for those who ask, ``float32[b, n]``; minus infinity: not to be shown."""

DEPTH = 50
_MOST_ROWS, _MOST_CELLS = 512, 1 << 23
_SORTED_AT_ONCE = 8  # rows, so that what is sorted stays in the processor's cache
_LOWEST = np.uint64(0x00800000) << np.uint64(32)  # above it is whatever has a score above minus infinity


@dataclass(frozen=True, slots=True)
class Ranked:
    """What a recommender answered for each shopper of a split.

    Args:
        lists: ``int32[b, k]``, the best items of all, best first; -1 where there are no more.
        hits: ``bool[b, k]``: which of them were wanted.
        wanted: ``int64[b]``: how many items were wanted.
    """

    lists: NDArray[np.int32]
    hits: NDArray[np.bool_]
    wanted: NDArray[np.int64]


def rank(score: Score, split: Split, *, k: int = DEPTH, seed: int = 0) -> Ranked:
    """The first ``k`` of all items for each shopper of a split.

    What a shopper knows is masked, unless the split is one with repeats. Items with equal scores are put in a random
    order, another one for each shopper and the same in each run: a recommender that scores everything alike does as
    well as chance, however items are numbered, and no recommender gains by rounding.

    Raises:
        ValueError: the scores have another shape than shoppers by items, or one of them is not a number.
    """
    everything = np.ones(split.train.n_items, np.bool_)
    return rank_pools(score, split, {"": everything}, k=k, seed=seed)[""]


def rank_pools(
    score: Score, split: Split, pools: Mapping[str, NDArray[np.bool_]], *, k: int = DEPTH, seed: int = 0
) -> dict[str, Ranked]:
    """As ``rank``, in each pool of items by itself: only its members are ranked and wanted. Scores are asked for once.

    Args:
        score: the recommender.
        split: whom it is asked for.
        pools: by name ``bool[n]``.
        k: how long the lists are.
        seed: of the order of equals.
    """
    members = {name: np.flatnonzero(pool) for name, pool in pools.items()}
    parts: dict[str, list[Ranked]] = {name: [] for name in pools}
    for part in _batches(split):
        scores = _scored(score, part)
        for name, items in members.items():
            parts[name].append(_ranked(scores, part, items, k, seed))
    return {name: _joined(ranked, k) for name, ranked in parts.items()}


def restrict(ranked: Ranked, split: Split, pool: NDArray[np.bool_]) -> Ranked:
    """The same lists where only the members of a pool, ``bool[n]``, are wanted."""
    owners = split.wanted.owners()[pool[split.wanted.items]]
    wanted = np.bincount(owners, minlength=len(split)).astype(np.int64)
    return Ranked(ranked.lists, ranked.hits & pool[ranked.lists], wanted)


def best(scores: Floats, shoppers: NDArray[np.int64], items: NDArray[np.int64], k: int, seed: int) -> NDArray[np.int32]:
    """``int32[b, k]``: the best of ``items`` by ``scores``, ``float32[b, len(items)]``; -1 where there are no more."""
    lists = np.full((len(scores), k), -1, np.int32)
    most = min(k, len(items))
    if not most:
        return lists
    for start in range(0, len(scores), _SORTED_AT_ONCE):
        rows = slice(start, start + _SORTED_AT_ONCE)
        keys = _ordered(scores[rows]) << np.uint64(32) | _tie_breaks(shoppers[rows], items, seed)
        top = np.argpartition(keys, len(items) - most, axis=1)[:, len(items) - most :]
        values = np.take_along_axis(keys, top, axis=1)
        order = np.argsort(values, axis=1)[:, ::-1]
        shown = np.take_along_axis(values, order, axis=1) >= _LOWEST
        lists[rows, :most] = np.where(shown, items[np.take_along_axis(top, order, axis=1)], -1)
    return lists


def _batches(split: Split) -> Iterator[Split]:
    size = max(1, min(_MOST_ROWS, _MOST_CELLS // max(split.train.n_items, 1)))
    for start in range(0, len(split), size):
        yield split.take(np.arange(start, min(start + size, len(split))))


def _scored(score: Score, part: Split) -> Floats:
    """The scores of a batch, checked, and masked where something is known."""
    scores = np.array(score(part.audience), np.float32)
    expected = (len(part), part.train.n_items)
    if scores.shape != expected:
        raise ValueError(f"a recommender scored {scores.shape} for {expected[0]} shoppers and {expected[1]} items")
    if np.isnan(scores.min(initial=0)):
        raise ValueError("a recommender gave a score that is not a number")
    if not part.repeats:
        scores[part.histories.owners(), part.histories.items] = -np.inf
    return scores


def _ranked(scores: Floats, part: Split, items: NDArray[np.int64], k: int, seed: int) -> Ranked:
    """One batch in one pool; shoppers who want nothing of it get no list."""
    everything = len(items) == part.train.n_items
    inside = np.isin(part.wanted.items, items)
    wanted = np.bincount(part.wanted.owners()[inside], minlength=len(part)).astype(np.int64)
    lists = np.full((len(part), k), -1, np.int32)
    asking = np.arange(len(part)) if everything else np.flatnonzero(wanted)
    among = scores if everything else scores[np.ix_(asking, items)]
    lists[asking] = best(among, part.shoppers[asking], items, k, seed)
    return Ranked(lists, _found(lists, part.wanted, part.train.n_items), wanted)


def _found(lists: NDArray[np.int32], wanted: Histories, n_items: int) -> NDArray[np.bool_]:
    """``bool[b, k]``: which places of the lists hold something wanted."""
    pairs = wanted.owners() * n_items + wanted.items
    shown = np.arange(len(lists))[:, None] * n_items + lists.astype(np.int64)
    return np.isin(shown, pairs) & (lists >= 0)


def _joined(parts: list[Ranked], k: int) -> Ranked:
    if not parts:
        return Ranked(np.empty((0, k), np.int32), np.empty((0, k), np.bool_), np.empty(0, np.int64))
    return Ranked(
        np.concatenate([one.lists for one in parts]),
        np.concatenate([one.hits for one in parts]),
        np.concatenate([one.wanted for one in parts]),
    )


def _ordered(scores: Floats) -> NDArray[np.uint64]:
    """Whole numbers in the order of the scores: the bits of IEEE 754, all turned over for those below 0."""
    bits = (scores + np.float32(0)).view(np.int32)  # adding 0 makes of -0.0 what equals it, 0.0
    return (bits ^ (bits >> 31 | np.int32(-(2**31)))).view(np.uint32).astype(np.uint64)


def _tie_breaks(shoppers: NDArray[np.int64], items: NDArray[np.int64], seed: int) -> NDArray[np.uint64]:
    """``uint64[b, n]``, below 2**32: for each shopper another random order of the items, no two alike."""
    salts = _mixed(shoppers.astype(np.uint32) ^ _mixed(np.array([seed], np.uint32)))
    return _mixed(items.astype(np.uint32) ^ salts[:, None]).astype(np.uint64)


def _mixed(numbers: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Scrambled one to one: the last step of the hash MurmurHash3 (A. Appleby, public domain)."""
    mixed = numbers ^ (numbers >> np.uint32(16))
    mixed *= np.uint32(0x85EBCA6B)
    mixed ^= mixed >> np.uint32(13)
    mixed *= np.uint32(0xC2B2AE35)
    mixed ^= mixed >> np.uint32(16)
    return mixed
