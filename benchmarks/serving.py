"""A server of our own, started for a measurement and stopped after it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its address without a slash at the end, and its process."""

    address: str
    pid: int


@contextmanager
def serving(home: Path, **settings: str) -> Iterator[Server]:
    """Run ``houndstooth serve`` on a free port, with settings by name."""
    command = [sys.executable, "-m", "houndstooth", "--home", str(home), "serve", "--port", "0"]
    environment = os.environ | {f"HOUNDSTOOTH_{name.upper()}": value for name, value in settings.items()}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    try:
        assert process.stdout is not None
        found = re.search(r"http://\S+?:\d+", process.stdout.readline())
        if found is None:
            raise RuntimeError("the server did not start; see its message above")
        yield Server(found[0], process.pid)
    finally:
        process.terminate()
        process.wait(timeout=30)
