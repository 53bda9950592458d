"""``houndstooth corrections``."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Annotated

import typer

from houndstooth.cli.session import Session
from houndstooth.domain.errors import InvalidInput


def command(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="The CSV file to write: id, field, value, before.", dir_okay=False)],
) -> None:
    """Write what people put right to a file that 'houndstooth train --corrections' learns from."""
    session: Session = context.obj
    corrections = session.house.catalogue.corrections(session.shop)
    beside = out.with_suffix(".part")
    try:
        with beside.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["id", "field", "value", "before"])
            rows.writerows([one.item_id, one.field, one.value, one.before or ""] for one in corrections)
        beside.replace(out)
    except OSError as error:
        raise InvalidInput(f"{out} cannot be written: {error.strerror}") from error
    finally:
        beside.unlink(missing_ok=True)
    session.out.print(f"{out}: {len(corrections)} corrections", markup=False, soft_wrap=True)
