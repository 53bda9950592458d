"""Searches are lists too: under the shop's rules, by taste where that is wished, and events answer them."""

from __future__ import annotations

from itertools import count

import pytest

_ids = count()


def like(client, *items, session="v"):
    for item in items:
        event = {"id": f"s{next(_ids)}", "name": "like", "params": {"items": [{"item_id": item}]}}
        assert client.post("/v1/events", json={"client_id": session, "events": [event]}).json()["kept"] == 1


@pytest.fixture(name="similar")
def _similar(client):
    def similar(status=200, **params):
        answer = client.get("/v1/items/p0/similar", params={"k": 11, **params})
        assert answer.status_code == status, answer.text
        return answer.json()

    return similar


@pytest.fixture(name="rule")
def _rule(client, shown):
    def rule(kind, *items, **fields):
        body = {"name": kind, "kind": kind, "item_ids": items, "surfaces": ["search"], **fields}
        assert client.post("/v1/rules", json=body, headers=shown("admin")).status_code == 201

    return rule


def ids_of(told):
    return [one["id"] for one in told["results"]]


def test_a_search_by_photo_is_a_list(client, draw, house):
    """An event that names it finds its place in it."""
    body = client.post("/v1/search/image", files={"image": draw(3)}, data={"k": 4, "session": "v"}).json()
    chosen = ids_of(body)[1]
    params = {"items": [{"item_id": chosen}], "item_list_id": body["list_id"]}
    client.post("/v1/events", json={"client_id": "v", "events": [{"id": "1", "name": "select_item", "params": params}]})
    house.lists.flush()
    slate = house.lists.get("default", body["list_id"])
    assert (slate.surface, [pick.item_id for pick in slate.picks]) == ("search", ids_of(body))
    assert {pick.reason.kind for pick in slate.picks} == {"found"}
    (kept,) = house.events.sent("default")
    assert (kept.remarks, kept.event["params"]["items"][0]["index"]) == ((), 1)


def test_taste_counts_as_far_as_is_wished(client, similar):
    """Not at all by default; alone at 1; and nothing comes in that was not found."""
    plain = similar()
    last = ids_of(plain)[-1]
    like(client, last, last)
    assert ids_of(similar(session="v")) == ids_of(plain)
    alone = similar(session="v", taste=1)
    assert sorted(ids_of(alone)) == sorted(ids_of(plain))
    assert ids_of(alone).index(last) < 3
    assert ids_of(similar(session="nobody", taste=1)) == ids_of(plain)
    scores = {one["id"]: one["score"] for one in plain["results"]}
    assert {one["id"]: one["score"] for one in alone["results"]} == scores  # how alike they are does not change


def test_rules_of_searches(similar, rule):
    """A block takes out, a boost lifts, a pin lifts to its place; rules of other surfaces are not heard."""
    plain = ids_of(similar())
    rule("block", plain[0], surfaces=["home"])
    assert ids_of(similar()) == plain
    rule("block", plain[0])
    rule("boost", plain[9], strength=9)
    rule("pin", plain[8], place=2)
    expected = [one for one in plain[1:] if one not in plain[8:10]]
    assert ids_of(similar()) == [plain[9], expected[0], plain[8], *expected[1:]]


def test_a_pin_brings_in_nothing_that_was_not_found(similar, rule):
    """Else the same items would stand in every search."""
    plain = ids_of(similar(where="colour=Red"))
    other = next(item for item in ids_of(similar()) if item not in plain)
    rule("pin", other, place=0)
    assert ids_of(similar(where="colour=Red")) == plain


def test_variants_are_shown_where_all_are_asked_for(client, similar, shown):
    """Else one of them."""
    for item in ("p1", "p2"):
        said = {"title": f"Piece {item}", "group": "g"}
        assert client.put(f"/v1/items/{item}", json=said, headers=shown("catalogue")).status_code == 200
    assert {"p1", "p2"} <= set(ids_of(similar(variants="all")))
    assert len({"p1", "p2"} & set(ids_of(similar()))) == 1


def test_what_cannot_be_asked(similar):
    assert "less than or equal to 1" in str(similar(422, taste=1.5))
    assert "greater than or equal to 0" in str(similar(422, taste=-1))
