"""Options that several commands have."""

from __future__ import annotations

from typing import Annotated

import typer

ColumnOption = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="FIELD=COLUMN",
        help="Which column means what, where the guess is wrong: --column title=name_de. FIELD= maps nothing.",
    ),
]

SiteOption = Annotated[
    str | None, typer.Option(help="The address of the shop, where the feed names pages without it (Shopify).")
]

WhereOption = Annotated[
    list[str] | None,
    typer.Option(
        "--where",
        metavar="FIELD=VALUE",
        help="Only items that match, for example category=Dresses or 'price<=50'. May be given several times.",
    ),
]

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


def read_columns(texts: list[str] | None) -> dict[str, str]:
    """``FIELD=COLUMN`` texts as a mapping.

    Raises:
        typer.BadParameter: a text has no ``=``.
    """
    columns: dict[str, str] = {}
    for text in texts or []:
        field, found, column = text.partition("=")
        if not found:
            raise typer.BadParameter(f"{text!r} is not FIELD=COLUMN, for example title=name_de")
        columns[field.strip()] = column.strip()
    return columns
