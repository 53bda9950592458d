"""A catalogue kept in step over HTTP."""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from fastapi.testclient import TestClient

from houndstooth.api.app import create_app
from houndstooth.bootstrap import House
from houndstooth.domain.access import Principal, Scope
from houndstooth.domain.keys import KeyKind
from houndstooth.settings import load_settings


def search(client, data, **form):
    return client.post("/v1/search/image", files={"image": ("photo.jpg", data, "image/jpeg")}, data=form).json()


def found(client, data, **form):
    return [one["id"] for one in search(client, data, **form)["results"]]


def put(client, item_id, *pictures, **item):
    files = [("pictures", (f"{number}.jpg", data, "image/jpeg")) for number, data in enumerate(pictures)]
    return client.post(f"/v1/items/{item_id}/pictures", files=files, data={"item": json.dumps(item)})


def finished(client, job):
    """The job, once it is over."""
    for _ in range(600):
        body = client.get(f"/v1/jobs/{job['id']}").json()
        if body["state"] in {"done", "failed"}:
            return body
        time.sleep(0.05)
    raise AssertionError(body)


@pytest.fixture(name="shop")
def _shop(tmp_path, draw):
    """A web server with pictures ``/NUMBER.jpg``; gives its address and what was asked for."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            number = self.path.strip("/").removesuffix(".jpg")
            self.send_response(200 if number.isdecimal() else 404)
            self.end_headers()
            self.wfile.write(draw(int(number)) if number.isdecimal() else b"")

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


def may_change_items(house):
    """The headers of a key of the house's shop that may change items and search."""
    scopes = [Scope.CATALOGUE, Scope.SEARCH]
    by = Principal.command_line(house.settings.shop)
    key = house.key_ring.create(by, kind=KeyKind.SECRET, name="shop", scopes=scopes, origins=(), expires_at=None)
    return {"Authorization": f"Bearer {key.text}"}


@pytest.fixture(name="client")
def _client(tmp_path):
    """An empty installation that may fetch from this machine."""
    house = House(load_settings(home=tmp_path / "http", workers=2, fetch_networks=["127.0.0.1/32"]))
    with TestClient(create_app(house), raise_server_exceptions=False) as client:
        client.headers |= may_change_items(house)
        yield client


def test_an_item_that_is_sent_with_its_pictures_is_found(client, draw):
    """At once; further pictures are shown, and sending it again replaces it."""
    answer = put(client, "a", draw(1), draw(2), title="Shirt", price="39,90 €", attributes={"fit": "slim"})
    assert answer.status_code == 201
    item = answer.json()["item"]
    assert (item["title"], item["price"], item["attributes"]["fit"]) == (
        "Shirt", {"amount": "39.90", "currency": "EUR"}, "slim",
    )  # fmt: skip
    assert len(item["more_pictures"]) == 1
    assert client.get(item["more_pictures"][0]["card"]).status_code == 200
    assert found(client, draw(1)) == ["a"]
    again = put(client, "a", draw(3), title="Better shirt")
    assert again.status_code == 200
    assert again.json()["item"]["more_pictures"] == []
    assert search(client, draw(3))["results"][0]["score"] == pytest.approx(1, abs=1e-3)
    assert client.get(item["picture"]["card"]).status_code == 404


def test_an_item_is_sent_with_the_address_of_its_picture(client, shop, draw):
    """It is fetched once; new words alone do not ask for it again, and need not name it."""
    address, asked = shop
    item = {"title": "Shirt", "picture": f"{address}/7.jpg", "more_pictures": [f"{address}/8.jpg"]}
    assert client.put("/v1/items/a", json=item).status_code == 201
    assert found(client, draw(7)) == ["a"]
    assert sorted(asked) == ["/7.jpg", "/8.jpg"]
    asked.clear()
    assert client.put("/v1/items/a", json={**item, "title": "New words"}).json()["item"]["title"] == "New words"
    kept = client.put("/v1/items/a", json={"title": "Fewer words"}).json()["item"]
    assert (kept["title"], len(kept["more_pictures"])) == ("Fewer words", 1)
    assert asked == []


