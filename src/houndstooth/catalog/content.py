"""The bytes of a catalogue file, unpacked where it is gzip-compressed."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from houndstooth.domain.errors import InvalidSource

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MOST_UNPACKED = 8 * 1024**3
"""Bytes that a compressed catalogue may unpack to; a bomb unpacks to more."""

_GZIP = b"\x1f\x8b"


def open_content(path: Path, *, most_unpacked: int = MOST_UNPACKED) -> BinaryIO:
    """The file, opened to read bytes; gzip is told from the content and unpacked while reading, never on disk.

    Raises:
        InvalidSource: it cannot be opened. Reading it raises the same for damaged gzip, or too much of it.
    """
    try:
        file = path.open("rb")
        packed = file.read(len(_GZIP)) == _GZIP
        file.seek(0)
    except OSError as error:
        raise InvalidSource(f"{path} cannot be read: {error.strerror}") from error
    return cast("BinaryIO", io.BufferedReader(_Unpacked(path, file, most_unpacked), 1 << 16)) if packed else file


def read_head(path: Path, size: int) -> bytes:
    """The first ``size`` bytes, unpacked.

    Raises:
        InvalidSource: it cannot be read, or holds nothing but blanks.
    """
    with open_content(path) as file:
        head = file.read(size)
    if not head.strip():
        raise InvalidSource(f"{path} is empty")
    return head


def readable_blocks(path: Path) -> Iterator[bytes]:
    """The bytes in blocks of 1 MB, for counting what is in them; a file that breaks off just ends."""
    with open_content(path) as file, suppress(InvalidSource):
        yield from iter(lambda: file.read(1 << 20), b"")


class _Unpacked(io.RawIOBase):
    """A gzip file whose faults are ours, and which ends in an error rather than without end."""

    def __init__(self, path: Path, file: BinaryIO, most: int) -> None:
        self._path = path
        self._file = file
        self._gzip = gzip.GzipFile(fileobj=file)
        self._left = most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        try:
            data = self._gzip.read(len(view))
        except (OSError, EOFError, zlib.error) as error:
            raise InvalidSource(f"{self._path} is damaged gzip: {error}; compress or download it again") from error
        self._left -= len(data)
        if self._left < 0:
            raise InvalidSource(f"{self._path} unpacks to more than a catalogue may hold; split it into several files")
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._gzip.close()
        self._file.close()
        super().close()
