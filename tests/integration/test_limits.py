"""Limits on how often, how much at once and how long; and whom they count."""

from __future__ import annotations

import asyncio
import threading

import pytest
from fastapi.testclient import TestClient

from houndstooth.api.app import create_app
from houndstooth.api.caller import Caller, caller_of
from houndstooth.bootstrap import House
from houndstooth.net.addresses import read_networks
from houndstooth.settings import load_settings


@pytest.fixture(name="serving")
def _serving(tmp_path):
    """A function that opens an application with settings of its own."""
    opened = []

    def serving(client=("192.0.2.1", 5000), **settings):
        house = House(load_settings(home=tmp_path / "home", workers=1, **settings))
        app = TestClient(create_app(house), client=client, raise_server_exceptions=False)
        opened.append(app.__enter__())
        return opened[-1], house

    yield serving
    for app in opened:
        app.__exit__()


def told_to_wait(answer, seconds):
    assert (answer.status_code, answer.json()["code"]) == (429, "too-many-requests")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-request-id"]
    assert 1 <= int(answer.headers["retry-after"]) <= seconds


def test_an_address_has_its_rate(serving):
    """Whatever it asks for; others are not held up."""
    client, house = serving(rate_per_address=3)
    assert [client.get(f"/{path}").status_code for path in ("healthz", "v1/status", "healthz")] == [200] * 3
    told_to_wait(client.get("/healthz"), 20)
    with TestClient(create_app(house), client=("198.51.100.7", 1)) as other:
        assert other.get("/healthz").status_code == 200


def test_a_key_has_its_rate(serving, tmp_path):
    """Counted apart from the address; a key that is not one counts on nobody."""
    from houndstooth.domain.access import Principal, Scope
    from houndstooth.domain.keys import KeyKind

    client, house = serving(rate_per_key=3)
    one, other = (
        house.key_ring.create(Principal.command_line("default"), kind=KeyKind.SECRET, name="k", scopes=[Scope.SEARCH])
        for _ in range(2)
    )
    shown = [{"X-Houndstooth-Key": made.text} for made in (one, other)]
    forged = {"X-Houndstooth-Key": one.text[:-43] + "a" * 43}
    assert [client.get("/v1/me", headers=forged).status_code for _ in range(5)] == [401] * 5
    assert [client.get("/v1/me", headers=shown[0]).status_code for _ in range(3)] == [200] * 3
    told_to_wait(client.get("/v1/me", headers=shown[0]), 20)
    assert client.get("/v1/me", headers=shown[1]).status_code == 200
    assert client.get("/v1/me").status_code == 200


def test_zero_is_no_limit(serving):
    client, _ = serving(rate_per_address=0)
    assert {client.get("/healthz").status_code for _ in range(50)} == {200}


def test_an_address_has_so_many_under_way(serving, monkeypatch):
    """The next is told to wait; when they are done it is let in again."""
    client, house = serving(concurrency_per_address=2)
    gate, inside = threading.Event(), threading.Semaphore(0)

    def slow(*_args, **_kwargs):
        inside.release()
        gate.wait(20)
        return 0

    monkeypatch.setattr(house.catalogue.__class__, "count", slow)
    callers = [threading.Thread(target=client.get, args=("/v1/status",)) for _ in range(2)]
    for caller in callers:
        caller.start()
    for _ in callers:
        assert inside.acquire(timeout=20)
    told_to_wait(client.get("/healthz"), 1)
    with TestClient(create_app(house), client=("198.51.100.7", 1)) as other:
        assert other.get("/healthz").status_code == 200
    gate.set()
    for caller in callers:
        caller.join()
    assert client.get("/healthz").status_code == 200


def test_a_request_that_takes_too_long_is_answered(serving, monkeypatch, draw):
    """While the work that cannot be stopped still counts, so that no more is begun than there are workers."""
    client, house = serving(request_seconds=0.2, queue=0)
    gate, done = threading.Event(), threading.Event()

    def slow(*_args, **_kwargs):
        gate.wait(20)
        done.set()
        raise RuntimeError("nobody listens any more")

    monkeypatch.setattr(house.search, "by_photos", slow)
    photo = {"image": ("x.jpg", draw(1))}
    answer = client.post("/v1/search/image", files=photo)
    assert (answer.status_code, answer.json()["code"]) == (503, "timed-out")
    assert "0.2 seconds" in answer.json()["detail"]
    assert answer.headers["retry-after"]
    busy = client.post("/v1/search/image", files=photo)
    assert (busy.status_code, busy.json()["code"]) == (503, "busy")
    gate.set()
    assert done.wait(20)
    assert client.get("/healthz").status_code == 200


def test_a_body_that_does_not_come_is_not_waited_for(serving):
    """A caller that sends nothing, or a byte now and then, is answered when the time is over."""
    client, _ = serving(request_seconds=0.2)
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "http",
        "path": "/v1/search/image", "raw_path": b"/v1/search/image", "query_string": b"", "root_path": "",
        "headers": [(b"host", b"x"), (b"content-type", b"multipart/form-data; boundary=b"), (b"content-length", b"99")],
        "client": ("192.0.2.1", 5000), "server": ("x", 80), "state": {},
    }  # fmt: skip

    async def call():
        sent, over = [], asyncio.Event()

        async def receive():
            await over.wait()
            return {"type": "http.disconnect"}

        async def send(message):
            sent.append(message)

        await client.app(scope, receive, send)
        over.set()
        await asyncio.sleep(0)
        return sent

    start, body = asyncio.run(call())
    assert start["status"] == 503
    assert b"timed-out" in body["body"]


PROXIES = read_networks(["10.0.0.0/8", "2001:db8:1::/48"])


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("192.0.2.1", "198.51.100.7", "192.0.2.1"),
        ("10.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("10.0.0.1", "1.1.1.1, 198.51.100.7", "198.51.100.7"),
        ("10.0.0.1", "1.1.1.1, 198.51.100.7, 10.0.0.2", "198.51.100.7"),
        ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),
        ("10.0.0.1", "198.51.100.7, nonsense", "10.0.0.1"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", None, "10.0.0.1"),
        ("::ffff:10.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("2001:db8:1::5", "2001:db8:2:3:4:5:6:7", "2001:db8:2:3::/64"),
        ("2001:db8:2:3::1", "198.51.100.7", "2001:db8:2:3::/64"),
        ("::ffff:192.0.2.1", None, "192.0.2.1"),
        ("", "198.51.100.7", ""),
    ],
)
def test_whom_a_request_counts_for(peer, forwarded, address):
    """The word of a trusted proxy counts, from the end of the list; nobody else's does."""
    headers = [] if forwarded is None else [(b"x-forwarded-for", forwarded.encode())]
    scope = {"type": "http", "client": (peer, 1), "scheme": "http", "headers": headers}
    assert caller_of(scope, PROXIES) == Caller(address, https=False)
    assert caller_of(scope, ()).address in {peer, peer.removeprefix("::ffff:"), "2001:db8:1::/64", "2001:db8:2:3::/64"}


def test_who_may_say_that_it_was_https(serving):
    """A trusted proxy alone."""
    forwarded = {"X-Forwarded-Proto": "https"}
    trusting, _ = serving(client=("10.0.0.1", 1), trusted_proxies=("10.0.0.0/8",))
    assert "strict-transport-security" in trusting.get("/healthz", headers=forwarded).headers
    assert "strict-transport-security" not in trusting.get("/healthz").headers
    wary, _ = serving(client=("10.0.0.1", 1))
    assert "strict-transport-security" not in wary.get("/healthz", headers=forwarded).headers
