from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from houndstooth.domain.access import Actor, Principal, Scope
from houndstooth.domain.errors import Conflict, Forbidden, InvalidInput, NotFound, Unauthenticated
from houndstooth.domain.keys import KeyKind
from houndstooth.services.key_ring import KeyRing
from houndstooth.services.shoppers import Shoppers
from houndstooth.vault.shopper_token import ALGORITHM

BY = Principal.command_line("shop")
ORIGIN = "https://shop.example"


class Watch:
    """A clock that is turned by hand."""

    def __init__(self):
        self.now = datetime(2026, 7, 1, 12, tzinfo=UTC)

    def __call__(self):
        return self.now


@pytest.fixture(name="watch")
def _watch():
    return Watch()


@pytest.fixture(name="ring")
def _ring(house, watch):
    return KeyRing(keys=house.key_ring.keys, vault=house.vault, audit=house.audit, clock=watch)


def secret(ring, *, by=BY, **fields):
    return ring.create(by, kind=KeyKind.SECRET, name="Server", scopes=[Scope.CATALOGUE], **fields)


def public(ring, *origins):
    return ring.create(BY, kind=KeyKind.PUBLIC, name="Page", scopes=[Scope.SEARCH], origins=origins or (ORIGIN,))


def test_a_key_lets_in_whoever_shows_it(ring):
    """As what it was made for; nothing that is kept would let anybody in."""
    made = secret(ring)
    seen = ring.recognise(made.text, origin=None)
    assert seen == Principal("shop", Actor.KEY, id=made.key.id, name="Server", scopes=frozenset({Scope.CATALOGUE}))
    kept = repr(ring.all("shop"))
    assert made.text.rpartition("_")[2] not in kept
    assert made.signing_secret not in kept


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_any_changed_character_of_a_key_is_refused(ring, data):
    """Its prefix and its id too."""
    text = secret(ring).text
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters(max_codepoint=0x250).filter(lambda character: character != text[place]))
    with pytest.raises(Unauthenticated):
        ring.recognise(text[:place] + other + text[place + 1 :], origin=None)


def test_a_key_of_one_id_and_another_secret_is_refused(ring):
    one, other = secret(ring).text, secret(ring).text
    with pytest.raises(Unauthenticated):
        ring.recognise(one[:22] + other[22:], origin=None)


@pytest.mark.parametrize("origin", [None, "null", "https://shop.example.evil.example", "http://shop.example"])
def test_a_public_key_is_bound_to_its_origins(ring, origin):
    text = public(ring).text
    assert ring.recognise(text, origin=ORIGIN).scopes == {Scope.SEARCH}
    with pytest.raises(Forbidden, match="not bound"):
        ring.recognise(text, origin=origin)


def test_a_key_expires(ring, watch):
    """To the second; one that is over already is not made."""
    made = secret(ring, expires_at=watch.now + timedelta(days=1))
    watch.now += timedelta(days=1, seconds=-1)
    ring.recognise(made.text, origin=None)
    watch.now += timedelta(seconds=1)
    with pytest.raises(Unauthenticated, match="expired"):
        ring.recognise(made.text, origin=None)
    with pytest.raises(InvalidInput, match="over already"):
        secret(ring, expires_at=watch.now)


def test_a_revoked_key_lets_nobody_in(ring):
    made = secret(ring)
    ring.revoke(BY, made.key.id)
    with pytest.raises(Unauthenticated, match="revoked"):
        ring.recognise(made.text, origin=None)
    with pytest.raises(Conflict):
        ring.rotate(BY, made.key.id)


def test_rotation_overlaps(ring, watch):
    """Both hold for a day, then the successor alone; it is like the old one, and as long-lived."""
    old = public(ring, ORIGIN, "http://localhost:3000")
    new = ring.rotate(BY, old.key.id)
    assert (new.key.name, new.key.scopes, new.key.origins) == (old.key.name, old.key.scopes, old.key.origins)
    assert new.text != old.text
    watch.now += timedelta(hours=24, seconds=-1)
    for made in (old, new):
        assert ring.recognise(made.text, origin=ORIGIN).id == made.key.id
    watch.now += timedelta(seconds=1)
    assert ring.recognise(new.text, origin=ORIGIN).id == new.key.id
    with pytest.raises(Unauthenticated, match="expired"):
        ring.recognise(old.text, origin=ORIGIN)


