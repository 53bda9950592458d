"""``houndstooth evaluate``: how good recommendations are, on events of which the end is held back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from houndstooth.cli.event_table import open_event_table
from houndstooth.cli.options import ColumnOption, JsonOption
from houndstooth.cli.session import Session
from houndstooth.domain.errors import InvalidInput
from houndstooth.domain.event import EventKind
from houndstooth.evaluation.metrics import CUTS
from houndstooth.services.trial import Holdout

if TYPE_CHECKING:
    from houndstooth.evaluation.comparison import Comparison

app = typer.Typer(help="How good recommendations are.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """How good recommendations are."""


@app.command()
def recommend(
    context: typer.Context,
    events: Annotated[Path, typer.Option(help="A table of events: CSV, tab-separated, Parquet or JSON lines.")],
    protocol: Annotated[Holdout, typer.Option(help="What is held back.")] = Holdout.LAST_OUT,
    days: Annotated[float, typer.Option(min=0.1, help="time-split: how long a window is.")] = 14.0,
    windows: Annotated[int, typer.Option(min=1, max=50, help="time-split: how many windows are pooled.")] = 4,
    kind: Annotated[EventKind | None, typer.Option(help="What happened, where the table does not say it.")] = None,
    vectors: Annotated[Path | None, typer.Option(help="The items' vectors: a file of houndstooth encode.")] = None,
    repeats: Annotated[bool, typer.Option(help="What somebody chose before may be answered, and counts.")] = False,
    linear: Annotated[bool, typer.Option("--linear/--no-linear", help="With the linear item-to-item model.")] = True,
    against: Annotated[str, typer.Option(help="The recommender that others are compared with.")] = "popular",
    column: ColumnOption = None,
    plot: Annotated[Path | None, typer.Option(help="Draw NDCG and recall with intervals: .svg or .png.")] = None,
    json: JsonOption = False,
) -> None:
    """Fit every recommender on the known part, rank all items, and tell how much of the rest they find."""
    from houndstooth.recommenders.hybrid import HybridRecipe
    from houndstooth.recommenders.sources import Recipe
    from houndstooth.services.item_vectors import read_traits
    from houndstooth.services.trial import Trial, interactions_of

    session: Session = context.obj
    table = open_event_table(session, events, column)
    recipe = HybridRecipe(sources=Recipe() if linear else Recipe(linear=None))
    traits = None if vectors is None else read_traits(vectors, table.item_ids)
    trial = Trial(
        interactions_of(table, kind=kind), protocol, days=days, count=windows, repeats=repeats, recipe=recipe,
        traits=traits,
    )  # fmt: skip
    with session.err.status("Reading") as status:
        comparison = trial.run(on_step=status.update)
    if against not in comparison.results:
        raise InvalidInput(f"there is no recommender {against!r}; there are {', '.join(comparison.results)}")
    if plot is not None:
        from houndstooth.cli.plots import plot_comparison

        plot_comparison(comparison, plot)
    if json:
        session.print_json(as_json(comparison, against))
    else:
        _print(session, comparison, against)


def as_json(comparison: Comparison, against: str) -> dict[str, Any]:
    """Everything, for programs."""
    return {
        "judged": len(comparison.shoppers),
        "shoppers": len(set(comparison.shoppers.tolist())),
        "against": against,
        "recommenders": {name: _model_as_json(comparison, name, against) for name in comparison.results},
    }


def _model_as_json(comparison: Comparison, name: str, against: str) -> dict[str, Any]:
    result = comparison.results[name]
    metrics = {metric: _rounded(comparison.mean(name, metric)) for metric in result.values}
    measured = [f"{what}@{cut}" for what in ("ndcg", "recall") for cut in CUTS]
    return {
        "metrics": metrics,
        "lift": {metric: _rounded(comparison.lift(name, against, metric)) for metric in measured},
        "lists": {what: round(value, 5) for what, value in result.lists.items()},
        "cold_items_recall": result.cold_items,
        "by_history": {
            length: {"shoppers": count, "ndcg@20": round(value, 5)}
            for length, (count, value) in comparison.slices(name, "ndcg@20").items()
        },
    }


def _rounded(interval: Any) -> dict[str, float]:
    return {"value": round(interval.value, 6), "low": round(interval.low, 6), "high": round(interval.high, 6)}


def _print(session: Session, comparison: Comparison, against: str) -> None:
    columns = ("NDCG@20", "recall@20", "HR@20", "MAP@20", "MRR@20", "coverage", f"NDCG over {against}")
    table = Table("recommender", *columns, box=None, padding=(0, 2, 0, 0))
    for name in _by_quality(comparison):
        result = comparison.results[name]
        means = [f"{result.values[f'{what}@20'].mean():.4f}" for what in ("ndcg", "recall", "hr", "map", "mrr")]
        lift = comparison.lift(name, against, "ndcg@20")
        over = "" if name == against else f"{lift.value:+.0%} ({lift.low:+.0%} to {lift.high:+.0%})"
        table.add_row(name, *means, f"{result.lists['coverage']:.3f}", over)
    session.out.print(table)
    session.out.print(f"{len(comparison.shoppers):,} lists of all items; intervals of 95 %, shopper by shopper")


def _by_quality(comparison: Comparison) -> Sequence[str]:
    return sorted(comparison.results, key=lambda name: -comparison.results[name].values["ndcg@20"].mean())
