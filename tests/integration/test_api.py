"""The HTTP interface, as a program sees it."""

from __future__ import annotations

import io
import threading
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from houndstooth.api.app import create_app
from houndstooth.bootstrap import House
from houndstooth.domain.item import Item
from houndstooth.settings import load_settings


def search(client, data, **form):
    return client.post("/v1/search/image", files={"image": ("photo.jpg", data, "image/jpeg")}, data=form)


def assert_problem(answer, status, *told):
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == status
    assert body["request_id"] == answer.headers["x-request-id"]
    for words in told:
        assert words in body["detail"]
    return body


def test_a_photo_finds_its_item(client, draw):
    """Best first, with everything a page needs."""
    body = search(client, draw(4), k=3).json()
    assert [len(body["results"]), body["results"][0]["id"]] == [3, "p4"]
    assert body["results"][0]["score"] == pytest.approx(1, abs=1e-3)
    assert body["results"][0]["price"] == {"amount": "40.50", "currency": "EUR"}
    assert body["results"][0]["attributes"]["season"] == "Summer"
    assert body["results"][0]["labels"]["season"]["origin"] == "shop"
    assert all(0.6 <= seen["confidence"] <= 1 for seen in body["seen"].values())
    assert body["artifact"]
    scores = [result["score"] for result in body["results"]]
    assert scores == sorted(scores, reverse=True)


def test_pictures_are_served_clean_and_for_ever(client, draw):
    """The address of a result gives a JPEG without metadata that may be cached."""
    picture = search(client, draw(4), k=1).json()["results"][0]["picture"]
    assert (picture["width"], picture["height"]) == (60, 80)
    for address in (picture["card"], picture["full"]):
        answer = client.get(address)
        assert answer.headers["content-type"] == "image/jpeg"
        assert "immutable" in answer.headers["cache-control"]
        assert Image.open(io.BytesIO(answer.content)).size == (60, 80)


def test_a_crop_is_searched_alone(client, draw):
    """Two articles in one photo: the box decides which is meant."""
    both = Image.new("RGB", (120, 80))
    both.paste(Image.open(io.BytesIO(draw(1))), (0, 0))
    both.paste(Image.open(io.BytesIO(draw(2))), (60, 0))
    buffer = io.BytesIO()
    both.save(buffer, "PNG")
    left, right = (search(client, buffer.getvalue(), k=1, crop=crop).json() for crop in ("0,0,0.5,1", "0.5,0,0.5,1"))
    assert [left["results"][0]["id"], right["results"][0]["id"]] == ["p1", "p2"]


def test_conditions_narrow_a_search(client, draw):
    """Given several times in the form."""
    body = search(client, draw(4), k=50, where=["category=Dresses", "category=Coats", "colour=Red"]).json()
    assert {result["id"] for result in body["results"]} == {"p0", "p6", "p2", "p8"}


def test_similar_items(client):
    """Without the item itself, under conditions."""
    body = client.get("/v1/items/p4/similar", params={"k": 50, "where": "colour=Red"}).json()
    assert {result["id"] for result in body["results"]} == {"p0", "p2", "p6", "p8", "p10"}


def test_pages_and_facets(client):
    """Following ``next`` covers the catalogue; facets count over the other fields."""
    first = client.get("/v1/items", params={"limit": 5, "where": ["category=Dresses"]}).json()
    assert (first["total"], first["next"], len(first["items"])) == (4, None, 4)
    assert {facet["value"]: facet["count"] for facet in first["facets"]["category"]} == {
        "Dresses": 4, "Skirts": 4, "Coats": 4,
    }  # fmt: skip
    seen, cursor = [], None
    while cursor is not None or not seen:
        page = client.get("/v1/items", params={"limit": 5} | ({"cursor": cursor} if cursor else {})).json()
        seen += [item["id"] for item in page["items"]]
        cursor = page["next"]
    assert seen == [f"p{number}" for number in range(12)]


