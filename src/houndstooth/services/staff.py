"""The people of a shop: taking them in, changing their role, resetting their password, taking them out."""

from __future__ import annotations

from dataclasses import dataclass, field

from houndstooth.domain.access import Actor, Principal, Role
from houndstooth.domain.access_ports import People, Vault
from houndstooth.domain.clock import Clock, utc_now
from houndstooth.domain.errors import NotFound
from houndstooth.domain.people import Person, check_password, sign_in_name
from houndstooth.services.audit import Audit


@dataclass(frozen=True)
class Staff:
    """The people of all shops. Every method speaks of the shop of ``by``, and is noted in the audit log."""

    people: People
    vault: Vault
    audit: Audit
    clock: Clock = field(default=utc_now)

    def add(self, by: Principal, *, name: str, role: Role, password: str | None = None) -> tuple[Person, str]:
        """Take somebody in; returns them with their password, a random one where none is given.

        Raises:
            InvalidInput: the name or the password cannot be used.
            Conflict: the shop has somebody of this name.
        """
        chosen = self._choose(password)
        person = Person(
            id=self.vault.new_id(),
            shop_id=by.shop_id,
            name=sign_in_name(name),
            role=role,
            password_hash=self.vault.hash_password(chosen),
            created_at=self.clock(),
        )
        self.people.add(person)
        self.audit.record(by, "person.added", person.id, {"name": person.name, "role": role.value})
        return person, chosen

    def all(self, shop_id: str) -> tuple[Person, ...]:
        """Everybody of a shop, by name."""
        return self.people.of_shop(shop_id)

    def named(self, shop_id: str, name: str) -> Person:
        """Somebody by name.

        Raises:
            NotFound: the shop has nobody of this name.
        """
        person = self.people.named(shop_id, sign_in_name(name))
        if person is None:
            raise NotFound(
                f"the shop {shop_id!r} has nobody called {name!r}; 'houndstooth people list' shows who there is"
            )
        return person

    def change_role(self, by: Principal, person_id: str, role: Role) -> Person:
        """Give somebody another role; it counts from their next request on.

        Raises:
            NotFound: the shop has no such person.
            Conflict: they are the last owner. (On the command line that is allowed.)
        """
        before = self.people.get(by.shop_id, person_id)
        after = self.people.change_role(by.shop_id, person_id, role, keep_an_owner=_keeps_an_owner(by))
        change = {"name": after.name, "before": before.role.value, "after": role.value}
        self.audit.record(by, "person.role-changed", person_id, change)
        return after

    def reset(self, by: Principal, person_id: str, password: str | None = None) -> tuple[Person, str]:
        """Give somebody another password, a random one where none is given, and end all their sessions.

        Raises:
            InvalidInput: the password cannot be used.
            NotFound: the shop has no such person.
        """
        chosen, person = self._choose(password), self.people.get(by.shop_id, person_id)
        self.people.change_password(by.shop_id, person_id, self.vault.hash_password(chosen))
        self.audit.record(by, "person.password-reset", person_id, {"name": person.name})
        return person, chosen

    def remove(self, by: Principal, person_id: str) -> None:
        """Forget somebody; raises as ``change_role`` does."""
        person = self.people.get(by.shop_id, person_id)
        self.people.remove(by.shop_id, person_id, keep_an_owner=_keeps_an_owner(by))
        self.audit.record(by, "person.removed", person_id, {"name": person.name, "role": person.role.value})

    def _choose(self, password: str | None) -> str:
        if password is None:
            return self.vault.new_secret()
        check_password(password)
        return password


def _keeps_an_owner(by: Principal) -> bool:
    """Whoever is at the machine itself may lock everybody out, and in again."""
    return by.actor is not Actor.CLI
