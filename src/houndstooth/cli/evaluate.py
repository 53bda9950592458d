"""``houndstooth evaluate``: how good recommendations are, on events of which the end is held back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table as Grid

from houndstooth.cli.event_table import open_event_table
from houndstooth.cli.options import ColumnOption, JsonOption
from houndstooth.cli.session import Session
from houndstooth.domain.errors import InvalidInput
from houndstooth.domain.event import EventKind
from houndstooth.evaluation.metrics import CUTS
from houndstooth.services.trial import Holdout

if TYPE_CHECKING:
    from houndstooth.evaluation.report import Table

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
    cut: Annotated[int, typer.Option(help="How long the lists of the tables are: 5, 10, 20 or 50.")] = 20,
    linear: Annotated[bool, typer.Option("--linear/--no-linear", help="With the linear item-to-item model.")] = True,
    against: Annotated[str, typer.Option(help="The recommender that others are compared with.")] = "popular",
    column: ColumnOption = None,
    plot: Annotated[Path | None, typer.Option(help="Draw NDCG and recall with intervals: .svg or .png.")] = None,
    json: JsonOption = False,
) -> None:
    """Fit every recommender on the known part, rank all items, and tell how much of the rest they find."""
    from houndstooth.evaluation.report import as_json, tables
    from houndstooth.recommenders.hybrid import HybridRecipe
    from houndstooth.recommenders.sources import Recipe
    from houndstooth.services.item_vectors import read_traits
    from houndstooth.services.trial import Trial, interactions_of

    session: Session = context.obj
    _check(cut, plot)
    table = open_event_table(session, events, column)
    recipe = HybridRecipe(sources=Recipe() if linear else Recipe(linear=None))
    traits = None if vectors is None else read_traits(vectors, table.item_ids)
    trial = Trial(
        interactions_of(table, kind=kind), protocol, days=days, count=windows, repeats=repeats, recipe=recipe,
        traits=traits,
    )  # fmt: skip
    with session.err.status("Reading") as status:
        comparison = trial.run(against=against, on_step=status.update)
    if plot is not None:
        from houndstooth.cli.plots import plot_comparison

        plot_comparison(comparison, plot)
    if json:
        session.print_json(as_json(comparison))
    else:
        for part in tables(comparison, cut):
            _print(session, part)
        session.out.print("Full ranking of all items; intervals of 95 %, paired by shopper; see docs/evaluation.md")
        if comparison.left_out:
            session.out.print(f"{comparison.left_out:,} more chose only what they knew before, and could not be judged")


def _check(cut: int, plot: Path | None) -> None:
    """Before anything costly: whether the answer can be shown as it is asked for."""
    if cut not in CUTS:
        raise InvalidInput(f"--cut {cut} is not measured; choose one of {', '.join(map(str, CUTS))}")
    if plot is not None:
        from houndstooth.cli.plots import check_plot

        check_plot(plot)


def _print(session: Session, table: Table) -> None:
    grid = Grid(box=None, padding=(0, 2, 0, 0), title=table.title, title_justify="left")
    for place, name in enumerate(table.header):
        grid.add_column(name, justify="right" if place else "left")
    for row in table.rows:
        grid.add_row(*row)
    session.out.print(grid)
