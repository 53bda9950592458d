"""Copies of feeds as files: fetched once for each change, whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from houndstooth.domain.errors import InvalidSource
from houndstooth.domain.feed import Feed
from houndstooth.domain.fetched import UNCHANGED, Copy
from houndstooth.net.fetcher import Fetcher

_ASKED = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
_ENDINGS = {".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson", ".parquet", ".xml", ".html", ".jsonld", ".gz"}
_ENDING_OF_TYPE = {
    "application/json": ".json",
    "application/ld+json": ".json",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/rss+xml": ".xml",
    "application/atom+xml": ".xml",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "text/html": ".html",
    "application/x-ndjson": ".jsonl",
    "application/vnd.apache.parquet": ".parquet",
}


class FeedFiles:
    """``FeedCopies`` below a folder.

    Args:
        fetcher: the one client for everything outside.
        folder: where the copies are.
        most_bytes: a larger feed is refused.
    """

    def __init__(self, fetcher: Fetcher, folder: Path, *, most_bytes: int) -> None:
        self._fetcher = fetcher
        self._folder = folder
        self._most_bytes = most_bytes

    def renew(self, feed: Feed, *, again: bool = False) -> Copy | None:
        """See ``FeedCopies.renew``."""
        known = {} if again else feed.validators
        if feed.location.startswith(("http://", "https://")):
            return self._fetch(feed, known)
        return _look_at(Path(feed.location), known)

    def _fetch(self, feed: Feed, known: Mapping[str, str]) -> Copy | None:
        folder = self._folder / hashlib.sha256(feed.shop_id.encode()).hexdigest()[:16]
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder) as beside:
            part = Path(beside) / "part"
            asked = {header: known[name] for name, header in _ASKED.items() if name in known}
            answer = self._fetcher.save(feed.location, part, most_bytes=self._most_bytes, headers=asked)
            if answer.status == UNCHANGED:
                return None
            digest = _digest(part)
            if digest == known.get("digest"):
                return None
            path = folder / f"{feed.name}{_ending(answer.address, answer.headers)}"
            part.replace(path)
        told = {name: answer.headers[name] for name in _ASKED if name in answer.headers}
        return Copy(path, {**told, "digest": digest})


def _look_at(path: Path, known: Mapping[str, str]) -> Copy | None:
    try:
        of = path.stat()
    except OSError as error:
        raise InvalidSource(f"the feed {path} cannot be read: {error.strerror}") from error
    stamp = {"modified": str(of.st_mtime_ns), "bytes": str(of.st_size)}
    # The time of a folder says nothing of the files in it.
    return None if path.is_file() and stamp == dict(known) else Copy(path, stamp)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _ending(address: str, headers: Mapping[str, str]) -> str:
    """By the address if it has a usual one, else by the type that the server says."""
    ending = PurePosixPath(urlsplit(address).path).suffix.lower()
    if ending in _ENDINGS:
        return ending
    return _ENDING_OF_TYPE.get(headers.get("content-type", "").partition(";")[0].strip().lower(), ".csv")
