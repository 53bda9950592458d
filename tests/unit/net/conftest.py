"""A server of the worst kind, on this machine: it says what a test tells it to, byte by byte."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

Script = Callable[[str, Callable[[bytes], None]], None]
"""Gets the request's first line, and a function that sends bytes."""


class HostileServer:
    """Answers each connection with a script; remembers what it was asked."""

    def __init__(self, script: Script) -> None:
        self.asked: list[str] = []
        self._script = script
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            request = connection.recv(65536).decode("latin-1")
            self.asked.append(request)
            self._script(request.partition("\r\n")[0], connection.sendall)


@pytest.fixture(name="hostile")
def _hostile() -> Iterator[Callable[[Script], HostileServer]]:
    """``hostile(script)`` starts a server for the length of the test."""
    servers: list[HostileServer] = []

    def start(script: Script) -> HostileServer:
        servers.append(HostileServer(script))
        return servers[-1]

    yield start
    for server in servers:
        server.close()
