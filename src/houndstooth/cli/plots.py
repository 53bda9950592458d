"""Plots of comparisons."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from houndstooth.domain.errors import InvalidInput, MissingExtra
from houndstooth.evaluation.metrics import CUTS

if TYPE_CHECKING:
    from houndstooth.evaluation.comparison import Comparison

_PANELS = {"ndcg": "NDCG", "recall": "Recall"}
_SIGNS = (("#0072B2", "o"), ("#D55E00", "s"), ("#009E73", "^"), ("#CC79A7", "D"))
"""A colour and a shape for each length of list; colours after M. Okabe and K. Ito, told apart by all kinds of sight."""

_FORMATS = {".svg", ".png"}
_ROW, _MARGIN, _WIDTH = 0.5, 1.4, 10.0  # inches


def check_plot(path: Path) -> None:
    """Before anything costly: whether a plot can be written there.

    Raises:
        InvalidInput: the name of the file does not end in .svg or .png, or its folder does not exist.
        MissingExtra: matplotlib is not installed.
    """
    if path.suffix.lower() not in _FORMATS:
        raise InvalidInput(f"{path} is no name for a picture that we draw; end it in .svg or .png")
    if not path.parent.is_dir():
        raise InvalidInput(f"there is no folder {path.parent}; make it first")
    try:
        import matplotlib.figure  # noqa: F401 - whether it is there
    except ModuleNotFoundError as missing:
        raise MissingExtra("matplotlib", "evaluate") from missing


def plot_comparison(comparison: Comparison, path: Path) -> None:
    """Draw NDCG and recall at every length of list, with intervals: a row for each recommender, the best on top.

    Raises:
        InvalidInput, MissingExtra: as ``check_plot``.
    """
    check_plot(path)
    import matplotlib as mpl
    from matplotlib.figure import Figure

    names = comparison.best_first("ndcg@20")[::-1]
    # The same figures give the same file: ids in it are hashed with a salt of ours, and it tells no date.
    with mpl.rc_context({"svg.hashsalt": "houndstooth", "svg.fonttype": "none"}):
        figure = Figure(figsize=(_WIDTH, _ROW * len(names) + _MARGIN), layout="constrained")
        panels = figure.subplots(1, len(_PANELS), sharey=True)
        for axes, metric in zip(panels, _PANELS, strict=True):
            _draw(axes, comparison, metric, names)
        handles, labels = panels[0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside upper center", ncols=len(CUTS), frameon=False)
        figure.savefig(path, dpi=150, metadata={"Date": None} if path.suffix.lower() == ".svg" else None)


def _draw(axes: Any, comparison: Comparison, metric: str, names: Sequence[str]) -> None:
    for place, (cut, (colour, sign)) in enumerate(zip(CUTS, _SIGNS, strict=True)):
        measured = [comparison.of(name, f"{metric}@{cut}").mean for name in names]
        rows = [row + 0.3 - 0.2 * place for row in range(len(names))]
        values = [one.value for one in measured]
        spread = [[one.value - one.low for one in measured], [one.high - one.value for one in measured]]
        axes.errorbar(values, rows, xerr=spread, fmt=sign, color=colour, markersize=5, label=f"first {cut}")
    for row in range(1, len(names)):
        axes.axhline(row - 0.5, color="0.9", linewidth=0.8, zorder=0)
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(-0.5, len(names) - 0.5)
    axes.set_xlim(left=0)
    axes.set_xlabel(f"{_PANELS[metric]}, intervals of 95 %")
    axes.grid(axis="x", alpha=0.3)
