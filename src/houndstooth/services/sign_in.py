"""Signing in by name and password, and knowing who is signed in."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import timedelta

from houndstooth.domain.access import Actor, Principal
from houndstooth.domain.access_ports import Attempts, People, Sessions, Vault
from houndstooth.domain.clock import Clock, utc_now
from houndstooth.domain.errors import TooManyRequests, Unauthenticated
from houndstooth.domain.item import has_control_characters
from houndstooth.domain.people import Person, Session, check_password, sign_in_name
from houndstooth.services.audit import Audit

LONGEST = timedelta(hours=24)
"""How long a session holds at most."""

IDLE = timedelta(hours=4)
"""How long it holds without a request."""

NOTED_EVERY = timedelta(minutes=1)
"""How old 'last seen' may get: it costs a write."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that holds: who it is, the digest that it is known by, and the token its pages show with changes."""

    principal: Principal
    digest: str
    csrf_token: str


@dataclass(frozen=True)
class SignIn:
    """The door for people."""

    people: People
    sessions: Sessions
    attempts: Attempts
    vault: Vault
    audit: Audit
    clock: Clock = field(default=utc_now)

    def begin(self, shop_id: str, name: str, password: str, *, address: str) -> tuple[SignedIn, str]:
        """Sign somebody in; returns the session and the token for its cookie.

        Raises:
            Unauthenticated: the name or the password is wrong; which of them is not told, nor to be measured.
            TooManyRequests: too many failures for this name or from this address.
        """
        person, source = self._prove(shop_id, sign_in_name(name), password, address)
        # Only this one: whoever has an account must not wipe out guesses at others.
        self.attempts.take_back(source)
        return self._open(person)

    def change_password(self, session: SignedIn, *, password: str, new: str, address: str) -> None:
        """Give oneself another password; all sessions end, this one too.

        Raises:
            InvalidInput: the new password cannot be used.
            Unauthenticated: the old one is wrong.
            TooManyRequests: too many failures for this name or from this address.
        """
        check_password(new)
        by = session.principal
        person, source = self._prove(by.shop_id, by.name, password, address)
        self.attempts.take_back(source)
        self.people.change_password(by.shop_id, person.id, self.vault.hash_password(new))
        self.audit.record(by, "person.password-changed", person.id, {"name": person.name})

    def _prove(self, shop_id: str, name: str, password: str, address: str) -> tuple[Person, str]:
        """Who has this name and password; and what their address is counted by."""
        # As a digest: names that nobody has would fill the memory with whatever they are made of.
        account, source = f"account {self.vault.digest(f'{shop_id}/{name}')}", f"address {address}"
        if wait := self.attempts.begin(account, source):
            raise TooManyRequests(f"too many attempts; try again in {math.ceil(wait)} seconds", wait)
        known = None if has_control_characters(shop_id + name) else self.people.named(shop_id, name)
        right = self.vault.is_password(password, None if known is None else known.password_hash)
        if known is None or not right:
            raise Unauthenticated("the name or the password is wrong")
        self.attempts.clear(account)
        return known, source

    def recognise(self, token: str) -> SignedIn:
        """Whose session cookie this is.

        Raises:
            Unauthenticated: of nobody, or the session is over.
        """
        digest, now = self.vault.digest(token), self.clock()
        found = self.sessions.find(digest)
        if found is None:
            raise Unauthenticated("you are not signed in, or were signed out; sign in again")
        session, person = found
        if now >= session.created_at + LONGEST or now >= session.last_seen_at + IDLE:
            self.sessions.remove(digest)
            raise Unauthenticated("your session is over; sign in again")
        if now - session.last_seen_at >= NOTED_EVERY:
            self.sessions.seen(digest, now)
        return self._signed_in(person, digest)

    def end(self, session: SignedIn) -> None:
        """Sign out."""
        self.sessions.remove(session.digest)
        self.audit.record(session.principal, "session.ended", session.principal.id)

    def _open(self, person: Person) -> tuple[SignedIn, str]:
        token, now = self.vault.new_secret(), self.clock()
        digest = self.vault.digest(token)
        self.sessions.prune(now - LONGEST)
        self.sessions.add(Session(digest, person.id, now, now))
        signed_in = self._signed_in(person, digest)
        self.audit.record(signed_in.principal, "session.begun", person.id)
        return signed_in, token

    def _signed_in(self, person: Person, digest: str) -> SignedIn:
        principal = Principal(person.shop_id, Actor.PERSON, id=person.id, name=person.name, role=person.role)
        return SignedIn(principal, digest, self.vault.csrf_token(digest))
