"""The table of permissions: it and the routes agree, and every cell of it is as it says."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from fastapi import APIRouter
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient

from houndstooth.api.app import create_app
from houndstooth.api.credentials import CSRF_HEADER, SESSION_COOKIE
from houndstooth.api.permissions import PERMISSIONS, row_of
from houndstooth.bootstrap import House
from houndstooth.domain.access import PUBLIC_SCOPES, Principal, Role, Scope
from houndstooth.domain.keys import KeyKind
from houndstooth.settings import load_settings

ORIGIN = "https://shop.example"
ROWS = sorted(PERMISSIONS)
CALLERS = [
    "stranger", "visitor", *(f"role {role}" for role in Role), *(f"scope {scope}" for scope in Scope),
    *(f"public {scope}" for scope in sorted(PUBLIC_SCOPES)), "expired key", "revoked key", "made-up key",
    "wrong origin", "no origin", "ended session", "no csrf token", "foreign page",
]  # fmt: skip
_SHOPPERS = "/v1/shoppers/{shopper_id:path}/"
_OWN_AFFAIRS = {
    "/v1/search/image", "/v1/sessions/current", "/v1/me/password", _SHOPPERS + "profile", _SHOPPERS + "facts",
    "/v1/events",
}  # fmt: skip
NOBODY = {"expired key", "revoked key", "made-up key", "ended session"}


def address_of(path):
    """Some address that a template fits."""
    filled = path.replace("{key}", "0" * 64).replace("{path:path}", "some/page")
    return re.sub(r"\{\w+\}", "0" * 16, re.sub(r"\{\w+:path\}", "p1", filled))


def routes_of(app):
    return {
        (method, context.path) for context in iter_route_contexts(app.routes) for method in context.methods - {"HEAD"}
    }


def test_every_route_has_its_row_and_every_row_its_route(house):
    """A route without a row lets nobody in; a row without a route is a slip of the pen."""
    assert routes_of(create_app(house)) == set(PERMISSIONS)


@pytest.mark.parametrize(("method", "path"), ROWS)
def test_the_row_that_is_judged_is_that_of_the_route(method, path):
    """The order of the table is that of the routes."""
    assert row_of(method, address_of(path)) == (path, PERMISSIONS[method, path])


@pytest.mark.parametrize(
    ("method", "address"), [("GET", "/v1/forgotten"), ("POST", "/v1/forgotten"), ("GET", "/left.txt")]
)
def test_a_route_without_a_row_lets_nobody_in(house, shown, method, address):
    """Whatever they show; also where the row of the page would fit."""
    app, router = create_app(house), APIRouter()
    router.add_api_route(address, lambda: "let in", methods=[method])
    app.include_router(router)
    app.router.routes.insert(0, app.router.routes.pop())
    with TestClient(app) as client:
        answer = client.request(method, address, headers=shown(*Scope))
    assert answer.status_code in {403, 405}
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.fixture(scope="module", name="installation")
def _installation(tmp_path_factory):
    """A closed house, an open one over the same home, and what each caller shows."""
    home = tmp_path_factory.mktemp("home")
    closed = House(load_settings(home=home, workers=2, visitors=False))
    welcoming = House(load_settings(home=home, workers=2))
    with TestClient(create_app(closed)) as shut, TestClient(create_app(welcoming)) as opened:
        yield shut, opened, _credentials(closed)


def _credentials(house):
    by = Principal.command_line("default")

    def secret(*scopes, expires_at=None):
        return house.key_ring.create(by, kind=KeyKind.SECRET, name="k", scopes=scopes, expires_at=expires_at)

    def public(*scopes):
        return house.key_ring.create(by, kind=KeyKind.PUBLIC, name="k", scopes=scopes, origins=[ORIGIN]).text

    def bearer(text, **more):
        return {"Authorization": f"Bearer {text}"} | more

    def session(role):
        person, password = house.staff.add(by, name=f"{role} {datetime.now(UTC).timestamp()}", role=role)
        signed_in, token = house.sign_in.begin("default", person.name, password, address="here")
        return signed_in, {"Cookie": f"{SESSION_COOKIE}={token}", CSRF_HEADER: signed_in.csrf_token}

    revoked, ended, owner = secret(*Scope), session(Role.OWNER), session(Role.OWNER)[1]
    house.key_ring.revoke(by, revoked.key.id)
    house.sign_in.end(ended[0])
    expired = secret(*Scope, expires_at=datetime.now(UTC) + timedelta(milliseconds=1))
    return (
        {"stranger": {}, "visitor": {}}
        | {f"role {role}": session(role)[1] for role in Role}
        | {f"scope {scope}": bearer(secret(scope).text) for scope in Scope}
        | {f"public {scope}": bearer(public(scope), Origin=ORIGIN) for scope in PUBLIC_SCOPES}
        | {
            "expired key": bearer(expired.text),
            "revoked key": bearer(revoked.text),
            "made-up key": bearer(f"ht_sk_{'0' * 16}_{'a' * 43}"),
            "wrong origin": bearer(public(*PUBLIC_SCOPES), Origin="https://evil.example"),
            "no origin": bearer(public(*PUBLIC_SCOPES)),
            "ended session": ended[1],
            "no csrf token": {"Cookie": owner["Cookie"]},
            "foreign page": owner | {"Origin": "https://evil.example"},
        }
    )


def expected(method, permission, caller):
    """The refusal that a caller gets, or ``None``: said again here, in other words than the gate's."""
    kind, _, name = caller.partition(" ")
    if permission.everyone:
        return None
    if caller in NOBODY:
        return 401
    if caller in {"wrong origin", "no origin"}:
        return 403
    if caller in {"no csrf token", "foreign page"}:
        return 403 if method != "GET" or Role.OWNER not in permission.roles else None
    if caller in {"stranger", "visitor"}:
        welcome = caller == "visitor" and not permission.scopes.isdisjoint({"search", "recommend", "events"})
        return None if welcome else 401
    allowed = name in (permission.roles if kind == "role" else permission.scopes)
    return None if allowed else 403


