"""Pictures as files, named by the content they came from."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from houndstooth.domain.errors import NotFound

SIZES = ("card", "full")

_KEY = re.compile(r"[0-9a-f]{64}")


class PictureFiles:
    """``PictureStore`` in a folder: ``ab/abcd….card.jpg`` and ``ab/abcd….full.jpg``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, key: str, *, card: bytes, full: bytes) -> None:
        """See ``PictureStore.put``."""
        for size, data in (("full", full), ("card", card)):
            _write(self._path(key, size), data)

    def get(self, key: str, size: str) -> bytes:
        """See ``PictureStore.get``."""
        try:
            return self._path(key, size).read_bytes()
        except FileNotFoundError:
            raise NotFound(f"there is no picture {key} of size {size}") from None

    def has(self, key: str) -> bool:
        """See ``PictureStore.has``; the card is written last, so its presence speaks for both."""
        return self._path(key, "card").is_file()

    def remove(self, key: str) -> None:
        """See ``PictureStore.remove``."""
        for size in SIZES:
            with suppress(FileNotFoundError):
                self._path(key, size).unlink()

    def _path(self, key: str, size: str) -> Path:
        if not _KEY.fullmatch(key) or size not in SIZES:
            raise NotFound(f"there is no picture {key[:80]!r} of size {size[:20]!r}; sizes are {' and '.join(SIZES)}")
        return self._folder / key[:2] / f"{key}.{size}.jpg"


def _write(path: Path, data: bytes) -> None:
    """Write beside and rename, so that nobody ever reads half a file, whatever is killed when."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{uuid4().hex}.part")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
