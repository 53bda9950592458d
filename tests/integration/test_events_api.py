"""Events over HTTP: what is good is kept, what is not is told, and nothing counts twice."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta

import jwt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from houndstooth.domain.event import EventKind, Who
from houndstooth.domain.slate import Pick, Reason, ReasonKind, Slate, Surface
from houndstooth.services.feedback import MAX_BATCH

VISIT = Who(session="visit")


def event(event_id, *items, name="view_item", **told):
    """An event as a page sends it."""
    params = {"items": [{"item_id": item} for item in items], **told.pop("params", {})}
    return {"id": event_id, "name": name, "params": params, **told}


@pytest.fixture(name="send")
def _send(client):
    def send(*events, status=200, headers=None, **batch):
        batch = {"client_id": "visit", "events": list(events), **batch}
        answer = client.post("/v1/events", content=json.dumps(batch), headers=headers)
        assert answer.status_code == status, answer.text
        return answer.json()

    return send


def seen(house, who=VISIT):
    return house.events.past("default", who, limit=100).history.item_ids


def problem_of(told):
    (result,) = told["results"]
    assert result["outcome"] == "refused"
    return result["problem"]


def test_a_batch_is_taken_in(send, house):
    """In the shape that GA4 sends, with more in it than we know."""
    more = {"engagement_time_msec": 12, "items": [{"item_id": "A", "item_brand": "X", "price": 19.9, "index": 2}]}
    told = send(event("1", "unused", params={**more, "currency": "USD"}, name="add_to_cart"), session_id="x")
    assert (told["kept"], told["repeated"], told["refused"]) == (1, 0, 0)
    assert seen(house) == ("A",)
    (sent,) = house.events.sent("default")
    assert sent.event["params"]["items"][0] == {
        "item_id": "A", "index": 2, "quantity": 1, "price": "19.90", "currency": "USD",
    }  # fmt: skip


def test_a_half_broken_batch_keeps_the_good_half(send, house):
    """Each is told on its own, by its place and id."""
    told = send(event("1", "a"), event("2"), "no event", event("3", "c"), {"name": "view_item"})
    assert (told["kept"], told["refused"]) == (2, 3)
    wrong = [(one["index"], one["id"]) for one in told["results"] if one["outcome"] == "refused"]
    assert wrong == [(1, "2"), (2, None), (4, None)]
    assert set(seen(house)) == {"a", "c"}


def test_a_retry_counts_once(send, house):
    """A page that got no answer sends the batch again."""
    send(event("1", "a"), event("2", "b"))
    told = send(event("1", "a"), event("2", "b"), event("3", "c"))
    assert (told["kept"], told["repeated"]) == (1, 2)
    assert len(seen(house)) == 3


def test_a_repeated_purchase_counts_once(send, house):
    """The page of thanks, loaded again, has a new event id and the same transaction."""
    bought = {"name": "purchase", "params": {"items": [{"item_id": "a"}], "transaction_id": "T1"}}
    assert send({"id": "1", **bought})["kept"] == 1
    assert send({"id": "2", **bought})["repeated"] == 1
    assert seen(house) == ("a",)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": "viewed"}, "'viewed' is no event that is known; those are view_item"),
        ({"name": None}, "None is no event"),
        ({"params": {"items": [{"item_id": "a", "price": "-5"}]}}, "price -5 is not an amount of 0 or more"),
        ({"params": {"items": [{"item_id": "a", "price": True}]}}, "price True is not an amount"),
        ({"params": {"items": [{"item_id": "a", "price": "1e400"}]}}, "price '1e400'"),
        ({"params": {"items": [{"item_id": "a", "quantity": 0}]}}, "quantity 0 is not a number of pieces"),
        ({"params": {"items": [{"item_id": "a", "quantity": 10**400}]}}, "no whole number"),
        ({"params": {"items": [{"item_id": "a", "quantity": float("nan")}]}}, "quantity NaN is no whole number"),
        ({"params": {"items": [{"item_id": "a", "price": float("nan")}]}}, "price NaN is not an amount"),
        ({"params": {"items": [{"item_id": "a", "price": float("inf")}]}}, "price Infinity is not an amount"),
        ({"params": {"items": [{"item_id": "a", "price": 1, "currency": "euro"}]}}, "'EURO' is not a code"),
        ({"params": {"items": [{"item_id": ["a"]}]}}, "item_id a list of 1 is no text"),
        ({"params": {"items": [{"item_id": "a", "item_list_id": "x" * 300}]}}, "at most 200"),
        ({"params": {"items": [{"index": 1}]}}, "item_id is missing"),
        ({"client_id": "a\nb"}, "client_id has 3 characters, blanks around it or a control character"),
        ({"name": "search", "params": {"search_term": "x" * 501}}, "search_term"),
        ({"params": {"items": [{"item_id": "a", "index": -1}]}}, "index -1 is not a place"),
        ({"params": {"items": [{"item_id": "a"}] * 201}}, "201 items in one event"),
        ({"params": {"items": {"item_id": "a"}}}, "send a list"),
        ({"params": {"items": ["a"]}}, "an item is a JSON object"),
        ({"params": [1]}, "params is a list of 1"),
        ({"params": {"items": [{"item_id": "a\x00b"}]}}, "control character"),
        ({"params": {"items": [{"item_id": "\ud800"}]}}, "control character"),
        ({"id": None}, "id is missing"),
        ({"id": "x" * 201}, "at most 200"),
        ({"id": {"a": 1}}, "is no text"),
        ({"time": "2026-05-31T18:00:00"}, "no time with a zone"),
        ({"time": "yesterday"}, "'yesterday' is no time"),
        ({"time": "0001-01-01T00:00:00+14:00"}, "no time that a clock can show"),
        ({"time": "1980-01-01T00:00:00Z"}, "before 1995"),
        ({"timestamp_micros": "soon"}, "'soon' is no number of microseconds"),
        ({"timestamp_micros": 10**17}, "still to come"),
        ({"name": "quiz_answer", "params": {"question": "colour"}}, "a question and an answer"),
        ({"user_id": "ann"}, "named by your server's secret key, or by a shopper token"),
    ],
)
def test_what_cannot_be_is_told(send, house, wrong, words):
    """The value and the remedy; nothing of it is kept, and whoever looks for mistakes finds it."""
    assert words in problem_of(send(event("1", "a") | wrong))
    assert seen(house) == ()
    (sent,) = house.events.sent("default")
    assert words in sent.problem


def test_clocks(send, house):
    """One in the future is refused; a sender who says what its clock shows is set right."""
    ahead = (datetime.now(UTC) + timedelta(hours=3)).isoformat()
    assert "still to come" in problem_of(send(event("1", "a", time=ahead)))
    assert send(event("2", "b", time=ahead), sent_at=ahead)["kept"] == 1
    history = house.events.past("default", VISIT, limit=1).history
    assert abs(history.times[0] - datetime.now(UTC).timestamp()) < 60
    late = (datetime.now(UTC) - timedelta(days=400)).isoformat()
    assert send(event("3", "old", time=late))["kept"] == 1
    assert seen(house) == ("b", "old")


def test_too_many_at_once(send, client, house):
    """The whole batch is refused before anything is kept."""
    told = send(*(event(str(n), "a") for n in range(10_000)), status=422)
    assert "10,000 events" in told["detail"]
    assert f"at most {MAX_BATCH:,}" in told["detail"]
    body = json.dumps({"client_id": "visit", "events": [event("1", "a", pad="x" * 5_000_000)]})
    answer = client.post("/v1/events", content=body)
    assert answer.status_code == 413
    assert seen(house) == ()


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("", "not JSON"),
        ("[1, 2", "not JSON"),
        ("[" * 100_000, "nested too deeply"),
        ('{"events": [' + '{"a":' * 100_000, "nested too deeply"),
        ('"' + "\\ud800" * 3 + '"', "a batch is a JSON object"),
        ("7", "a batch is a JSON object"),
        ('{"events": {}}', "events is missing, or no list"),
        ('{"events": [], "client_id": 7.5}', "is no text"),
        ('{"events": [], "sent_at": "now"}', "no time with a zone"),
        (b"\xff\xfe{", "not JSON"),
    ],
)
def test_what_is_no_batch(client, body, words):
    """A clear answer, and no crash."""
    answer = client.post("/v1/events", content=body)
    assert answer.status_code == 422
    assert words in answer.json()["detail"]


@pytest.mark.parametrize("deep", ["[" * 400 + "]" * 400, '{"a":' * 300 + "1" + "}" * 300, "9" * 5_000])
def test_what_no_program_should_read(send, client, house, deep):
    """What is deep, or larger than any number, is the fault of one event; the others are kept, and all is told."""
    good, bad = json.dumps(event("1", "a")), f'{{"id": "2", "name": "view_item", "params": {{"items": [{deep}]}}}}'
    answer = client.post("/v1/events", content=f'{{"client_id": "visit", "events": [{good}, {bad}, {good}]}}')
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert (told["kept"], told["repeated"], told["refused"]) == (1, 1, 1)
    assert told["results"][1]["field"] in {"items", "item_id"}
    refused = [one for one in house.events.sent("default") if one.problem]
    assert [one.event["id"] for one in refused] == ["2"]
    assert len(json.dumps(refused[0].event)) < 5_000


def test_numbers_in_all_their_clothes(send, house):
    """As text, or with the dust of a browser's arithmetic."""
    item = {"item_id": 4711, "quantity": "2", "index": 3.0, "price": 17.990999999999996}
    told = send(event(12, "unused", name="purchase", params={"items": [item], "currency": "eur"}))
    assert (told["kept"], told["results"][0]["id"]) == (1, "12")
    assert "price 17.990999999999996 was rounded to 17.991" in told["results"][0]["remarks"]
    (sent,) = house.events.sent("default")
    assert sent.event["params"]["items"] == [
        {"item_id": "4711", "quantity": 2, "index": 3, "price": "17.991", "currency": "EUR"}
    ]


