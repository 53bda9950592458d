"""Requests made from our own description: whatever is sent, the answer is a success or a problem, never a fault."""

from __future__ import annotations

import pytest

from houndstooth.api.app import create_app
from houndstooth.bootstrap import House
from houndstooth.catalog.source import open_source
from houndstooth.domain.access import Principal, Scope
from houndstooth.domain.keys import KeyKind
from houndstooth.settings import load_settings
from houndstooth.testing.generated import send_generated


def campaign(folder, shelf, *, requests, number):
    """An installation that lets the caller do everything, asked everything."""
    house = House(load_settings(home=folder, workers=2, rate_per_key=0, rate_per_address=0))
    house.ingest.run("default", open_source(shelf))
    by = Principal.command_line("default")
    key = house.key_ring.create(by, kind=KeyKind.SECRET, name="all", scopes=list(Scope), origins=(), expires_at=None)
    headers = {"Authorization": f"Bearer {key.text}"}
    answers = send_generated(create_app(house), headers=headers, requests=requests, number=number)
    house.close()
    assert answers.faults == []
    assert answers.misfits == []
    assert answers.total >= requests
    assert {200, 404, 422} <= set(answers.statuses)


def test_no_request_is_answered_by_a_fault(tmp_path, shelf):
    """Two thousand of them, good and bad, to every operation."""
    campaign(tmp_path / "home", shelf, requests=2000, number=1)


@pytest.mark.soak
def test_no_request_of_many_is_answered_by_a_fault(tmp_path, shelf):
    """Ten thousand others."""
    for number in range(2, 7):
        campaign(tmp_path / f"home-{number}", shelf, requests=2000, number=100 * number)
