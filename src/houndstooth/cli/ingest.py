"""``houndstooth ingest``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from houndstooth.cli.options import ColumnOption, SiteOption, read_columns
from houndstooth.cli.progress import progress_bar
from houndstooth.cli.session import Session

if TYPE_CHECKING:
    from houndstooth.catalog.source import Source
    from houndstooth.services.ingest_report import IngestReport

_SHOWN = 10
_WORDS_SHOWN = 5


def command(
    context: typer.Context,
    source: Annotated[Path, typer.Argument(help="A folder or .zip of pictures, or a feed: see docs/how-to.md.")],
    column: ColumnOption = None,
    refetch: Annotated[
        bool, typer.Option("--refetch", help="Fetch pictures again whose web address is the same as before.")
    ] = False,
    site: SiteOption = None,
    mappings: Annotated[
        bool,
        typer.Option("--mappings/--no-mappings", help="Put colours, sizes, genders and categories into our words."),
    ] = True,
    report: Annotated[Path | None, typer.Option(help="Where to write the report (JSON).")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Take a catalogue in: what is new or changed is written, the rest stays as it is."""
    from houndstooth.catalog.source import open_source
    from houndstooth.catalog.words import UNCHANGED

    session: Session = context.obj
    words = session.house.words() if mappings else UNCHANGED
    opened = open_source(source, read_columns(column), online=session.house.picture_at, words=words, site=site)
    if not json:
        _print_columns(session, opened)
    ingest, shop = session.house.ingest, session.shop
    with progress_bar(session.err, "Ingesting", opened.total) as on_progress:
        done = ingest.run(shop, opened, refetch=refetch, on_progress=on_progress)
    path = report or session.house.settings.home / "reports" / f"ingest-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.json"
    done.write(path)
    if json:
        session.out.out(path.read_text(encoding="utf-8"), end="")
    else:
        _print_report(session, done, path)


def _print_columns(session: Session, source: Source) -> None:
    mapped = ", ".join(f"{field} ← {column}" for field, column in source.columns.fields.items())
    session.out.print(f"Reading [bold]{source.path}[/bold], about {source.total:,} rows", soft_wrap=True)
    session.out.print(f"Columns: {mapped}", soft_wrap=True)
    if source.columns.attributes:
        session.out.print(f"Kept as attributes: {', '.join(source.columns.attributes)}", soft_wrap=True)


def _print_report(session: Session, report: IngestReport, path: Path) -> None:
    counts = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for name, value in (
        ("accepted", report.accepted),
        ("updated", report.updated),
        ("unchanged", report.unchanged),
        ("rejected", len(report.rejected)),
        ("repeated word for word", report.repeated),
        ("further pictures left out", len(report.remarks)),
        ("groups with the same picture", len(report.duplicates)),
    ):
        counts.add_row(name, f"{value:,}")
    session.out.print(counts)
    if report.alike:
        told = "picture is" if report.alike == 1 else "pictures are"
        session.out.print(
            f"{report.alike:,} {told} the same as, or nearly, those of other items: houndstooth duplicates"
        )
    _print_rejections(session, report)
    _print_unmapped(session, report)
    stages = ", ".join(f"{stage} {seconds:.1f} s" for stage, seconds in report.seconds.items())
    rate = report.rows / report.elapsed if report.elapsed else 0.0
    session.out.print(f"{report.rows:,} rows in {report.elapsed:.1f} s ({rate:.0f}/s); {stages} over all workers")
    session.out.print(f"Report: {path}", soft_wrap=True)


def _print_rejections(session: Session, report: IngestReport) -> None:
    for rejection in report.rejected[:_SHOWN]:
        named = f" ({rejection.item_id})" if rejection.item_id else ""
        session.out.print(f"  line {rejection.line}{named}: {rejection.reason}", markup=False, soft_wrap=True)
    if len(report.rejected) > _SHOWN:
        kinds = ", ".join(f"{code} {count:,}" for code, count in report.rejections_by_code.items())
        session.out.print(f"  … and {len(report.rejected) - _SHOWN:,} more, all in the report: {kinds}", soft_wrap=True)


def _print_unmapped(session: Session, report: IngestReport) -> None:
    for name, words in report.unmapped.items():
        most = list(words.items())[:_WORDS_SHOWN]
        shown = ", ".join(f"{word} ({count:,})" for word, count in most) + (", …" if len(words) > len(most) else "")
        path = session.house.settings.home / "mappings" / f"{name}.csv"
        session.out.print(f"No mapping knows the {name} {shown}; add them to {path}", markup=False, soft_wrap=True)
