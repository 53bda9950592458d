"""``houndstooth people``: add, list, reset, role and remove."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.table import Table

from houndstooth.api.access_schemas import PersonOut
from houndstooth.cli.options import JsonOption
from houndstooth.cli.plain import plain
from houndstooth.cli.session import Session
from houndstooth.domain.access import Role

app = typer.Typer(help="People who sign in.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="What they sign in with, such as an e-mail address.")]
RoleArgument = Annotated[Role, typer.Argument(help="What they are in the shop.")]
Ask = Annotated[bool, typer.Option("--password", help="Ask for a password instead of making a random one.")]
FromStdin = Annotated[bool, typer.Option("--password-stdin", help="Read the password from the standard input.")]


@app.command()
def add(
    context: typer.Context, name: Name, role: RoleArgument, password: Ask = False, password_stdin: FromStdin = False
) -> None:
    """Take somebody in; a random password is printed this once."""
    session: Session = context.obj
    given = _given(ask=password, stdin=password_stdin)
    person, made = session.house.staff.add(session.principal, name=name, role=role, password=given)
    session.out.print(plain(f"Added {person.name} as {person.role}"), soft_wrap=True)
    _show(session, made if given is None else None)


@app.command("list")
def list_people(context: typer.Context, json: JsonOption = False) -> None:
    """Show the people of the shop."""
    session: Session = context.obj
    people = [PersonOut.of(person) for person in session.house.staff.all(session.shop)]
    if json:
        session.print_json([person.model_dump(mode="json") for person in people])
        return
    table = Table("name", "role", "since", box=None, padding=(0, 2, 0, 0))
    for person in people:
        table.add_row(*map(plain, (person.name, person.role, f"{person.created_at:%Y-%m-%d}")))
    session.out.print(table)


@app.command()
def reset(context: typer.Context, name: Name, password: Ask = False, password_stdin: FromStdin = False) -> None:
    """Give somebody another password; all their sessions end."""
    session: Session = context.obj
    staff = session.house.staff
    person, given = staff.named(session.shop, name), _given(ask=password, stdin=password_stdin)
    _, made = staff.reset(session.principal, person.id, given)
    session.out.print(plain(f"The password of {person.name} is another one now"), soft_wrap=True)
    _show(session, made if given is None else None)


@app.command()
def role(context: typer.Context, name: Name, new: RoleArgument) -> None:
    """Give somebody another role."""
    session: Session = context.obj
    staff = session.house.staff
    person = staff.change_role(session.principal, staff.named(session.shop, name).id, new)
    session.out.print(plain(f"{person.name} is {person.role} now"), soft_wrap=True)


@app.command()
def remove(context: typer.Context, name: Name) -> None:
    """Take somebody out, the last owner too; all their sessions end."""
    session: Session = context.obj
    staff = session.house.staff
    person = staff.named(session.shop, name)
    staff.remove(session.principal, person.id)
    session.out.print(plain(f"Removed {person.name}"), soft_wrap=True)


def _given(*, ask: bool, stdin: bool) -> str | None:
    if stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return typer.prompt("Password", hide_input=True, confirmation_prompt=True) if ask else None


def _show(session: Session, password: str | None) -> None:
    if password is not None:
        session.out.print(f"Password: {password}", markup=False, soft_wrap=True)
        session.err.print("Hand it over now: it is never shown again.")
