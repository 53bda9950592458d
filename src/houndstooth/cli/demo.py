"""``houndstooth demo``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from houndstooth.cli import serve
from houndstooth.cli.progress import progress_bar
from houndstooth.cli.session import Session
from houndstooth.domain.errors import MissingExtra


def command(
    context: typer.Context,
    items: Annotated[int, typer.Option(help="How many articles to draw.", min=1, max=5000)] = 480,
    seed: Annotated[int, typer.Option(help="The same seed draws the same catalogue.")] = 7,
    host: Annotated[str | None, typer.Option(help="The address to listen on; loopback by default.")] = None,
    port: Annotated[int | None, typer.Option(help="The port; 0 takes a free one.")] = None,
    draw_only: Annotated[bool, typer.Option("--draw-only", help="Draw and ingest, but do not serve.")] = False,
) -> None:
    """Draw a catalogue, take it in, and serve it: something to look at, offline."""
    session: Session = context.obj
    folder = session.settings().home / f"demo-{seed}-{items}"
    _draw(session, folder, items=items, seed=seed)
    _ingest(session, folder / "products.csv")
    session.out.print(f"Customers' photos to try: {folder / 'photos'}", soft_wrap=True)
    if not draw_only:
        serve.command(context, host=host, port=port)


def _draw(session: Session, folder: Path, *, items: int, seed: int) -> None:
    if folder.exists():
        return
    try:
        from houndstooth.demo.draw import draw_catalogue
    except ModuleNotFoundError as missing:
        raise MissingExtra(missing.name or "OpenCV", "demo") from missing
    with progress_bar(session.err, "Drawing", items) as on_progress:
        draw_catalogue(folder, items=items, seed=seed, on_progress=on_progress)


def _ingest(session: Session, table: Path) -> None:
    from houndstooth.catalog.source import open_source
    from houndstooth.catalog.words import UNCHANGED

    source = open_source(table, words=UNCHANGED)
    with progress_bar(session.err, "Ingesting", source.total) as on_progress:
        report = session.house.ingest.run(session.shop, source, on_progress=on_progress)
    session.out.print(f"{report.accepted} articles accepted, {report.updated} updated, {report.unchanged} unchanged")
