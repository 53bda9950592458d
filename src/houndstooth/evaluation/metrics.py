"""Metrics of ranked lists, by shopper, so that models can be compared shopper by shopper.

Every item is ranked: sampled negatives change which model looks better (W. Krichene, S. Rendle, "On sampled metrics for
item recommendation", 2020). Definitions are those of the library ranx; NDCG after K. Järvelin, J. Kekäläinen, 2002.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.histories import Histories
from houndstooth.domain.interactions import Floats, Interactions
from houndstooth.evaluation.splits import Split

Values = NDArray[np.float64]
Score = Callable[[Split, NDArray[np.int64]], Floats]
"""Scores of all items, ``float32[b, n]``, for those of a split's shoppers who stand at these places."""

CUTS = (5, 10, 20, 50)
_BATCH = 512


@dataclass(frozen=True, slots=True)
class Ranked:
    """What a model answered for each shopper of a split.

    Args:
        lists: ``int32[b, k]``, the items of the longest list, best first; -1 beyond the end of the catalogue.
        hits: ``bool[b, k]``: which of them were wanted.
        wanted: ``int64[b]``: how many items were wanted, that were not known before.
    """

    lists: NDArray[np.int32]
    hits: NDArray[np.bool_]
    wanted: NDArray[np.int64]


def rank(score: Score, split: Split, *, k: int = max(CUTS), repeats: bool = False) -> Ranked:
    """The lists of a model over all items.

    Args:
        score: the model.
        split: whom it is asked for.
        k: how long the lists are.
        repeats: whether what somebody chose before may be answered, and counts; else it is taken out of both.

    Of items with equal scores the one with the lower row comes first, whether it was wanted or not: a model that scores
    everything alike gains nothing by it.
    """
    n = split.train.n_items
    k = min(k, n)
    lists = np.full((len(split), k), -1, np.int32)
    hits = np.zeros((len(split), k), np.bool_)
    wanted = np.zeros(len(split), np.int64)
    for start in range(0, len(split), _BATCH):
        places = np.arange(start, min(start + _BATCH, len(split)))
        scores = score(split, places).astype(np.float32, copy=True)
        relevant = _marked(split.wanted, places, n)
        if not repeats:
            known = _marked(split.histories, places, n)
            scores[known] = -np.inf
            relevant &= ~known
        best = _best(scores, k)
        lists[places] = np.where(np.take_along_axis(scores, best, axis=1) == -np.inf, -1, best)
        hits[places] = np.take_along_axis(relevant, best, axis=1) & (lists[places] >= 0)
        wanted[places] = relevant.sum(axis=1)
    return Ranked(lists, hits, wanted)


def by_shopper(ranked: Ranked, cuts: Sequence[int] = CUTS) -> dict[str, Values]:
    """By metric and cut ``float64[b]``, of those of whom something was wanted: ``ndcg@20`` and the like."""
    kept = ranked.wanted > 0
    hits, wanted = ranked.hits[kept].astype(np.float64), ranked.wanted[kept].astype(np.float64)
    places = np.arange(1, hits.shape[1] + 1)
    values: dict[str, Values] = {}
    for cut in cuts:
        part = hits[:, :cut]
        found = part.sum(axis=1)
        precision, recall = found / cut, found / wanted
        values[f"precision@{cut}"] = precision
        values[f"recall@{cut}"] = recall
        both = precision + recall
        values[f"f1@{cut}"] = np.divide(2 * precision * recall, both, out=np.zeros_like(both), where=both > 0)
        values[f"hr@{cut}"] = (found > 0).astype(np.float64)
        values[f"ndcg@{cut}"] = _ndcg(part, wanted)
        along = np.cumsum(part, axis=1) / places[: part.shape[1]]
        values[f"map@{cut}"] = (along * part).sum(axis=1) / wanted
        values[f"mrr@{cut}"] = np.where(found > 0, 1 / (part.argmax(axis=1) + 1), 0.0)
    return values


def of_lists(ranked: Ranked, train: Interactions, vectors: Floats | None = None, *, cut: int = 20) -> dict[str, float]:
    """What the lists are like, apart from being right.

    ``coverage``: the share of all items that stand in some list. ``novelty``: the mean of ``-log2`` of the share of
    known likings that an item has (T. Zhou et al., 2010). ``diversity``: one minus the mean cosine of the items of a
    list, where vectors are given. ``popularity``: the mean popularity of what is recommended over that of what was
    liked; 1: no bias.
    """
    lists = ranked.lists[:, :cut]
    liked = np.bincount(train.items[train.weights > 0], minlength=train.n_items).astype(np.float64)
    shown = lists[lists >= 0]
    share = (liked + 1) / (liked.sum() + train.n_items)
    usual = float((liked**2).sum() / max(liked.sum(), 1))
    told = {
        "coverage": len(np.unique(shown)) / max(train.n_items, 1),
        "novelty": float(-np.log2(share[shown]).mean()) if len(shown) else 0.0,
        "popularity": float(liked[shown].mean() / max(usual, 1e-9)) if len(shown) else 0.0,
    }
    if vectors is not None and vectors.shape[1] and lists.shape[1] > 1:
        told["diversity"] = 1 - _mean_cosine(lists, vectors)
    return told


def _ndcg(hits: Values, wanted: Values) -> Values:
    discounts = 1 / np.log2(np.arange(hits.shape[1]) + 2)
    ideal = np.cumsum(discounts)[np.minimum(wanted, hits.shape[1]).astype(np.int64) - 1]
    gained: Values = hits @ discounts / ideal
    return gained


def _mean_cosine(lists: NDArray[np.int32], vectors: Floats) -> float:
    whole = lists[(lists >= 0).all(axis=1)][:2_000]
    if not len(whole):
        return 0.0
    size = whole.shape[1]
    sums = [vectors[items].sum(axis=0) for items in whole]
    squares = [float((vectors[items] ** 2).sum()) for items in whole]
    pairs = [float(total @ total) - square for total, square in zip(sums, squares, strict=True)]
    return float(np.mean(pairs) / (size * (size - 1)))


def _best(scores: Floats, k: int) -> NDArray[np.int64]:
    """``int64[b, k]``: the best, ties by row."""
    if k >= scores.shape[1]:
        return np.argsort(-scores, axis=1, kind="stable")[:, :k]
    threshold = -np.partition(-scores, k - 1, axis=1)[:, k - 1]
    best = np.empty((len(scores), k), np.int64)
    for place, (row, least) in enumerate(zip(scores, threshold, strict=True)):
        near = np.flatnonzero(row >= least)
        best[place] = near[np.argsort(-row[near], kind="stable")[:k]]
    return best


def _marked(histories: Histories, places: NDArray[np.int64], n: int) -> NDArray[np.bool_]:
    some = histories.take(places)
    marked = np.zeros((len(places), n), np.bool_)
    marked[some.owners(), some.items] = True
    return marked