@pytest.mark.parametrize("item_id", ["a/b", "a b", "ü?x=1#y", "100%", "..", "similar", "🧥", "x.jpg"])
def test_any_id_has_an_address(client, house, draw, item_id):
    """Ids are the shop's own business."""
    from dataclasses import replace

    from houndstooth.domain.catalogue import Entry, StoredPicture

    stored = house.catalogue.get("default", "p1")
    vector = house.catalogue.vector(stored.number, artifact_id=house.encoder.artifact_id)
    item = replace(stored.item, id=item_id)
    assert isinstance(item, Item)
    entry = Entry(item, "x", StoredPicture(stored.picture.key, 60, 80), vector)
    house.catalogue.write([entry], artifact_id=house.encoder.artifact_id)
    address = "/v1/items/" + quote(item_id, safe="").replace("..", "%2E%2E")
    assert client.get(address).json()["id"] == item_id
    assert client.get(address + "/similar", params={"k": 1}).json()["results"][0]["id"] == "p1"


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"k": 0}, "k"),
        ({"k": -1}, "k"),
        ({"k": 10_000}, "k"),
        ({"k": "many"}, "k"),
        ({"crop": "0,0,2,2"}, "0,0,2,2"),
        ({"crop": "left half"}, "left half"),
        ({"crop": "nan,0,1,1"}, "nan"),
        ({"where": ["categorie=Dresses"]}, "categorie"),
        ({"where": ["nonsense"]}, "nonsense"),
        ({"where": ["category=A"] * 51}, "51"),
    ],
)
def test_bad_questions_are_told(client, draw, form, told):
    """By the value, with what to write instead."""
    assert_problem(search(client, draw(1), **form), 422, told)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"<svg/>", "unsupported-format"),
        (b"<html></html>", "not-a-picture"),
        (b"\xff\xd8\xff\xe0" + b"x" * 99, "corrupt"),
    ],
)
def test_what_is_no_picture_is_told(client, data, reason):
    """With a reason for programs and words for people."""
    assert assert_problem(search(client, data), 422)["reason"] == reason


def test_the_file_name_and_type_do_not_count(client, draw):
    """A PNG that says it is text is a PNG."""
    png = io.BytesIO()
    Image.open(io.BytesIO(draw(4))).save(png, "PNG")
    files = {"image": ("notes.txt", png.getvalue(), "text/plain")}
    assert client.post("/v1/search/image", files=files, data={"k": 1}).json()["results"][0]["id"] == "p4"


def test_a_search_without_a_picture_is_told(client):
    """The missing field is named."""
    assert_problem(client.post("/v1/search/image", data={"k": 3}), 422, "image")
    assert_problem(client.post("/v1/search/image", content=b"{}", headers={"content-type": "text/plain"}), 422, "image")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/v1/items/nobody", 404),
        ("/v1/items/nobody/similar", 404),
        ("/v1/pictures/" + "0" * 64 + ".jpg", 404),
        ("/v1/pictures/nope.jpg", 422),
        ("/v1/pictures/" + "0" * 64 + ".jpg?size=huge", 422),
        ("/v1/items?cursor=x", 422),
        ("/v1/items?cursor=99999999999999999999999", 422),
        ("/v1/items?cursor=²", 422),
        ("/v1/items?limit=0", 422),
        ("/v1/items?where=price%3Dcheap", 422),
        ("/v1/nowhere", 404),
        ("/missing.js", 404),
        ("/../../etc/passwd.txt", 404),
        ("/x.%00", 404),
        ("/" + "x" * 5000 + ".js", 404),
        ("/%2Fetc%2Fpasswd.txt", 404),
        ("/v1/items/%00", 404),
        ("/v1/items/%ED%A0%80", 404),
        ("/v1/items?where=a%00%3D1", 422),
        ("/v1/items?where=colour%3D%00", 422),
    ],
)
def test_bad_addresses_are_told(client, address, status):
    """Each as a problem."""
    assert_problem(client.get(address), status)


def test_a_wrong_method_is_told(client):
    """As a problem too."""
    assert_problem(client.delete("/v1/status"), 405)


def test_bodies_beyond_the_limit_are_refused(tmp_path, draw):
    """By their declared length and, where that is missing, while they arrive; the server lives on."""
    house = House(load_settings(home=tmp_path / "small", max_picture_bytes=2000))
    with TestClient(create_app(house), raise_server_exceptions=False) as client:
        assert_problem(search(client, b"x" * 200_000), 413, "bytes")
        endless = (b"x" * 1000 for _ in range(200))
        headers = {"content-type": "multipart/form-data; boundary=b"}
        assert_problem(client.post("/v1/search/image", content=endless, headers=headers), 413, "bytes")
        assert assert_problem(search(client, b"x" * 3000), 413)["reason"] == "too-many-bytes"
        assert client.get("/healthz").json() == {"status": "ok"}


def test_request_ids_come_back(client):
    """The caller's where it is harmless, else a new one."""
    assert client.get("/healthz", headers={"X-Request-ID": "mine-1"}).headers["x-request-id"] == "mine-1"
    fresh = client.get("/healthz", headers={"X-Request-ID": "bad id\t" * 20}).headers["x-request-id"]
    assert fresh.isalnum()
    assert fresh != client.get("/healthz").headers["x-request-id"]


