"""Signing in, keys, people and the audit log over HTTP, as a dashboard uses them."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from houndstooth.api.app import create_app
from houndstooth.domain.access import Principal, Role

PASSWORD = "correct horse battery"
SESSION, CSRF = "houndstooth_session", "houndstooth_csrf"


@pytest.fixture(name="app")
def _app(house):
    for name, role in (("ann", Role.OWNER), ("vic", Role.VIEWER)):
        house.staff.add(Principal.command_line("default"), name=name, role=role, password=PASSWORD)
    return create_app(house)


@pytest.fixture(name="browser")
def _browser(app):
    """Somebody's browser, with an empty jar."""
    with TestClient(app) as browser:
        yield browser


@pytest.fixture(name="owner")
def _owner(browser):
    """The browser of an owner who is signed in, and whose page shows the token with each change."""
    enter(browser)
    browser.headers["X-CSRF-Token"] = browser.cookies[CSRF]
    return browser


def enter(browser, name="ann", password=PASSWORD, **fields):
    return browser.post("/v1/sessions", json={"name": name, "password": password} | fields)


def told(answer, status, code, *words):
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    for word in words:
        assert word in answer.json()["detail"]


def test_signing_in_and_out(browser):
    """The session's cookie is out of reach of scripts; both are gone afterwards, and the token is worth nothing."""
    answer = enter(browser)
    assert answer.status_code == 201
    assert (answer.json()["role"], answer.json()["csrf_token"]) == ("owner", browser.cookies[CSRF])
    assert answer.headers["cache-control"] == "no-store"
    cookies = {line.partition("=")[0]: line.lower() for line in answer.headers.get_list("set-cookie")}
    assert "httponly" in cookies[SESSION]
    assert "httponly" not in cookies[CSRF]
    for line in cookies.values():
        assert "samesite=lax" in line
        assert "path=/" in line
        assert "secure" not in line
    token = browser.cookies[SESSION]
    me = browser.get("/v1/me")
    assert (me.json()["name"], me.json()["kind"], me.json()["shop"]) == ("ann", "person", "default")
    assert me.headers["cache-control"] == "no-store"
    csrf = {"X-CSRF-Token": browser.cookies[CSRF]}
    assert browser.delete("/v1/sessions/current", headers=csrf).status_code == 204
    assert dict(browser.cookies) == {}
    told(browser.get("/v1/me", headers={"Cookie": f"{SESSION}={token}"}), 401, "unauthenticated")


def test_over_https_cookies_stay_there(app):
    """And the browser is told to come over https ever after."""
    with TestClient(app, base_url="https://testserver") as browser:
        answer = enter(browser)
        assert all("secure" in line.lower() for line in answer.headers.get_list("set-cookie"))
        assert "max-age=" in answer.headers["strict-transport-security"]
    with TestClient(app) as browser:
        assert "strict-transport-security" not in browser.get("/healthz").headers


def test_a_wrong_password_is_told_without_saying_what_is_wrong(browser):
    for name, password in (("ann", "wrong"), ("nobody", PASSWORD)):
        told(enter(browser, name, password), 401, "unauthenticated", "name or the password")
    told(enter(browser, shop="other"), 401, "unauthenticated", "name or the password")
    assert dict(browser.cookies) == {}


def test_guessing_is_told_to_wait(browser):
    """After five failures, with the time in Retry-After, even with the right password."""
    for _ in range(5):
        told(enter(browser, password="wrong"), 401, "unauthenticated")
    answer = enter(browser)
    told(answer, 429, "too-many-requests")
    assert answer.headers["retry-after"] == "1"


def test_a_page_of_another_address_signs_nobody_in(browser):
    """Nor does a form, which sends no JSON."""
    body = {"name": "ann", "password": PASSWORD}
    told(browser.post("/v1/sessions", json=body, headers={"Origin": "https://evil.example"}), 403, "forbidden", "evil")
    assert browser.post("/v1/sessions", data=body).status_code == 422
    plain = {"Content-Type": "text/plain"}
    content = '{"name": "ann", "password": "' + PASSWORD + '"}'
    assert browser.post("/v1/sessions", content=content, headers=plain).status_code == 422
    assert browser.post("/v1/sessions", json=body, headers={"Origin": "http://testserver"}).status_code == 201


