"""``houndstooth events``: what shoppers did."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from houndstooth.cli.event_table import open_event_table
from houndstooth.cli.options import ColumnOption, JsonOption
from houndstooth.cli.plain import plain
from houndstooth.cli.progress import progress_bar
from houndstooth.cli.session import Session
from houndstooth.domain.event import EventKind

if TYPE_CHECKING:
    from houndstooth.services.event_import import EventReport

app = typer.Typer(help="What shoppers did.", no_args_is_help=True)


@app.command("import")
def import_events(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A table: CSV, tab-separated, Parquet or JSON lines; also .gz.")],
    kind: Annotated[EventKind | None, typer.Option(help="What happened, where the table does not say it.")] = None,
    column: ColumnOption = None,
    json: JsonOption = False,
) -> None:
    """Import past events; those that were imported before are left as they are."""
    session: Session = context.obj
    started = perf_counter()
    table = open_event_table(session, file, column)
    with progress_bar(session.err, "Importing", len(table)) as on_progress:
        report = session.house.event_import.run(session.shop, table, kind=kind, on_progress=on_progress)
    session.house.audit.record(session.principal, "events.imported", file.name, {"kept": report.kept})
    if json:
        session.print_json({**asdict(report), "seconds": round(perf_counter() - started, 2)})
    else:
        _print_report(session, report, perf_counter() - started)


@app.command()
def recent(
    context: typer.Context,
    source: Annotated[str | None, typer.Option(help="A key's id, visitor, cli or import.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many.")] = 20,
    json: JsonOption = False,
) -> None:
    """Show the last events, and what was wrong with each."""
    session: Session = context.obj
    sent = session.house.events.sent(session.shop, source=source, limit=limit)
    if json:
        from houndstooth.api.event_schemas import SentEventOut

        session.print_json([SentEventOut.of(one).model_dump(mode="json") for one in sent])
        return
    table = Table("received", "source", "event", "items", "what is wrong", box=None, padding=(0, 2, 0, 0))
    for one in sent:
        wrong = f"refused: {one.problem}" if one.problem else "; ".join(one.remarks)
        when = f"{one.received_at:%Y-%m-%d %H:%M:%S}"
        name, items = str(_field(one.event, "name") or ""), ", ".join(_items(one.event))
        table.add_row(*map(plain, (when, one.source, name, items, wrong)))
    session.out.print(table)


def _items(event: object) -> list[str]:
    items = _field(_field(event, "params"), "items")
    return [str(_field(item, "item_id")) for item in items] if isinstance(items, list) else []


def _field(value: object, name: str) -> object:
    """A field of whatever somebody sent."""
    return value.get(name) if isinstance(value, dict) else None


def _print_report(session: Session, report: EventReport, seconds: float) -> None:
    refused = sum(report.refused.values())
    session.out.print(
        f"{report.rows:,} rows in {seconds:.1f} s: {report.kept:,} kept, {report.repeated:,} known before, "
        f"{refused:,} refused"
    )
    if report.unknown_items:
        session.out.print(f"{report.unknown_items:,} of those kept name an item that the shop does not have (yet)")
    for reason, count in sorted(report.refused.items(), key=lambda one: -one[1]):
        session.out.print(f"  {count:,} {reason}", markup=False)
        for example in report.examples.get(reason, []):
            session.out.print(f"    {example}", markup=False, soft_wrap=True)
