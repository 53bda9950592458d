"""Profiles over HTTP and on the command line: who may see whose, and what they are told."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from itertools import count
from urllib.parse import quote

import jwt
import pytest
from typer.testing import CliRunner

from houndstooth.cli.app import app as cli
from houndstooth.cli.session import Session
from houndstooth.domain.access import Principal, Role
from houndstooth.domain.event import Event, EventKind, Mention, Who

ANN = "ann/Ä ?#🧥"
ORIGIN = "https://shop.example"
ME, HERS = "/v1/shoppers/me", f"/v1/shoppers/{quote(ANN, safe='')}"


@pytest.fixture(name="do")
def _do(events):
    """A function that makes an event happen now."""
    ids = count()

    def do(who, kind, *items, **fields):
        mentions = tuple(map(Mention, items))
        now = datetime.now(UTC)
        event = Event("default", f"e{next(ids)}", EventKind(kind), now, who, mentions, **fields)
        events.append("default", [event], source="test", received_at=now)

    return do


@pytest.fixture(name="liking")
def _liking(do):
    """Ann likes the dresses of the shelf, all of them red or blue."""
    do(Who(shopper=ANN), "like", "p0", "p3", "p6", "p9")


@pytest.fixture(name="page")
def _page(shown):
    """The headers of a page of the shop."""
    return shown("recommend", origins=[ORIGIN]) | {"Origin": ORIGIN}


@pytest.fixture(name="token_of")
def _token_of(make_key):
    """A function that signs a token for a shopper; gives the header."""
    signer = make_key("catalogue")

    def token_of(shopper):
        now = int(time.time())
        claims = {"sub": shopper, "shop": "default", "iat": now, "exp": now + 60}
        token = jwt.encode(claims, signer.signing_secret, "HS256", headers={"kid": signer.key.id})
        return {"X-Houndstooth-Shopper": token}

    return token_of


def says(answer):
    assert answer.status_code == 200, answer.text
    return answer.json()["summary"]


def assert_problem(answer, status, words):
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert words in answer.json()["detail"]


def test_a_shopper_sees_what_is_believed_and_why(client, page, token_of, liking):
    """By their token, under any id; in words and as data; kept by no cache."""
    answer = client.get(f"{ME}/profile", headers=page | token_of(ANN))
    assert answer.headers["cache-control"] == "no-store"
    body = answer.json()
    assert (body["shopper"], body["session"], body["known"], body["events"]) == (ANN, None, True, 4)
    [dresses] = [one for one in body["beliefs"] if one["field"] == "category"]
    assert dresses["says"] == "You liked 4 things from Dresses in the last day, so we think you like Dresses."
    assert (dresses["value"], dresses["basis"], sorted(dresses["items"])) == (
        "Dresses", "observed", ["p0", "p3", "p6", "p9"],
    )  # fmt: skip
    assert body["summary"] == [one["says"] for one in body["beliefs"]]
    assert [taste["category"] for taste in body["tastes"]] == ["Dresses"]
    assert client.get(f"{HERS}/profile", headers=page | token_of(ANN)).json() == body


def test_nobody_speaks_for_another(client, page, token_of, shown, liking):
    """Not a page without a token or with another's, nor a visitor; a server of the shop does."""
    for headers in (page, page | token_of("eve"), {}):
        for method, what, body in (
            ("GET", "profile", None), ("PATCH", "profile", {"corrections": [_AVOID_RED]}),
            ("PUT", "facts", {"consent": {"wording": "v1"}}), ("DELETE", "facts", None),
        ):  # fmt: skip
            assert_problem(client.request(method, f"{HERS}/{what}", headers=headers, json=body), 403, "token")
    server = says(client.get(f"{HERS}/profile", headers=shown("recommend")))
    assert server == says(client.get(f"{HERS}/profile", headers=shown("export")))
    assert server != []
    assert says(client.get(f"{ME}/profile", headers=page | token_of("eve"))) == []


_AVOID_RED = {"field": "colour", "value": "red", "verdict": "avoid"}


def test_who_me_is_must_be_said(client, page):
    assert_problem(client.get(f"{ME}/profile", headers=page), 422, "shopper token")
    assert_problem(client.get(f"{HERS}/profile?session=s", headers=page), 422, "/me/")
    assert_problem(client.get(f"{ME}/profile?session=%00", headers=page), 422, "client_id")


def test_a_session_speaks_for_itself(client, page, token_of, do):
    """Until it is a shopper's; then the page sends the token, and nothing is lost."""
    do(Who(session="s 1"), "like", "p0", "p3", "p6")
    address = f"{ME}/profile?session=s%201"
    assert len(says(client.get(address, headers=page))) > 0
    put_right = client.patch(address, json={"corrections": [_AVOID_RED]}, headers=page)
    assert put_right.json()["session"] == "s 1"
    do(Who(shopper=ANN, session="s 1"), "view_item", "p1")
    assert_problem(client.get(address, headers=page), 403, "token")
    mine = says(client.get(address, headers=page | token_of(ANN)))
    assert "You told us that Red is not for you." in mine
    assert any("from Dresses" in one for one in mine)


