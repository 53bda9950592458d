"""Profiles over a real catalogue: as somebody acts, says and takes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count

import numpy as np
import pytest

from houndstooth.domain.access import Actor, Principal, Scope
from houndstooth.domain.catalogue import Entry, StoredPicture
from houndstooth.domain.errors import Conflict, Forbidden, InvalidInput
from houndstooth.domain.event import Event, EventKind, Mention, Who
from houndstooth.domain.item import Item, Price
from houndstooth.domain.shopper import AgeBand, Facts, Verdict
from houndstooth.services.beliefs import Basis
from houndstooth.services.profiles import Wish

SHOP = "default"
ANN, GUEST = Who(shopper="ann/Ä 🧥"), Who(session="guest 1")
CLI = Principal.command_line(SHOP)
PAGE = Principal(SHOP, Actor.KEY, id="k", scopes=frozenset({Scope.RECOMMEND}), public=True)
NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.fixture(name="profiles")
def _profiles(house, events):
    """Over 60 items: 4 categories in 3 colours by 2 brands, from 10 to 69 euros."""
    random = np.random.default_rng(1)
    entries = []
    for number in range(60):
        item = Item(
            SHOP, f"i{number}", f"Item {number}", category=("Dresses", "Shirts", "Shoes", "Hats")[number % 4],
            colour=("Red", "Blue", "Green")[number % 3], brand=("Ä & Co", "Brand 2")[number % 2],
            size=("38", "39")[number // 4 % 2], price=Price(Decimal(10 + number), "EUR"),
        )  # fmt: skip
        vector = random.normal(size=house.encoder.dimension).astype(np.float32)
        picture = StoredPicture(f"{number:064x}", 3, 4)
        style = random.normal(size=house.encoder.style_dimension).astype(np.float32)
        entries.append(Entry(item, "d", picture, vector / np.linalg.norm(vector), style=style))
    house.catalogue.write(entries, artifact_id=house.encoder.artifact_id)
    return replace(house.profiles, clock=lambda: NOW)


@pytest.fixture(name="do")
def _do(events):
    """A function that makes an event happen, some days ago, with items by their numbers."""
    ids = count()

    def do(who, kind, *numbers, days=0.0, **fields):
        mentions = tuple(Mention(f"i{number}") for number in numbers)
        at = NOW - timedelta(days=days)
        event = Event(SHOP, f"e{next(ids)}", EventKind(kind), at, who, mentions, **fields)
        events.append(SHOP, [event], source="test", received_at=NOW)

    return do


def told(account):
    """``field value`` -> belief."""
    return {f"{one.field} {one.value}": one for one in account.beliefs}


def test_of_nobody_nothing_is_believed(profiles):
    account = profiles.account(CLI, ANN)
    assert (account.beliefs, account.events, account.portrait.identity) == ((), 0, None)


def test_beliefs_come_with_their_reason(profiles, do):
    """In words with counts, strongest first, with the items; what was looked at is told apart from what was bought."""
    for number in range(0, 28, 4):
        do(ANN, "view_item", number, days=12)
    do(ANN, "purchase", 0, 4, 8, days=3)
    do(ANN, "like", 1, 5)
    beliefs = told(profiles.account(CLI, ANN))
    dresses = beliefs["category Dresses"]
    assert dresses.says == (
        "You looked at 7 things and bought 3 from Dresses in the last 13 days, so we think you like Dresses."
    )
    assert set(dresses.item_ids[:3]) == {"i0", "i4", "i8"}
    assert len(dresses.item_ids) == 6
    assert 0 < dresses.confidence < 1
    assert 0.1 < dresses.strength < 1
    assert beliefs["brand Ä & Co"].says == (
        "Ä & Co: 7 of the 9 things that you looked at, bought or liked are by Ä & Co, so we think you like Ä & Co."
    )
    assert beliefs["size 38"].says == "You chose size 38 in Dresses, so we think it fits you."
    [price] = [one for one in beliefs.values() if one.field == "price"]
    assert price.says.startswith("Most of what you choose costs 1")
    assert price.value.endswith(" EUR")


def test_dislikes_are_told(profiles, do):
    do(ANN, "dislike", 3, 7, 11, 15)
    do(ANN, "not_interested", 19, 1)
    hats = told(profiles.account(CLI, ANN))["category Hats"]
    assert hats.strength < -0.2
    assert hats.says == "Hats: 5 of the 6 things that you turned down are from Hats, so we show you less of it."


def test_one_look_is_no_belief(profiles, do):
    do(ANN, "view_item", 0)
    assert told(profiles.account(CLI, ANN)) == {}


def test_an_event_is_in_the_next_portrait(profiles, do):
    """However late it comes."""
    do(ANN, "like", 0, days=1)
    before = profiles.of(SHOP, ANN).profile
    do(ANN, "like", 4, 8, days=40)
    after = profiles.of(SHOP, ANN).profile
    dresses = profiles.of(SHOP, ANN).assortment.vocabularies["category"].code("Dresses")
    assert after.leanings["category"].affinity[dresses] > before.leanings["category"].affinity[dresses]


def test_a_session_becomes_a_shopper(profiles, do):
    """With what it did, answered and put right; from then on a page needs the shopper's token."""
    do(GUEST, "like", 0, 4, 8)
    do(GUEST, "quiz_answer", answer=("colour", "blue"))
    profiles.correct(PAGE, GUEST, [Wish("brand", "Brand 2", Verdict.AVOID)])
    profiles.declare(PAGE, GUEST, Facts(sizes={"Shoes": "38"}), "v1")
    before = told(profiles.account(PAGE, GUEST))
    before = {name for name in before if not name.startswith("price")}
    assert {"category Dresses", "colour Blue", "brand Brand 2", "size 38"} <= before
    do(Who(ANN.shopper, GUEST.session), "view_item", 1)
    assert before <= set(told(profiles.account(PAGE, ANN)))
    with pytest.raises(Forbidden, match="token"):
        profiles.account(PAGE, GUEST)
    for change in (
        lambda: profiles.correct(PAGE, GUEST, [Wish("brand", "Brand 2", None)]),
        lambda: profiles.declare(PAGE, GUEST, Facts(), "v1"),
        lambda: profiles.withdraw(PAGE, GUEST),
    ):
        with pytest.raises(Forbidden):
            change()
    assert before <= set(told(profiles.account(CLI, GUEST)))


