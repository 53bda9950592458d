"""The wire: connections that go only where they may, and never outlive their deadline."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from ipaddress import ip_address
from typing import Any

import httpcore2

from houndstooth.domain.errors import FetchRefused
from houndstooth.net.addresses import Network, may_be_reached

Resolve = Callable[[str, int], Sequence[str]]
"""A host name and a port -> addresses in text."""

_LOOK_UPS = 32

deadline: ContextVar[float] = ContextVar("deadline")
"""When, on the monotonic clock, the request of this thread has to be over."""


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of a host, as the system knows them; also of forms like ``2130706433`` and ``0x7f.1``."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))


class GuardedBackend(httpcore2.NetworkBackend):
    """Looks a host up once, checks every address, and connects to those very addresses: nothing can be rebound.

    Args:
        allowed: networks that may be reached although they are private.
        look_up: host and port -> addresses.
    """

    def __init__(self, allowed: Sequence[Network] = (), *, look_up: Resolve = resolve) -> None:
        self._allowed = allowed
        self._look_up = look_up
        self._inner = httpcore2.SyncBackend()
        # The system's look-up knows no time limit, so it is waited for from outside.
        self._look_ups = ThreadPoolExecutor(_LOOK_UPS, thread_name_prefix="look-up")

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to the first address that answers.

        Raises:
            FetchRefused: one of the host's addresses may not be reached.
        """
        try:
            addresses = self._look_ups.submit(self._look_up, host, port).result(_left(timeout))
        except TimeoutError as error:
            raise httpcore2.ConnectTimeout(f"the name {host!r} is looked up for too long") from error
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError(f"the name {host!r} cannot be looked up: {error}") from error
        for address in addresses:
            if not may_be_reached(ip_address(address), self._allowed):
                raise FetchRefused(
                    f"{host} is {address}, which is no address of the open internet; if it is a server of yours, allow "
                    "its network with the setting fetch_networks"
                )
        return _first(addresses, lambda one: self._connect(one, port, timeout, local_address, socket_options))

    def connect_unix_socket(self, path: str, *_: Any, **__: Any) -> httpcore2.NetworkStream:
        """Never."""
        raise FetchRefused(f"{path} is a socket of this machine; nothing is fetched from there")

    def _connect(self, address: str, port: int, timeout: float | None, *rest: Any) -> httpcore2.NetworkStream:
        return _Bounded(self._inner.connect_tcp(address, port, _left(timeout), *rest))


class _Bounded(httpcore2.NetworkStream):
    """A stream on which every wait ends at the deadline, however slowly the other side drips."""

    def __init__(self, inner: httpcore2.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        return _Bounded(self._inner.start_tls(ssl_context, server_hostname, _left(timeout)))

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _first(addresses: Sequence[str], connect: Callable[[str], httpcore2.NetworkStream]) -> httpcore2.NetworkStream:
    for address in addresses[:-1]:
        try:
            return connect(address)
        except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
            continue
    return connect(addresses[-1])


def _left(timeout: float | None) -> float | None:
    left = deadline.get(float("inf")) - time.monotonic()
    if left <= 0:
        raise httpcore2.ReadTimeout("the time for this request is over")
    return min(left, timeout) if timeout is not None else (None if left == float("inf") else left)