@pytest.mark.parametrize("caller", CALLERS)
@pytest.mark.parametrize(("method", "path"), ROWS)
def test_every_cell(installation, method, path, caller):
    """Refused as the table says, with a problem, before the body is looked at; or let through to the route."""
    shut, opened, credentials = installation
    client, permission = opened if caller == "visitor" else shut, PERMISSIONS[method, path]
    headers = credentials[caller]
    if (method, path) == ("DELETE", "/v1/sessions/current") and caller.startswith("role"):
        headers = headers | {CSRF_HEADER: "wrong, so that the session lives on"}
        assert client.request(method, path, headers=headers).status_code == 403
        return
    answer = client.request(method, address_of(path), headers=headers, content=b"{nonsense")
    refusal = expected(method, permission, caller)
    if refusal is None:
        # The sign-in route itself refuses a page of another address, and those of shoppers whoever speaks for another.
        own = (method, path) == ("POST", "/v1/sessions") and "Origin" in headers
        own |= path.startswith(_SHOPPERS) and (caller == "visitor" or caller.startswith("public"))
        assert answer.status_code not in {401, 405} | (set() if own else {403})
    else:
        assert (answer.status_code, answer.json()["code"]) == (
            refusal,
            {401: "unauthenticated", 403: "forbidden"}[refusal],
        )
        assert answer.headers["content-type"] == "application/problem+json"
        assert ("www-authenticate" in answer.headers) == (refusal == 401)


def test_a_visitor_may_nothing_beyond_loopback_unless_said():
    """By the address that is listened on, in every spelling."""
    for host, welcome in (
        ("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("localhost", True),
        ("0.0.0.0", False), ("::", False), ("192.168.0.7", False), ("shop.example", False),
    ):  # fmt: skip
        assert load_settings(host=host).welcomes_visitors is welcome
        assert load_settings(host=host, visitors=True).welcomes_visitors
        assert not load_settings(host=host, visitors=False).welcomes_visitors


def test_what_the_table_must_never_say():
    """Whatever rows are added: the public only reads and searches, and those who look on change nothing."""
    for (method, path), permission in PERMISSIONS.items():
        if method == "GET" or permission.everyone or path in _OWN_AFFAIRS:
            continue
        assert permission.scopes.isdisjoint(PUBLIC_SCOPES), path
        assert permission.roles.isdisjoint({Role.VIEWER, Role.ANALYST}), path
    for path in ("keys", "people", "audit"):
        rows = [row for (_, template), row in PERMISSIONS.items() if template.startswith(f"/v1/{path}")]
        assert {(row.scopes, row.roles) for row in rows} == {(frozenset({Scope.ADMIN}), frozenset({Role.OWNER}))}
    assert {path for (_, path), row in PERMISSIONS.items() if row.everyone} == {
        "/openapi.json", "/docs", "/healthz", "/v1/status", "/v1/sessions", "/{path:path}",
    }  # fmt: skip
