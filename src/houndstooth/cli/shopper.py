"""``houndstooth shopper``: profile."""

from __future__ import annotations

from typing import Annotated

import typer

from houndstooth.cli.options import JsonOption
from houndstooth.cli.session import Session
from houndstooth.domain.event import Who

app = typer.Typer(help="What is known of shoppers.", no_args_is_help=True)


@app.callback()
def shopper() -> None:
    """A group, also while there is one command."""


@app.command()
def profile(
    context: typer.Context,
    shopper_id: Annotated[str | None, typer.Argument(metavar="ID", help="The shop's id of the shopper.")] = None,
    visit: Annotated[
        str | None, typer.Option("--session", help="An anonymous session, as events call it client_id.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Say what is believed of a shopper, and why."""
    from houndstooth.api.shopper_schemas import ProfileOut

    session: Session = context.obj
    who = Who(shopper_id, visit)
    told = ProfileOut.of(who, session.house.profiles.account(session.principal, who))
    if json:
        session.print_json(told.model_dump(mode="json"))
        return
    for says in told.summary:
        session.out.print(f"- {says}", markup=False, soft_wrap=True)
    if not told.summary:
        nothing = "Too little happened yet" if told.known else "Nobody of that name did anything yet"
        session.err.print(f"{nothing}: nothing is believed.", markup=False)
