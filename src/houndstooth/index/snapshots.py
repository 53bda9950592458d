"""Snapshots: the bulks of one index in a folder, which the processes of a machine map and share."""

from __future__ import annotations

import fcntl
import hashlib
import json
import logging
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from uuid import uuid4

from houndstooth.index.bulk import FILES, Bulk
from houndstooth.index.subject import Subject

_log = logging.getLogger("houndstooth.index")

_FORMAT = 1
_TOLD = "told.json"
_LOCK = ".lock"


class Snapshots:
    """Each snapshot is a folder ``REVISION-CHECKSUM``, whole or not there at all, and never changed.

    Written beside, synced and renamed: whatever is killed when, what has such a name is what was meant. The checksum is
    that of ``told.json``, which says whose vectors these are and has the checksum of each file.

    Args:
        folder: for the snapshots of all indexes; it is made when it is first needed.
        subject: whose vectors are wanted; snapshots of anything else are not read.
    """

    def __init__(self, folder: Path, subject: Subject) -> None:
        self._folder = folder / subject.short_name
        self._subject = subject

    def newest(self, *, beyond: int = 0, up_to: int | None = None) -> tuple[Bulk, int] | None:
        """The newest sound snapshot after one revision and up to another, with its revision; ``None`` without any."""
        for place in reversed(self._places()):
            revision = int(place.name.partition("-")[0])
            if revision > beyond and (up_to is None or revision <= up_to):
                try:
                    return self._read(place, revision), revision
                except (OSError, ValueError, KeyError, TypeError, RuntimeError) as error:
                    if not place.exists():  # another process has a newer one, and has cleared this one away
                        return self.newest(beyond=beyond, up_to=up_to)
                    _log.warning("the index snapshot %s is not used: %s", place, error)
        return None

    @contextmanager
    def writing(self) -> Iterator[Path | None]:
        """A new folder to write a snapshot into; ``None`` where another process is writing one."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / _LOCK).open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield None
                return
            for left in self._folder.glob("part-*"):  # by a process that was killed
                shutil.rmtree(left, ignore_errors=True)
            unfinished = self._folder / f"part-{uuid4().hex}"
            unfinished.mkdir()
            try:
                yield unfinished
            finally:
                shutil.rmtree(unfinished, ignore_errors=True)

    def seal(self, unfinished: Path, revision: int) -> str:
        """Bring what was written to the disk, and say what it is; returns the name that it shall have."""
        told = {"format": _FORMAT, **asdict(self._subject), "revision": revision, "files": _checksums(unfinished)}
        written = json.dumps(told, indent=1).encode()
        (unfinished / _TOLD).write_bytes(written)
        for path in (*unfinished.iterdir(), unfinished):
            _sync(path)
        return f"{revision:012d}-{hashlib.sha256(written).hexdigest()[:16]}"

    def publish(self, unfinished: Path, name: str) -> None:
        """Give a snapshot its name, so that it is found; all others are cleared away."""
        if not (self._folder / name).exists():
            unfinished.rename(self._folder / name)
            _sync(self._folder)
        for place in self._places():
            if place.name != name:
                shutil.rmtree(place, ignore_errors=True)

    def clear(self) -> None:
        """Forget all snapshots; whoever has one mapped goes on with it."""
        for place in self._places():
            shutil.rmtree(place, ignore_errors=True)

    def _places(self) -> list[Path]:
        return sorted(place for place in self._folder.glob("*-*") if place.name[0].isdigit())

    def _read(self, place: Path, revision: int) -> Bulk:
        written = (place / _TOLD).read_bytes()
        if not place.name.endswith(hashlib.sha256(written).hexdigest()[:16]):
            raise ValueError(f"{_TOLD} is damaged")
        told = json.loads(written)
        meant = {"format": _FORMAT, **asdict(self._subject), "revision": revision}
        if {name: told[name] for name in meant} != meant:
            raise ValueError(f"it is of something else: {told['shop_id']!r}, {told['artifact_id']!r}")
        if told["files"] != _checksums(place):
            raise ValueError("a file is damaged")
        return Bulk.read(place)


def _checksums(folder: Path) -> dict[str, str]:
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(FILES, pool.map(_checksum, [folder / name for name in FILES]), strict=True))


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
