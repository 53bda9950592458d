"""Text of strangers on a terminal: shown, and never obeyed."""

from __future__ import annotations

from rich.text import Text


def plain(text: str) -> Text:
    """Text as it stands, for a cell of a table: brackets are no markup, and what cannot be seen is written out.

    A terminal obeys control characters, and a page may send events with any.
    """
    return Text("".join(one if one.isprintable() else ascii(one)[1:-1] for one in text))
