"""``houndstooth audit``."""

from __future__ import annotations

import json as json_text
from typing import Annotated

import typer
from rich.table import Table

from houndstooth.api.access_schemas import AuditEntryOut
from houndstooth.cli.options import JsonOption
from houndstooth.cli.plain import plain
from houndstooth.cli.session import Session


def command(
    context: typer.Context,
    limit: Annotated[int, typer.Option(help="How many entries.", min=1, max=10_000)] = 50,
    json: JsonOption = False,
) -> None:
    """Show who changed what in the shop, newest first."""
    session: Session = context.obj
    entries = [AuditEntryOut.of(entry) for entry in session.house.audit.page(session.shop, limit=limit).entries]
    if json:
        session.print_json([entry.model_dump(mode="json") for entry in entries])
        return
    table = Table("when (UTC)", "who", "what", "of", "details", box=None, padding=(0, 2, 0, 0))
    for entry in entries:
        details = json_text.dumps(entry.details, ensure_ascii=False)
        cells = (f"{entry.at:%Y-%m-%d %H:%M:%S}", entry.actor_name, entry.action, entry.target, details)
        table.add_row(*map(plain, cells))
    session.out.print(table)
