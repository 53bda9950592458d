"""The values of a JSON file, one after the other, in bounded memory."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import ijson
from ijson.common import ObjectBuilder

from houndstooth.catalog.content import open_content
from houndstooth.domain.errors import InvalidSource

_MOST_DEPTH = 64
_BEGIN, _END = {"start_map", "start_array"}, {"end_map", "end_array"}
_WRONG = (ijson.JSONError, ValueError, OverflowError)
"""What ijson raises for a file that is no JSON, or no JSON any more."""


def read_values(path: Path, key: str | None = None) -> Iterator[Any]:
    """The values of the array that the file is, or that stands under ``key`` in the object that it is.

    Raises:
        InvalidSource: it is no JSON, breaks off, or nests without end.
    """
    builder: ObjectBuilder | None = None
    inside = False
    level = 1 if key is None else 2
    last_key: str | None = None
    for depth, event, value in _events(path):
        if builder is not None:
            builder.event(event, value)
        elif inside and depth >= level and event not in _END:
            builder = ObjectBuilder()
            builder.event(event, value)
        elif event == "start_array" and depth == level and not inside:
            inside = key is None or last_key == key
        elif event == "end_array" and depth < level:
            inside = False
        if event == "map_key" and depth == 1:
            last_key = value
        if builder is not None and depth == level and event not in _BEGIN:
            yield builder.value
            builder = None


def top_keys(path: Path) -> Iterator[str]:
    """The keys of the object that the file is; none, if it is something else.

    Raises:
        InvalidSource: it is no JSON.
    """
    for depth, event, value in _events(path):
        if depth == 1 and event == "map_key":
            yield value
        elif depth == 1 and event == "start_array":
            return


def _events(path: Path) -> Iterator[tuple[int, str, Any]]:
    """What ijson sees, and how deep it is inside: after a beginning, one more."""
    depth = 0
    with _opened(path) as file:
        try:
            for event, value in ijson.basic_parse(file, use_float=True):
                depth += (event in _BEGIN) - (event in _END)
                if depth > _MOST_DEPTH:
                    raise InvalidSource(f"{path} holds JSON nested more than {_MOST_DEPTH} deep; no catalogue is")
                yield depth, event, value
        except _WRONG as error:
            reason = str(error).strip().partition("\n")[0][:200]
            raise InvalidSource(
                f"{path} cannot be read as JSON, or not to its end: {reason}; export it again"
            ) from error


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """The file, after its byte order mark, if it has one."""
    with open_content(path) as marked:
        has_mark = marked.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8
        if has_mark:
            yield marked
            return
    with open_content(path) as file:
        yield file
