"""Plots of comparisons."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from houndstooth.domain.errors import InvalidInput, MissingExtra

if TYPE_CHECKING:
    from houndstooth.evaluation.comparison import Comparison

_INK = {"ndcg@20": "#0072B2", "recall@20": "#D55E00"}  # of the palette of M. Okabe and K. Ito, for all kinds of sight


def plot_comparison(comparison: Comparison, path: Path) -> None:
    """Draw NDCG@20 and recall@20 of each recommender with their intervals, the best on top.

    Raises:
        InvalidInput: the name of the file does not end in .svg or .png.
        MissingExtra: matplotlib is not installed.
    """
    if path.suffix.lower() not in {".svg", ".png"}:
        raise InvalidInput(f"{path} is no name for a picture that we draw; end it in .svg or .png")
    try:
        from matplotlib.figure import Figure
    except ModuleNotFoundError as missing:
        raise MissingExtra("matplotlib", "evaluate") from missing
    names = sorted(comparison.results, key=lambda name: comparison.results[name].values["ndcg@20"].mean())
    figure = Figure(figsize=(8, 0.4 * len(names) + 1.2), layout="constrained")
    axes = figure.subplots()
    for shift, (metric, ink) in zip((0.15, -0.15), _INK.items(), strict=True):
        for place, name in enumerate(names):
            one = comparison.mean(name, metric)
            axes.plot([one.low, one.high], [place + shift] * 2, color=ink, linewidth=2)
            axes.plot(one.value, place + shift, "o", color=ink, label=metric if place == 0 else None)
    axes.set_yticks(range(len(names)), names)
    axes.set_xlim(left=0)
    axes.grid(axis="x", alpha=0.3)
    axes.legend(frameon=False, loc="lower right")
    figure.savefig(path)
