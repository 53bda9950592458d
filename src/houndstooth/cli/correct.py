"""``houndstooth correct``."""

from __future__ import annotations

from typing import Annotated

import typer

from houndstooth.cli.session import Session


def command(
    context: typer.Context,
    item_id: Annotated[str, typer.Argument(metavar="ID", help="The id of the item.")],
    labels: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FIELD=VALUE…", help="What is right, for example colour='Navy Blue'; FIELD= says that it has none."
        ),
    ] = None,
    undo: Annotated[
        list[str] | None, typer.Option(metavar="FIELD", help="Take the correction of a field back.")
    ] = None,
) -> None:
    """Put labels of an item right; a correction stays in force when the item is ingested again."""
    session: Session = context.obj
    corrections = dict(map(_read, labels or [])) | dict.fromkeys(undo or [])
    if not corrections:
        raise typer.BadParameter("say what is right, for example colour=Red, or --undo colour")
    stored = session.house.catalogue.correct(session.shop, item_id, corrections)
    session.house.audit.record(session.principal, "item.corrected", item_id, {"labels": corrections})
    for name, label in sorted(stored.labels.items()):
        session.out.print(f"{name}: {label.value or '(none)'} ({label.origin})", markup=False, soft_wrap=True)


def _read(text: str) -> tuple[str, str | None]:
    name, found, value = text.partition("=")
    if not found:
        raise typer.BadParameter(f"{text!r} is not FIELD=VALUE, for example colour=Red")
    return name.strip(), value.strip()
