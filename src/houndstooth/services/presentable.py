"""What was sent, made fit to be kept and shown: without whom it names, without what no store takes, and short."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

WITHHELD = "(withheld)"

_NAMES_SOMEBODY = {"user_id", "client_id"}
_DEEPEST = 8
_MOST_VALUES = 400
_MOST_CHARACTERS = 200
_MOST_DIGITS = 40
_EXACT = 2**53
"""Beyond it JavaScript reads another number."""


def presentable(raw: object) -> Any:
    """A value of JSON of any size and depth, as one that is small and that every store and page takes."""
    return _Sketch().of(raw, 0)


def clean(text: str) -> str:
    """Text without lone surrogates and NUL, at most 200 characters of it."""
    shown = text if len(text) <= _MOST_CHARACTERS else text[: _MOST_CHARACTERS - 1] + "…"
    return shown.encode("utf-8", "replace").decode().replace("\x00", "�")


class _Sketch:
    """Draws one value; what is too much of it becomes ``…``."""

    def __init__(self) -> None:
        self._left = _MOST_VALUES

    def of(self, value: object, depth: int) -> Any:
        self._left -= 1
        if isinstance(value, Mapping | list):
            if depth >= _DEEPEST or self._left <= 0:
                return "…"
            return self._object(value, depth) if isinstance(value, Mapping) else self._list(value, depth)
        return _scalar(value)

    def _object(self, value: Mapping[Any, object], depth: int) -> dict[str, Any]:
        drawn: dict[str, Any] = {}
        for name, one in value.items():
            if self._left <= 0:
                drawn["…"] = f"{len(value) - len(drawn)} more"
                break
            named = name in _NAMES_SOMEBODY and one is not None
            drawn[clean(str(name))] = WITHHELD if named else self.of(one, depth + 1)
        return drawn

    def _list(self, value: list[object], depth: int) -> list[Any]:
        drawn: list[Any] = []
        for one in value:
            if self._left <= 0:
                return [*drawn, f"… {len(value) - len(drawn)} more"]
            drawn.append(self.of(one, depth + 1))
        return drawn


def _scalar(value: object) -> Any:
    if isinstance(value, str):
        return clean(value)
    small = isinstance(value, int) and abs(value) < _EXACT
    if value is None or isinstance(value, bool) or small:
        return value
    text = str(value)
    return text if len(text) <= _MOST_DIGITS else text[:_MOST_DIGITS] + "…"