def test_rotation_of_a_key_that_ends(ring, watch):
    """It never lives longer for it, and its successor gets as long a life."""
    old = secret(ring, expires_at=watch.now + timedelta(days=90))
    watch.now += timedelta(days=89, hours=12)
    new = ring.rotate(BY, old.key.id)
    assert new.key.expires_at == watch.now + timedelta(days=90)
    watch.now += timedelta(hours=12)
    with pytest.raises(Unauthenticated):
        ring.recognise(old.text, origin=None)
    with pytest.raises(InvalidInput, match="negative"):
        ring.rotate(BY, new.key.id, overlap=timedelta(seconds=-1))
    ring.rotate(BY, new.key.id, overlap=timedelta(0))
    with pytest.raises(Unauthenticated):
        ring.recognise(new.text, origin=None)


def test_another_shop_has_no_say(ring):
    """Its own keys alone are there for it."""
    made, stranger = secret(ring), Principal.command_line("other")
    for act in (ring.revoke, ring.rotate):
        with pytest.raises(NotFound):
            act(stranger, made.key.id)
    assert ring.all("other") == ()
    assert ring.recognise(made.text, origin=None).shop_id == "shop"


def test_last_use_is_noted_once_a_minute(ring, watch):
    made = secret(ring)
    start = watch.now
    seen = []
    for seconds in (0, 30, 59, 60, 90):
        watch.now = start + timedelta(seconds=seconds)
        ring.recognise(made.text, origin=None)
        seen.append((ring.all("shop")[0].last_used_at - start).total_seconds())
    assert seen == [0, 0, 0, 60, 60]


def test_changes_are_noted_without_secrets(ring, house):
    """Who did what to which key."""
    made = secret(ring)
    new = ring.rotate(BY, made.key.id)
    ring.revoke(BY, made.key.id)
    entries = house.audit.page("shop", limit=10).entries
    assert [(entry.action, entry.target) for entry in entries] == [
        (f"key.{done}", made.key.id) for done in ("revoked", "rotated", "created")
    ]
    assert all(entry.actor is Actor.CLI for entry in entries)
    for text in (made.text[-43:], new.text[-43:], made.signing_secret, new.signing_secret, made.key.digest):
        assert text not in repr(entries)


class TestShoppers:
    """Whom a shopper token speaks for."""

    @pytest.fixture
    def shoppers(self, ring, house, watch):
        return Shoppers(key_ring=ring, vault=house.vault, clock=watch)

    @staticmethod
    def token(watch, made, *, shop="shop", kid=None):
        import jwt

        now = int(watch.now.timestamp())
        claims = {"sub": "customer 7", "shop": shop, "iat": now, "exp": now + 3600}
        return jwt.encode(claims, made.signing_secret, ALGORITHM, headers={"kid": kid or made.key.id})

    def test_speaks_for_the_shopper(self, shoppers, ring, watch):
        """Whoever carries it keeps what they may, and no more."""
        visitor = Principal.visitor("shop", welcome=True)
        seen = shoppers.introduce(visitor, self.token(watch, secret(ring)))
        assert (seen.shopper, seen.scopes, seen.shop_id) == ("customer 7", visitor.scopes, "shop")

    def test_keys_that_sign_for_nobody(self, shoppers, ring, watch):
        """Revoked, over, public, unknown, of another shop, or another key's secret."""
        revoked, rotated, sound = secret(ring), secret(ring), secret(ring)
        elsewhere = secret(ring, by=Principal.command_line("other"))
        ring.revoke(BY, revoked.key.id)
        ring.rotate(BY, rotated.key.id, overlap=timedelta(0))
        page = public(ring)
        visitor = Principal.visitor("shop", welcome=True)
        for token in (
            self.token(watch, revoked),
            self.token(watch, rotated),
            self.token(watch, elsewhere),
            self.token(watch, elsewhere, shop="other"),
            self.token(watch, sound, kid=page.key.id),
            self.token(watch, sound, kid="0" * 16),
            self.token(watch, sound, kid="\x00"),
            self.token(watch, sound, kid=elsewhere.key.id),
        ):
            with pytest.raises(Unauthenticated):
                shoppers.introduce(visitor, token)
        assert shoppers.introduce(visitor, self.token(watch, sound)).shopper == "customer 7"
