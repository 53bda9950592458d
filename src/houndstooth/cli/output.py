"""Files that commands write: whole, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from houndstooth.domain.errors import InvalidInput


@contextmanager
def written(path: Path) -> Iterator[TextIO]:
    """A file to write text to, which takes the name ``path`` when all of it is written, and is gone on an error.

    Raises:
        InvalidInput: the file cannot be written there.
    """
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("w", encoding="utf-8", newline="") as file:
            yield file
        beside.replace(path)
    except OSError as error:
        raise InvalidInput(f"{path} cannot be written: {error.strerror}") from error
    finally:
        beside.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write a text into a file.

    Raises:
        InvalidInput: as of :func:`written`.
    """
    with written(path) as file:
        file.write(text)
