"""The ports of who may do what. Those that keep something have a conformance test in ``houndstooth.testing``."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from houndstooth.domain.access import Role
from houndstooth.domain.audit import AuditEntry, AuditPage
from houndstooth.domain.keys import Key
from houndstooth.domain.people import Person, Session


class Keys(Protocol):
    """The keys of every shop; each method is one transaction."""

    def add(self, key: Key) -> None:
        """Keep a new key."""
        ...

    def replace(self, old: Key, successor: Key, *, until: datetime) -> None:
        """Keep a successor, and let the old key expire at ``until``, or earlier where it would have anyway."""
        ...

    def revoke(self, shop_id: str, key_id: str, at: datetime) -> Key:
        """Let a key hold no longer; one that was revoked before keeps its time.

        Raises:
            NotFound: the shop has no such key.
        """
        ...

    def get(self, key_id: str) -> Key | None:
        """The key with this id, of whatever shop."""
        ...

    def of_shop(self, shop_id: str) -> tuple[Key, ...]:
        """All keys of a shop, those that hold no longer too, oldest first."""
        ...

    def used(self, key_id: str, at: datetime) -> None:
        """Note when a key was last used."""
        ...

    def binds(self, origin: str, at: datetime) -> bool:
        """Whether some public key of any shop that holds at this time is bound to the origin."""
        ...


class People(Protocol):
    """The people of every shop; each method is one transaction."""

    def add(self, person: Person) -> None:
        """Keep somebody new.

        Raises:
            Conflict: the shop has somebody of this name.
        """
        ...

    def get(self, shop_id: str, person_id: str) -> Person:
        """Somebody by id.

        Raises:
            NotFound: the shop has no such person.
        """
        ...

    def named(self, shop_id: str, name: str) -> Person | None:
        """Somebody by the name they sign in with."""
        ...

    def of_shop(self, shop_id: str) -> tuple[Person, ...]:
        """Everybody of a shop, by name."""
        ...

    def change_role(self, shop_id: str, person_id: str, role: Role, *, keep_an_owner: bool) -> Person:
        """Give somebody another role.

        Raises:
            NotFound: the shop has no such person.
            Conflict: an owner must be kept, and this would take the last one away.
        """
        ...

    def change_password(self, shop_id: str, person_id: str, password_hash: str) -> None:
        """Give somebody another password, and end all their sessions.

        Raises:
            NotFound: the shop has no such person.
        """
        ...

    def remove(self, shop_id: str, person_id: str, *, keep_an_owner: bool) -> None:
        """Forget somebody with all their sessions; raises as ``change_role`` does."""
        ...


class Sessions(Protocol):
    """Who is signed in; each method is one transaction."""

    def add(self, session: Session) -> None:
        """Keep a new session."""
        ...

    def find(self, digest: str) -> tuple[Session, Person] | None:
        """The session whose token has this digest, and whose it is."""
        ...

    def seen(self, digest: str, at: datetime) -> None:
        """Note when a session was last used."""
        ...

    def remove(self, digest: str) -> None:
        """End a session; one that is not there is ignored."""
        ...

    def prune(self, before: datetime) -> None:
        """Forget the sessions that began before this time."""
        ...


class AuditLog(Protocol):
    """Who changed what. Nothing in it is ever changed or taken out."""

    def append(self, entry: AuditEntry) -> None:
        """Write one more entry."""
        ...

    def page(self, shop_id: str, *, limit: int, before: int | None = None) -> AuditPage:
        """Entries of a shop, newest first, from those older than ``before``."""
        ...


class Vault(Protocol):
    """Chance, hashes and encryption."""

    def new_id(self) -> str:
        """A short random id of small letters and digits, not secret."""
        ...

    def new_secret(self) -> str:
        """256 random bits as 43 characters."""
        ...

    def digest(self, secret: str) -> str:
        """SHA-256 of a random secret, as hexadecimal digits."""
        ...

    def same(self, one: str, other: str) -> bool:
        """Whether two texts are equal, compared in a time that says nothing of where they differ."""
        ...

    def hash_password(self, password: str) -> str:
        """A slow, salted hash."""
        ...

    def is_password(self, password: str, password_hash: str | None) -> bool:
        """Whether the hash is of this password; without a hash it is not, after the same work."""
        ...

    def seal(self, text: str) -> str:
        """Encrypt under the installation's secret."""
        ...

    def unseal(self, sealed: str) -> str:
        """Decrypt.

        Raises:
            Unavailable: it was sealed under another secret.
        """
        ...

    def csrf_token(self, session_digest: str) -> str:
        """The token that a page of this session must show with every change."""
        ...

    def signer_of(self, token: str) -> str:
        """The id of the key that a shopper token says it is signed with; nothing is verified.

        Raises:
            Unauthenticated: it is no such token.
        """
        ...

    def shopper_in(self, token: str, *, signing_secret: str, shop_id: str, now: datetime) -> str:
        """The shopper that a token speaks for.

        Raises:
            Unauthenticated: it is not signed with this secret, is of another shop, over, or good for too long.
        """
        ...


class Buckets(Protocol):
    """Rates: a bucket for each name, full at first, refilled evenly, emptied by one with each request."""

    def take(self, name: str, *, per_minute: int) -> float:
        """Take one; returns 0, or the seconds until there is one, when none was taken."""
        ...


class Attempts(Protocol):
    """Failed attempts at signing in, by account and by address."""

    def begin(self, *names: str) -> float:
        """Count an attempt as failed under each name, before it is made, so that attempts side by side all count.

        Returns:
            0, or the seconds to wait before another attempt is looked at; then nothing was counted.
        """
        ...

    def clear(self, name: str) -> None:
        """Forget all failures under a name."""
        ...

    def take_back(self, name: str) -> None:
        """Forget one failure under a name."""
        ...
