from __future__ import annotations

import os
import subprocess
import sys

import pytest
from fastapi.testclient import TestClient

from houndstooth.api.app import create_app
from houndstooth.catalog.source import open_source


@pytest.fixture(name="client")
def _client(house, shelf):
    """The application over a catalogue of 12 items."""
    house.ingest.run("default", open_source(shelf))
    with TestClient(create_app(house), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(name="run")
def _run(tmp_path):
    """Runs the installed command in its own process; gives what it printed."""

    def run(*arguments, check=True, **environment):
        command = [sys.executable, "-m", "houndstooth", *map(str, arguments)]
        env = os.environ | {"HOUNDSTOOTH_HOME": str(tmp_path / "home"), "COLUMNS": "200"} | environment
        done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=120, check=False)
        assert not check or done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
        return done

    return run
