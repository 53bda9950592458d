"""``houndstooth remove``."""

from __future__ import annotations

from typing import Annotated

import typer

from houndstooth.cli.session import Session


def command(
    context: typer.Context,
    ids: Annotated[list[str], typer.Argument(metavar="ID…", help="The ids of the items.")],
) -> None:
    """Take items out of the catalogue; they are gone from the next search."""
    session: Session = context.obj
    removed = session.house.removal.run(session.shop, ids)
    missing = [item_id for item_id in ids if item_id not in set(removed)]
    session.out.print(f"Removed {len(removed)} of {len(ids)}")
    if missing:
        session.err.print(f"Not in the catalogue: {', '.join(missing)}", markup=False, soft_wrap=True)
        raise typer.Exit(1)
