"""``houndstooth recommend``: one list, or one for each of many."""

from __future__ import annotations

from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table
from typer.core import TyperGroup

from houndstooth.cli.list_file import check_list_file, list_file, read_addressees
from houndstooth.cli.options import FilterOption, JsonOption, WhereOption, read_filter
from houndstooth.cli.plain import plain
from houndstooth.cli.progress import progress_bar
from houndstooth.cli.session import Session
from houndstooth.domain.event import Who
from houndstooth.domain.slate import Surface

if TYPE_CHECKING:
    from collections.abc import Iterable

    from houndstooth.services.list_batch import Addressee
    from houndstooth.services.wish import Wish

_TITLES = 50_000
"""So many titles are remembered: few items are the reason of many picks."""


class _OneByDefault(TyperGroup):
    """``recommend X`` is ``recommend one X``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        named = args and (args[0] in self.commands or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if named else ["one", *args])


app = typer.Typer(cls=_OneByDefault, help="Recommend items. 'recommend X' is 'recommend one X'.")


@app.command()
def one(
    context: typer.Context,
    shopper: Annotated[str | None, typer.Argument(help="The shop's id of the shopper; nobody in particular.")] = None,
    session_id: Annotated[str | None, typer.Option("--session", help="An anonymous session.")] = None,
    surface: Annotated[Surface, typer.Option(help="Where the list will be shown.")] = Surface.HOME,
    item: Annotated[list[str] | None, typer.Option(help="The item of an item page; each item of a cart.")] = None,
    k: Annotated[int, typer.Option("--k", help="How many items.")] = 12,
    where: WhereOption = None,
    tree: FilterOption = None,
    diversity: Annotated[float | None, typer.Option(help="0: the best alone; 1: all different.")] = None,
    json: JsonOption = False,
) -> None:
    """Recommend items, with a reason for each."""
    from houndstooth.api.recommendation_schemas import RecommendationsOut
    from houndstooth.services.wish import Wish

    session: Session = context.obj
    who = None if shopper is None and session_id is None else Who(shopper, session_id)
    wish = Wish(surface, k, who, tuple(item or ()), read_filter(where, tree), diversity)
    made = session.house.recommender.recommend(session.principal, wish)
    told = RecommendationsOut.of(made, partial(session.house.title_of, session.shop))
    if json:
        session.out.out(told.model_dump_json(indent=2, exclude={"results": {"__all__": {"item": {"picture"}}}}))
        return
    table = Table("id", "title", "category", "colour", "why", box=None, padding=(0, 2, 0, 0))
    for pick in told.results:
        shown = pick.item
        cells = (shown.id, shown.title, shown.category or "", shown.colour or "", pick.reason.text)
        table.add_row(*map(plain, cells))
    session.out.print(table)


@app.command()
def batch(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="The file of lists: .jsonl with a list in each line, .csv with a pick.")],
    surface: Annotated[Surface, typer.Option(help="Where the lists will be shown.")] = Surface.EMAIL,
    shoppers: Annotated[Path | None, typer.Option(help="Who: a file with an id of the shop in each line.")] = None,
    k: Annotated[int, typer.Option("--k", help="How many items each.")] = 12,
    active_days: Annotated[
        float, typer.Option(min=0, max=36_500, help="Without --shoppers: all who did something within so many days.")
    ] = 365,
    diversity: Annotated[float | None, typer.Option(help="0: the best alone; 1: all different.")] = None,
    json: JsonOption = False,
) -> None:
    """Make a list for each of many shoppers, with reasons, for a mailing; the file is there when it is whole."""
    from houndstooth.services.wish import Wish

    session: Session = context.obj
    check_list_file(out)
    wish = Wish(surface, k, diversity=diversity)
    if shoppers is None:
        addressees, total = session.house.list_batch.active(session.shop, active_days)
    else:
        addressees, total = read_addressees(shoppers, partial(_tell, session)), _lines(shoppers)
    lists = _write(session, wish, addressees, total, out)
    session.house.audit.record(session.principal, "lists.made", out.name, {"surface": surface, "lists": lists})
    if json:
        session.print_json({"lists": lists, "file": str(out)})
    else:
        session.out.print(plain(f"{lists:,} lists in {out}"), soft_wrap=True)


def _write(session: Session, wish: Wish, addressees: Iterable[Addressee], total: int, out: Path) -> int:
    from houndstooth.api.recommendation_schemas import RecommendationsOut

    def on_problem(whose: Addressee, problem: str) -> None:
        where = "" if whose.line is None else f"line {whose.line}: "
        _tell(session, f"{where}{whose.shopper[:200]!r} {problem}")

    title_of = lru_cache(_TITLES)(partial(session.house.title_of, session.shop))
    made = session.house.list_batch.run(session.principal, wish, addressees, on_problem)
    lists = 0
    with list_file(out) as write, progress_bar(session.err, "Recommending", total) as on_progress:
        for done, (whose, recommended) in enumerate(made, 1):
            if recommended is not None:
                write(whose.shopper, RecommendationsOut.of(recommended, title_of))
                lists += 1
            on_progress(done, total)
    return lists


def _lines(path: Path) -> int:
    """How many lines a file has, for the progress bar; what cannot be read is told when it is read."""
    try:
        with path.open("rb") as file:
            return sum(1 for _ in file)
    except OSError:
        return 0


def _tell(session: Session, problem: str) -> None:
    session.err.print(plain(problem), soft_wrap=True)
