"""Two shops in one installation, with the same ids: what is one's is never the other's."""

from __future__ import annotations

import json
import shutil

import pytest
from fastapi.testclient import TestClient

from houndstooth.api.app import create_app
from houndstooth.catalog.source import open_source
from houndstooth.domain.access import Principal, Role, Scope

WORDS = {"one": "Red", "two": "Blue"}


@pytest.fixture(name="shops")
def _shops(house, tmp_path, draw, shown):
    """The application, and for each shop the headers of a key that may do everything there."""
    for place, (shop, colour) in enumerate(WORDS.items()):
        folder = tmp_path / shop
        folder.mkdir()
        lines = ["id,title,category,colour"]
        for number in range(4):
            (folder / f"p{number}.jpg").write_bytes(draw(10 * place + number))
            lines.append(f"p{number},Piece of {shop},Kind of {shop},{colour}")
        (folder / "products.csv").write_text("\n".join(lines) + "\n")
        house.ingest.run(shop, open_source(folder / "products.csv"))
        shutil.rmtree(folder)
    with TestClient(create_app(house), raise_server_exceptions=False) as client:
        yield client, {shop: shown(*Scope, shop=shop) for shop in WORDS}


def test_items_searches_and_facets(shops, draw):
    """Every answer is of the shop of the key, and says nothing of the other."""
    client, keys = shops
    for shop, other in (("one", "two"), ("two", "one")):
        photo = {"image": ("x.jpg", draw(0 if other == "one" else 10))}
        answers = [
            client.get("/v1/items", headers=keys[shop]),
            client.get("/v1/items/p1", headers=keys[shop]),
            client.get("/v1/items/p1/similar", params={"k": 50}, headers=keys[shop]),
            client.post("/v1/search/image", files=photo, data={"k": 50}, headers=keys[shop]),
        ]
        for answer in answers:
            assert answer.status_code == 200
            assert f"Piece of {shop}" in answer.text
            assert f"of {other}" not in answer.text
        assert client.get("/v1/status", headers=keys[shop]).json()["items"] == 4
    assert client.get("/v1/items").json()["total"] == 0


def test_pictures(shops):
    """Shown by the shop whose item shows it; to another shop there is none. Caches between us keep none."""
    client, keys = shops
    for shop, other in (("one", "two"), ("two", "one")):
        address = client.get("/v1/items/p1", headers=keys[shop]).json()["picture"]["card"]
        own = client.get(address, headers=keys[shop])
        assert own.status_code == 200
        assert own.headers["cache-control"].startswith("private")
        for headers in (keys[other], {}):
            assert client.get(address, headers=headers).status_code == 404


def test_a_change_is_made_in_one(shops, house):
    """And noted there alone."""
    client, keys = shops
    change = {"labels": {"colour": "Green"}}
    assert client.patch("/v1/items/p1", json=change, headers=keys["one"]).json()["colour"] == "Green"
    assert client.get("/v1/items/p1", headers=keys["two"]).json()["colour"] == "Blue"
    assert "Green" in client.get("/v1/audit", headers=keys["one"]).text
    assert "Green" not in client.get("/v1/audit", headers=keys["two"]).text


def test_keys_and_people(shops, house):
    """Another shop's are not there, to read or to change."""
    client, keys = shops
    made = client.post("/v1/people", json={"name": "ann", "role": "owner"}, headers=keys["one"]).json()
    assert client.post("/v1/people", json={"name": "ann", "role": "viewer"}, headers=keys["two"]).status_code == 201
    key = client.get("/v1/keys", headers=keys["one"]).json()["keys"][0]["id"]
    for method, address, body in (
        ("POST", f"/v1/keys/{key}/rotate", {}),
        ("DELETE", f"/v1/keys/{key}", None),
        ("PATCH", f"/v1/people/{made['id']}", {"role": "viewer"}),
        ("POST", f"/v1/people/{made['id']}/reset", {}),
        ("DELETE", f"/v1/people/{made['id']}", None),
    ):
        assert client.request(method, address, json=body, headers=keys["two"]).status_code == 404
    assert key not in client.get("/v1/keys", headers=keys["two"]).text
    assert made["id"] not in client.get("/v1/people", headers=keys["two"]).text
    assert house.staff.named("one", "ann").role is Role.OWNER


