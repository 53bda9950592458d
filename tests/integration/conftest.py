from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from houndstooth.api.app import create_app
from houndstooth.catalog.source import open_source
from houndstooth.domain.access import Principal, Scope
from houndstooth.domain.keys import KeyKind


@pytest.fixture(name="client")
def _client(house, shelf):
    """The application over a catalogue of 12 items."""
    house.ingest.run("default", open_source(shelf))
    with TestClient(create_app(house), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(name="run")
def _run(tmp_path):
    """Runs the installed command in its own process; gives what it printed."""

    def run(*arguments, check=True, typed=None, **environment):
        command = [sys.executable, "-m", "houndstooth", *map(str, arguments)]
        env = os.environ | {"HOUNDSTOOTH_HOME": str(tmp_path / "home"), "COLUMNS": "200"} | environment
        done = subprocess.run(command, env=env, input=typed, capture_output=True, text=True, timeout=120, check=False)
        assert not check or done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
        return done

    return run


@pytest.fixture(name="fit_quickly")
def _fit_quickly(house):
    """A function that fits small models, for small data, from now on; ``fan``: how many candidates there are."""

    def fit_quickly(fan=None):
        recipe = house.fitting.recipe
        factorisation = replace(recipe.sources.factorisation, factors=8)
        quick = replace(
            recipe,
            sources=replace(recipe.sources, factorisation=factorisation),
            learning=replace(recipe.learning, none=10**9),
            fan=fan or recipe.fan,
            most_stretches=1,
        )
        house.__dict__["fitting"] = replace(house.fitting, recipe=quick)
        return house.fitting.run("default", check=False)

    return fit_quickly


@pytest.fixture(name="make_key")
def _make_key(house):
    """A function that makes a key with scopes; a public one where origins are given."""

    def make_key(*scopes, shop="default", origins=(), expires_at=None):
        return house.key_ring.create(
            Principal.command_line(shop),
            kind=KeyKind.PUBLIC if origins else KeyKind.SECRET,
            name="Key of a test",
            scopes=[Scope(scope) for scope in scopes],
            origins=origins,
            expires_at=expires_at,
        )

    return make_key


@pytest.fixture(name="shown")
def _shown(make_key):
    """A function that makes a key, and gives the headers that show it."""
    return lambda *scopes, **fields: {"Authorization": f"Bearer {make_key(*scopes, **fields).text}"}