def test_a_shopper_puts_it_right_and_takes_it_back(client, page, token_of, liking):
    """The answer is the profile as it is then."""
    me = page | token_of(ANN)
    wanted = [_AVOID_RED, {"field": "price_most", "value": "60", "verdict": "prefer"},
              {"field": "item", "value": "p0", "verdict": "forget"}]  # fmt: skip
    body = client.patch(f"{ME}/profile", json={"corrections": wanted}, headers=me).json()
    told = ["You told us that Red is not for you.", "You told us that you want to pay at most 60.00 EUR.",
            "You asked us to forget what you did with p0."]  # fmt: skip
    assert body["summary"][:3] == told
    assert [one["says"] for one in body["corrections"]] == told
    assert body["events"] == 3
    assert client.get(f"{ME}/profile", headers=me).json() == body
    back = {"corrections": [one | {"verdict": None} for one in wanted]}
    assert client.patch(f"{ME}/profile", json=back, headers=me).json()["corrections"] == []


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"corrections": []}, "corrections"),
        ({"corrections": [_AVOID_RED] * 101}, "corrections"),
        ({"corrections": [_AVOID_RED | {"value": "Rot"}]}, "Red"),
        ({"corrections": [_AVOID_RED | {"field": "colours"}]}, "colours"),
        ({"corrections": [_AVOID_RED | {"verdict": "hate"}]}, "verdict"),
        ({"corrections": [_AVOID_RED | {"why": "ugly"}]}, "why"),
        ({"corrections": [{"field": "colour", "value": "Red"}]}, "verdict"),
    ],
)
def test_a_bad_correction_is_told(client, page, token_of, events, body, words):
    """And nothing is kept."""
    me = page | token_of(ANN)
    assert_problem(client.patch(f"{ME}/profile", json=body, headers=me), 422, words)
    assert client.get(f"{ME}/profile", headers=me).json()["known"] is False


def test_facts_are_kept_with_consent_alone(client, page, token_of, events):
    """Refused without; told with the proof; deleted when it is withdrawn, as often as one likes."""
    me, facts = page | token_of(ANN), {"age_band": "25-34", "sizes": {"Dresses": "38"}}
    assert_problem(client.put(f"{ME}/facts", json=facts, headers=me), 409, "consent")
    body = client.put(f"{ME}/facts", json=facts | {"consent": {"wording": "v1"}}, headers=me).json()
    assert body["facts"] == facts | {"gender": None}
    assert [(one["purpose"], one["wording"], one["withdrawn_at"]) for one in body["consents"]] == [
        ("declared_facts", "v1", None)
    ]
    assert client.put(f"{ME}/facts", json={"gender": "Women"}, headers=me).json()["facts"]["age_band"] is None
    for _ in range(2):
        assert client.delete(f"{ME}/facts", headers=me).status_code == 204
    after = client.get(f"{ME}/profile", headers=me).json()
    assert after["facts"] is None
    assert after["consents"][0]["withdrawn_at"]
    assert_problem(client.put(f"{ME}/facts", json=facts, headers=me), 409, "consent")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"age_band": "12"}, "age_band"),
        ({"gender": " "}, "gender"),
        ({"sizes": {"Shoes": "x" * 41}}, "size"),
        ({"sizes": {str(n): "M" for n in range(51)}}, "sizes"),
        ({"height": 180}, "height"),
        ({"consent": {"wording": "\n"}}, "wording"),
    ],
)
def test_facts_that_cannot_be_kept_are_told(client, page, token_of, events, facts, words):
    me = page | token_of(ANN)
    answer = client.put(f"{ME}/facts", json={"consent": {"wording": "v1"}} | facts, headers=me)
    assert_problem(answer, 422, words)
    assert client.get(f"{ME}/profile", headers=me).json()["consents"] == []


def test_staff_that_advise_shoppers_see_one(client, house, liking):
    """An owner and a stylist; to those who look at all of them one person is no business. Changes are noted."""
    for role, status in zip(Role, (200, 403, 200, 403, 403), strict=True):
        _, password = house.staff.add(Principal.command_line("default"), name=role, role=role)
        signed_in = client.post("/v1/sessions", json={"name": role, "password": password}).json()
        assert client.get(f"{HERS}/profile").status_code == status
        csrf = {"X-CSRF-Token": signed_in["csrf_token"]}
        answer = client.patch(f"{HERS}/profile", json={"corrections": [_AVOID_RED]}, headers=csrf)
        assert answer.status_code == status
        client.cookies.clear()
    noted = [one for one in house.audit.page("default", limit=50).entries if one.action == "profile.corrected"]
    assert [one.actor_name for one in noted] == ["stylist", "owner"]
    assert {one.target for one in noted} == {"shopper 1"}


def test_a_page_of_the_shop_may_ask_for_all_of_it(client, page):
    """Browsers ask before they send what is not plain."""
    asked = {"Origin": ORIGIN, "Access-Control-Request-Method": "PATCH"}
    allowed = client.options(f"{ME}/profile", headers=asked).headers["access-control-allow-methods"]
    assert {"GET", "PUT", "PATCH", "DELETE"} <= set(allowed.split(", "))


@pytest.fixture(name="command")
def _command(house, monkeypatch):
    """A function that runs a command over the house of this test."""
    monkeypatch.setattr(Session, "house", house)
    return lambda *arguments: CliRunner().invoke(cli, ["shopper", "profile", *arguments])


def test_the_command_line_tells_a_profile(command, client, liking):
    told = command(ANN)
    assert told.exit_code == 0
    assert "- You liked 4 things from Dresses in the last day, so we think you like Dresses." in told.output
    body = json.loads(command(ANN, "--json").output)
    assert body["shopper"] == ANN
    assert body["beliefs"]
    assert "Nobody of that name" in command("--session", "nobody").output
