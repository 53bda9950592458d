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
    from collections.abc import Mapping

    from houndstooth.evaluation.comparison import Comparison
    from houndstooth.evaluation.report import Table
    from houndstooth.services.tuning import Tuned

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
    tune: Annotated[int, typer.Option(min=0, help="Try so many sets of options of each on the validation part.")] = 0,
    tune_ranker: Annotated[
        bool, typer.Option("--tune-ranker", help="Tune the ranker of the hybrid too; slow.")
    ] = False,
    journal: Annotated[Path | None, typer.Option(help="Keep the search of --tune there, and go on with it.")] = None,
    plot: Annotated[Path | None, typer.Option(help="Draw NDCG and recall with intervals: .svg or .png.")] = None,
    json: JsonOption = False,
) -> None:
    """Fit every recommender on the known part, rank all items, and tell how much of the rest they find."""
    from houndstooth.evaluation.report import as_json, tables
    from houndstooth.recommenders.hybrid import HybridRecipe
    from houndstooth.recommenders.sources import Recipe
    from houndstooth.services.item_vectors import read_traits
    from houndstooth.services.trial import Trial, interactions_of
    from houndstooth.services.trial_tuning import TrialTuning
    from houndstooth.services.tuning_report import tuning_as_json, tuning_table

    session: Session = context.obj
    _check(cut, plot)
    _check_tuning(tune, tune_ranker, journal)
    table = open_event_table(session, events, column)
    recipe = HybridRecipe(sources=Recipe() if linear else Recipe(linear=None))
    traits = None if vectors is None else read_traits(vectors, table.item_ids)
    trial = Trial(
        interactions_of(table, kind=kind), protocol, days=days, count=windows, repeats=repeats, recipe=recipe,
        traits=traits,
    )  # fmt: skip
    with session.err.status("Reading") as status:
        tuned: Mapping[str, Tuned] = {}
        if tune:
            trial, tuned = TrialTuning(trial, tune, tune_ranker, journal, on_step=status.update).run()
        comparison = trial.run(against=against, on_step=status.update)
    if plot is not None:
        from houndstooth.cli.plots import plot_comparison

        plot_comparison(comparison, plot)
    if json:
        session.print_json(as_json(comparison) | ({"tuning": tuning_as_json(tuned)} if tune else {}))
    else:
        for part in (*tables(comparison, cut), *([tuning_table(tuned)] if tune else [])):
            _print(session, part)
        _explain(session, comparison)


def _explain(session: Session, comparison: Comparison) -> None:
    session.out.print("Full ranking of all items; intervals of 95 %, paired by shopper; see docs/evaluation.md")
    if comparison.left_out:
        session.out.print(f"{comparison.left_out:,} more chose only what they knew before, and could not be judged")


def _check_tuning(tune: int, ranker: bool, journal: Path | None) -> None:
    if not tune and (ranker or journal is not None):
        named = "--tune-ranker" if ranker else "--journal"
        raise InvalidInput(f"{named} says how to tune, and nothing is tuned; give --tune with a number of trials")
    if journal is not None and not journal.parent.is_dir():
        raise InvalidInput(f"there is no folder {journal.parent}; make it first")


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
        grid.add_column(name, justify="right" if place and name not in table.words else "left")
    for row in table.rows:
        grid.add_row(*row)
    session.out.print(grid)
