from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from houndstooth.cache.attempts import MemoryAttempts
from houndstooth.domain.access import Actor, Principal, Role
from houndstooth.domain.errors import Conflict, InvalidInput, NotFound, TooManyRequests, Unauthenticated
from houndstooth.services.sign_in import IDLE, LONGEST, SignIn
from houndstooth.services.staff import Staff

BY = Principal.command_line("shop")
OWNER = Principal("shop", Actor.PERSON, id="o", name="o", role=Role.OWNER)
PASSWORD = "correct horse battery"


class Watch:
    """A clock that is turned by hand."""

    def __init__(self):
        self.now = datetime(2026, 7, 1, 12, tzinfo=UTC)

    def __call__(self):
        return self.now

    def seconds(self):
        return self.now.timestamp()


class QuickVault:
    """The vault of the house with a hash that costs nothing, and a count of how often a password was looked at."""

    def __init__(self, vault):
        self._vault = vault
        self.looks = []

    def __getattr__(self, name):
        return getattr(self._vault, name)

    def hash_password(self, password):
        return f"hash of {password}"

    def is_password(self, password, password_hash):
        self.looks.append(password_hash is not None)
        return password_hash == f"hash of {password}"


@pytest.fixture(name="watch")
def _watch():
    return Watch()


@pytest.fixture(name="vault")
def _vault(house):
    return QuickVault(house.vault)


@pytest.fixture(name="staff")
def _staff(house, vault):
    return Staff(people=house.staff.people, vault=vault, audit=house.audit)


@pytest.fixture(name="door")
def _door(house, vault, watch):
    attempts = MemoryAttempts(clock=watch.seconds)
    return SignIn(
        people=house.staff.people, sessions=house.sign_in.sessions, attempts=attempts, vault=vault,
        audit=house.audit, clock=watch,
    )  # fmt: skip


@pytest.fixture(name="ann")
def _ann(staff):
    return staff.add(BY, name="Ann@Shop.example", role=Role.STYLIST, password=PASSWORD)[0]


def enter(door, name="ann@shop.example", password=PASSWORD, *, shop="shop", address="192.0.2.1"):
    return door.begin(shop, name, password, address=address)


def test_a_session_knows_who_it_is(door, ann):
    """However the name is written; its token is not kept."""
    session, token = enter(door, " ANN@shop.example ")
    assert door.recognise(token) == session
    assert session.principal == Principal("shop", Actor.PERSON, id=ann.id, name="ann@shop.example", role=Role.STYLIST)
    assert token != session.digest
    assert enter(door)[1] != token


def test_signing_out_ends_the_session(door, ann):
    """That one alone."""
    (session, token), (_, other) = enter(door), enter(door)
    door.end(session)
    with pytest.raises(Unauthenticated):
        door.recognise(token)
    assert door.recognise(other).principal.id == ann.id


def test_a_session_ends_by_itself(door, ann, watch):
    """Without a request after a while; with requests too, later."""
    _, idle = enter(door)
    watch.now += IDLE
    with pytest.raises(Unauthenticated, match="over"):
        door.recognise(idle)
    _, busy = enter(door)
    start = watch.now
    while watch.now - start < LONGEST - timedelta(minutes=10):
        door.recognise(busy)
        watch.now += timedelta(minutes=10)
    watch.now = start + LONGEST
    with pytest.raises(Unauthenticated, match="over"):
        door.recognise(busy)


@pytest.mark.parametrize("token", ["", "x", "a" * 43, "\ud800", "x" * 100_000])
def test_a_made_up_token_is_nobodys(door, ann, token):
    with pytest.raises(Unauthenticated):
        door.recognise(token)


def test_unknown_names_get_the_same_answer_for_the_same_work(door, ann, vault):
    """Nobody learns who is there, whether the name, the shop or the password is wrong."""
    answers = set()
    for name, password, shop in (
        ("ann@shop.example", "wrong", "shop"),
        ("nobody", PASSWORD, "shop"),
        ("ann@shop.example", PASSWORD, "other"),
        ("a\x00b", PASSWORD, "shop"),
        ("\ud800", PASSWORD, "sh\x00op"),
    ):
        with pytest.raises(Unauthenticated) as raised:
            enter(door, name, password, shop=shop, address=name)
        answers.add(str(raised.value))
    assert len(answers) == 1
    assert vault.looks == [True, False, False, False, False]


