"""``houndstooth rule``: add, list, show and remove."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

import typer
from rich.table import Column, Table

from houndstooth.api.rule_schemas import RuleOut
from houndstooth.cli.options import JsonOption
from houndstooth.cli.plain import plain
from houndstooth.cli.session import Session
from houndstooth.domain.clock import utc_now
from houndstooth.domain.errors import InvalidInput
from houndstooth.domain.rule import MAX_NAME, RuleKind
from houndstooth.domain.shopper import read_moment
from houndstooth.domain.slate import Surface
from houndstooth.services.rule_desk import Draft

app = typer.Typer(help="What a shop wants of its lists: pins, boosts, buries, blocks.", no_args_is_help=True)

RuleId = Annotated[str, typer.Argument(metavar="ID", help="The id of the rule, as 'houndstooth rule list' shows it.")]

_DAY = len("2027-01-31")


@app.command()
def add(
    context: typer.Context,
    kind: Annotated[RuleKind, typer.Argument(help="What it does with its items; 'only' leaves everything else out.")],
    item: Annotated[
        list[str] | None, typer.Option(help="The id of an item that it is about; may be given several times.")
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FIELD=VALUE",
            help="It is also about items that match, for example brand=Acme or 'price<=50'; may be given again.",
        ),
    ] = None,
    surface: Annotated[
        list[Surface] | None, typer.Option(help="Where it holds; everywhere by default. May be given several times.")
    ] = None,
    starts: Annotated[str | None, typer.Option("--from", metavar="DAY", help="The first day (UTC), or a time.")] = None,
    ends: Annotated[str | None, typer.Option("--until", metavar="DAY", help="The last day (UTC), or a time.")] = None,
    strength: Annotated[
        float | None, typer.Option(help="The factor of a boost or bury, above 1 to 10; else 2.")
    ] = None,
    place: Annotated[int | None, typer.Option(help="The place of a pin; 0, the first, by default.")] = None,
    name: Annotated[str | None, typer.Option(help="What it is called; else what it does.")] = None,
    note: Annotated[str, typer.Option(help="Why it is there.")] = "",
    json: JsonOption = False,
) -> None:
    """Make a rule; it holds from the next list on."""
    session: Session = context.obj
    draft = Draft(
        name=name or " ".join([kind, *(item or []), *(where or [])])[:MAX_NAME],
        kind=kind,
        item_ids=tuple(item or ()),
        conditions=tuple(where or ()),
        surfaces=frozenset(surface or ()),
        starts=None if starts is None else read_moment(starts),
        ends=None if ends is None else _end(ends),
        strength=strength,
        place=0 if place is None and kind is RuleKind.PIN else place,
        note=note,
    )
    _show(session, RuleOut.of(session.house.rule_desk.add(session.principal, draft), utc_now()), json=json)


@app.command("list")
def list_rules(context: typer.Context, json: JsonOption = False) -> None:
    """Show the rules of the shop, oldest first."""
    session: Session = context.obj
    rules = [RuleOut.of(standing, utc_now()) for standing in session.house.rule_desk.all(session.shop)]
    if json:
        session.print_json([rule.model_dump(mode="json") for rule in rules])
        return
    # An id is there to be copied whole.
    whole = Column("id", no_wrap=True, min_width=16)
    table = Table(whole, "kind", "name", "surfaces", "items", "state", "problem", box=None, padding=(0, 2, 0, 0))
    for rule in rules:
        table.add_row(
            rule.id, rule.kind, plain(rule.name), ", ".join(rule.surfaces) or "all", f"{rule.items:,}", rule.state,
            plain(rule.problem or ""),
        )  # fmt: skip
    session.out.print(table)


@app.command()
def show(context: typer.Context, rule_id: RuleId, json: JsonOption = False) -> None:
    """Show a rule with all that is known of it."""
    session: Session = context.obj
    _show(session, RuleOut.of(session.house.rule_desk.get(session.shop, rule_id), utc_now()), json=json)


@app.command()
def remove(context: typer.Context, rule_id: RuleId) -> None:
    """Take a rule out."""
    session: Session = context.obj
    rule = session.house.rule_desk.remove(session.principal, rule_id)
    session.out.print(plain(f"Removed {rule.id} ({rule.name})"), soft_wrap=True)


def _show(session: Session, rule: RuleOut, *, json: bool) -> None:
    if json:
        session.print_json(rule.model_dump(mode="json"))
        return
    told = {
        "id": rule.id,
        "name": rule.name,
        "does": _effect(rule),
        "items named": ", ".join(rule.item_ids),
        "conditions": ", ".join(rule.conditions),
        "items now": f"{rule.items:,}",
        "surfaces": ", ".join(rule.surfaces) or "all",
        "from": _moment(rule.starts),
        "until": _moment(rule.ends),
        "state": rule.state,
        "problem": rule.problem,
        "note": rule.note,
        "made": f"{_moment(rule.created_at)} by {rule.created_by}",
        "changed": f"{_moment(rule.changed_at)} by {rule.changed_by}" if rule.changed_at > rule.created_at else "",
    }
    for name, value in told.items():
        if value:
            session.out.print(plain(f"{name + ':':<13}{value}"), soft_wrap=True)


def _effect(rule: RuleOut) -> str:
    if rule.strength is not None:
        return f"{rule.kind} by {rule.strength:g}"
    return rule.kind if rule.place is None else f"{rule.kind} at place {rule.place}"


def _end(text: str) -> datetime:
    """The end of a day, which is when the next begins, or a time."""
    moment = read_moment(text)
    try:
        return moment + timedelta(days=1) if len(text) <= _DAY else moment
    except OverflowError:
        raise InvalidInput(f"no calendar has a day after {text!r}; leave --until out where there is no end") from None


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else ""
