from __future__ import annotations

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
