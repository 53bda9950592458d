"""The command ``houndstooth`` and what holds for every command below it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from houndstooth import __version__
from houndstooth.cli import (
    artifact,
    audit,
    correct,
    corrections,
    demo,
    doctor,
    duplicates,
    encode,
    evaluate,
    events,
    feed,
    fit,
    ingest,
    items,
    key,
    model,
    people,
    recommend,
    reindex,
    remove,
    rule,
    search,
    secret,
    serve,
    shopper,
    train,
)
from houndstooth.cli.session import Session
from houndstooth.domain.errors import HoundstoothError

app = typer.Typer(
    name="houndstooth",
    help="Self-hosted fashion recommendation with reverse image search.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
COMMANDS = (
    ingest, items, search, remove, correct, corrections, fit, serve,
    reindex, encode, duplicates, doctor, demo, artifact, audit, secret,
)  # fmt: skip
for command in COMMANDS:
    app.command(command.__name__.rpartition(".")[2])(command.command)
app.add_typer(recommend.app, name="recommend")
app.add_typer(train.app, name="train")
app.add_typer(feed.app, name="feed")
app.add_typer(events.app, name="events")
app.add_typer(model.app, name="model")
app.add_typer(evaluate.app, name="evaluate")
app.add_typer(key.app, name="key")
app.add_typer(people.app, name="people")
app.add_typer(shopper.app, name="shopper")
app.add_typer(rule.app, name="rule")


def main() -> None:
    """Run the command line; errors that we foresee become one line and exit code 1."""
    try:
        app()
    except HoundstoothError as error:
        print(f"houndstooth: {error}", file=sys.stderr)  # noqa: T201 - the command line's own output
        sys.exit(1)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"houndstooth {__version__}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    home: Annotated[
        Path | None,
        typer.Option(help="Where everything lives (database, pictures). Also HOUNDSTOOTH_HOME.", file_okay=False),
    ] = None,
    shop: Annotated[str | None, typer.Option(help="The shop that the command speaks of.")] = None,
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Global options come before the command."""
    context.obj = Session(home=home, shop=shop)
    context.call_on_close(context.obj.close)