def test_what_the_shopper_says_counts_first(profiles, do):
    """In their words, at once, until it is taken back; upper and lower case do not count."""
    for number in range(0, 40, 3):
        do(ANN, "like", number)
    assert told(profiles.account(CLI, ANN))["colour Red"].basis is Basis.OBSERVED
    wishes = [
        Wish("colour", "rED", Verdict.AVOID), Wish("brand", "Ä & CO", Verdict.PREFER),
        Wish("price_most", "60", Verdict.PREFER), Wish("size", "39", Verdict.PREFER),
    ]  # fmt: skip
    beliefs = told(profiles.correct(CLI, ANN, wishes))
    assert {name: one.says for name, one in beliefs.items() if one.basis is Basis.CORRECTED} == {
        "colour Red": "You told us that Red is not for you.",
        "brand Ä & Co": "You told us that you like Ä & Co.",
        "price_most 60.00 EUR": "You told us that you want to pay at most 60.00 EUR.",
        "size 39": "You told us that you like size 39.",
    }
    assert beliefs["colour Red"].strength == -1
    portrait = profiles.of(SHOP, ANN)
    red = portrait.assortment.vocabularies["colour"].code("Red")
    assert portrait.profile.leanings["colour"].affinity[red] <= -3
    back = profiles.correct(CLI, ANN, [Wish("colour", "RED", None), Wish("price_most", "", None)])
    assert told(back)["colour Red"].basis is Basis.OBSERVED
    assert {one.field for one in back.portrait.words.corrections} == {"brand", "size"}


def test_forgetting(profiles, do):
    """A value, an item, everything before a day; nothing else."""
    do(ANN, "like", 0, 4, 8, 12, days=20)
    do(ANN, "like", 1, 5, 9, days=2)
    assert {"category Dresses", "category Shirts"} <= set(told(profiles.account(CLI, ANN)))
    forgotten = profiles.correct(CLI, ANN, [Wish("category", "Shirts", Verdict.FORGET)])
    assert "category Shirts" not in told(forgotten)
    assert forgotten.events == 7
    assert profiles.correct(CLI, ANN, [Wish("item", "i1", Verdict.FORGET)]).events == 6
    early = profiles.correct(CLI, ANN, [Wish("before", "2026-06-25", Verdict.FORGET)])
    assert early.events == 2
    assert not any(name.startswith("category") for name in told(early))
    assert profiles.correct(CLI, ANN, [Wish("before", "", None)]).events == 6


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (Wish("colour", "Rod", Verdict.AVOID), "Rod.*Red"),
        (Wish("colour", "", Verdict.AVOID), "there are"),
        (Wish("pattern", "Dots", Verdict.PREFER), "none has any"),
        (Wish("title", "x", Verdict.AVOID), "title.*colour"),
        (Wish("item", "i1", Verdict.AVOID), "forget"),
        (Wish("item", "\ud800", Verdict.FORGET), "control"),
        (Wish("before", "yesterday", Verdict.FORGET), "yesterday.*2026"),
        (Wish("before", "2026-05-31T18:00", Verdict.FORGET), "zone"),
        (Wish("before", "0001-01-01T00:00:00+14:00", Verdict.FORGET), "no day"),
        (Wish("price_most", "-3 EUR", Verdict.PREFER), "-3"),
        (Wish("price_most", "cheap", Verdict.PREFER), "cheap"),
        (Wish("price_most", "60 EUR", Verdict.AVOID), "prefer"),
    ],
)
def test_a_correction_that_makes_no_sense_changes_nothing(profiles, wish, words):
    """The message names the value and the remedy; none of those sent with it is kept, and nobody is introduced."""
    with pytest.raises(InvalidInput, match=f"(?s){words}"):
        profiles.correct(CLI, ANN, [Wish("brand", "Brand 2", Verdict.AVOID), wish])
    assert profiles.account(CLI, ANN).portrait.identity is None


