"""A comparison: several models on the same splits, shopper by shopper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.interactions import Floats
from houndstooth.evaluation.intervals import Interval, difference_of, lift_of, mean_of
from houndstooth.evaluation.metrics import Ranked, Values, by_shopper, of_lists
from houndstooth.evaluation.splits import Split

COLD = ((0, 0), (1, 2), (3, 5), (6, None))
"""Lengths of histories by which shoppers are told apart."""

NEW_ITEM = 5
"""An item of so few known likings is cold."""


@dataclass
class Results:
    """What one model did, over all splits.

    Args:
        values: by metric one value for each shopper of whom something was wanted.
        lists: what its lists are like, the mean over splits.
        cold_items: the share of what was wanted among items of few known likings that stands in the longest lists.
    """

    values: dict[str, Values] = field(default_factory=dict)
    lists: dict[str, float] = field(default_factory=dict)
    cold_items: float | None = None


@dataclass
class Comparison:
    """Models side by side.

    Args:
        results: by model.
        shoppers: ``int64[b]``, whose each value is; one shopper may stand in several windows.
        history: ``int64[b]``, how much was known of each.
    """

    results: dict[str, Results]
    shoppers: NDArray[np.int64]
    history: NDArray[np.int64]

    def mean(self, model: str, metric: str) -> Interval:
        """A metric of a model."""
        return mean_of(self.results[model].values[metric], self.shoppers)

    def lift(self, model: str, over: str, metric: str) -> Interval:
        """By which share a model is above another one."""
        return lift_of(self.results[model].values[metric], self.results[over].values[metric], self.shoppers)

    def difference(self, model: str, over: str, metric: str) -> Interval:
        """By how much a model is above another one."""
        return difference_of(self.results[model].values[metric], self.results[over].values[metric], self.shoppers)

    def slices(self, model: str, metric: str) -> dict[str, tuple[int, float]]:
        """By how much was known of shoppers: how many there are, and the mean."""
        told = {}
        for low, high in COLD:
            chosen = (self.history >= low) & (self.history <= (np.inf if high is None else high))
            if chosen.any():
                name = str(low) if high == low else f"{low}+" if high is None else f"{low}-{high}"
                told[name] = (int(chosen.sum()), float(self.results[model].values[metric][chosen].mean()))
        return told


def compare(answered: Sequence[tuple[Split, Mapping[str, Ranked]]], vectors: Floats | None = None) -> Comparison:
    """Put together what models answered on some splits; each split has an answer of each model."""
    shoppers, history = [], []
    results: dict[str, Results] = {name: Results() for name in answered[0][1]}
    gathered: dict[str, list[dict[str, Values]]] = {name: [] for name in results}
    for split, lists in answered:
        kept = next(iter(lists.values())).wanted > 0
        shoppers.append(split.shoppers[kept])
        history.append(np.diff(split.histories.indptr)[kept])
        for name, ranked in lists.items():
            gathered[name].append(by_shopper(ranked))
    for name, result in results.items():
        metrics = gathered[name][0]
        result.values = {metric: np.concatenate([one[metric] for one in gathered[name]]) for metric in metrics}
        likes = [of_lists(lists[name], split.train, vectors) for split, lists in answered]
        result.lists = {what: float(np.mean([one[what] for one in likes])) for what in likes[0]}
        result.cold_items = _cold_items([(split, lists[name]) for split, lists in answered])
    return Comparison(results, np.concatenate(shoppers), np.concatenate(history))


def _cold_items(answered: Sequence[tuple[Split, Ranked]]) -> float | None:
    found = wanted = 0
    for split, ranked in answered:
        liked = np.bincount(split.train.items[split.train.weights > 0], minlength=split.train.n_items)
        cold = liked < NEW_ITEM
        wanted += int(cold[split.wanted.items].sum())
        shown = np.where(ranked.lists >= 0, ranked.lists, 0)
        found += int((ranked.hits & cold[shown]).sum())
    return found / wanted if wanted else None
