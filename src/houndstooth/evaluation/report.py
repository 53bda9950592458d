"""A report: a comparison as rows of text for people, and as plain values for programs."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from houndstooth.evaluation.comparison import Comparison, Measured
from houndstooth.evaluation.evaluation import ALL
from houndstooth.evaluation.intervals import Interval
from houndstooth.evaluation.metrics import METRICS

_LISTS = ("coverage", "novelty", "diversity", "popularity_lift", "gini")
_SLICES = {
    ALL: "everybody",
    "shoppers_0": "0 known",
    "shoppers_1_2": "1–2 known",
    "shoppers_3_5": "3–5 known",
    "shoppers_6_up": "6+ known",
    "items_0": "new items",
    "items_0_among": "new alone",
    "items_1_5": "rare items",
    "items_1_5_among": "rare alone",
}
"""Short titles; ``docs/evaluation.md`` explains them."""

_TITLES = {"ndcg": "NDCG", "map": "MAP", "mrr": "MRR", "hr": "HR", "f1": "F1"}
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Table:
    """Text in columns; the first column names the row, the others are numbers, but for those that ``words`` names."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: tuple[str, ...] = ()


def tables(comparison: Comparison, cut: int = 20) -> tuple[Table, ...]:
    """How right the lists of ``cut`` items are, what they are like, and the slices; the best by NDCG comes first."""
    return (accuracy(comparison, cut), manners(comparison, cut), slices(comparison, cut))


def accuracy(comparison: Comparison, cut: int = 20) -> Table:
    """A row for each recommender: all metrics, and NDCG and recall against the baseline."""
    over = tuple(f"{_title(metric)} over {comparison.baseline}" for metric in ("ndcg", "recall"))
    rows = []
    for name in comparison.best_first(f"ndcg@{cut}"):
        means = [f"{comparison.of(name, f'{metric}@{cut}').mean.value:.4f}" for metric in METRICS]
        lifts = [_lift(comparison.of(name, f"{metric}@{cut}")) for metric in ("ndcg", "recall")]
        rows.append((name, *means, *lifts))
    return Table(f"How right the first {cut} are", ("recommender", *map(_title, METRICS), *over), tuple(rows))


def manners(comparison: Comparison, cut: int = 20) -> Table:
    """A row for each recommender: what its lists are like."""
    rows = []
    for name in comparison.best_first(f"ndcg@{cut}"):
        figures = [comparison.lists[name].get(f"{what}@{cut}", math.nan) for what in _LISTS]
        rows.append((name, *(NOTHING if math.isnan(figure) else f"{figure:.3f}" for figure in figures)))
    header = ("recommender", *(what.replace("_", " ") for what in _LISTS))
    return Table(f"What the first {cut} are like", header, tuple(rows))


def slices(comparison: Comparison, cut: int = 20) -> Table:
    """A column for each slice: how many lists were judged, the recall of each recommender, and that of guessing."""
    parts = comparison.sections
    names = comparison.best_first(f"ndcg@{cut}")
    rows = [("lists", *(f"{section.lists:,}" for section in parts.values()))]
    rows += [
        (name, *(f"{comparison.of(name, f'recall@{cut}', part).mean.value:.4f}" for part in parts)) for name in names
    ]
    guessed = [section.measured[names[0]].get(f"chance@{cut}") for section in parts.values()]
    rows.append(("chance", *(NOTHING if one is None else f"{one.mean.value:.4f}" for one in guessed)))
    return Table(f"recall@{cut} by slice", ("", *(_SLICES[part] for part in parts)), tuple(rows))


def as_json(comparison: Comparison) -> dict[str, Any]:
    """Everything, with keys that stay; ``None`` where nothing can be said. Lifts are shares: 0.1 is 10 % more."""
    return {
        "baseline": comparison.baseline,
        "left_out": comparison.left_out,
        "sections": {
            part: {
                "lists": section.lists,
                "shoppers": section.shoppers,
                "recommenders": {
                    name: {metric: _measured(one) for metric, one in measured.items()}
                    for name, measured in section.measured.items()
                },
            }
            for part, section in comparison.sections.items()
        },
        "lists": {name: _rounded(figures) for name, figures in comparison.lists.items()},
    }


def _measured(one: Measured) -> dict[str, Any]:
    told = {"mean": _interval(one.mean)}
    if one.difference is not None and one.lift is not None:
        told |= {"difference": _interval(one.difference), "lift": _interval(one.lift)}
    return told


def _interval(interval: Interval) -> dict[str, float | None]:
    return _rounded({"value": interval.value, "low": interval.low, "high": interval.high})


def _rounded(figures: Mapping[str, float]) -> dict[str, float | None]:
    return {name: round(figure, 6) if math.isfinite(figure) else None for name, figure in figures.items()}


def _lift(one: Measured) -> str:
    if one.lift is None:
        return ""
    if math.isnan(one.lift.value):
        return NOTHING
    return f"{one.lift.value:+.1%} ({one.lift.low:+.1%} to {one.lift.high:+.1%})"


def _title(metric: str) -> str:
    return _TITLES.get(metric, metric)
