"""What every ``Keys`` must do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from houndstooth.domain.access import Scope
from houndstooth.domain.access_ports import Keys
from houndstooth.domain.errors import NotFound
from houndstooth.domain.keys import Key, KeyKind

NOW = datetime(2026, 7, 1, 12, 30, 15, 250_000, tzinfo=UTC)
ORIGIN = "https://shop.example"


def secret_key(key_id: str, **fields: object) -> Key:
    """A secret key of the shop ``shop``."""
    given: dict[str, object] = {
        "shop_id": "shop", "kind": KeyKind.SECRET, "name": f"Key {key_id}", "scopes": frozenset({Scope.CATALOGUE}),
        "digest": "d" * 64, "created_at": NOW, "sealed_signing": "sealed",
    }  # fmt: skip
    return Key(id=key_id, **(given | fields))  # type: ignore[arg-type]


def public_key(key_id: str, *origins: str, **fields: object) -> Key:
    """A public key of the shop ``shop``, bound to the origins."""
    given: dict[str, object] = {
        "kind": KeyKind.PUBLIC, "scopes": frozenset({Scope.SEARCH, Scope.EVENTS}), "origins": frozenset(origins),
        "sealed_signing": None,
    }  # fmt: skip
    return secret_key(key_id, **(given | fields))


class KeysContract:
    """Give a fixture ``keys``: without any."""

    def test_gives_back_what_was_added(self, keys: Keys) -> None:
        """Every field, times with their zone."""
        abroad = NOW.astimezone(timezone(timedelta(hours=9)))
        for key in (
            secret_key("a", name="Büro 🧥", expires_at=abroad + timedelta(days=1), last_used_at=abroad),
            public_key("b", ORIGIN, "http://localhost:3000"),
        ):
            keys.add(key)
            assert keys.get(key.id) == key
        assert keys.get("c") is None

    def test_a_shop_sees_its_own(self, keys: Keys) -> None:
        """Oldest first, and nobody else's."""
        keys.add(secret_key("z", created_at=NOW - timedelta(days=1)))
        keys.add(public_key("a", ORIGIN))
        keys.add(public_key("b", "https://other.example", shop_id="other"))
        assert [key.id for key in keys.of_shop("shop")] == ["z", "a"]
        assert keys.of_shop("shop")[1].origins == {ORIGIN}
        assert keys.of_shop("nobody") == ()

    def test_revoking(self, keys: Keys) -> None:
        """Keeps the first time; a key of another shop is not found."""
        keys.add(secret_key("a"))
        with pytest.raises(NotFound):
            keys.revoke("other", "a", NOW)
        assert keys.get("a") == secret_key("a")
        assert keys.revoke("shop", "a", NOW).revoked_at == NOW
        assert keys.revoke("shop", "a", NOW + timedelta(days=1)).revoked_at == NOW

    def test_a_successor(self, keys: Keys) -> None:
        """The old key ends then, or earlier where it would have anyway."""
        lasting, ending = secret_key("a"), secret_key("b", expires_at=NOW + timedelta(hours=1))
        tomorrow = NOW + timedelta(days=1)
        for old in (lasting, ending):
            keys.add(old)
            keys.replace(old, secret_key(old.id * 2), until=tomorrow)
            assert keys.get(old.id * 2) == secret_key(old.id * 2)
        assert keys.get("a") == replace(lasting, expires_at=tomorrow)
        assert keys.get("b") == ending

    def test_last_use(self, keys: Keys) -> None:
        """Is noted for the one key."""
        keys.add(secret_key("a"))
        keys.add(secret_key("b"))
        keys.used("a", NOW)
        assert [key.last_used_at for key in keys.of_shop("shop")] == [NOW, None]

    def test_origins_of_keys_that_hold(self, keys: Keys) -> None:
        """Of any shop; not of a key that is revoked or over."""
        keys.add(public_key("a", ORIGIN))
        keys.add(public_key("b", "https://old.example", expires_at=NOW))
        keys.add(public_key("c", "https://gone.example", shop_id="other"))
        assert keys.binds("https://gone.example", NOW)
        keys.revoke("other", "c", NOW)
        assert keys.binds(ORIGIN, NOW)
        assert keys.binds("https://old.example", NOW - timedelta(seconds=1))
        for origin in ("https://old.example", "https://gone.example", "https://shop.example.evil.example", ""):
            assert not keys.binds(origin, NOW)
