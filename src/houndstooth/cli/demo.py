"""``houndstooth demo``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from houndstooth.cli import serve
from houndstooth.cli.newcomer import show_newcomer
from houndstooth.cli.progress import progress_bar
from houndstooth.cli.session import Session
from houndstooth.demo.shoppers import simulate
from houndstooth.domain.batches import batched
from houndstooth.domain.errors import MissingExtra

_PART = 2_000


def command(
    context: typer.Context,
    items: Annotated[int, typer.Option(help="How many articles to draw.", min=1, max=5000)] = 480,
    seed: Annotated[int, typer.Option(help="The same seed draws the same catalogue.")] = 7,
    host: Annotated[str | None, typer.Option(help="The address to listen on; loopback by default.")] = None,
    port: Annotated[int | None, typer.Option(help="The port; 0 takes a free one.")] = None,
    shoppers: Annotated[int, typer.Option(help="How many simulated shoppers there are.", min=0, max=20_000)] = 400,
    draw_only: Annotated[bool, typer.Option("--draw-only", help="Draw, ingest and fit, but do not serve.")] = False,
) -> None:
    """Draw a catalogue, take it in, let simulated shoppers shop, and serve it: something to look at, offline."""
    session: Session = context.obj
    folder = session.settings().home / f"demo-{seed}-{items}"
    _draw(session, folder, items=items, seed=seed)
    _ingest(session, folder / "products.csv")
    if shoppers:
        _simulate(session, folder / "products.csv", shoppers=shoppers, seed=seed)
    session.out.print(f"Customers' photos to try: {folder / 'photos'}", soft_wrap=True)
    if not draw_only:
        serve.command(context, host=host, port=port)


def _simulate(session: Session, table: Path, *, shoppers: int, seed: int) -> None:
    """Let simulated shoppers shop and fit on it, once; then show what three clicks of a newcomer change."""
    house, shop = session.house, session.shop
    if house.models.current(shop) is None:
        now = datetime.now(UTC)
        events = list(simulate(table, shop_id=shop, shoppers=shoppers, seed=seed, now=now))
        for part in batched(events, _PART):
            house.events.append(shop, part, source="simulated", received_at=now)
        session.out.print(f"{shoppers:,} simulated shoppers did {len(events):,} things")
        with session.err.status("Fitting the recommenders"):
            house.fitting.run(shop, check=False)
    show_newcomer(session)


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