def test_a_change_needs_the_token_of_the_session(browser, app):
    """Neither none, nor a made-up one, nor another session's; reading needs none."""
    enter(browser)
    body = {"name": "New", "kind": "secret", "scopes": ["search"]}
    with TestClient(app) as other:
        enter(other)
        wrong = [{}, {"X-CSRF-Token": ""}, {"X-CSRF-Token": "0" * 64}, {"X-CSRF-Token": other.cookies[CSRF]}]
    for headers in wrong:
        told(browser.post("/v1/keys", json=body, headers=headers), 403, "forbidden", "X-CSRF-Token")
    assert browser.get("/v1/keys").json() == {"keys": []}
    right = {"X-CSRF-Token": browser.cookies[CSRF]}
    told(browser.post("/v1/keys", json=body, headers=right | {"Origin": "https://evil.example"}), 403, "forbidden")
    assert browser.post("/v1/keys", json=body, headers=right | {"Origin": "http://testserver"}).status_code == 201


def test_a_key_from_making_to_revoking(owner, app):
    """Shown once, at work at once, replaced with an overlap, and gone at once."""
    wanted = {"name": "Server", "kind": "secret", "scopes": ["admin", "search"], "expires_at": "2099-01-01T00:00:00Z"}
    made = owner.post("/v1/keys", json=wanted).json()
    assert made["key"].startswith(f"ht_sk_{made['id']}_")
    assert made["signing_secret"]
    with TestClient(app) as server:
        for headers in ({"Authorization": f"Bearer {made['key']}"}, {"X-Houndstooth-Key": made["key"]}):
            me = server.get("/v1/me", headers=headers).json()
            assert (me["kind"], me["name"], me["scopes"]) == ("key", "Server", ["admin", "search"])
        listed = owner.get("/v1/keys").text
        assert made["id"] in listed
        assert made["key"] not in listed
        assert made["signing_secret"] not in listed
        assert owner.get("/v1/keys").json()["keys"][0]["last_used_at"] is not None
        new = owner.post(f"/v1/keys/{made['id']}/rotate", json={"overlap_hours": 1})
        assert new.status_code == 201
        for key in (made["key"], new.json()["key"]):
            assert server.get("/v1/me", headers={"X-Houndstooth-Key": key}).status_code == 200
        # A key administers without any token: it comes in a header, which no foreign page can send.
        revoked = server.delete(f"/v1/keys/{made['id']}", headers={"X-Houndstooth-Key": new.json()["key"]})
        assert revoked.json()["revoked_at"] is not None
        told(server.get("/v1/me", headers={"X-Houndstooth-Key": made["key"]}), 401, "unauthenticated", "revoked")


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"kind": "public", "origins": ["https://shop.example"], "scopes": ["admin"]}, "admin"),
        ({"kind": "public"}, "origins"),
        ({"kind": "public", "origins": ["https://shop.example/"]}, "https://shop.example/"),
        ({"scopes": []}, "scope"),
        ({"scopes": ["everything"]}, "scopes"),
        ({"name": ""}, "name"),
        ({"kind": "golden"}, "kind"),
        ({"expires_at": "2001-01-01T00:00:00Z"}, "2001"),
        ({"expires_at": "2099-01-01T00:00:00"}, "time zone"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_keys_that_cannot_be_are_told(owner, changes, word):
    body = {"name": "Server", "kind": "secret", "scopes": ["search"]} | changes
    answer = owner.post("/v1/keys", json=body)
    assert (answer.status_code, word in answer.json()["detail"]) == (422, True)


def test_people_from_taking_in_to_taking_out(owner, app):
    """A password is shown only where we made it; a reset ends the sessions."""
    made = owner.post("/v1/people", json={"name": "Bo@Shop.example", "role": "stylist"}).json()
    given = owner.post("/v1/people", json={"name": "cy", "role": "viewer", "password": PASSWORD}).json()
    assert given["password"] is None
    told(owner.post("/v1/people", json={"name": "CY", "role": "viewer"}), 409, "conflict", "cy")
    assert [one["name"] for one in owner.get("/v1/people").json()["people"]] == ["ann", "bo@shop.example", "cy", "vic"]
    assert "password" not in owner.get("/v1/people").text
    with TestClient(app) as bo:
        assert enter(bo, "bo@shop.example", made["password"]).status_code == 201
        told(bo.get("/v1/people"), 403, "forbidden", "stylist")
        assert owner.patch(f"/v1/people/{made['id']}", json={"role": "owner"}).json()["role"] == "owner"
        assert bo.get("/v1/people").status_code == 200
        again = owner.post(f"/v1/people/{made['id']}/reset").json()["password"]
        assert again != made["password"]
        told(bo.get("/v1/people"), 401, "unauthenticated")
        assert enter(bo, "bo@shop.example", again).status_code == 201
        assert owner.delete(f"/v1/people/{made['id']}").status_code == 204
        told(bo.get("/v1/people"), 401, "unauthenticated")
    told(owner.delete(f"/v1/people/{made['id']}"), 404, "not-found")


def test_the_last_owner_stays(owner):
    """Told with the remedy."""
    ann = owner.get("/v1/people").json()["people"][0]["id"]
    told(owner.delete(f"/v1/people/{ann}"), 409, "conflict", "somebody else an owner")
    told(owner.patch(f"/v1/people/{ann}", json={"role": "viewer"}), 409, "conflict")


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ({"name": "bo", "role": "viewer", "password": "short"}, "12"),
        ({"name": "bo", "role": "viewer", "password": "x" * 201}, "200"),
        ({"name": "bo", "role": "king"}, "role"),
        ({"name": "", "role": "viewer"}, "name"),
        ({"name": "a\u0000b", "role": "viewer"}, "name"),
    ],
)
def test_people_that_cannot_be_are_told(owner, body, word):
    answer = owner.post("/v1/people", json=body)
    assert (answer.status_code, word in answer.json()["detail"]) == (422, True)


