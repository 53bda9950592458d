"""Lists over HTTP: for whom, of what, why, and what was done a moment ago is in the next one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count

import numpy as np
import pytest

from houndstooth.catalog.source import open_source
from houndstooth.domain.errors import Conflict
from houndstooth.domain.event import Event, EventKind, Mention, Who
from houndstooth.recommenders.candidates import Fan
from houndstooth.recommenders.model_set import from_parts

NOW = datetime.now(UTC)
_ids = count()


def event(who, kind, *items, days=0.0, **told):
    mentions = tuple(map(Mention, items))
    return Event("default", f"r{next(_ids)}", EventKind(kind), NOW - timedelta(days=days), who, mentions, **told)


def keep(house, *events):
    house.events.append("default", events, source="test", received_at=NOW)


@pytest.fixture(name="fitted")
def _fitted(client, house, fit_quickly):
    """A shop of 12 items; half of its 60 shoppers buy what has an even number, the others what has an odd one."""
    rng = np.random.default_rng(0)
    for shopper in range(60):
        items = rng.permutation(6)[:4] * 2 + shopper % 2
        who = Who(shopper=f"s{shopper}")
        days = np.sort(rng.random(4) * 100)[::-1]
        keep(house, *(event(who, "purchase", f"p{item}", days=day) for item, day in zip(items, days, strict=True)))
    fit_quickly()
    return client


@pytest.fixture(name="ask")
def _ask(client):
    def ask(status=200, headers=None, **params):
        answer = client.get("/v1/recommendations", params=params, headers=headers)
        assert answer.status_code == status, answer.text
        return answer.json()

    return ask


def ids_of(told):
    return [one["item"]["id"] for one in told["results"]]


def share_of_even(told, first=4):
    return np.mean([int(item[1:]) % 2 == 0 for item in ids_of(told)[:first]])


def test_before_anything_is_fitted(ask):
    """A shop on its first day shows what is new."""
    told = ask(k=5)
    assert (len(told["results"]), told["model"], told["arm"]) == (5, "", "default")
    assert {one["reason"]["text"] for one in told["results"]} == {"New"}
    assert [one["position"] for one in told["results"]] == [0, 1, 2, 3, 4]
    assert all(one["propensity"] == 1.0 for one in told["results"])


def test_a_click_is_in_the_next_list(ask, house, client):
    """Before anything is fitted too: what looks like what was clicked comes up."""
    events = [{"id": "1", "name": "like", "params": {"items": [{"item_id": "p3"}]}}]
    before = ids_of(ask(session="visit", k=12, fresh=False, diversity=0))
    client.post("/v1/events", json={"client_id": "visit", "events": events})
    after = ids_of(ask(session="visit", k=12, fresh=False, diversity=0))
    assert before != after


def test_new_shoppers_need_no_new_fit(fitted, ask, house):
    """Three clicks of somebody whom the models never met turn the list."""
    evens = ask(session="even", k=12, diversity=0, fresh=False)
    keep(house, *(event(Who(session="even"), "view_item", f"p{item}") for item in (0, 2, 4)))
    keep(house, *(event(Who(session="odd"), "view_item", f"p{item}") for item in (1, 3, 5)))
    assert evens["model"]
    even = ask(session="even", diversity=0, where=["id=p6", "id=p8", "id=p7", "id=p9"])
    odd = ask(session="odd", diversity=0, where=["id=p6", "id=p8", "id=p7", "id=p9"])
    assert share_of_even(even, 2) == 1.0
    assert share_of_even(odd, 2) == 0.0
    assert set(ids_of(even)) == {"p6", "p7", "p8", "p9"}


def test_reasons_are_true(fitted, ask, house):
    """They name an item that the shopper liked, in words."""
    keep(house, event(Who(session="even"), "like", "p0"))
    told = ask(session="even", k=3, diversity=0)
    kinds = {one["reason"]["kind"] for one in told["results"]}
    assert kinds <= {"liked", "looks_like", "style", "next", "attribute", "new", "popular", "suggested"}
    assert "liked" in kinds or "next" in kinds
    for one in told["results"]:
        if one["reason"]["kind"] == "liked":
            assert one["reason"]["details"]["item"] == "p0"
            assert one["reason"]["text"] == "Because you liked Piece 0"


@pytest.mark.parametrize(
    ("kind", "words"),
    [("view_item", "looked at Piece 0"), ("add_to_cart", "put Piece 0 in your cart"), ("purchase", "bought Piece 0")],
)
def test_reasons_say_what_was_done(fitted, ask, house, kind, words):
    """Whoever looked at something is not told that they liked it; on its page and beside a cart nobody did anything."""
    keep(house, event(Who(session="one"), "view_item", "p0"), event(Who(session="one"), kind, "p0"))
    told = [one["reason"] for one in ask(session="one", k=6, diversity=0)["results"]]
    named = [reason for reason in told if reason["kind"] == "liked"]
    assert named
    for reason in named:
        assert (reason["details"], reason["text"]) == ({"item": "p0", "did": kind}, f"Because you {words}")
    for surface in ("similar", "cart"):
        told = [one["reason"] for one in ask(session="one", surface=surface, item="p0", k=6)["results"]]
        assert told
        for reason in told:
            assert "did" not in reason["details"]
            assert not reason["text"].startswith("Because you")


def test_an_item_is_named_for_what_is_near_it(fitted, ask, house):
    """Looked up one by one: a neighbour near enough in some table, or a likeness that people see."""
    liked = ("p0", "p3", "p5", "p10")
    keep(house, *(event(Who(session="near"), "like", item) for item in liked))
    assortment = house.assortments.of("default")
    tables = house.recommender.models.of("default", assortment)[1].hybrid.sources.tables
    row_of = {item: int(assortment.rows_of([item])[0]) for item in assortment.ids}

    def near(kind, item, other):
        vectors = assortment.embedding if kind == "looks_like" else assortment.style
        if kind in {"looks_like", "style"}:
            return (
                float(vectors[row_of[item]] @ vectors[row_of[other]]) >= (0.55 if kind == "looks_like" else 0.6) - 1e-5
            )
        for name in ("successors",) if kind == "next" else ("co_occurrence", "linear", "two_steps", "factors"):
            _, others, strengths = (
                tables[name].table.of(np.array([row_of[item]], np.int32)) if name in tables else ((),) * 3
            )
            for one, strength in zip(others, strengths, strict=True):
                if one == row_of[other] and strength >= 0.3 * max(strengths) > 0:
                    return True
        return False

    told = ask(session="near", k=12, diversity=0)["results"]
    named = [one for one in told if "item" in one["reason"]["details"]]
    assert named
    for one in named:
        by = one["reason"]["details"]["item"]
        assert by in liked
        assert near(one["reason"]["kind"], by, one["item"]["id"])


def test_reasons_of_several_items(fitted, ask, house):
    """What is about as true of two items is said of both, not of one alone."""
    keep(
        house, *(event(Who(session="two"), "like", item, days=0.001 * place) for place, item in enumerate(("p0", "p2")))
    )
    told = ask(session="two", k=4, diversity=0)["results"]
    assert {one["reason"]["details"].get("item") for one in told} >= {"p0", "p2"}


def test_nothing_twice_in_a_row(fitted, ask, house):
    """While there is enough else; then what was shown longest ago comes back."""
    keep(house, event(Who(session="v"), "view_item", "p0"))
    first, second = ids_of(ask(session="v", k=5)), ids_of(ask(session="v", k=5))
    assert not set(first) & set(second)
    third = ids_of(ask(session="v", k=5))
    assert len(third) == 5
    assert set(third) - set(first) - set(second)


def test_what_is_never_shown(fitted, ask, house, client, shown):
    """What somebody turned down or has just bought; what is out of stock; what is retired."""
    who = Who(session="v")
    keep(house, event(who, "dislike", "p2"), event(who, "not_interested", "p4"), event(who, "purchase", "p6", days=2))
    change = client.patch("/v1/items/p8", json={"availability": "out_of_stock"}, headers=shown("catalogue"))
    assert change.status_code == 200, change.text
    house.catalogue.retire("default", ["p10"])
    seen = ids_of(ask(session="v", k=12))
    assert not {"p2", "p4", "p6", "p8", "p10"} & set(seen)
    assert len(seen) == 7


def test_item_page_and_cart(fitted, ask):
    """What looks alike, what is bought together with its support, what goes with a cart."""
    alike = ask(surface="similar", item="p0", k=5)
    assert "p0" not in ids_of(alike)
    cart = ask(surface="cart", item=["p0", "p2"], k=4, diversity=0)
    assert not {"p0", "p2"} & set(ids_of(cart))
    assert share_of_even(cart, 3) > 0.5


def test_bought_together(client, house, ask):
    """Two items that stand in the same baskets, and how often."""
    for shopper in range(6):
        keep(house, event(Who(shopper=f"b{shopper}"), "purchase", "p1", "p7", days=3))
    keep(house, event(Who(shopper="other"), "purchase", "p3", days=3))
    house.fitting.run("default", check=False)
    (one,) = ask(surface="bought_together", item="p1")["results"]
    assert (one["item"]["id"], one["reason"]["kind"]) == ("p7", "bought_together")
    assert one["reason"]["details"]["support"] == 6
    assert one["reason"]["details"]["lift"] == pytest.approx(7 / 6, abs=0.01)
    assert one["reason"]["text"] == "Often bought together with Piece 1"


def test_lists_are_logged(fitted, ask, client, house):
    """An event that names a list finds its place in it, at once."""
    told = ask(session="v", k=3)
    chosen = told["results"][2]["item"]["id"]
    sent = {
        "id": "c",
        "name": "select_item",
        "params": {"items": [{"item_id": chosen}], "item_list_id": told["list_id"]},
    }
    answer = client.post("/v1/events", json={"client_id": "v", "events": [sent]})
    assert answer.json()["results"] == []
    slate = house.lists.get("default", told["list_id"])
    assert (slate.surface, slate.model) == ("home", told["model"])
    house.lists.flush()
    assert house.lists.get("default", told["list_id"]) == slate
    (kept,) = [one.event for one in house.events.sent("default") if one.event["id"] == "c"]
    assert kept["params"]["items"][0]["index"] == 2


def test_another_version_is_at_work_at_once(fitted, ask, house):
    """After a fit, and after going back."""
    first = ask()["model"]
    house.fitting.run("default", check=False)
    second = ask()["model"]
    assert second > first
    house.models.use("default", first)
    assert ask()["model"] == first


def test_a_damaged_model_does_no_harm(fitted, ask, house):
    """The one before stays at work."""
    first = ask()["model"]
    version = house.fitting.run("default", check=False).version
    assert ask()["model"] == version
    third = house.fitting.run("default", check=False).version
    for file in (house.settings.home / "models").rglob(f"{third}/*.npy"):
        file.write_bytes(b"nonsense")
    assert ask()["model"] == version
    house.models.use("default", first)
    assert ask()["model"] == first


def test_a_model_set_comes_back_as_it_was(fitted, house):
    """From files, without anything that could run in them."""
    version = house.models.current("default")
    arrays, told = house.models.load("default", version)
    model = from_parts(arrays, told)
    assert len(model.numbers) == 12
    with pytest.raises(ValueError, match="of form 0"):
        from_parts(arrays, {**told, "form": 0})
    del arrays["popularity"]
    with pytest.raises(ValueError, match="popularity"):
        from_parts(arrays, told)


def test_items_that_came_after_the_fit(fitted, ask, house, shelf, draw):
    """They can be recommended at once: nobody chose them yet, and their looks speak for them."""
    (shelf / "images" / "new.jpg").write_bytes(draw(99))
    (shelf / "products.csv").write_text("id,title,category,colour\nnew,Brand new,Dresses,Red\n")
    house.ingest.run("default", open_source(shelf / "products.csv"))
    assert "new" in ids_of(ask(k=13))
    keep(house, event(Who(session="even"), "like", "p0"))
    assert "new" in ids_of(ask(session="even", k=13))


def test_nothing_to_learn_from(client, house):
    """The remedy is named."""
    with pytest.raises(Conflict, match="houndstooth events import"):
        house.fitting.run("default")


@pytest.mark.parametrize(
    ("params", "status", "words"),
    [
        ({"surface": "moon"}, 422, "surface"),
        ({"k": 0}, 422, "k"),
        ({"k": 201}, 422, "k"),
        ({"diversity": 2}, 422, "diversity"),
        ({"surface": "similar"}, 422, "is of one item"),
        ({"surface": "bought_together", "item": ["a", "b"]}, 422, "is of one item"),
        ({"surface": "cart"}, 422, "1 to 100 items"),
        ({"surface": "search"}, 422, "arranged by the search itself"),
        ({"surface": "similar", "item": "nonesuch"}, 404, "no item 'nonesuch'"),
        ({"where": "nonsense"}, 422, "no condition"),
        ({"where": "sleeve=long"}, 422, "sleeve"),
        ({"shopper": "ann"}, 403, "its own shopper alone"),
        ({"session": "\x00"}, 422, "control character"),
    ],
)
def test_what_cannot_be_asked(ask, params, status, words):
    """The value and the remedy."""
    assert words in str(ask(status, **params))


def test_a_session_of_somebody_who_signed_in(fitted, ask, house, shown):
    """Without their token a page has the list of nobody in particular, and nothing is kept as shown to them."""
    stranger = ask(k=6, diversity=0)
    keep(house, *(event(Who(shopper="ann", session="visit"), "purchase", f"p{item}") for item in (0, 2, 4)))
    keep(house, event(Who(shopper="ann"), "view_item", "p6"))
    neutral = ask(session="visit", k=6, diversity=0)
    assert neutral["results"] == stranger["results"]
    assert {one["reason"]["kind"] for one in neutral["results"]} <= {"new", "popular", "suggested"}
    assert house.lists.get("default", neutral["list_id"]).shopper is None
    ann = house.events.identity("default", Who("ann")).number
    assert house.lists.last_shown("default", ann, lists=3) == ()
    assert ids_of(ask(session="visit", k=6, diversity=0, headers=shown("recommend"))) != ids_of(stranger)
    assert ask(shopper="ann", headers=shown("recommend"))["results"]


def test_only_what_a_rule_leaves(fitted, ask, client, shown):
    """However few those are, and before a filter of the request."""
    rule = {"name": "Week of skirts", "kind": "only", "conditions": ["category=Skirts"]}
    assert client.post("/v1/rules", json=rule, headers=shown("admin")).status_code == 201
    assert set(ids_of(ask(k=12))) == {"p1", "p4", "p7", "p10"}
    assert set(ids_of(ask(k=12, where="colour=Blue"))) == {"p1", "p7"}


def test_rules_hold(fitted, ask, client, shown):
    """A pin stands at its place and says so; a block is gone; a preview shows what would change."""
    server = shown("admin")
    pin = {"name": "Star", "kind": "pin", "item_ids": ["p11"], "place": 0}
    tried = client.post("/v1/rules/preview", json={"rule": pin, "surface": "home", "limit": 5}, headers=server)
    assert tried.status_code == 200, tried.text
    assert tried.json()["after"][0] == "p11"
    assert client.post("/v1/rules", json=pin, headers=server).status_code == 201
    block = {"name": "No coats", "kind": "block", "conditions": ["category=Coats"]}
    assert client.post("/v1/rules", json=block, headers=server).status_code == 201
    told = ask(k=12)
    assert "Coats" not in {one["item"]["category"] for one in told["results"]} - {None}
    pinned = {"name": "Other", "kind": "pin", "item_ids": ["p1"], "place": 0}
    assert client.post("/v1/rules", json=pinned, headers=server).status_code == 201
    first = ask(k=3)["results"][0]
    assert (first["item"]["id"], first["reason"]["kind"], first["reason"]["text"]) == ("p1", "pinned", "Our choice")


def test_what_the_shop_boosts_is_a_candidate(fitted, ask, shown, client, fit_quickly):
    """Also where nothing else speaks for it; else a boost would only raise what is in the list anyway."""
    fit_quickly(fan=Fan(table=1, popular=1, arrivals=0))
    before = ids_of(ask(k=12, diversity=0))
    left_out = next(item for item in (f"p{number}" for number in range(12)) if item not in before)
    rule = {"name": "More of it", "kind": "boost", "item_ids": [left_out], "strength": 9}
    assert client.post("/v1/rules", json=rule, headers=shown("admin")).status_code == 201
    assert set(ids_of(ask(k=12, diversity=0))) == {*before, left_out}
