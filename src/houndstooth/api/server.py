"""Listening: the application in uvicorn."""

from __future__ import annotations

import gc
import socket
from collections.abc import Callable

import uvicorn
from threadpoolctl import threadpool_limits

from houndstooth.api.app import create_app
from houndstooth.bootstrap import House
from houndstooth.domain.errors import InvalidInput, Unavailable
from houndstooth.settings import Settings
from houndstooth.vault.installation_secret import check_secret

BACKLOG = 1024
GRACE_SECONDS = 10


def serve(settings: Settings, *, announce: Callable[[str], None]) -> None:
    """Serve until interrupted.

    Args:
        settings: where to listen, and everything else.
        announce: called with the address once requests are answered.

    Raises:
        InvalidInput: it would listen beyond loopback with a secret that is missing or weak.
        Unavailable: the address is taken.
        ArtifactMissing: there is no encoder to answer with.
    """
    if not settings.on_loopback:
        check_secret(None if settings.secret is None else settings.secret.get_secret_value())
    # Requests are what there are threads for. Those of BLAS wait for each other longer than small products take.
    threadpool_limits(1, "blas")
    app = create_app(House(settings))
    listening = _listen(settings.host, settings.port)
    host, port = listening.getsockname()[:2]
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        server_header=False,
        proxy_headers=False,  # uvicorn would believe any proxy on this machine; api/caller.py asks the settings
    )
    server = _Announcing(config, lambda: announce(f"http://{f'[{host}]' if ':' in host else host}:{port}/"))
    server.run(sockets=[listening])


class _Announcing(uvicorn.Server):
    """Makes the last preparations when it has started, and tells."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then tell."""
        await super().startup(sockets)
        if self.started:
            # What is loaded now stays: to look through it for garbage again and again would stop all requests for a
            # tenth of a second each time.
            gc.collect()
            gc.freeze()
            self._announce()


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except socket.gaierror as error:
        raise InvalidInput(f"the host {host!r} is not an address of this machine: {error.strerror}") from error
    except OSError as error:
        raise Unavailable(f"cannot listen on {host}:{port}: {error.strerror}; choose another --port") from error