def test_guessing_is_slowed_down_and_locked(door, ann, watch, vault):
    """The right password does not help while the account waits, and nothing is looked at."""
    refused = []
    for _ in range(10):
        while True:
            try:
                enter(door, password="wrong")
            except TooManyRequests as wait:
                refused.append(wait.retry_after)
                watch.now += timedelta(seconds=wait.retry_after)
            except Unauthenticated:
                break
    assert refused == [1, 2, 4, 8, 16]
    looks = len(vault.looks)
    with pytest.raises(TooManyRequests, match="900"):
        enter(door, address="198.51.100.9")
    assert len(vault.looks) == looks
    watch.now += timedelta(minutes=15)
    assert enter(door)[0].principal.id == ann.id


def test_an_unknown_name_is_locked_like_a_known_one(door, ann, watch):
    """So that a lock tells nothing either."""
    outcomes = {}
    for name in ("ann@shop.example", "nobody"):
        outcomes[name] = []
        for attempt in range(7):
            with pytest.raises((Unauthenticated, TooManyRequests)) as raised:
                enter(door, name, "wrong", address=f"{name} {attempt}")
            outcomes[name].append((type(raised.value), str(raised.value)))
    assert outcomes["nobody"] == outcomes["ann@shop.example"]


def test_one_address_guessing_at_many_is_slowed_down(door, ann):
    """An account of one's own does not wash the address clean."""
    for number in range(4):
        with pytest.raises(Unauthenticated):
            enter(door, f"guess {number}")
    enter(door)
    with pytest.raises(Unauthenticated):
        enter(door, "guess 5")
    with pytest.raises(TooManyRequests):
        enter(door, "guess 6")


def test_a_reset_ends_all_sessions(door, staff, ann):
    """The old password is gone; a random one is given where none was."""
    tokens = [enter(door)[1] for _ in range(2)]
    _, password = staff.reset(OWNER, ann.id)
    for token in tokens:
        with pytest.raises(Unauthenticated):
            door.recognise(token)
    with pytest.raises(Unauthenticated):
        enter(door)
    assert enter(door, password=password)[0].principal.id == ann.id


def test_a_role_counts_at_once_and_removal_ends_sessions(door, staff, ann):
    _, token = enter(door)
    staff.change_role(OWNER, ann.id, Role.VIEWER)
    assert door.recognise(token).principal.role is Role.VIEWER
    staff.remove(OWNER, ann.id)
    with pytest.raises(Unauthenticated):
        door.recognise(token)


def test_the_last_owner_stays_but_for_the_command_line(staff):
    """Whoever is at the machine may start anew."""
    person, _ = staff.add(BY, name="o", role=Role.OWNER, password=PASSWORD)
    for act in (lambda: staff.change_role(OWNER, person.id, Role.VIEWER), lambda: staff.remove(OWNER, person.id)):
        with pytest.raises(Conflict, match="last owner"):
            act()
    staff.remove(BY, person.id)
    assert staff.all("shop") == ()


@pytest.mark.parametrize("password", ["short", "x" * 11, "x" * 201, ""])
def test_bad_passwords_are_refused_without_repeating_them(staff, ann, password):
    for act in (
        lambda: staff.add(BY, name="bo", role=Role.VIEWER, password=password),
        lambda: staff.reset(BY, ann.id, password),
    ):
        with pytest.raises(InvalidInput, match=f"has {len(password)} characters"):
            act()


@pytest.mark.parametrize("name", ["", "  ", "x" * 201, "a\nb", "\ud800"])
def test_bad_names_are_refused(staff, name):
    with pytest.raises(InvalidInput, match="name"):
        staff.add(BY, name=name, role=Role.VIEWER)


def test_an_owner_has_no_say_in_another_shop(staff, ann):
    stranger = Principal("other", Actor.PERSON, role=Role.OWNER)
    for act in (
        lambda: staff.reset(stranger, ann.id),
        lambda: staff.remove(stranger, ann.id),
        lambda: staff.change_role(stranger, ann.id, Role.OWNER),
    ):
        with pytest.raises(NotFound):
            act()
    assert staff.all("other") == ()


def test_changes_are_noted_without_passwords(door, staff, house, ann):
    """Each with who did it, to whom, and what it was before."""
    session, _ = enter(door)
    door.end(session)
    staff.change_role(OWNER, ann.id, Role.VIEWER)
    _, password = staff.reset(OWNER, ann.id)
    staff.remove(OWNER, ann.id)
    entries = house.audit.page("shop", limit=20).entries
    assert [(entry.action, entry.actor_id, entry.target) for entry in reversed(entries)] == [
        ("person.added", "cli", ann.id),
        ("session.begun", ann.id, ann.id),
        ("session.ended", ann.id, ann.id),
        ("person.role-changed", "o", ann.id),
        ("person.password-reset", "o", ann.id),
        ("person.removed", "o", ann.id),
    ]
    assert entries[2].details == {"name": "ann@shop.example", "before": "stylist", "after": "viewer"}
    assert PASSWORD not in repr(entries)
    assert password not in repr(entries)
