"""``houndstooth feed``: catalogues somewhere else that are kept in step with."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from houndstooth.cli.options import ColumnOption, JsonOption, SiteOption, read_columns
from houndstooth.cli.plain import plain
from houndstooth.cli.progress import progress_bar
from houndstooth.cli.session import Session
from houndstooth.domain.feed import Feed, FeedState, read_span

if TYPE_CHECKING:
    from houndstooth.services.feeds import Pull

app = typer.Typer(help="Keep the catalogue in step with feeds.", no_args_is_help=True)

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The feed's name.")]
_SHOWN = 10
_NOT_NAME = re.compile(r"[^\w.-]+")


@app.command()
def add(
    context: typer.Context,
    location: Annotated[str, typer.Argument(metavar="URL|FILE", help="A web address, or a file of this machine.")],
    name: Annotated[str | None, typer.Option(help="What it is called; by default after its address.")] = None,
    every: Annotated[str | None, typer.Option(help="How often it is pulled: 30m, 4h, 1d. Else when asked for.")] = None,
    column: ColumnOption = None,
    site: SiteOption = None,
    most_gone: Annotated[
        float, typer.Option(min=0, max=1, help="Hold a pull back in which more than this share of the items is gone.")
    ] = 0.3,
) -> None:
    """Add a feed; while the server runs, it pulls it in its turn."""
    session: Session = context.obj
    feed = Feed(
        session.shop,
        name or _name_of(location),
        location if location.startswith(("http://", "https://")) else str(Path(location).resolve()),
        None if every is None else read_span(every),
        read_columns(column),
        site,
        most_gone,
    )
    turn = None if feed.every is None else datetime.now(UTC)
    session.house.feeds.store.add(replace(feed, next_at=turn))
    session.house.audit.record(session.principal, "feed.added", feed.name, {"location": feed.location})
    session.out.print(plain(f"Added {feed.name}. Pull it now with: houndstooth feed pull {feed.name}"), soft_wrap=True)


@app.command("list")
def list_feeds(
    context: typer.Context,
    json: JsonOption = False,
) -> None:
    """Show the feeds and how each was last time."""
    session: Session = context.obj
    feeds = session.house.feeds.store.all(session.shop)
    if json:
        session.print_json([_as_json(feed) for feed in feeds])
        return
    table = Table("name", "state", "every", "pulled", "rows", "location", box=None, padding=(0, 2, 0, 0))
    for feed in feeds:
        rows = "" if feed.report is None else f"{feed.report['rows']:,}"
        cells = (feed.name, feed.state, _span(feed), _moment(feed.pulled_at), rows, feed.location)
        table.add_row(*map(plain, cells))
    session.out.print(table)
    for feed in feeds:
        if feed.problem:
            session.out.print(plain(f"{feed.name}: {feed.problem}"), soft_wrap=True)


@app.command()
def pull(
    context: typer.Context,
    name: NameArgument,
    again: Annotated[bool, typer.Option("--again", help="Also if the feed did not change.")] = False,
    json: JsonOption = False,
) -> None:
    """Pull a feed now."""
    _pull(context.obj, name, again=again, release=False, json=json)


@app.command()
def release(
    context: typer.Context,
    name: NameArgument,
    json: JsonOption = False,
) -> None:
    """Pull a feed that was held back: somebody has looked, and what is gone may retire."""
    _pull(context.obj, name, again=True, release=True, json=json)


@app.command()
def remove(context: typer.Context, name: NameArgument) -> None:
    """Forget a feed; its items stay."""
    session: Session = context.obj
    session.house.feeds.store.remove(session.shop, name)
    session.house.audit.record(session.principal, "feed.removed", name)
    session.out.print(plain(f"Removed {name}; its items stay in the catalogue"))


def _pull(session: Session, name: str, *, again: bool, release: bool, json: bool) -> None:
    feeds = session.house.feeds
    with progress_bar(session.err, f"Pulling {name}", None) as on_progress:
        done = feeds.pull(session.shop, name, again=again, release=release, on_progress=on_progress)
    if release:
        session.house.audit.record(session.principal, "feed.released", name, {"retired": done.retired})
    if json:
        session.print_json({"outcome": done.outcome, **_as_json(done.feed)})
    else:
        _print_pull(session, done)
    if done.feed.state in {FeedState.HELD, FeedState.FAILING}:
        raise typer.Exit(1)


def _print_pull(session: Session, done: Pull) -> None:
    report = done.report
    if report is None:
        session.out.print(plain(done.feed.problem or f"{done.feed.name} did not change"), soft_wrap=True)
        return
    session.out.print(
        f"{report.rows:,} rows in {report.elapsed:.1f} s: {report.accepted:,} new, {report.updated:,} changed, "
        f"{report.unchanged:,} as before, {len(report.rejected):,} rejected, {done.retired:,} retired"
    )
    for rejection in report.rejected[:_SHOWN]:
        named = f" ({rejection.item_id})" if rejection.item_id else ""
        session.out.print(plain(f"  row {rejection.line}{named}: {rejection.reason}"), soft_wrap=True)
    if len(report.rejected) > _SHOWN:
        session.out.print(f"  … and {len(report.rejected) - _SHOWN:,} more")
    session.out.print(plain(f"Report: {done.path}"), soft_wrap=True)


def _name_of(location: str) -> str:
    stem = Path(location.partition("?")[0].rstrip("/")).stem
    return _NOT_NAME.sub("-", stem).strip("-")[:100] or "feed"


def _span(feed: Feed) -> str:
    return "when asked" if feed.every is None else str(feed.every)


def _moment(at: datetime | None) -> str:
    return "never" if at is None else f"{at:%Y-%m-%d %H:%M} UTC"


def _as_json(feed: Feed) -> dict[str, Any]:
    return {
        "name": feed.name,
        "location": feed.location,
        "every_seconds": None if feed.every is None else int(feed.every.total_seconds()),
        "state": feed.state,
        "problem": feed.problem,
        "failures": feed.failures,
        "pulled_at": None if feed.pulled_at is None else feed.pulled_at.isoformat(),
        "next_at": None if feed.next_at is None else feed.next_at.isoformat(),
        "report": feed.report,
    }
