"""A browser on a page of the shop calls with a public key."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient

from houndstooth.api.app import create_app
from houndstooth.bootstrap import House
from houndstooth.catalog.source import open_source
from houndstooth.domain.access import Principal
from houndstooth.settings import load_settings

ORIGIN, OTHER = "https://shop.example", "https://evil.example"
ALLOWED = "access-control-allow-origin"


@pytest.fixture(name="house")
def _house(tmp_path):
    """An installation that lets nobody in without a key."""
    house = House(load_settings(home=tmp_path / "home", workers=2, visitors=False))
    yield house
    house.close()


@pytest.fixture(name="key")
def _key(make_key):
    return make_key("search", "events", origins=[ORIGIN])


def preflight(client, origin, path="/v1/search/image", method="POST"):
    headers = {"Origin": origin, "Access-Control-Request-Method": method}
    return client.options(path, headers=headers | {"Access-Control-Request-Headers": "authorization"})


def test_a_page_of_the_shop_may_ask_and_read(client, key, draw):
    """The preflight, the answer, and an error too; no cookie is ever allowed."""
    asked = preflight(client, ORIGIN)
    assert (asked.status_code, asked.headers[ALLOWED]) == (204, ORIGIN)
    assert "authorization" in asked.headers["access-control-allow-headers"].lower()
    headers = {"Origin": ORIGIN, "Authorization": f"Bearer {key.text}"}
    found = client.post("/v1/search/image", files={"image": ("x.jpg", draw(4))}, headers=headers)
    assert found.json()["results"][0]["id"] == "p4"
    wrong = client.get("/v1/items/nobody", headers=headers)
    refused = client.get("/v1/keys", headers=headers)
    assert [wrong.status_code, refused.status_code] == [404, 403]
    for answer in (found, wrong, refused, client.get("/v1/items", headers={"Origin": ORIGIN})):
        assert answer.headers[ALLOWED] == ORIGIN
        assert "x-request-id" in answer.headers["access-control-expose-headers"].lower()
    for answer in (asked, found):
        assert "access-control-allow-credentials" not in answer.headers
        assert "Origin" in answer.headers["vary"]


def test_other_pages_may_not(client, key):
    """Nor may a page whose key was revoked or is over; caches keep the answers apart."""
    for origin in (OTHER, "null", ORIGIN + ":8443", "http://shop.example", "\x00", ""):
        for answer in (preflight(client, origin), client.get("/v1/status", headers={"Origin": origin})):
            assert ALLOWED not in answer.headers
            assert answer.headers["vary"] == "Origin"


def test_a_key_that_holds_no_longer_opens_no_origin(client, house, make_key):
    revoked = make_key("search", origins=[ORIGIN])
    make_key("search", origins=[OTHER], expires_at=datetime.now(UTC) + timedelta(milliseconds=20))
    assert preflight(client, ORIGIN).headers[ALLOWED] == ORIGIN
    house.key_ring.revoke(Principal.command_line("default"), revoked.key.id)
    assert ALLOWED not in preflight(client, ORIGIN).headers
    while house.key_ring.binds(OTHER):
        pass
    assert ALLOWED not in preflight(client, OTHER).headers


def test_our_own_page_and_programs_need_none_of_it(client):
    """A page of our own sends its origin too."""
    for headers in ({}, {"Origin": "http://testserver"}):
        answer = client.get("/v1/status", headers=headers)
        assert (answer.status_code, ALLOWED in answer.headers) == (200, False)


def test_pictures_show_in_a_page_of_the_shop(client, key, make_key):
    """An ``<img>`` sends no headers of ours: the public key stands in its address, and the page in its Referer."""
    headers = {"Origin": ORIGIN, "X-Houndstooth-Key": key.text}
    address = client.get("/v1/items/p4", headers=headers).json()["picture"]["card"]
    page = {"Referer": f"{ORIGIN}/shirts?x=1"}
    assert client.get(address, headers=page).status_code == 401
    assert client.get(f"{address}&key={key.text}", headers=page).status_code == 200
    for more in (
        {},
        {"Referer": f"{OTHER}/x"},
        {"Referer": "nonsense"},
        {"Referer": "https://[x"},
        {"Referer": ORIGIN, "Origin": OTHER},
    ):
        assert client.get(f"{address}&key={key.text}", headers=more).status_code == 403
    secret = make_key("search")
    assert client.get(f"{address}&key={secret.text}", headers=page).status_code == 401
    assert client.get(f"/v1/items?key={key.text}", headers=page).status_code == 401


def test_a_page_that_is_left_tells_what_was_done(client, house, key, make_key):
    """``navigator.sendBeacon`` sends no headers and asks no preflight: the public key stands in the address."""
    body = '{"client_id": "v", "events": [{"id": "%s", "name": "view_item", "params": {"items": [{"item_id": "p1"}]}}]}'

    def beacon(text, event_id, **headers):
        return client.post(f"/v1/events?key={text}", content=body % event_id, headers={**plain, **headers})

    plain = {"Content-Type": "text/plain;charset=UTF-8"}
    sent = beacon(key.text, "1", Origin=ORIGIN)
    assert (sent.status_code, sent.json()["kept"], sent.headers[ALLOWED]) == (200, 1, ORIGIN)
    assert beacon(key.text, "2", Referer=f"{ORIGIN}/shirts").json()["kept"] == 1
    assert beacon(key.text, "3", Origin=OTHER, Referer=ORIGIN).status_code == 403
    assert beacon(key.text, "4").status_code == 403
    assert beacon(make_key("events").text, "5", Origin=ORIGIN).status_code == 401
    assert beacon(make_key("search", origins=[ORIGIN]).text, "6", Origin=ORIGIN).status_code == 403
    assert client.post("/v1/events", content=body % "7", headers={**plain, "Origin": ORIGIN}).status_code == 401
    assert [one.event["id"] for one in house.events.sent("default")] == ["2", "1"]
    assert {one.source for one in house.events.sent("default")} == {key.key.id}


def test_a_closed_house_counts_nothing_for_strangers(house, shelf, shown):
    """Its status is open, the number of items is not."""
    house.ingest.run("default", open_source(shelf))
    with TestClient(create_app(house)) as client:
        assert client.get("/v1/status").json()["items"] is None
        assert client.get("/v1/status", headers=shown("search")).json()["items"] == 12
        assert client.get("/v1/items").status_code == 401
