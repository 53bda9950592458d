"""Keys: making, rotating and revoking them, and knowing who shows one."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from houndstooth.domain.access import Actor, Principal, Scope
from houndstooth.domain.access_ports import Keys, Vault
from houndstooth.domain.clock import Clock, utc_now
from houndstooth.domain.errors import Conflict, Forbidden, InvalidInput, NotFound, Unauthenticated
from houndstooth.domain.item import has_control_characters
from houndstooth.domain.keys import Key, KeyKind
from houndstooth.services.audit import Audit

OVERLAP = timedelta(hours=24)
"""How long a key goes on holding after it was rotated, unless told otherwise."""

NOTED_EVERY = timedelta(minutes=1)
"""How old 'last used' may get: it costs a write."""

_TEXT = re.compile(r"ht_(pk|sk)_([0-9a-f]{16})_([A-Za-z0-9_-]{43})", re.ASCII)


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key just made, with what is shown this once: its text, and the secret that signs shopper tokens."""

    key: Key
    text: str
    signing_secret: str | None


@dataclass(frozen=True)
class KeyRing:
    """The keys of all shops."""

    keys: Keys
    vault: Vault
    audit: Audit
    clock: Clock = field(default=utc_now)

    def create(
        self,
        by: Principal,
        *,
        kind: KeyKind,
        name: str,
        scopes: Collection[Scope],
        origins: Collection[str] = (),
        expires_at: datetime | None = None,
    ) -> NewKey:
        """Make a key for the shop of ``by``.

        Raises:
            InvalidInput: no such key can be; see ``Key``.
        """
        if expires_at is not None and expires_at.tzinfo is not None and expires_at <= self.clock():
            raise InvalidInput(f"the expiry {expires_at} is over already; choose a later one")
        made = self._make(
            Key(
                id=self.vault.new_id(),
                shop_id=by.shop_id,
                kind=kind,
                name=name,
                scopes=frozenset(scopes),
                digest="",
                created_at=self.clock(),
                origins=frozenset(origins),
                expires_at=expires_at,
            )
        )
        self.keys.add(made.key)
        self.audit.record(by, "key.created", made.key.id, _told(made.key))
        return made

    def rotate(self, by: Principal, key_id: str, *, overlap: timedelta = OVERLAP) -> NewKey:
        """Make a successor like the key, and let the key itself hold for ``overlap`` (0 or more) yet.

        Raises:
            NotFound: the shop has no such key.
            Conflict: the key holds no longer.
        """
        old, now = self._of_shop(by.shop_id, key_id), self.clock()
        if not old.holds(now):
            raise Conflict(f"the key {key_id} holds no longer; make a new one instead")
        if overlap < timedelta(0):
            raise InvalidInput(f"the overlap {overlap} is negative; 0 lets the old key end at once")
        # A key with an end hands its whole length of life on.
        ends = None if old.expires_at is None else now + (old.expires_at - old.created_at)
        fresh = replace(old, id=self.vault.new_id(), created_at=now, expires_at=ends, last_used_at=None)
        made, until = self._make(fresh), now + overlap
        self.keys.replace(old, made.key, until=until)
        self.audit.record(by, "key.rotated", old.id, {"successor": made.key.id, "until": until.isoformat()})
        return made

    def revoke(self, by: Principal, key_id: str) -> Key:
        """Let a key hold no longer, at once.

        Raises:
            NotFound: the shop has no such key.
        """
        key = self.keys.revoke(by.shop_id, key_id, self.clock())
        self.audit.record(by, "key.revoked", key.id, {"name": key.name})
        return key

    def all(self, shop_id: str) -> tuple[Key, ...]:
        """The keys of a shop, those that hold no longer too."""
        return self.keys.of_shop(shop_id)

    def recognise(self, text: str, *, origin: str | None) -> Principal:
        """Who shows this key.

        Args:
            text: the key as it was shown once.
            origin: what the browser says of the page that asks.

        Raises:
            Unauthenticated: no such key, or it holds no longer.
            Forbidden: a public key from an origin that it is not bound to.
        """
        key = self._find(text)
        if key.kind is KeyKind.PUBLIC and origin not in key.origins:
            told = "a request without an Origin" if origin is None else f"the origin {origin[:80]!r}"
            raise Forbidden(f"the public key {key.id} is not bound to {told}; add a key that is, or use a secret one")
        now = self.clock()
        if key.last_used_at is None or now - key.last_used_at >= NOTED_EVERY:
            self.keys.used(key.id, now)
        public = key.kind is KeyKind.PUBLIC
        return Principal(key.shop_id, Actor.KEY, id=key.id, name=key.name, scopes=key.scopes, public=public)

    def binds(self, origin: str) -> bool:
        """Whether some public key that holds is bound to the origin, whatever text that is."""
        return not has_control_characters(origin) and self.keys.binds(origin, self.clock())

    def signing_secret(self, shop_id: str, key_id: str) -> str:
        """What shopper tokens of a secret key are signed with.

        Raises:
            Unauthenticated: the shop has no such secret key that holds.
        """
        key = self.keys.get(key_id) if re.fullmatch("[0-9a-f]{16}", key_id) else None
        if key is None or key.shop_id != shop_id or key.sealed_signing is None or not key.holds(self.clock()):
            raise Unauthenticated("the kid of the shopper token names no secret key of this shop that holds")
        return self.vault.unseal(key.sealed_signing)

    def _find(self, text: str) -> Key:
        parts = _TEXT.fullmatch(text)
        if parts is None:
            raise Unauthenticated("this is no key of ours: they look like ht_sk_… or ht_pk_…")
        key = self.keys.get(parts[2])
        # Compared even where there is no such key: that an id exists is nobody's business.
        right = self.vault.same(self.vault.digest(parts[3]), "" if key is None else key.digest)
        if key is None or not right or key.kind != parts[1]:
            raise Unauthenticated("there is no such key; was it copied whole?")
        if key.revoked_at is not None:
            raise Unauthenticated(f"the key {key.id} was revoked; ask an owner of the shop for another")
        if not key.holds(self.clock()):
            raise Unauthenticated(f"the key {key.id} expired; ask an owner of the shop for another")
        return key

    def _of_shop(self, shop_id: str, key_id: str) -> Key:
        key = self.keys.get(key_id)
        if key is None or key.shop_id != shop_id:
            raise NotFound(f"the shop {shop_id!r} has no key {key_id[:40]!r}")
        return key

    def _make(self, key: Key) -> NewKey:
        """Secrets for a key that has none yet."""
        secret = self.vault.new_secret()
        signing = self.vault.new_secret() if key.kind is KeyKind.SECRET else None
        sealed = None if signing is None else self.vault.seal(signing)
        whole = replace(key, digest=self.vault.digest(secret), sealed_signing=sealed)
        return NewKey(whole, f"ht_{key.kind}_{key.id}_{secret}", signing)


def _told(key: Key) -> dict[str, object]:
    return {"name": key.name, "kind": key.kind.value, "scopes": sorted(key.scopes), "origins": sorted(key.origins)}
