"""``houndstooth model``: which fitted models there are, and which is at work."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from houndstooth.cli.options import JsonOption
from houndstooth.cli.session import Session

app = typer.Typer(help="Which fitted models there are, and which is at work.", no_args_is_help=True)


@app.command("list")
def list_models(context: typer.Context, json: JsonOption = False) -> None:
    """Show all versions, newest first."""
    session: Session = context.obj
    versions = session.house.models.of_shop(session.shop)
    if json:
        session.print_json([{"version": one.version, "current": one.current, **one.report} for one in versions])
        return
    table = Table("version", "at work", "interactions", "NDCG@20", "popularity", box=None, padding=(0, 2, 0, 0))
    for one in versions:
        checked = one.report.get("check") or {}
        figures = [
            f"{checked[name]:.4f}" if name in checked else "" for name in ("ndcg_at_20", "popularity_ndcg_at_20")
        ]
        table.add_row(one.version, "yes" if one.current else "", f"{one.report['interactions']:,}", *figures)
    session.out.print(table)


@app.command()
def use(
    context: typer.Context, version: Annotated[str, typer.Argument(help="A version that houndstooth model list shows.")]
) -> None:
    """Put a version to work: the way back from a fit that disappoints."""
    session: Session = context.obj
    session.house.models.use(session.shop, version)
    session.house.audit.record(session.principal, "models.used", version)
    session.out.print(f"{version} is at work", markup=False)