def test_nobodys_name_is_kept_in_the_debugger(send, house):
    """Of a refused event neither what it said of its shopper nor a message that repeats it."""
    told = send(event("1", "a", user_id="ann@shop.example"), event("2", client_id=" ann@shop.example"))
    assert told["refused"] == 2
    assert "ann" not in str(told) + str(house.events.sent("default"))


def test_whom_an_event_may_name(send, house, make_key, shown):
    """A server may name anybody; a page whom the token that the shop signed speaks for, and nobody else."""
    server = shown("events")
    assert send(event("1", "a", user_id="ann"), headers=server)["kept"] == 1
    made = make_key("catalogue")
    token = sign("ann", made)
    page = shown("events", origins=["https://shop.example"]) | {"Origin": "https://shop.example"}
    assert send(event("2", "b"), headers=page | {"X-Houndstooth-Shopper": token})["kept"] == 1
    other = send(event("3", "c", user_id="bob"), headers=page | {"X-Houndstooth-Shopper": token})
    assert "not whom the shopper token speaks for" in problem_of(other)
    assert "secret key" in problem_of(send(event("4", "d", user_id="ann"), headers=page))
    assert set(seen(house, Who(shopper="ann"))) == {"a", "b"}
    assert seen(house, Who(shopper="bob")) == ()


