"""The fetch guard against a hostile server: everything is refused or fails in time, with a reason."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from ipaddress import ip_network

import pytest

from houndstooth.domain.errors import FetchFailed, FetchRefused
from houndstooth.net.fetcher import USER_AGENT, Fetcher, FetchLimits

HERE = (ip_network("127.0.0.1/32"),)
QUICK = FetchLimits(seconds=1.0, patience=0.5, attempts=1)


def answer(status: str, body: bytes = b"", **headers: str) -> bytes:
    """A whole HTTP answer, closed after it."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def drip(send: Callable[[bytes], None], data: bytes, *, pause: float = 0.1) -> None:
    """One byte at a time, for ever if ``data`` has no end."""
    for at in range(len(data)):
        send(data[at : at + 1])
        time.sleep(pause)


@pytest.fixture(name="fetcher")
def _fetcher():
    fetcher = Fetcher(HERE, limits=QUICK)
    yield fetcher
    fetcher.close()


def test_fetches_what_is_there(hostile, fetcher):
    """With a polite user agent, our own headers, and the answer's."""
    server = hostile(lambda _line, send: send(answer("200 OK", b"feed", ETag='"1"')))
    fetched = fetcher.get(f"{server.address}/feed.xml?a=b", most_bytes=100, headers={"If-None-Match": '"0"'})
    assert (fetched.status, fetched.body, fetched.headers["etag"]) == (200, b"feed", '"1"')
    assert f"User-Agent: {USER_AGENT}" in server.asked[0]
    assert 'If-None-Match: "0"' in server.asked[0]
    assert server.asked[0].startswith("GET /feed.xml?a=b HTTP/1.1")


def test_nothing_new_is_told_by_the_status(hostile, fetcher):
    server = hostile(lambda _line, send: send(answer("304 Not Modified")))
    assert fetcher.get(server.address, most_bytes=100).status == 304


def test_a_redirect_is_followed_to_its_end(hostile, fetcher):
    """Relative ones too; the final address is told."""

    def script(line, send):
        send(answer("200 OK", b"x") if " /b" in line else answer("302 Found", Location="/b"))

    server = hostile(script)
    assert fetcher.get(f"{server.address}/a", most_bytes=9).address == f"{server.address}/b"


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0", "0.0.0.0", "[::1]", "[::]",
        "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fe80::1]", "[fec0::1]",
        "169.254.169.254", "10.0.0.1", "192.168.0.1", "172.31.255.255", "100.64.0.1",
    ],
)  # fmt: skip
def test_no_form_of_a_private_address_is_spoken_to(hostile, host):
    """However it is written, nothing arrives at the server."""
    server = hostile(lambda _line, send: send(answer("200 OK", b"secret")))
    with pytest.raises(FetchRefused, match="open internet"):
        Fetcher(limits=QUICK).get(f"http://{host}:{server.port}/", most_bytes=100)
    assert server.asked == []


@pytest.mark.parametrize(
    "target", ["http://127.0.0.2/", "http://[::1]/", "file:///etc/passwd", "gopher://x/", "//10.0.0.1/"]
)
def test_a_redirect_is_checked_like_the_first_address(hostile, fetcher, target):
    server = hostile(lambda _line, send: send(answer("302 Found", Location=target)))
    with pytest.raises(FetchRefused):
        fetcher.get(server.address, most_bytes=100)


def test_a_redirect_without_end_is_left(hostile, fetcher):
    server = hostile(lambda _line, send: send(answer("302 Found", Location="/again")))
    with pytest.raises(FetchRefused, match="redirects"):
        fetcher.get(server.address, most_bytes=100)
    assert len(server.asked) == QUICK.redirects + 1


@pytest.mark.parametrize(
    "address",
    [
        "ftp://shop.example/a", "file:///etc/passwd", "javascript:alert(1)", "shop.example/a.jpg", "http://", "http:///a",
        "http://[::1", "http://shop.example:99999/", "http://me:secret@shop.example/", "http://shop.example/a b",
        "http://shop.example/\r\nX: y", "http://shöp.example/", "http://shop.example/" + "a" * 3000, "",
    ],
)  # fmt: skip
def test_an_address_that_is_none_is_refused(fetcher, address):
    with pytest.raises(FetchRefused):
        fetcher.get(address, most_bytes=100)


