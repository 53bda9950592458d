"""``houndstooth key``: create, list, rotate and revoke."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer
from rich.table import Column, Table

from houndstooth.api.access_schemas import KeyOut, NewKeyOut
from houndstooth.cli.options import JsonOption
from houndstooth.cli.plain import plain
from houndstooth.cli.session import Session
from houndstooth.domain.access import Scope
from houndstooth.domain.keys import KeyKind
from houndstooth.services.key_ring import NewKey

app = typer.Typer(help="Keys of programs and web pages.", no_args_is_help=True)

KeyId = Annotated[str, typer.Argument(metavar="ID", help="The id of the key, as 'houndstooth key list' shows it.")]


@app.command()
def create(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="What the key is for.")],
    scope: Annotated[list[Scope], typer.Option(help="What it may do; may be given several times.")],
    origin: Annotated[
        list[str] | None,
        typer.Option(help="Makes a public key, for pages of this origin (https://shop.example); may be given again."),
    ] = None,
    days: Annotated[float | None, typer.Option(help="After how many days it expires; never by default.", min=0)] = None,
    json: JsonOption = False,
) -> None:
    """Make a key: a secret one, or with --origin a public one. It is shown this once."""
    session: Session = context.obj
    made = session.house.key_ring.create(
        session.principal,
        kind=KeyKind.PUBLIC if origin else KeyKind.SECRET,
        name=name,
        scopes=scope,
        origins=origin or (),
        expires_at=None if days is None else datetime.now(UTC) + timedelta(days=days),
    )
    _show(session, made, json=json)


@app.command("list")
def list_keys(context: typer.Context, json: JsonOption = False) -> None:
    """Show the keys of the shop, those that hold no longer too."""
    session: Session = context.obj
    keys = [KeyOut.of(key) for key in session.house.key_ring.all(session.shop)]
    if json:
        session.print_json([key.model_dump(mode="json") for key in keys])
        return
    # An id is there to be copied whole.
    whole = Column("id", no_wrap=True, min_width=16)
    table = Table(whole, "kind", "name", "scopes", "origins", "last used", "ends", box=None, padding=(0, 2, 0, 0))
    for key in keys:
        ends = "revoked" if key.revoked_at else _day(key.expires_at)
        scopes, origins = ", ".join(key.scopes), ", ".join(key.origins)
        table.add_row(*map(plain, (key.id, key.kind, key.name, scopes, origins, _day(key.last_used_at), ends)))
    session.out.print(table)


@app.command()
def rotate(
    context: typer.Context,
    key_id: KeyId,
    overlap: Annotated[float, typer.Option(help="How many hours the old key holds yet.", min=0)] = 24,
    json: JsonOption = False,
) -> None:
    """Make a successor like it; the old key holds for a while yet."""
    session: Session = context.obj
    made = session.house.key_ring.rotate(session.principal, key_id, overlap=timedelta(hours=overlap))
    _show(session, made, json=json)


@app.command()
def revoke(context: typer.Context, key_id: KeyId) -> None:
    """Let a key hold no longer, at once."""
    session: Session = context.obj
    key = session.house.key_ring.revoke(session.principal, key_id)
    session.out.print(plain(f"Revoked {key.id} ({key.name})"), soft_wrap=True)


def _show(session: Session, made: NewKey, *, json: bool) -> None:
    if json:
        session.print_json(NewKeyOut.made(made).model_dump(mode="json"))
        return
    session.out.print(f"Key: {made.text}", markup=False, soft_wrap=True)
    if made.signing_secret:
        session.out.print(f"Signs shopper tokens: {made.signing_secret}", markup=False, soft_wrap=True)
    session.err.print("Keep this now: it is never shown again.")


def _day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else ""
