"""Cursors: places in lists, as text that programs send back unread."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence

from houndstooth.domain.errors import InvalidInput

MAX_NUMBER = 2**63 - 1


def pack(values: Sequence[int | str]) -> str:
    """Whole numbers and texts as one text of letters, digits, dashes and underscores."""
    text = json.dumps(values, separators=(",", ":"))
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def unpack(text: str, kinds: Sequence[type[int] | type[str]]) -> list[int | str]:
    """What ``pack`` packed: values of these kinds, numbers within 64 bits.

    Raises:
        InvalidInput: it is no such text.
    """
    try:
        values = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        sound = isinstance(values, list) and [type(one) for one in values] == [*kinds]
    except (ValueError, RecursionError):
        sound = False
    if not sound or any(isinstance(one, int) and abs(one) > MAX_NUMBER for one in values):
        raise unknown(text)
    return list(values)


def unknown(text: str) -> InvalidInput:
    """The error for a cursor that is none of ours."""
    return InvalidInput(f"the cursor {text[:40]!r} is not one that we gave; start again without it")
