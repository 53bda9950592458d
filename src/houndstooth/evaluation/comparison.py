"""A comparison: several recommenders on the same splits, shopper by shopper, against one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from houndstooth.domain.errors import InvalidInput
from houndstooth.evaluation.evaluation import ALL, Evaluation
from houndstooth.evaluation.intervals import SAMPLES, Interval, resample

_OF_SLICES = ("ndcg", "recall", "hr", "chance")


@dataclass(frozen=True, slots=True)
class Measured:
    """One metric of one recommender. ``difference`` and ``lift`` are over the baseline; it has none over itself."""

    mean: Interval
    difference: Interval | None = None
    lift: Interval | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """The figures of one part of those who were judged.

    Args:
        lists: how many lists were judged.
        shoppers: of how many different shoppers.
        measured: by recommender and metric.
    """

    lists: int
    shoppers: int
    measured: Mapping[str, Mapping[str, Measured]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Recommenders side by side.

    Args:
        baseline: which of them the others are held against.
        sections: by part (``all`` and the slices, see ``Evaluation``); those with nobody in them are left out.
        lists: by recommender what its lists are like, such as ``coverage@20``; NaN where nothing can be said.
        left_out: how many shoppers could not be judged, because all that they chose they knew.
    """

    baseline: str
    sections: Mapping[str, Section]
    lists: Mapping[str, Mapping[str, float]]
    left_out: int

    @property
    def names(self) -> tuple[str, ...]:
        """The recommenders."""
        return tuple(self.lists)

    def of(self, name: str, metric: str, part: str = ALL) -> Measured:
        """A metric such as ``ndcg@20`` of a recommender."""
        return self.sections[part].measured[name][metric]

    def best_first(self, metric: str) -> tuple[str, ...]:
        """The recommenders by a metric."""
        return tuple(sorted(self.names, key=lambda name: -self.of(name, metric).mean.value))


def compare(
    evaluations: Mapping[str, Evaluation], baseline: str, *, samples: int = SAMPLES, seed: int = 0
) -> Comparison:
    """Hold every recommender against the baseline, with paired intervals.

    Slices have the metrics NDCG, recall and hit rate alone.

    Args:
        evaluations: by name, all on the same splits.
        baseline: a name.
        samples: how many resamples the intervals rest on.
        seed: of the resamples.

    Raises:
        InvalidInput: there is no recommender of the baseline's name, or nobody was judged.
        ValueError: the evaluations are not of the same splits.
    """
    check_baseline(baseline, evaluations)
    one = next(iter(evaluations.values()))
    if not len(one.parts[ALL].shoppers):
        raise InvalidInput(
            "nobody can be judged: no shopper has enough interactions, or all that is held back was known before; "
            "take more events, another protocol, or count repeats"
        )
    sections = {
        part: _section(evaluations, baseline, part, samples=samples, seed=seed)
        for part in one.parts
        if len(one.parts[part].shoppers)
    }
    lists = {name: evaluation.manner.figures() for name, evaluation in evaluations.items()}
    return Comparison(baseline, sections, lists, one.left_out)


def check_baseline(baseline: str, known: Mapping[str, object]) -> None:
    """Before anything costly: whether there is such a recommender.

    Raises:
        InvalidInput: there is not.
    """
    if baseline not in known:
        raise InvalidInput(f"there is no recommender {baseline!r}; there are {', '.join(known)}")


def _section(evaluations: Mapping[str, Evaluation], baseline: str, part: str, *, samples: int, seed: int) -> Section:
    parts = {name: evaluation.parts[part] for name, evaluation in evaluations.items()}
    shoppers = parts[baseline].shoppers
    if not all(np.array_equal(one.shoppers, shoppers) for one in parts.values()):
        raise ValueError("recommenders were judged on different splits, and cannot be compared")
    metrics = [name for name in parts[baseline].values if part == ALL or name.split("@")[0] in _OF_SLICES]
    columns = np.stack([one.values[metric] for one in parts.values() for metric in metrics], axis=1)
    resampled = resample(columns, shoppers, samples=samples, seed=seed)
    first = list(parts).index(baseline) * len(metrics)
    measured: dict[str, dict[str, Measured]] = {}
    for place, name in enumerate(parts):
        measured[name] = {}
        for offset, metric in enumerate(metrics):
            column, other = place * len(metrics) + offset, first + offset
            over = None if name == baseline else (resampled.difference(column, other), resampled.lift(column, other))
            measured[name][metric] = Measured(resampled.mean(column), *(over or ()))
    return Section(len(shoppers), len(np.unique(shoppers)), measured)
