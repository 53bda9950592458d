"""Where the pictures of a row are said to be: one value or several, as files or web addresses.

* A JSON list, or text with commas between the names; where the names are web addresses, which may hold commas
  themselves, a comma counts that the next address follows. ``;`` and ``|`` count as commas before an address.
* ``//host/picture.jpg`` is an address, too; ``&amp;`` in an address is ``&``.
* The first picture is the main one; of the others at most ten are kept, each once.
"""

from __future__ import annotations

import json
import re

MOST_MORE = 10
"""Pictures of an item besides the main one that are kept."""

WEB = ("http://", "https://")
"""What the name of a picture begins with that is a web address."""

_MOST_READ = 50_000
_BEFORE_ADDRESS = re.compile(r"\s*[,;|\s]\s*(?=(?:https?:)?//)", re.IGNORECASE)


def is_address(name: str) -> bool:
    """Whether the name of a picture is a web address."""
    return name.lower().startswith(WEB)


def split_pictures(picture: str | None, more: str | None) -> tuple[str, tuple[str, ...]]:
    """The name of the main picture ('' for none), and those of the others.

    Args:
        picture: what the column of the main picture says; text that is no list and no address is one file name.
        more: what the column of the others says.
    """
    names = _names(picture, commas=False)
    main = names[0] if names else ""
    others = dict.fromkeys(name for name in (*names[1:], *_names(more, commas=True)) if name != main)
    return main, tuple(others)[:MOST_MORE]


def _names(text: str | None, *, commas: bool) -> list[str]:
    text = (text or "").strip()[:_MOST_READ]
    if text.startswith("["):
        try:
            listed = json.loads(text)
        except (ValueError, RecursionError):
            return [text]
        return [name for part in listed if isinstance(part, str) and (name := _name(part))]
    if is_address(text) or text.startswith("//"):
        parts = _BEFORE_ADDRESS.split(text)
    else:
        parts = text.split(",") if commas else [text]
    return [name for part in parts if (name := _name(part))]


def _name(text: str) -> str:
    text = text.strip().strip(",;|").strip()
    text = f"https:{text}" if text.startswith("//") else text
    return text.replace("&amp;", "&") if is_address(text) else text
