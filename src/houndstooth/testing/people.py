"""What every ``People`` and every ``Sessions`` must do; they share one store."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from houndstooth.domain.access import Role
from houndstooth.domain.access_ports import People, Sessions
from houndstooth.domain.errors import Conflict, NotFound
from houndstooth.domain.people import Person, Session
from houndstooth.testing.keys import NOW


def person(person_id: str, *, role: Role = Role.OWNER, shop_id: str = "shop") -> Person:
    """Somebody called ``name of`` their id."""
    return Person(person_id, shop_id, f"name of {person_id}", role, "hash", NOW)


def session(digest: str, person_id: str = "a") -> Session:
    """A session that began ``NOW``."""
    return Session(digest, person_id, NOW, NOW)


class PeopleContract:
    """Give a fixture ``people``: without anybody."""

    def test_gives_back_who_was_added(self, people: People) -> None:
        """By id, by name and in the list of the shop."""
        for one in (person("b"), person("a", role=Role.VIEWER), person("c", shop_id="other")):
            people.add(one)
        assert people.get("shop", "b") == person("b")
        assert people.named("shop", "name of a") == person("a", role=Role.VIEWER)
        assert people.of_shop("shop") == (person("a", role=Role.VIEWER), person("b"))

    def test_another_shop_finds_nobody(self, people: People) -> None:
        """Neither to read nor to change."""
        people.add(person("a"))
        assert people.named("other", "name of a") is None
        for act in (
            lambda: people.get("other", "a"),
            lambda: people.change_role("other", "a", Role.VIEWER, keep_an_owner=False),
            lambda: people.change_password("other", "a", "new"),
            lambda: people.remove("other", "a", keep_an_owner=False),
        ):
            with pytest.raises(NotFound):
                act()
        assert people.of_shop("shop") == (person("a"),)

    def test_a_name_is_given_once_in_a_shop(self, people: People) -> None:
        """And again in another shop."""
        people.add(person("a"))
        with pytest.raises(Conflict, match="name of a"):
            people.add(replace(person("b"), name="name of a"))
        people.add(replace(person("c", shop_id="other"), name="name of a"))
        assert [one.id for one in people.of_shop("shop")] == ["a"]

    def test_changes(self, people: People) -> None:
        """Role and password of the one who is meant."""
        people.add(person("a"))
        people.add(person("b"))
        assert people.change_role("shop", "b", Role.ANALYST, keep_an_owner=True).role is Role.ANALYST
        people.change_password("shop", "b", "new")
        assert people.of_shop("shop") == (person("a"), replace(person("b"), role=Role.ANALYST, password_hash="new"))  # noqa: S106
        people.remove("shop", "b", keep_an_owner=True)
        assert people.of_shop("shop") == (person("a"),)

    def test_the_last_owner_is_kept_when_asked(self, people: People) -> None:
        """Other roles and other shops do not count; a role that changes nothing is no harm."""
        people.add(person("a"))
        people.add(person("b", role=Role.VIEWER))
        people.add(person("c", shop_id="other"))
        with pytest.raises(Conflict, match="last owner"):
            people.change_role("shop", "a", Role.VIEWER, keep_an_owner=True)
        with pytest.raises(Conflict, match="last owner"):
            people.remove("shop", "a", keep_an_owner=True)
        assert people.change_role("shop", "a", Role.OWNER, keep_an_owner=True) == person("a")
        people.remove("shop", "a", keep_an_owner=False)
        assert [one.id for one in people.of_shop("shop")] == ["b"]

    def test_two_owners_cannot_demote_each_other_at_once(self, people: People) -> None:
        """Whatever the order, one is left."""
        for turn in range(8):
            pair = [person(f"{turn}{side}", shop_id=f"shop {turn}") for side in "lr"]
            for one in pair:
                people.add(one)

            def demote(one: Person) -> None:
                people.change_role(one.shop_id, one.id, Role.VIEWER, keep_an_owner=True)

            with ThreadPoolExecutor(2) as pool:
                faults = [future.exception() for future in [pool.submit(demote, one) for one in pair]]
            assert [type(fault) for fault in faults if fault] == [Conflict]
            assert sum(one.role is Role.OWNER for one in people.of_shop(f"shop {turn}")) == 1


class SessionsContract:
    """Give fixtures ``people`` and ``sessions``, empty and over one store."""

    def test_finds_whose_it_is(self, people: People, sessions: Sessions) -> None:
        """With the role that they have now."""
        people.add(person("a"))
        people.add(person("b"))
        sessions.add(session("one"))
        sessions.add(session("two", "b"))
        people.change_role("shop", "b", Role.VIEWER, keep_an_owner=True)
        assert sessions.find("one") == (session("one"), person("a"))
        assert sessions.find("two") == (session("two", "b"), person("b", role=Role.VIEWER))
        assert sessions.find("three") is None

    def test_ends(self, people: People, sessions: Sessions) -> None:
        """By signing out, a new password, or the end of the person; nobody else's."""
        for name in "abc":
            people.add(person(name))
            for number in "12":
                sessions.add(session(name + number, name))
        sessions.remove("a1")
        sessions.remove("a1")
        people.change_password("shop", "b", "new")
        people.remove("shop", "c", keep_an_owner=False)
        assert [digest for digest in ("a1", "a2", "b1", "b2", "c1", "c2") if sessions.find(digest)] == ["a2"]

    def test_use_is_noted_and_old_ones_are_forgotten(self, people: People, sessions: Sessions) -> None:
        """By when they began, not by when they were last used."""
        people.add(person("a"))
        sessions.add(replace(session("old"), created_at=NOW - timedelta(days=2)))
        sessions.add(session("new"))
        sessions.seen("old", NOW + timedelta(minutes=5))
        found = sessions.find("old")
        assert found is not None
        assert found[0].last_seen_at == NOW + timedelta(minutes=5)
        sessions.prune(NOW - timedelta(days=1))
        assert [sessions.find(digest) is not None for digest in ("old", "new")] == [False, True]
