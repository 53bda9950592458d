"""Values of JSON-LD, which may be texts, lists or objects wherever one of them is meant."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from houndstooth.catalog.records import to_text

Node = dict[str, Any]


def listed(value: Any) -> list[Any]:
    """One or several, as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def text_of(value: Any) -> str:
    """The first text in it: its own, that of a list, or the ``name`` or ``@value`` of an object."""
    for one in listed(value):
        if isinstance(one, dict):
            named = one.get("name", one.get("@value"))
            if isinstance(named, (str, int, float)):
                return to_text(named).strip()
        elif isinstance(one, (str, int, float)) and to_text(one).strip():
            return to_text(one).strip()
    return ""


def first_text(*values: Any) -> str:
    """The first of the values that has a text."""
    return next((text for value in values if (text := text_of(value))), "")


def below(base: str | None, address: str) -> str:
    """An address as seen from ``base``; as it is, where it is none."""
    try:
        return urljoin(base or "", address)
    except ValueError:
        return address


def kinds_of(node: Node) -> set[str]:
    """Its types without their vocabulary: ``Product`` for ``https://schema.org/Product``."""
    return {kind.rpartition("/")[2].rpartition(":")[2] for kind in listed(node.get("@type")) if isinstance(kind, str)}
