"""Fetching: an address in, bytes out, within limits, or a clear reason why not."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import BoundedSemaphore, Lock
from urllib.parse import urljoin, urlsplit

import httpcore2
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential_jitter

from houndstooth import __version__
from houndstooth.domain.errors import FetchFailed, FetchRefused
from houndstooth.domain.fetched import UNCHANGED, Fetched
from houndstooth.net.addresses import Network
from houndstooth.net.wire import GuardedBackend, Resolve, deadline, resolve

USER_AGENT = f"houndstooth/{__version__}"

_MOVED = {301, 302, 303, 307, 308}
_LATER = {408, 425, 429, 500, 502, 503, 504}
_MOST_WAIT = 30.0
_MOST_ADDRESS = 2000


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What one fetch may cost."""

    seconds: float = 30.0
    """Of one attempt, redirects included."""
    seconds_to_save: float = 900.0
    """Of one attempt at something large that is saved as a file."""
    patience: float = 10.0
    """Seconds to wait for a connection, or for the next bytes."""
    redirects: int = 5
    attempts: int = 3
    per_host: int = 6
    """How many fetches may be under way at one host."""


_Keep = Callable[[str, httpcore2.Response, Mapping[str, str]], bytes]
"""Reads the body of an answer and returns what of it is held in memory."""


class _TryAgain(FetchFailed):
    """A failure that may pass; ``after`` is how long the server asked to wait, in seconds."""

    def __init__(self, message: str, after: float = 0.0) -> None:
        super().__init__(message)
        self.after = after


class Fetcher:
    """Fetches from the open internet and nowhere else; safe to call from several threads.

    Args:
        allowed: private networks that may be reached all the same.
        limits: what one fetch may cost.
        look_up: host and port -> addresses.
    """

    def __init__(
        self,
        allowed: Sequence[Network] = (),
        *,
        limits: FetchLimits = FetchLimits(),
        look_up: Resolve = resolve,
    ) -> None:
        self._limits = limits
        self._pool = httpcore2.ConnectionPool(
            max_connections=64,
            max_keepalive_connections=16,
            keepalive_expiry=15.0,
            network_backend=GuardedBackend(allowed, look_up=look_up),
        )
        self._hosts: dict[str, BoundedSemaphore] = {}
        self._lock = Lock()

    def get(self, address: str, *, most_bytes: int, headers: Mapping[str, str] | None = None) -> Fetched:
        """Fetch an address, trying again with growing pauses where that may help.

        Args:
            address: ``http://`` or ``https://``.
            most_bytes: a larger body is refused, at the latest when it passes that.
            headers: to send besides our own, for example ``If-None-Match``.

        Raises:
            FetchRefused: the address, or one it leads to, may not be fetched, or the body is too large.
            FetchFailed: it cannot be fetched now.
        """
        keep = partial(_in_memory, most=most_bytes)
        return self._retrying()(self._attempt, address, headers or {}, keep, self._limits.seconds)

    def save(self, address: str, path: Path, *, most_bytes: int, headers: Mapping[str, str] | None = None) -> Fetched:
        """Fetch something large into the file ``path``; the body that is returned is empty. Else as :meth:`get`."""
        keep = partial(_on_disk, path=path, most=most_bytes)
        return self._retrying()(self._attempt, address, headers or {}, keep, self._limits.seconds_to_save)

    def close(self) -> None:
        """Give back all connections."""
        self._pool.close()

    def _retrying(self) -> Retrying:
        return Retrying(
            retry=retry_if_exception_type(_TryAgain),
            stop=stop_after_attempt(self._limits.attempts),
            wait=_pause,
            reraise=True,
        )

    def _attempt(self, address: str, headers: Mapping[str, str], keep: _Keep, seconds: float) -> Fetched:
        token = deadline.set(time.monotonic() + seconds)
        try:
            for _ in range(self._limits.redirects + 1):
                host = _check(address)
                with self._one_of(host):
                    answer = self._ask(address, headers, keep)
                if isinstance(answer, Fetched):
                    return answer
                address = answer
        finally:
            deadline.reset(token)
        raise FetchRefused(f"{address[:200]} leads on and on; {self._limits.redirects} redirects are followed")

    def _ask(self, address: str, headers: Mapping[str, str], keep: _Keep) -> Fetched | str:
        """What came back, or the address that it leads to."""
        sent = {"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "identity", **headers}
        patience = self._limits.patience
        waits = {"connect": patience, "read": patience, "write": patience, "pool": self._limits.seconds}
        try:
            with self._pool.stream("GET", address, headers=list(sent.items()), extensions={"timeout": waits}) as answer:
                told = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in answer.headers}
                if answer.status in _MOVED and "location" in told:
                    return urljoin(address, told["location"])
                _check_status(address, answer.status, told)
                return Fetched(address, answer.status, told, keep(address, answer, told))
        except httpcore2.TimeoutException as error:
            raise _TryAgain(f"{address[:200]} did not answer in time") from error
        except (httpcore2.NetworkError, httpcore2.ProtocolError, ValueError) as error:
            raise _TryAgain(f"{address[:200]} cannot be fetched: {error}") from error

    @contextmanager
    def _one_of(self, host: str) -> Iterator[None]:
        """Wait for a place at the host."""
        with self._lock:
            places = self._hosts.setdefault(host, BoundedSemaphore(self._limits.per_host))
        if not places.acquire(timeout=self._limits.seconds):
            raise _TryAgain(f"{host} is busy with our own requests")
        try:
            yield
        finally:
            places.release()


def _check(address: str) -> str:
    """The host of an address that may be asked for."""
    shown = address[:200]
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise FetchRefused(f"{shown!r} is no address: {error}") from error
    if parts.scheme not in {"http", "https"} or not host:
        raise FetchRefused(f"{shown!r} is no address that starts with http:// or https://")
    if len(address) > _MOST_ADDRESS or not address.isascii() or any(ord(c) <= ord(" ") for c in address):
        raise FetchRefused(f"{shown!r} is too long, or holds characters that must be percent-encoded")
    if parts.username is not None or parts.password is not None:
        raise FetchRefused(f"{host} is asked with a name and a password in the address; leave them out")
    return host


def _check_status(address: str, status: int, headers: Mapping[str, str]) -> None:
    if status in _LATER:
        wait = headers.get("retry-after", "")
        raise _TryAgain(f"{address[:200]} answers {status}", float(wait) if wait.isdecimal() else 0.0)
    if status not in {200, UNCHANGED}:
        raise FetchFailed(f"{address[:200]} answers {status}")


def _in_memory(address: str, answer: httpcore2.Response, headers: Mapping[str, str], *, most: int) -> bytes:
    return b"".join(_parts(address, answer, headers, most))


def _on_disk(address: str, answer: httpcore2.Response, headers: Mapping[str, str], *, path: Path, most: int) -> bytes:
    with path.open("wb") as file:
        for part in _parts(address, answer, headers, most):
            file.write(part)
    return b""


def _parts(address: str, answer: httpcore2.Response, headers: Mapping[str, str], most: int) -> Iterator[bytes]:
    declared = headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > most:
        raise FetchRefused(f"{address[:200]} has {int(declared):,} bytes; at most {most:,} are fetched")
    length = 0
    for part in answer.iter_stream():
        length += len(part)
        if length > most:
            raise FetchRefused(f"{address[:200]} has more than {most:,} bytes; no more are fetched")
        yield part


_growing = wait_exponential_jitter(multiplier=0.2, max=5.0, jitter=0.3)


def _pause(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    asked = error.after if isinstance(error, _TryAgain) else 0.0
    return max(_growing(state), min(asked, _MOST_WAIT))