@pytest.mark.parametrize("number", [0, 101])
def test_too_many_corrections_at_once(profiles, number):
    with pytest.raises(InvalidInput, match=str(number)):
        profiles.correct(CLI, ANN, [Wish("colour", "Red", Verdict.AVOID)] * number)


def test_taking_back_what_was_never_said(profiles):
    """Is no mistake, and makes nobody known."""
    assert profiles.correct(CLI, ANN, [Wish("colour", "Red", None)]).portrait.identity is None


def test_answers_of_the_quiz(profiles, do):
    """They state preferences, by any case; items that were chosen are liked; nonsense is passed over."""
    for question, value in (
        ("colour", "red"), ("category", "nothing of the kind"), ("price_most", "40 EUR"), ("price_least", "cheap"),
        ("favourite animal", "dog"), ("age_band", "25-34"),
    ):  # fmt: skip
        do(GUEST, "quiz_answer", answer=(question, value))
    do(GUEST, "quiz_answer", 3, 7, 11, answer=("which of these", "the left ones"))
    account = profiles.account(PAGE, GUEST)
    beliefs = told(account)
    assert beliefs["colour Red"].says == "You told us in the quiz that you like Red."
    assert beliefs["colour Red"].basis is Basis.ANSWERED
    assert beliefs["price_most 40.00 EUR"].says == "You told us that you want to pay at most 40.00 EUR."
    assert "chose in the quiz 3 things from Hats" in beliefs["category Hats"].says
    assert account.portrait.facts is None
    corrected = profiles.correct(PAGE, GUEST, [Wish("price_most", "20", Verdict.PREFER)])
    assert [name for name in told(corrected) if name.startswith("price_most")] == ["price_most 20.00 EUR"]


def test_facts_need_consent(profiles, do):
    """Without it they are refused with the remedy; once withdrawn they are gone, and so is what followed from them."""
    do(ANN, "purchase", 2)
    facts = Facts(AgeBand.FROM_25, "women", {"shoes": "39"})
    for who in (ANN, Who(shopper="nobody")):
        with pytest.raises(Conflict, match="consent"):
            profiles.declare(CLI, who, facts, None)
    declared = profiles.declare(CLI, ANN, facts, "2026-05")
    beliefs = told(declared)
    assert {one.says for one in beliefs.values() if one.basis is Basis.DECLARED} == {
        "You told us that you are 25-34 years old.",
        "You told us that you choose things for women.",
        "You told us that you wear 39 in shoes.",
    }
    assert declared.portrait.facts == facts
    assert declared.portrait.profile.sizes.declared
    assert not any(one.basis is Basis.OBSERVED and one.field == "size" for one in declared.beliefs)
    changed = profiles.declare(CLI, ANN, Facts(gender="men"), None)
    assert changed.portrait.facts == Facts(gender="men")
    profiles.withdraw(CLI, ANN)
    after = profiles.account(CLI, ANN)
    assert after.portrait.facts is None
    assert [consent.holds for consent in after.consents] == [False]
    profiles.withdraw(CLI, Who(shopper="nobody"))


def test_an_age_that_was_answered_counts_with_consent_alone(profiles, do):
    do(ANN, "quiz_answer", answer=("age_band", "25-34"))
    assert profiles.of(SHOP, ANN).facts is None
    profiles.declare(CLI, ANN, Facts(gender="women"), "v1")
    assert profiles.of(SHOP, ANN).facts == Facts(AgeBand.FROM_25, "women")


def test_changes_by_the_shop_are_noted(profiles, house):
    """By number, without what was said; what shoppers do on their own page is not."""
    profiles.correct(PAGE, GUEST, [Wish("colour", "Red", Verdict.AVOID)])
    assert house.audit.page(SHOP, limit=9).entries == ()
    profiles.correct(CLI, ANN, [Wish("colour", "Red", Verdict.AVOID)])
    profiles.declare(CLI, ANN, Facts(AgeBand.FROM_65), "v1")
    profiles.withdraw(CLI, ANN)
    entries = house.audit.page(SHOP, limit=9).entries
    assert [entry.action for entry in entries] == ["facts.withdrawn", "facts.declared", "profile.corrected"]
    assert {entry.target for entry in entries} == {"shopper 2"}
    assert [entry.details for entry in entries] == [{}, {"consent": "v1"}, {"fields": ["colour"]}]


def test_shops_never_meet(profiles, do):
    """The same id in two shops is two people."""
    do(ANN, "like", 0, 4, 8)
    profiles.correct(CLI, ANN, [Wish("colour", "Red", Verdict.AVOID)])
    theirs = profiles.account(Principal.command_line("other"), ANN)
    assert (theirs.beliefs, theirs.portrait.identity) == ((), None)