@pytest.mark.parametrize(
    ("item", "status", "told"),
    [
        ({"title": "No picture"}, 422, "without a picture"),
        ({"title": "x", "picture": "http://10.0.0.1/a.jpg"}, 422, "fetch_networks"),
        ({"title": "x", "picture": "ftp://shop.example/a.jpg"}, 422, "picture"),
        ({"titel": "x"}, 422, "titel"),
        ({"title": "x", "price": "free"}, 422, "free"),
        ({"title": "x", "kind": "gadget"}, 422, "kind"),
    ],
)
def test_an_item_that_cannot_be_taken_is_refused_with_the_reason(client, item, status, told):
    """And nothing of it is kept."""
    answer = client.put("/v1/items/a", json=item)
    assert answer.status_code == status
    assert told in answer.json()["detail"]
    assert client.get("/v1/items/a").status_code == 404


def test_a_picture_that_cannot_be_used_is_refused(client, draw):
    """The first is needed; a bad one beside it is left out, and told."""
    assert put(client, "a", b"not a picture", title="x").json()["reason"] == "not-a-picture"
    told = put(client, "a", draw(1), b"not a picture", title="x").json()
    assert len(told["remarks"]) == 1
    assert told["item"]["more_pictures"] == []


def test_prices_and_stock_change_alone_and_at_once(client, draw):
    """The next filter sees them; a reduction ends by itself when the price is back."""
    put(client, "a", draw(1), title="A", price="50 EUR")
    put(client, "b", draw(2), title="B", price="50 EUR")
    changed = client.patch("/v1/items/a", json={"price": "30", "list_price": "50", "availability": "in_stock"}).json()
    assert (changed["price"]["amount"], changed["list_price"]["amount"]) == ("30.00", "50.00")
    assert found(client, draw(1), where="price<=40") == ["a"]
    assert found(client, draw(1), where="availability=in_stock") == ["a"]
    back = client.patch("/v1/items/a", json={"price": "50 EUR"}).json()
    assert (back["list_price"], back["availability"]) == (None, "in_stock")


def test_many_offers_change_in_one_request(client, draw):
    """Each for itself: what is missing or cannot be is told."""
    for number, item_id in enumerate("abc"):
        put(client, item_id, draw(number), title=item_id, price="50 EUR")
    offers = [{"id": "a", "price": "10"}, {"id": "b", "list_price": "5"}, {"id": "c", "availability": "out_of_stock"}]
    body = client.patch("/v1/items", json={"offers": [*offers, {"id": "gone", "price": "1"}]}).json()
    assert (body["changed"], body["missing"]) == (["a", "c"], ["gone"])
    assert body["refused"][0]["id"] == "b"
    assert "5.00 EUR" in body["refused"][0]["reason"]


def test_a_change_is_made_whole_or_not_at_all(client, draw):
    """A label that cannot be corrected keeps the price as it was."""
    put(client, "a", draw(1), title="A", price="50 EUR")
    assert client.patch("/v1/items/a", json={"price": "1", "labels": {"brand": "x"}}).status_code == 422
    assert client.patch("/v1/items/a", json={"price": "cheap", "labels": {"colour": "Red"}}).status_code == 422
    assert client.patch("/v1/items/a", json={}).status_code == 422
    item = client.get("/v1/items/a").json()
    assert (item["price"]["amount"], item["colour"]) == ("50.00", None)


def test_a_removed_item_is_gone(client, draw):
    """From search and from its address; removing it twice is told."""
    put(client, "a/b", draw(1), title="A")
    assert client.delete("/v1/items/a%2Fb").status_code == 204
    assert found(client, draw(1)) == []
    assert client.delete("/v1/items/a%2Fb").status_code == 404