def test_headers_keep_browsers_safe(client):
    """On answers and on errors."""
    for address in ("/healthz", "/v1/nowhere"):
        headers = client.get(address).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_too_many_at_once_are_told_to_come_back(tmp_path, shelf, draw, monkeypatch):
    """Beyond workers and queue: 503 with Retry-After, while the event loop goes on answering."""
    house = House(load_settings(home=tmp_path / "busy", workers=1, queue=1))
    gate = threading.Event()
    app = create_app(house)
    with TestClient(app, raise_server_exceptions=False) as client:
        real = house.search.by_photos

        def slow(*args, **kwargs):
            gate.wait(20)
            return real(*args, **kwargs)

        monkeypatch.setattr(house.search, "by_photos", slow)
        answers = []
        callers = [threading.Thread(target=lambda: answers.append(search(client, draw(1)))) for _ in range(5)]
        for caller in callers:
            caller.start()
        while sum(answer.status_code == 503 for answer in answers) < 3:
            pass
        assert client.get("/healthz").status_code == 200
        gate.set()
        for caller in callers:
            caller.join()
    busy = [answer for answer in answers if answer.status_code == 503]
    assert sorted(answer.status_code for answer in answers) == [200, 200, 503, 503, 503]
    assert all(answer.headers["retry-after"] == "1" for answer in busy)


def test_the_description_has_examples_and_problems(client):
    """OpenAPI for every public route."""
    document = client.get("/openapi.json").json()
    assert set(document["paths"]) == {
        "/v1/search/image", "/v1/search", "/v1/suggestions", "/v1/items", "/v1/items/{item_id}",
        "/v1/items/{item_id}/similar",
        "/v1/items/{item_id}/variants", "/v1/items/{item_id}/pictures", "/v1/jobs/{job_id}", "/v1/pictures/{key}.jpg",
        "/v1/status", "/v1/sessions", "/v1/sessions/current", "/v1/me", "/v1/me/password", "/v1/keys",
        "/v1/keys/{key_id}", "/v1/keys/{key_id}/rotate", "/v1/people", "/v1/people/{person_id}",
        "/v1/people/{person_id}/reset", "/v1/audit", "/v1/shoppers/{shopper_id}/profile",
        "/v1/shoppers/{shopper_id}/facts", "/v1/events", "/v1/events/recent",
        "/v1/recommendations", "/v1/rules/preview", "/v1/rules",
        "/v1/rules/{rule_id}",
    }  # fmt: skip
    assert document["components"]["schemas"]["ItemOut"]["example"]["id"]
    assert "application/problem+json" in document["paths"]["/v1/items/{item_id}"]["get"]["responses"]["404"]["content"]


def test_status_says_what_is_running(client):
    """For pages and for people."""
    body = client.get("/v1/status").json()
    assert body["items"] == 12
    assert {"JPEG", "PNG"} <= set(body["limits"]["formats"])


def test_an_unforeseen_fault_tells_nothing_of_us(client, house, monkeypatch):
    """The caller gets a number, the log the story."""

    def fault(*_args, **_kwargs):
        raise RuntimeError("secret path /etc/houndstooth")

    monkeypatch.setattr(house.catalogue.__class__, "page", fault)
    body = assert_problem(client.get("/v1/items"), 500)
    assert "secret" not in str(body)


def test_a_wrong_label_is_put_right(client, house, shown):
    """What a person says counts, is filtered by, can be taken back, and is noted."""
    client.headers |= shown("catalogue")
    changed = client.patch("/v1/items/p0", json={"labels": {"colour": "Navy", "usage": "Party"}}).json()
    assert (changed["colour"], changed["attributes"]["usage"]) == ("Navy", "Party")
    assert changed["labels"]["colour"]["origin"] == "corrected"
    page = client.get("/v1/items", params={"where": ["colour=Navy", "usage=Party"]}).json()
    assert [item["id"] for item in page["items"]] == ["p0"]
    assert page["facets"]["usage"] == [{"value": "Party", "count": 1}]
    back = client.patch("/v1/items/p0", json={"labels": {"colour": None}}).json()
    assert (back["colour"], back["labels"]["colour"]["origin"]) == ("Red", "shop")
    noted = house.audit.page("default", limit=2).entries
    assert [(entry.action, entry.target, entry.details["labels"]["colour"]) for entry in noted] == [
        ("item.changed", "p0", None),
        ("item.changed", "p0", "Navy"),
    ]


@pytest.mark.parametrize(
    ("item", "body", "status", "told"),
    [
        ("nobody", {"labels": {"colour": "Red"}}, 404, "nobody"),
        ("p0", {"labels": {"price": "3"}}, 422, "price"),
        ("p0", {"labels": {"colour": " Red"}}, 422, "blanks"),
        ("p0", {"labels": {}}, 422, "labels"),
        ("p0", {"colour": "Red"}, 422, "colour"),
    ],
)
def test_a_correction_that_cannot_be_made_is_told(client, shown, item, body, status, told):
    client.headers |= shown("catalogue")
    assert_problem(client.patch(f"/v1/items/{item}", json=body), status, told)
    assert client.get("/v1/items/p0").json()["colour"] == "Red"