@pytest.mark.parametrize("address", ["/v1/keys/%00", "/v1/keys/nobody", "/v1/people/%ED%A0%80"])
def test_ids_that_are_none_are_told(owner, address):
    assert owner.delete(address).status_code == 422
    assert owner.delete(address.rpartition("/")[0] + "/" + "0" * 16).status_code == 404


def test_the_audit_log_is_read_in_pages(owner):
    """Newest first; following ``next`` gives each entry once."""
    for number in range(5):
        owner.post("/v1/people", json={"name": f"person {number}", "role": "viewer", "password": PASSWORD})
    seen, cursor = [], None
    while cursor is not None or not seen:
        page = owner.get("/v1/audit", params={"limit": 3} | ({"cursor": cursor} if cursor else {})).json()
        seen += [(entry["action"], entry["actor_name"], entry["details"].get("name")) for entry in page["entries"]]
        cursor = page["next"]
    added = [("person.added", "ann", f"person {number}") for number in range(4, -1, -1)]
    assert seen[:6] == [*added, ("session.begun", "ann", None)]
    assert seen[6:] == [("person.added", "command line", name) for name in ("vic", "ann")]
    assert owner.get("/v1/audit", params={"cursor": "x"}).status_code == 422


def test_what_is_open_stays_open_with_a_stale_cookie(browser):
    """A page that was left open overnight still loads, and can sign in again."""
    stale = {"Cookie": f"{SESSION}=gone", "Authorization": "Bearer nonsense"}
    assert browser.get("/v1/status", headers=stale).json()["items"] == 0
    assert browser.get("/healthz", headers=stale).status_code == 200
    body = {"name": "ann", "password": PASSWORD}
    assert browser.post("/v1/sessions", json=body, headers=stale).status_code == 201


def test_what_a_proxy_asks_for_is_none_of_ours(browser):
    """A password of the proxy before us neither lets anybody in nor keeps anybody out."""
    for header in ("Basic YTpi", "Digest x", "Bearer", "", "nonsense"):
        answer = browser.get("/v1/me", headers={"Authorization": header})
        assert (answer.status_code, answer.json()["kind"]) == (200, "visitor")
        told(browser.get("/v1/keys", headers={"Authorization": header}), 401, "unauthenticated")
    told(browser.get("/v1/me", headers={"Authorization": "bearer nonsense"}), 401, "unauthenticated")


def change_password(browser, old, new):
    return browser.post("/v1/me/password", json={"password": old, "new_password": new})


def test_people_change_their_own_password(browser):
    """Whatever their role; they are signed out everywhere, and the old one is worth nothing."""
    enter(browser, "vic")
    browser.headers["X-CSRF-Token"] = browser.cookies[CSRF]
    assert change_password(browser, PASSWORD, "another long password").status_code == 204
    assert browser.get("/v1/me").status_code == 401
    browser.cookies.clear()
    assert enter(browser, "vic").status_code == 401
    assert enter(browser, "vic", "another long password").status_code == 201


def test_a_password_is_changed_by_nobody_who_does_not_know_it(owner):
    """A borrowed session is not enough; guessing is slowed down as at the door, and a bad new one changes nothing."""
    told(change_password(owner, PASSWORD, "short"), 422, "invalid-input", "12")
    for _ in range(5):
        told(change_password(owner, "wrong and long enough", "another long password"), 401, "unauthenticated")
    told(change_password(owner, PASSWORD, "another long password"), 429, "too-many-requests")
    assert owner.get("/v1/me").status_code == 200
