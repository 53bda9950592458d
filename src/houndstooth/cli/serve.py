"""``houndstooth serve``."""

from __future__ import annotations

from typing import Annotated

import typer

from houndstooth.cli.session import Session


def command(
    context: typer.Context,
    host: Annotated[str | None, typer.Option(help="The address to listen on; loopback by default.")] = None,
    port: Annotated[int | None, typer.Option(help="The port; 0 takes a free one.")] = None,
) -> None:
    """Serve the search page and the HTTP interface."""
    from houndstooth.api.server import serve

    session: Session = context.obj
    serve(
        session.settings(host=host, port=port),
        announce=lambda address: session.out.print(_greeting(address), soft_wrap=True),
    )


def _greeting(address: str) -> str:
    return f"houndstooth is ready at [bold]{address}[/bold]  (interface: {address}docs, stop with Ctrl+C)"