def test_a_session_is_of_the_shop_where_it_began(shops, house):
    """The same name in two shops is two people."""
    client, _ = shops
    for shop in WORDS:
        house.staff.add(Principal.command_line(shop), name="ann", role=Role.VIEWER, password=f"the word of {shop}")
    for shop, other in (("one", "two"), ("two", "one")):
        body = {"name": "ann", "shop": shop, "password": f"the word of {other}"}
        assert client.post("/v1/sessions", json=body).status_code == 401
        body["password"] = f"the word of {shop}"
        assert client.post("/v1/sessions", json=body).json()["shop"] == shop
        assert f"Piece of {shop}" in client.get("/v1/items").text


def test_a_shopper_token_of_another_shop_is_refused(shops, house, make_key):
    """Signed by one shop, it speaks for nobody in the other."""
    import time

    import jwt

    client, keys = shops
    signer, now = make_key("search", shop="one"), int(time.time())
    for shop, signed_for, status in (
        ("one", "one", 200),
        ("two", "one", 401),
        ("two", "two", 401),
        ("one", "two", 401),
    ):
        claims = {"sub": "customer 7", "shop": signed_for, "iat": now, "exp": now + 60}
        token = jwt.encode(claims, signer.signing_secret, "HS256", headers={"kid": signer.key.id})
        answer = client.get("/v1/me", headers=keys[shop] | {"X-Houndstooth-Shopper": token})
        assert answer.status_code == status
        if status == 200:
            assert answer.json()["shopper"] == "customer 7"


def test_changes_stay_in_the_shop(shops, draw):
    """By every route that changes items, although ids and groups are the same."""
    client, keys = shops
    before = {one["id"]: one for one in client.get("/v1/items", headers=keys["two"]).json()["items"]}
    one = {"headers": keys["one"]}
    for size in "SM":
        for key in keys.values():
            files = {"pictures": ("x.jpg", draw(99))}
            item = json.dumps({"title": size, "group": "g", "size": size})
            assert client.post(f"/v1/items/{size}/pictures", files=files, data={"item": item}, headers=key).is_success
    assert client.put("/v1/items/p0", json={"title": "Changed", "price": "5"}, **one).is_success
    assert client.patch("/v1/items/p1", json={"price": "5", "labels": {"colour": "Green"}}, **one).is_success
    assert client.patch("/v1/items", json={"offers": [{"id": "p2", "price": "5"}]}, **one).is_success
    assert client.delete("/v1/items/p3", **one).is_success
    assert client.delete("/v1/items/S", **one).is_success
    after = {item["id"]: item for item in client.get("/v1/items", headers=keys["two"]).json()["items"]}
    assert {item_id: after[item_id] for item_id in before} == before
    variants = client.get("/v1/items/M/variants", headers=keys["two"]).json()["items"]
    assert [item["id"] for item in variants] == ["S", "M"]


def test_jobs_and_request_keys_are_the_shops_own(shops):
    """The same key in two shops is two jobs, and neither is seen by the other."""
    client, keys = shops
    batch = {"items": [{"id": "p1", "title": "Changed"}]}
    jobs = {
        shop: client.post("/v1/items", json=batch, headers=key | {"Idempotency-Key": "k"}).json()["id"]
        for shop, key in keys.items()
    }
    assert len(set(jobs.values())) == 2
    assert client.get(f"/v1/jobs/{jobs['one']}", headers=keys["one"]).status_code == 200
    assert client.get(f"/v1/jobs/{jobs['one']}", headers=keys["two"]).status_code == 404