def sign(shopper, made):
    now = int(datetime.now(UTC).timestamp())
    claims = {"sub": shopper, "iat": now, "exp": now + 600, "shop": "default"}
    return jwt.encode(claims, made.signing_secret, algorithm="HS256", headers={"kid": made.key.id})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=220), st.text(max_size=220))
def test_ids_of_any_text(client, name, item):
    """Kept as they are, or refused with a reason; never a crash."""
    body = json.dumps({"client_id": "v", "events": [event(name, item)]})
    answer = client.post("/v1/events", content=body)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert told["kept"] + told["repeated"] + told["refused"] == 1


def test_lists_are_answered(send, house):
    """A click finds its place in the list that was shown; odd ones are kept with a remark."""
    reason = Reason(ReasonKind.POPULAR)
    picks = tuple(Pick(item, 1.0, reason) for item in ("a", "b"))
    house.lists.keep(Slate("l1", "default", Surface.HOME, datetime.now(UTC), picks))
    told = send(
        event("1", "b", name="select_item", params={"item_list_id": "l1"}),
        event("2", "z", name="select_item", list_id="l1"),
        event("3", "a", name="select_item", list_id="never"),
    )
    assert told["kept"] == 3
    remarks = {one["index"]: one["remarks"] for one in told["results"]}
    assert any("'z' was not in the list" in text for text in remarks[1])
    assert any("nobody was shown a list 'never'" in text for text in remarks[2])
    kept = {one.event["id"]: one.event for one in house.events.sent("default")}
    assert kept["1"]["params"]["items"][0]["index"] == 1
    assert kept["1"]["list_id"] == "l1"


