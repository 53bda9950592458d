"""``houndstooth recommend``."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer
from rich.table import Table

from houndstooth.cli.options import FilterOption, JsonOption, WhereOption, read_filter
from houndstooth.cli.plain import plain
from houndstooth.cli.session import Session
from houndstooth.domain.event import Who
from houndstooth.domain.slate import Surface


def command(
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
    for one in told.results:
        cells = (one.item.id, one.item.title, one.item.category or "", one.item.colour or "", one.reason.text)
        table.add_row(*map(plain, cells))
    session.out.print(table)
