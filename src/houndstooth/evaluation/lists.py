"""What lists are like, apart from being right: how much of the catalogue they show, how popular, how varied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.histories import Histories
from houndstooth.domain.interactions import Interactions
from houndstooth.evaluation.diversity import Likeness
from houndstooth.evaluation.metrics import CUTS, Values


@dataclass(frozen=True, slots=True)
class Manner:
    """What the lists of a recommender are like.

    Args:
        values: by what is measured and cut ``float64[b]``, NaN where a list says nothing.
        usual: ``float64[b]``: how popular what each shopper knows is on average; NaN for those who know nothing.
        shown: by cut ``int64[n]``: in how many lists each item stands.
    """

    values: Mapping[str, Values]
    usual: Values
    shown: Mapping[int, NDArray[np.int64]]

    @classmethod
    def pooled(cls, parts: Sequence[Manner]) -> Manner:
        """The lists of several splits together."""
        return cls(
            {name: np.concatenate([one.values[name] for one in parts]) for name in parts[0].values},
            np.concatenate([one.usual for one in parts]),
            {cut: np.sum([one.shown[cut] for one in parts], axis=0) for cut in parts[0].shown},
        )

    def figures(self) -> dict[str, float]:
        """One number each, such as ``coverage@20``; NaN where nothing can be said. See ``docs/evaluation.md``."""
        told = {name: _mean(values) for name, values in self.values.items()}
        for cut, shown in self.shown.items():
            told[f"coverage@{cut}"] = float((shown > 0).mean()) if len(shown) else np.nan
            told[f"gini@{cut}"] = gini(shown)
            told[f"popularity_lift@{cut}"] = self._popularity_lift(self.values[f"popularity@{cut}"])
        return told

    def _popularity_lift(self, popularity: Values) -> float:
        """Of those who have a history: how popular their lists are, over how popular what they chose is, less 1.

        (H. Abdollahpouri et al., "The unfairness of popularity bias in recommendation", 2019.)
        """
        both = ~np.isnan(self.usual) & ~np.isnan(popularity)
        usual = float(self.usual[both].sum())
        return float(popularity[both].sum()) / usual - 1 if usual else np.nan


def manner(
    lists: NDArray[np.int32],
    train: Interactions,
    histories: Histories,
    *,
    cuts: Sequence[int] = CUTS,
    likeness: Likeness | None = None,
) -> Manner:
    """What lists, ``int32[b, k]`` with -1 at the end of short ones, are like.

    ``popularity`` is the mean number of likings in ``train`` of a list's items; ``novelty`` the mean self-information
    of its items, ``-log2`` of the share of all likings that is theirs, with one more liking for every item, so that it
    is finite (T. Zhou et al., "Solving the apparent diversity-accuracy dilemma of recommender systems", 2010).
    """
    liked = np.bincount(train.items[train.weights > 0], minlength=train.n_items).astype(np.float64)
    novelty = -np.log2((liked + 1) / (liked.sum() + train.n_items))
    values: dict[str, Values] = {}
    for cut in cuts:
        values[f"novelty@{cut}"] = _mean_of_items(lists[:, :cut], novelty)
        values[f"popularity@{cut}"] = _mean_of_items(lists[:, :cut], liked)
    if likeness is not None:
        values |= {f"diversity@{cut}": likeness.diversity(lists[:, :cut]) for cut in cuts}
    totals = np.bincount(histories.owners(), liked[histories.items], minlength=len(histories))
    lengths = np.diff(histories.indptr)
    usual = np.divide(totals, lengths, out=np.full(len(histories), np.nan), where=lengths > 0)
    firsts = {cut: lists[:, :cut] for cut in cuts}
    shown = {cut: np.bincount(one[one >= 0], minlength=train.n_items) for cut, one in firsts.items()}
    return Manner(values, usual, shown)


def gini(shown: NDArray[np.int64]) -> float:
    """How unequally places are shared out among items: 0 all the same, near 1 one has all; NaN where nothing is shown.

    (C. Gini, "Variabilità e mutabilità", 1912.)
    """
    total = int(shown.sum())
    if not total:
        return np.nan
    n = len(shown)
    return float((2 * np.arange(1, n + 1) - n - 1) @ np.sort(shown) / (n * total))


def _mean_of_items(lists: NDArray[np.int32], of_item: Values) -> Values:
    there = lists >= 0
    count = there.sum(axis=1)
    total = np.where(there, of_item[lists], 0).sum(axis=1)
    mean: Values = np.divide(total, count, out=np.full(len(lists), np.nan), where=count > 0)
    return mean


def _mean(values: Values) -> float:
    told = values[~np.isnan(values)]
    return float(told.mean()) if len(told) else np.nan