def test_a_batch_is_a_job_that_takes_each_row_for_itself(client, shop, draw):
    """With a reason for each that is not taken; sent again, nothing changes."""
    address, asked = shop
    rows = [{"id": f"p{n}", "title": f"P {n}", "picture": f"{address}/{n}.jpg", "price": "5"} for n in range(40)]
    rows += [{"id": "gone", "title": "x", "picture": f"{address}/gone.jpg"}, {"id": "bare", "title": "x"}]
    rows += [{"id": "p0", "title": "again", "picture": f"{address}/1.jpg"}, {"id": "dear", "title": "x", "price": "?"}]
    answer = client.post("/v1/items", json={"items": rows}, headers={"Idempotency-Key": "k1"})
    assert answer.status_code == 202
    assert answer.headers["location"] == f"/v1/jobs/{answer.json()['id']}"
    done = finished(client, answer.json())
    assert (done["state"], done["done"], done["total"]) == ("done", 44, 44)
    report = done["report"]
    assert (report["accepted"], report["updated"], report["unchanged"]) == (40, 0, 0)
    told = {(one["line"], one["item_id"]): one["code"] for one in report["rejected"]}
    assert told == {
        (41, "gone"): "fetch-failed",
        (42, "bare"): "missing-picture",
        (43, "p0"): "repeated-id",
        (44, "dear"): "invalid-item",
    }
    assert found(client, draw(17), k=1) == ["p17"]
    asked.clear()
    same = client.post("/v1/items", json={"items": rows}, headers={"Idempotency-Key": "k1"}).json()
    assert same["id"] == done["id"]
    other = client.post("/v1/items", json={"items": rows[:1]}, headers={"Idempotency-Key": "k1"})
    assert (other.status_code, other.json()["code"]) == (409, "conflict")
    once_more = finished(client, client.post("/v1/items", json={"items": rows[:40]}).json())
    assert once_more["report"]["unchanged"] == 40
    assert asked == []


@pytest.mark.parametrize("items", [[], [{"title": "no id"}], [{"id": "a", "what": 1}], "x"])
def test_a_batch_that_is_none_is_refused_at_once(client, items):
    """Before it becomes a job."""
    assert client.post("/v1/items", json={"items": items}).status_code == 422


def test_a_job_of_another_shop_is_unknown(client, tmp_path):
    """Ids of jobs are guarded like everything else."""
    job = client.post("/v1/items", json={"items": [{"id": "a"}]}).json()
    finished(client, job)
    other = House(load_settings(home=tmp_path / "http", shop="other", workers=1))
    with TestClient(create_app(other), headers=may_change_items(other)) as theirs:
        assert theirs.get(f"/v1/jobs/{job['id']}").status_code == 404
    assert client.get("/v1/jobs/nonsense").status_code == 404


def test_of_the_variants_of_a_product_one_is_found(client, draw):
    """The likest, unless all are asked for; its page knows the others."""
    for size in "SML":
        put(client, f"g{size}", draw(1), title=f"Shirt {size}", group="g", size=size)
    put(client, "h", draw(2), title="Hat")
    assert found(client, draw(1)) == ["gS", "h"]
    assert found(client, draw(1), k=1, where="size=L") == ["gL"]
    assert found(client, draw(1), variants="all") == ["gS", "gM", "gL", "h"]
    assert [one["id"] for one in client.get("/v1/items").json()["items"]] == ["gS", "h"]
    assert client.get("/v1/items?variants=all").json()["total"] == 4
    assert [one["size"] for one in client.get("/v1/items/gM/variants").json()["items"]] == ["S", "M", "L"]
    assert [one["id"] for one in client.get("/v1/items/h/variants").json()["items"]] == ["h"]
    assert [one["id"] for one in client.get("/v1/items/gM/similar").json()["results"]] == ["h"]


def test_a_product_in_many_sizes_leaves_room_for_others(client, draw):
    """However many variants look alike, as many products are found as were asked for."""
    for number in range(30):
        put(client, f"g{number}", draw(1), title="Shirt", group="g")
    for number in range(3):
        put(client, f"h{number}", draw(10 + number), title="Hat")
    assert len(found(client, draw(1), k=4)) == 4
