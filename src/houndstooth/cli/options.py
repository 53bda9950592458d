"""Options that several commands have."""

from __future__ import annotations

from typing import Annotated

import typer

from houndstooth.domain.filter import Filter
from houndstooth.domain.filter_reading import read_tree

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

FilterOption = Annotated[
    str | None,
    typer.Option(
        "--filter",
        metavar="JSON",
        help='A tree of conditions, for example \'{"or": [{"colour": "Red"}, {"not": {"price": {"min": 50}}}]}\'.',
    ),
]

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


def read_filter(where: list[str] | None, tree: str | None) -> Filter:
    """Both ways to say it, together.

    Raises:
        InvalidFilter: one of them cannot be used.
    """
    whole = Filter.parse(where or ())
    return whole & read_tree(tree) if tree else whole


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
