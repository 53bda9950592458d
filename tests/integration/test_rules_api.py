"""Shop rules over HTTP and on the command line, over a catalogue of 12 items."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from typer.testing import CliRunner

from houndstooth.cli.app import app as cli
from houndstooth.cli.session import Session
from houndstooth.domain.access import Principal, Role
from houndstooth.domain.catalogue import Offer
from houndstooth.domain.item import Availability
from houndstooth.domain.rule import MAX_RULES
from houndstooth.domain.slate import Surface
from houndstooth.recommenders.compose import Pool, compose
from houndstooth.recommenders.seen import Memory

RULES = "/v1/rules"
_BOOST = {"name": "Red – 赤", "kind": "boost", "conditions": ["colour=Red", "price<=60"], "surfaces": ["home", "cart"]}


@pytest.fixture(name="admin")
def _admin(client, shown):
    """The application, with a key of an administrator."""
    client.headers |= shown("admin")
    return client


def told(answer, status, code, *words):
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    for word in words:
        assert word in answer.json()["detail"]


def in_force(house, surface=Surface.HOME):
    found = house.rule_book.active("default", house.assortments.of("default"), surface, datetime.now(UTC))
    return [one.rule_id for one in found]


def test_a_rule_is_made_changed_and_taken_out(admin, house):
    """It holds from the next list on, and each change is noted with who made it."""
    made = admin.post(RULES, json=_BOOST)
    assert made.status_code == 201
    rule = made.json()
    assert {name: rule[name] for name in _BOOST} == _BOOST | {"surfaces": ["cart", "home"]}
    assert (rule["strength"], rule["state"], rule["items"], rule["problem"]) == (2, "active", 3, None)
    assert (rule["created_by"], rule["enabled"]) == ("Key of a test", True)
    assert in_force(house) == [rule["id"]]
    assert in_force(house, Surface.SEARCH) == []

    address = f"{RULES}/{rule['id']}"
    changed = admin.put(address, json={"name": "Coats", "kind": "block", "item_ids": ["p2", "ä/ö"], "enabled": False})
    assert changed.status_code == 200
    body = changed.json()
    assert (body["conditions"], body["strength"], body["state"], body["items"]) == ([], None, "off", 1)
    assert "'ä/ö'" in body["problem"]
    assert body["created_at"] == rule["created_at"] < body["changed_at"]
    assert admin.get(address).json() == body
    assert admin.get(RULES).json() == {"rules": [body]}
    assert in_force(house) == []

    assert admin.delete(address).status_code == 204
    told(admin.get(address), 404, "not-found", rule["id"])
    told(admin.delete(address), 404, "not-found", rule["id"])
    told(admin.put(address, json=_BOOST), 404, "not-found", rule["id"])
    noted = [one for one in house.audit.page("default", limit=9).entries if one.action.startswith("rule.")]
    assert [(one.action, one.target) for one in reversed(noted)] == [
        (f"rule.{what}", rule["id"]) for what in ("created", "changed", "removed")
    ]
    assert noted[1].details["kind"] == "block"
    assert noted[1].details["items"] == ["p2", "ä/ö"]


def test_rules_of_another_shop_are_not_there(admin, house, shown):
    theirs = admin.post(RULES, json=_BOOST, headers=shown("admin", shop="other")).json()
    assert admin.get(RULES).json() == {"rules": []}
    told(admin.get(f"{RULES}/{theirs['id']}"), 404, "not-found")
    told(admin.delete(f"{RULES}/{theirs['id']}"), 404, "not-found")
    assert in_force(house) == []


@pytest.mark.parametrize(
    ("wrong", "code", "words"),
    [
        ({"strength": -2}, "invalid-rule", ["above 1 to 10", "-2", "bury"]),
        ({"strength": 11}, "invalid-rule", ["above 1 to 10", "11"]),
        ({"strength": "strong"}, None, ["strength"]),
        ({"starts": "2027-02-01T00:00:00Z", "ends": "2027-01-01T00:00:00Z"}, "invalid-rule", ["2027-01-01", "after"]),
        ({"ends": "2027-01-01T00:00:00"}, "invalid-rule", ["time zone"]),
        ({"ends": "soon"}, None, ["ends"]),
        ({"surfaces": ["home", "billboard"]}, None, ["surfaces.1", "'home'"]),
        ({"kind": "hide"}, None, ["kind", "'block'"]),
        ({"conditions": ["material=Silk"]}, "invalid-rule", ["material"]),
        ({"conditions": ["colour"]}, "invalid-rule", ["colour"]),
        ({"conditions": [], "item_ids": [str(n) for n in range(10_000)]}, "invalid-rule", ["10,000", "1,000"]),
        ({"conditions": []}, "invalid-rule", ["about no items"]),
        ({"item_ids": ["p1", "p1"]}, "invalid-rule", ["'p1' twice"]),
        ({"item_ids": ["\u0000"]}, "invalid-rule", ["control character"]),
        ({"name": "   "}, "invalid-rule", ["no name"]),
        ({"place": 3}, "invalid-rule", ["no place"]),
        ({"kind": "pin", "conditions": [], "item_ids": ["p1"]}, "invalid-rule", ["place of a pin", "None"]),
        ({"place": 10**30}, "invalid-rule", ["place"]),
        ({"shop_id": "other"}, None, ["shop_id"]),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_lost(admin, wrong, code, words):
    """By name, with the remedy; the rule that was there is as it was."""
    kept = admin.post(RULES, json=_BOOST).json()
    for answer in (admin.post(RULES, json=_BOOST | wrong), admin.put(f"{RULES}/{kept['id']}", json=_BOOST | wrong)):
        told(answer, 422, code or answer.json()["code"], *words)
    assert admin.get(RULES).json()["rules"] == [kept]


def test_a_rule_whose_field_is_gone_may_still_be_switched_off(admin, house):
    """The shop renamed an attribute: the rule says so, and can be changed all the same."""
    rule = admin.post(RULES, json=_BOOST | {"conditions": ["brand!=Acme"]}).json()
    house.rules.save(replace(house.rules.get("default", rule["id"]), conditions=("material=Silk",)))
    found = admin.get(f"{RULES}/{rule['id']}").json()
    assert "material" in found["problem"]
    wanted = _BOOST | {"conditions": ["material=Silk"], "enabled": False}
    assert admin.put(f"{RULES}/{rule['id']}", json=wanted).json()["state"] == "off"


def test_there_are_not_more_than_a_list_can_heed(admin, house):
    first = admin.post(RULES, json=_BOOST).json()
    rule = house.rules.get("default", first["id"])
    for number in range(MAX_RULES - 1):
        house.rules.add(replace(rule, id=f"{number:016x}"))
    told(admin.post(RULES, json=_BOOST), 409, "conflict", "remove one")
    assert admin.delete(f"{RULES}/{first['id']}").status_code == 204
    assert admin.post(RULES, json=_BOOST).status_code == 201


@pytest.mark.parametrize(
    ("role", "may"), [(Role.OWNER, True), (Role.MERCHANDISER, True), (Role.STYLIST, False), (Role.VIEWER, False)]
)
def test_who_is_signed_in_looks_on_or_changes(client, house, role, may):
    _, password = house.staff.add(Principal.command_line("default"), name="ann", role=role)
    client.post("/v1/sessions", json={"name": "ann", "password": password})
    client.headers["X-CSRF-Token"] = client.cookies["houndstooth_csrf"]
    assert client.get(RULES).status_code == 200
    answer = client.post(RULES, json=_BOOST)
    assert answer.status_code == (201 if may else 403)
    if may:
        assert answer.json()["created_by"] == "ann"


@pytest.fixture(name="command")
def _command(house, client, monkeypatch):
    """A function that runs a command over the house of this test; gives what it printed."""
    monkeypatch.setattr(Session, "house", house)

    def command(*arguments, fails=False):
        done = CliRunner().invoke(cli, ["rule", *map(str, arguments)])
        assert fails or done.exit_code == 0, done.output
        return done.exception or done.output if fails else done.output

    return command


def test_rules_on_the_command_line(command, house):
    made = json.loads(
        command(
            "add", "boost", "--where", "colour=Red", "--strength", 3, "--surface", "home", "--from", "2020-01-01",
            "--until", "2120-01-31", "--note", "why", "--json",
        )
    )  # fmt: skip
    assert made["name"] == "boost colour=Red"
    assert (made["strength"], made["surfaces"], made["items"], made["state"]) == (3, ["home"], 6, "active")
    assert made["starts"] == "2020-01-01T00:00:00Z"
    assert made["ends"] == "2120-02-01T00:00:00Z", "the last day counts whole"
    assert in_force(house) == [made["id"]]
    assert "place 0" in command("add", "pin", "--item", "p3", "--item", "nobody", "--name", "[red]")
    listed = command("list")
    assert made["id"] in listed
    assert "[red]" in listed
    shown = command("show", made["id"])
    assert "boost by 3" in shown
    assert "2120-02-01 00:00 UTC" in shown
    assert [one["kind"] for one in json.loads(command("list", "--json"))] == ["boost", "pin"]
    assert json.loads(command("show", made["id"], "--json")) == made
    assert "boost colour=Red" in command("remove", made["id"])
    assert "rule list" in str(command("show", made["id"], fails=True))
    assert [one.actor_name for one in house.audit.page("default", limit=1).entries] == ["command line"]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["add", "boost", "--where", "colour=Red", "--strength", "-1"], "-1.0"),
        (["add", "boost", "--where", "material=Silk"], "material"),
        (["add", "boost"], "about no items"),
        (["add", "boost", "--item", "p1", "--until", "someday"], "someday"),
        (["add", "boost", "--item", "p1", "--from", "2027-02-02", "--until", "2027-01-01"], "not after"),
        (["add", "boost", "--item", "p1", "--until", "9999-12-31"], "no calendar"),
        (["remove", "nobody"], "nobody"),
    ],
)
def test_what_cannot_be_is_refused_on_the_command_line(command, house, arguments, word):
    assert word in str(command(*arguments, fails=True))
    assert house.rules.all("default") == ()


def test_a_rule_of_one_day_holds_on_that_day(command):
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    tomorrow = f"{datetime.now(UTC) + timedelta(days=1):%Y-%m-%d}"
    made = json.loads(command("add", "block", "--item", "p1", "--from", today, "--until", tomorrow, "--json"))
    assert made["state"] == "active"


def test_a_list_of_the_real_catalogue_heeds_the_rules(admin, house):
    """From rules over HTTP to the places of a list, with what is out of stock left out."""
    for rule in (
        {"name": "front", "kind": "pin", "item_ids": ["p7", "p4"], "place": 1},
        {"name": "no coats", "kind": "block", "conditions": ["category=Coats"]},
        {"name": "red", "kind": "boost", "conditions": ["colour=Red"], "strength": 10},
        {"name": "elsewhere", "kind": "only", "item_ids": ["p0"], "surfaces": ["email"]},
    ):
        assert admin.post(RULES, json=rule).status_code == 201
    house.catalogue.reprice("default", {"p4": lambda _: Offer(None, None, Availability.OUT_OF_STOCK)})
    assortment = house.assortments.of("default")
    rules = house.rule_book.active("default", assortment, Surface.HOME, datetime.now(UTC))
    rows = assortment.rows_of([f"p{number}" for number in range(12) if number != 7])
    pool = Pool.gather(assortment, rows, np.linspace(1, 0.2, len(rows), dtype=np.float32), rules=rules)
    composed = compose(pool, rules, Memory(), most=5, dial=0)
    ids = assortment.ids[assortment.rows_of_numbers(composed.numbers)].tolist()
    assert ids == ["p0", "p7", "p6", "p10", "p1"], "red first; p4 is sold out, and 2, 5, 8 and 11 are coats"