def test_a_name_that_leads_inside_is_refused_whatever_else_it_leads_to(hostile):
    """One private address among public ones is enough."""
    server = hostile(lambda _line, send: send(answer("200 OK", b"secret")))
    for found in (["127.0.0.1"], ["93.184.216.34", "127.0.0.1"], ["::ffff:127.0.0.1"]):
        fetcher = Fetcher(limits=QUICK, look_up=lambda _host, _port, found=found: found)
        with pytest.raises(FetchRefused, match=r"shop\.example"):
            fetcher.get(f"http://shop.example:{server.port}/", most_bytes=100)
    assert server.asked == []


def test_a_name_is_looked_up_once_and_cannot_be_rebound(hostile):
    """The address that was checked is the one that is spoken to, even if the name changes its mind."""
    server = hostile(lambda _line, send: send(answer("200 OK", b"public")))
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    fetcher = Fetcher(HERE, limits=QUICK, look_up=lambda _host, _port: next(answers))
    assert fetcher.get(f"http://shop.example:{server.port}/", most_bytes=100).body == b"public"
    assert f"Host: shop.example:{server.port}" in server.asked[0]
    with pytest.raises(FetchRefused):
        fetcher.get(f"http://shop.example:{server.port}/", most_bytes=100)


def test_an_unknown_name_fails(fetcher):
    def look_up(_host, _port):
        raise OSError("no such name")

    with pytest.raises(FetchFailed, match="no such name"):
        Fetcher(limits=QUICK, look_up=look_up).get("http://nowhere.example/", most_bytes=100)


def test_a_name_that_is_looked_up_for_too_long_is_left_in_time():
    """The system itself would wait for as long as it likes."""
    over = threading.Event()

    def look_up(_host, _port):
        over.wait(30)
        return ["93.184.216.34"]

    with pytest.raises(FetchFailed, match="in time"):
        Fetcher(limits=QUICK, look_up=look_up).get("http://slow.example/", most_bytes=100)
    over.set()


@pytest.mark.parametrize(
    "head", [b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.0 200 OK\r\n\r\n"]
)
def test_a_body_that_is_too_large_is_refused(hostile, fetcher, head):
    """By what it declares, or as soon as it passes the limit."""

    def script(_line, send):
        send(head)
        while True:
            send(b"x" * 1000)

    with pytest.raises(FetchRefused, match="bytes"):
        fetcher.get(hostile(script).address, most_bytes=500)


@pytest.mark.parametrize(
    "data", [b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 999, answer("200 OK", b"x" * 999)[:60] + b"x" * 99, b""]
)
def test_a_server_that_drips_or_says_nothing_is_left_in_time(hostile, fetcher, data):
    """In the headers, in the body, or before anything: the deadline is for the whole request."""

    def script(_line, send):
        drip(send, data)
        time.sleep(3)

    began = time.monotonic()
    with pytest.raises(FetchFailed, match="in time"):
        fetcher.get(hostile(script).address, most_bytes=10**6)
    assert time.monotonic() - began < 2.5


@pytest.mark.parametrize(
    "garbage", [b"\x00\xff\xfe" * 50, b"SSH-2.0-x\r\n", b"HTTP/1.1 200 OK\r\nBad Header\r\n\r\n", b""]
)
def test_what_is_not_http_fails(hostile, fetcher, garbage):
    with pytest.raises(FetchFailed):
        fetcher.get(hostile(lambda _line, send: send(garbage)).address, most_bytes=100)


@pytest.mark.parametrize("status", ["404 Not Found", "401 Unauthorized", "206 Partial Content"])
def test_an_error_is_told_and_not_tried_again(hostile, status):
    server = hostile(lambda _line, send: send(answer(status)))
    with pytest.raises(FetchFailed, match=status[:3]):
        Fetcher(HERE).get(server.address, most_bytes=100)
    assert len(server.asked) == 1


def test_what_may_pass_is_tried_again(hostile):
    """With pauses, a few times, and then no more."""

    def script(_line, send):
        send(answer("503 Service Unavailable") if len(server.asked) < 3 else answer("200 OK", b"at last"))

    server = hostile(script)
    fetcher = Fetcher(HERE, limits=FetchLimits(attempts=3))
    assert fetcher.get(server.address, most_bytes=100).body == b"at last"
    server.asked.clear()
    with pytest.raises(FetchFailed, match="503"):
        Fetcher(HERE, limits=FetchLimits(attempts=2)).get(server.address, most_bytes=100)
    assert len(server.asked) == 2
