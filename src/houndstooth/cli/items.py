"""``houndstooth items``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from houndstooth.cli.options import FilterOption, JsonOption, WhereOption, read_filter
from houndstooth.cli.plain import plain
from houndstooth.cli.session import Session
from houndstooth.domain.directory import Sort

if TYPE_CHECKING:
    from houndstooth.api.schemas import PageOut

_MOST_VALUES = 12
"""So many values of each field the table of counts names."""


def command(
    context: typer.Context,
    where: WhereOption = None,
    tree: FilterOption = None,
    sort: Annotated[Sort, typer.Option(help="The order of the list.")] = Sort.ARRIVAL,
    limit: Annotated[int, typer.Option(help="How many items.")] = 24,
    cursor: Annotated[str | None, typer.Option(help="Where the page begins: the end of the one before.")] = None,
    variants: Annotated[
        bool, typer.Option("--variants", help="All sizes and colours, not one of each product.")
    ] = False,
    counts: Annotated[bool, typer.Option("--counts", help="Count the values that can be filtered by.")] = False,
    json: JsonOption = False,
) -> None:
    """List the items of the catalogue, filtered and sorted."""
    from houndstooth.api.schemas import PageOut
    from houndstooth.domain.listing import Asked, Cursor

    session: Session = context.obj
    asked = Asked(
        where=read_filter(where, tree),
        sort=sort,
        limit=limit,
        cursor=None if cursor is None else Cursor.read(cursor, sort),
        grouped=not variants,
        facets=None if counts else (),
    )
    browse = session.house.browse
    listing = browse.list(session.shop, asked)
    page = PageOut.of(listing, browse.colours(session.shop, listing.items))
    if json:
        # The addresses of pictures mean nothing without a server.
        session.out.out(page.model_dump_json(indent=2, exclude={"items": {"__all__": {"picture", "more_pictures"}}}))
        return
    _print_items(session, page)
    if counts:
        _print_counts(session, page)


def _print_items(session: Session, page: PageOut) -> None:
    table = Table("id", "title", "category", "colour", "size", "price", box=None, padding=(0, 2, 0, 0))
    for item in page.items:
        price = f"{item.price.amount} {item.price.currency}" if item.price else ""
        told = (item.id, item.title, item.category or "", ", ".join(item.colours) or item.colour or "", item.size or "")
        table.add_row(*map(plain, (*told, price)))
    session.out.print(table)
    session.err.print(f"{len(page.items):,} of {page.total:,}", highlight=False)
    if page.next is not None:
        session.err.print(f"Go on with --cursor {page.next}", highlight=False, soft_wrap=True)


def _print_counts(session: Session, page: PageOut) -> None:
    table = Table("field", "values", box=None, padding=(0, 2, 0, 0))
    for field, values in page.facets.items():
        shown = [f"{one.value} {one.count}" for one in values[:_MOST_VALUES]]
        more = [f"and {len(values) - _MOST_VALUES} more"] if len(values) > _MOST_VALUES else []
        table.add_row(*map(plain, (field, ", ".join(shown + more))))
    ranges = [f"{one.least}–{one.most} {one.currency} {one.count}" for one in page.prices]
    table.add_row("price", ", ".join(ranges))
    session.out.print(table)