def test_a_list_is_inherited(send, house, client):
    """A purchase is owed to the list of the click; the items of one event may have lists of their own."""
    reason = Reason(ReasonKind.POPULAR)
    for name in ("l1", "l2"):
        picks = tuple(Pick(item, 1.0, reason, 0.5) for item in ("a", "b"))
        house.lists.keep(Slate(name, "default", Surface.HOME, datetime.now(UTC), picks, model="m7", arm="b"))
    house.lists.flush()
    told = send(event("1", "b", name="select_item", params={"items": [{"item_id": "b", "item_list_id": "l1"}]}))
    assert told["results"][0]["remarks"] == ["the shop has no item 'b'"]
    items = [{"item_id": "b"}, {"item_id": "a", "item_list_id": "l2", "index": 1}, {"item_id": "c"}]
    told = send(event("2", "x", name="purchase", params={"items": items}))
    assert "index 1 of 'a' is not its place in the list, 0; count from 0" in told["results"][0]["remarks"]
    (rows,) = house.events.attributed("default", since=datetime.now(UTC) - timedelta(hours=1))
    assert [*zip(rows.item_ids, rows.list_ids, rows.inherited.tolist(), rows.positions.tolist(), strict=True)] == [
        ("b", "l1", False, 1), ("b", "l1", True, 1), ("a", "l2", False, 1),
    ]  # fmt: skip
    assert (set(rows.models), set(rows.arms), set(rows.surfaces)) == ({"m7"}, {"b"}, {Surface.HOME})
    assert rows.propensities.tolist() == [0.5] * 3


def test_unknown_items_are_remarked_upon(send, client):
    """The catalogue may come later; a wrong id is the first mistake of every integration."""
    known = client.get("/v1/items").json()["items"][0]["id"]
    told = send(event("1", known), event("2", "nonesuch"))
    assert [(one["index"], one["remarks"]) for one in told["results"]] == [(1, ["the shop has no item 'nonesuch'"])]


def test_a_beacon_of_a_page(client, house, make_key):
    """``sendBeacon``: no header of ours, text/plain, the key in the address."""
    key = make_key("events", origins=["https://shop.example"]).text
    body = json.dumps({"client_id": "visit", "events": [event("1", "a")]})
    headers = {"Origin": "https://shop.example", "Content-Type": "text/plain;charset=UTF-8"}
    answer = client.post(f"/v1/events?key={key}", content=body, headers=headers)
    assert answer.status_code == 200, answer.text
    assert answer.headers["access-control-allow-origin"] == "https://shop.example"
    assert seen(house) == ("a",)


def test_the_debugger(client, send, shown):
    """The last events of each key, and what was wrong with each."""
    send(event("1", "a"))
    send(event("2", name="view"))
    headers = shown("admin")
    told = client.get("/v1/events/recent", params={"source": "visitor"}, headers=headers).json()["events"]
    assert [(one["kept"], one["event"]["id"]) for one in told] == [(False, "2"), (True, "1")]
    assert "'view' is no event" in told[0]["problem"]
    assert client.get("/v1/events/recent", params={"source": "other"}, headers=headers).json()["events"] == []
    assert client.get("/v1/events/recent", params={"source": "a\x00b"}, headers=headers).json()["events"] == []
    assert client.get("/v1/events/recent").status_code == 401


def test_every_kind_is_known(send):
    """Those of GA4, and ours."""
    itemless = {"search": {"search_term": "x"}, "quiz_answer": {"question": "colour", "answer": "Blue"}}
    sent = [event(kind, "a", name=kind, params=itemless.get(kind, {})) for kind in EventKind]
    assert send(*sent)["kept"] == len(EventKind)


def test_the_description_leads_somewhere(client):
    """Every reference of the whole description is to something that is there, and the examples are taken."""
    text = client.get("/openapi.json").text
    schemas = json.loads(text)["components"]["schemas"]
    assert set(re.findall(r"#/components/schemas/(\w+)", text)) <= set(schemas)
    assert "#/$defs/" not in text
    body = json.loads(text)["paths"]["/v1/events"]["post"]["requestBody"]["content"]
    assert set(body) == {"application/json", "text/plain"}
    example = body["application/json"]["examples"]["add_to_cart"]["value"]
    told = client.post("/v1/events", json=example).json()
    assert (told["kept"], told["refused"]) == (len(example["events"]), 0)


@pytest.mark.parametrize("name", ["[/x]", "[red]hi", "\x1b[2J\x1b]0;owned\x07", "a\nb\x9b2J\u202e"])
def test_what_strangers_send_does_nothing_to_a_terminal(send, run, house, name):
    """Anybody may send an event to a shop that welcomes visitors; whoever looks for mistakes sees text and no more."""
    told = send(event("1", "[/b]"), event("2", "a", name=name))
    assert (told["kept"], told["refused"]) == (1, 1)
    done = run("events", "recent", HOUNDSTOOTH_HOME=str(house.settings.home))
    assert "[/b]" in done.stdout
    assert "".join(one if one.isprintable() else ascii(one)[1:-1] for one in name) in done.stdout
    assert all(one.isprintable() for line in done.stdout.split("\n") for one in line)
