from __future__ import annotations

from datetime import UTC, datetime

import pytest

from houndstooth.domain.access import PUBLIC_SCOPES, Scope
from houndstooth.domain.errors import InvalidInput
from houndstooth.testing.keys import public_key, secret_key


@pytest.mark.parametrize(
    "origin",
    ["https://shop.example", "http://localhost:3000", "https://a.b.example:8443", "http://127.0.0.1:5173", "http://[::1]:80"
     "80"],
)  # fmt: skip
def test_origins_as_browsers_write_them(origin):
    assert public_key("a", origin).origins == {origin}


@pytest.mark.parametrize(
    "origin",
    [
        "", "*", "null", "shop.example", "https://", "https://shop.example/", "https://shop.example/path", "https://*.shop.example",
        "https://Shop.example", "https://shop.example:443", "http://shop.example:80", "https://u@shop.example",
        "https://shop.example?x", "https://shop.example#x", "ftp://shop.example", "https://shop.example:99999",
        "https://shop .example", "https://shöp.example", "https://shop.example:", "https://[::1", "javascript:alert(1)",
    ],
)  # fmt: skip
def test_other_origins_are_refused(origin):
    """A browser would never send them, so that the key would let nobody in, or too many."""
    with pytest.raises(InvalidInput, match="for example https"):
        public_key("a", origin)


@pytest.mark.parametrize("scope", sorted(set(Scope) - PUBLIC_SCOPES))
def test_a_public_key_changes_nothing(scope):
    """Everybody can read it in the page."""
    with pytest.raises(InvalidInput, match=scope):
        public_key("a", "https://shop.example", scopes=frozenset({Scope.SEARCH, scope}))


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: public_key("a"), "1 to 50 origins"),
        (lambda: public_key("a", *(f"https://{n}.example" for n in range(51))), "51"),
        (lambda: secret_key("a", origins=frozenset({"https://shop.example"})), "no origins"),
        (lambda: secret_key("a", scopes=frozenset()), "no scope"),
        (lambda: secret_key("a", name=""), "name"),
        (lambda: secret_key("a", name="x" * 201), "name"),
        (lambda: secret_key("a", name=" x"), "name"),
        (lambda: secret_key("a", name="a\x00b"), "name"),
        (lambda: secret_key("a", expires_at=datetime(2030, 1, 1)), "time zone"),
    ],
)
def test_keys_that_cannot_be(make, told):
    with pytest.raises(InvalidInput, match=told):
        make()


def test_a_key_holds_until_it_expires():
    """To the instant."""
    end = datetime(2030, 1, 1, tzinfo=UTC)
    key = secret_key("a", expires_at=end)
    assert key.holds(end.replace(year=2029))
    assert not key.holds(end)
    assert not secret_key("a", revoked_at=end).holds(end.replace(year=2029))
