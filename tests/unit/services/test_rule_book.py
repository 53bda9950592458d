"""The rules of a shop over a real catalogue and a real store."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from threading import Event

import pytest

from houndstooth.domain.item import Price
from houndstooth.domain.rule import RuleKind
from houndstooth.domain.slate import Surface
from houndstooth.services.assortment import Assortments
from houndstooth.services.rule_book import RuleBook
from houndstooth.storage.catalogue import SqlCatalogue
from houndstooth.storage.database import Database
from houndstooth.storage.rules import SqlRules
from houndstooth.testing.catalogue import ARTIFACT, SHOP, entry
from houndstooth.testing.rules import NOW
from houndstooth.testing.rules import rule as any_rule

_HOME = Surface.HOME


def rule(rule_id="r1", kind=RuleKind.BLOCK, **fields):
    return any_rule(rule_id, kind, shop_id=SHOP, **fields)


class _Shop:
    """A shop whose background does nothing until it is told to."""

    def __init__(self, database):
        self.catalogue = SqlCatalogue(database)
        self.rules = SqlRules(database)
        self.assortments = Assortments(self.catalogue, artifact_id=ARTIFACT, dimension=4, style_dimension=3)
        self.waiting = []
        self.book = RuleBook(self.rules, self.catalogue, self.assortments, later=self.waiting.append, pause=0)

    def write(self, *entries):
        self.catalogue.write(entries, artifact_id=ARTIFACT)

    def active(self, surface=_HOME, at=NOW, **changes):
        """For each rule in force its id and the ids of its items."""
        assortment = self.assortments.of(SHOP)
        found = self.book.active(SHOP, assortment, surface, at, **changes)
        ids = dict(zip(assortment.numbers.tolist(), assortment.ids.tolist(), strict=True)) | {-1: None}
        return [(one.rule_id, [ids[number] for number in one.numbers.tolist()]) for one in found]


@pytest.fixture(name="shop")
def _shop(tmp_path):
    database = Database.open_sqlite(tmp_path / "houndstooth.db")
    shop = _Shop(database)
    shop.write(
        entry("a", category="Dresses", price=Price(Decimal(20), "EUR")),
        entry("b", category="Dresses", price=Price(Decimal(80), "EUR")),
        entry("c", category="Hats", attributes={"material": "Silk"}),
    )
    yield shop
    database.close()


def test_a_rule_is_about_the_items_it_names_and_those_that_meet_its_conditions(shop):
    shop.rules.add(rule("r1", item_ids=("c",), conditions=("category=Dresses", "price<=50")))
    shop.rules.add(rule("r2", RuleKind.PIN, item_ids=("c", "b"), place=4, created_at=NOW + timedelta(hours=1)))
    assert shop.active() == [("r1", ["a", "c"]), ("r2", ["c", "b"])]
    assert shop.active() == [("r1", ["a", "c"]), ("r2", ["c", "b"])]


def test_factors_and_places_are_as_the_rules_say(shop):
    for one in (
        rule("boost", RuleKind.BOOST, strength=4.0),
        rule("bury", RuleKind.BURY, strength=4.0),
        rule("pin", RuleKind.PIN, place=4),
    ):
        shop.rules.add(one)
    found = shop.book.active(SHOP, shop.assortments.of(SHOP), _HOME, NOW)
    assert [(one.rule_id, one.factor, one.place) for one in found] == [
        ("boost", 4, 0),
        ("bury", 0.25, 0),
        ("pin", 1, 4),
    ]


def test_only_what_is_in_force_there_and_then_counts(shop):
    week = timedelta(days=7)
    shop.rules.add(rule("cart", surfaces=frozenset({Surface.CART})))
    shop.rules.add(rule("dated", starts=NOW, ends=NOW + week))
    shop.rules.add(rule("off", enabled=False))
    shop.rules.add(replace(rule("theirs"), shop_id="other"))
    assert [one for one, _ in shop.active()] == ["dated"]
    assert [one for one, _ in shop.active(Surface.CART, NOW + week)] == ["cart"]
    assert [one for one, _ in shop.active(at=NOW - week)] == []


def test_a_changed_rule_holds_from_the_next_list_on(shop):
    assert shop.active() == []
    shop.rules.add(rule("r1"))
    assert shop.active() == [("r1", ["a"])]
    shop.rules.save(rule("r1", item_ids=("b",)))
    assert shop.active() == [("r1", ["b"])]
    shop.rules.remove(SHOP, "r1")
    assert shop.active() == []


def test_a_changed_catalogue_is_looked_up_in_the_background(shop):
    """No list waits for it, and one look is enough for many lists."""
    shop.rules.add(rule("r1", RuleKind.BOOST, strength=2.0, conditions=("category=Dresses",)))
    assert shop.active() == [("r1", ["a", "b"])]
    shop.write(entry("d", category="Dresses"))
    assert [shop.active(), shop.active()] == [[("r1", ["a", "b"])]] * 2
    assert len(shop.waiting) == 1
    shop.waiting.pop()()
    assert shop.active() == [("r1", ["a", "b", "d"])]
    assert not shop.waiting


def test_a_request_scans_nothing(shop, monkeypatch):
    shop.rules.add(rule("r1", conditions=("category=Dresses",)))
    shop.active()
    monkeypatch.setattr(shop.catalogue, "numbers", None)
    monkeypatch.setattr(shop.rules, "all", None)
    assert shop.active(Surface.CART, NOW + timedelta(days=1)) == [("r1", ["a", "b"])]


def test_a_new_rule_does_not_wait_while_the_catalogue_is_looked_up_again(shop):
    """The others stay as they are until then, and are renewed all the same."""
    shop.rules.add(rule("r1", RuleKind.BOOST, strength=2.0, conditions=("category=Dresses",)))
    shop.active()
    shop.write(entry("d", category="Dresses"))
    shop.rules.add(rule("r2", item_ids=("d",), created_at=NOW + timedelta(hours=1)))
    assert shop.active() == [("r1", ["a", "b"]), ("r2", ["d"])]
    shop.waiting.pop()()
    assert shop.active() == [("r1", ["a", "b", "d"]), ("r2", ["d"])]


def test_a_look_that_fails_is_made_up_for(shop, monkeypatch, caplog):
    shop.rules.add(rule("r1", RuleKind.BOOST, strength=2.0, conditions=("category=Dresses",)))
    shop.active()
    shop.write(entry("d", category="Dresses"))
    shop.active()

    def broken(*_, **__):
        raise OSError("the disk is gone")

    with monkeypatch.context() as patch:
        patch.setattr(shop.catalogue, "numbers", broken)
        shop.waiting.pop()()
    assert "could not be looked up" in caplog.text
    assert shop.active() == [("r1", ["a", "b"])]
    shop.waiting.pop()()
    assert shop.active() == [("r1", ["a", "b", "d"])]


def test_what_is_gone_is_told_and_breaks_no_list(shop):
    shop.rules.add(rule("field", conditions=("material=Silk",)))
    shop.rules.add(rule("mixed", item_ids=("a",), conditions=("material=Silk",)))
    shop.rules.add(rule("only", RuleKind.ONLY, item_ids=("a",), conditions=("material=Silk",)))
    shop.rules.add(rule("pin", RuleKind.PIN, item_ids=("c", "x", "b"), place=0))
    shop.rules.add(rule("nothing", conditions=("category=Shoes",)))
    shop.rules.add(rule("all gone", RuleKind.ONLY, item_ids=("y",)))
    assert shop.book.problems(SHOP).keys() == {"pin", "nothing", "all gone"}
    shop.catalogue.remove(SHOP, ["c"])
    problems = shop.book.problems(SHOP)
    assert "no item has a field 'material'" in problems["field"]
    assert problems["pin"].startswith("2 items that it names are not in the catalogue")
    assert problems["nothing"] == "it is about no item that is in sight"
    assert "'y'" in problems["all gone"]
    assert sorted(shop.active()) == [("mixed", ["a"]), ("pin", [None, None, "b"])]


@pytest.mark.parametrize("conditions", [("category=Dresses",), ("brand=Acme",), ("material=Silk", "brand=Acme")])
def test_a_block_holds_for_what_comes_in_at_night(shop, conditions):
    """From the first list on, whether the rule was about anything before or not."""
    shop.rules.add(rule("r1", conditions=conditions))
    before = shop.active()
    shop.write(entry("d", category="Dresses", brand="Acme", attributes={"material": "Silk"}), entry("e"))
    first = dict(shop.active())
    assert {"d", "e"} <= set(first["r1"])  # nobody has looked yet: neither is shown
    shop.waiting.pop()()
    looked = dict(shop.active())
    assert "e" not in looked["r1"]
    assert set(looked["r1"]) == {"d"} | set(dict(before).get("r1", []))


def test_a_block_holds_for_what_becomes_so(shop):
    """And for nothing else that changes: new prices of all items empty no list."""
    shop.rules.add(rule("r1", conditions=("category=Dresses",)))
    shop.rules.add(rule("r2", conditions=("price>=50",), created_at=NOW + timedelta(hours=1)))
    assert shop.active() == [("r1", ["a", "b"]), ("r2", ["b"])]
    shop.write(entry("c", category="Dresses", attributes={"material": "Silk"}), entry("a", category="Dresses"))
    assert shop.active() == [("r1", ["a", "b", "c"]), ("r2", ["a", "b"])]
    shop.waiting.pop()()
    assert shop.active() == [("r1", ["a", "b", "c"]), ("r2", ["b"])]


def test_a_block_holds_for_what_was_out_of_sight(shop):
    """When the feed brings it back: by its id or by a condition, from the first list on."""
    shop.catalogue.retire(SHOP, ["a"])
    shop.rules.add(rule("r1", item_ids=("a",)))
    shop.rules.add(rule("r2", conditions=("category=Dresses",), created_at=NOW + timedelta(hours=1)))
    assert shop.active() == [("r1", ["a"]), ("r2", ["b"])]
    shop.write(entry("a", category="Dresses"))
    assert shop.active() == [("r1", ["a"]), ("r2", ["a", "b"])]


@pytest.mark.parametrize("kind", [RuleKind.BLOCK, RuleKind.PIN])
def test_an_item_may_be_named_before_it_comes(shop, kind):
    """An embargo, or the star of a collection."""
    shop.rules.add(rule("r1", kind, item_ids=("new", "c"), place=0 if kind is RuleKind.PIN else None))
    assert "'new'" in shop.book.problems(SHOP)["r1"]
    shop.write(entry("new"))
    assert sorted(dict(shop.active())["r1"]) == ["c", "new"]


def test_rows_in_a_new_layout_are_looked_up_at_once(shop):
    """When the assortment is laid out anew, nothing of before can be compared."""
    shop.rules.add(rule("r1", conditions=("category=Dresses",)))
    shop.active()
    shop.write(entry("d", category="Dresses"))
    moved = replace(shop.assortments.of(SHOP), layout=7)
    found = shop.book.active(SHOP, moved, _HOME, NOW)
    assert moved.ids[moved.rows_of_numbers(found[0].numbers)].tolist() == ["a", "b", "d"]
    assert not shop.waiting


def test_a_retired_item_is_gone_until_it_is_back(shop):
    shop.rules.add(rule("r1"))
    shop.catalogue.retire(SHOP, ["a"])
    assert "'a'" in shop.book.problems(SHOP)["r1"]
    shop.write(entry("a"))
    assert shop.book.problems(SHOP) == {}


def test_rules_may_be_tried(shop):
    """As if they were kept, in the order of their age; nothing is kept."""
    shop.rules.add(rule("r1", created_at=NOW))
    shop.rules.add(rule("r2", created_at=NOW + timedelta(hours=2)))
    tried = rule("new", item_ids=("c",), created_at=NOW + timedelta(hours=1))
    assert shop.active(added=[tried]) == [("r1", ["a"]), ("new", ["c"]), ("r2", ["a"])]
    assert shop.active(added=[replace(tried, id="r1")], removed={"r1"}) == [("r1", ["c"]), ("r2", ["a"])]
    assert shop.active() == [("r1", ["a"]), ("r2", ["a"])]


def test_a_shop_without_items_has_rules_without_effect(shop):
    shop.rules.add(replace(rule("r1", conditions=("anything=at all",)), shop_id="empty"))
    shop.rules.add(replace(rule("r2", item_ids=("x",)), shop_id="empty"))
    assert shop.book.problems("empty").keys() == {"r1", "r2"}
    assert shop.book.active("empty", shop.assortments.of("empty"), _HOME, NOW) == ()


def test_a_new_rule_does_not_wait_for_a_look_that_is_under_way(shop):
    """And what that look found does not put the new rule out again."""
    shop.rules.add(rule("r1", RuleKind.BOOST, strength=2.0, conditions=("category=Dresses",)))
    shop.active()
    shop.write(entry("d", category="Dresses"))
    shop.active()
    numbers, under_way, go_on = shop.catalogue.numbers, Event(), Event()

    def slow(shop_id, *, where):
        under_way.set()
        assert go_on.wait(20)
        return numbers(shop_id, where=where)

    shop.catalogue.numbers = slow
    with ThreadPoolExecutor(1) as background:
        look = background.submit(shop.waiting.pop())
        assert under_way.wait(20)
        shop.rules.add(rule("r2", item_ids=("d",), created_at=NOW + timedelta(hours=1)))
        try:
            assert shop.active() == [("r1", ["a", "b"]), ("r2", ["d"])]
        finally:
            go_on.set()
        look.result()
    assert shop.active()[1] == ("r2", ["d"])
    shop.waiting.pop()()
    assert shop.active() == [("r1", ["a", "b", "d"]), ("r2", ["d"])]


def test_its_own_thread_looks_up(shop):
    """What runs where nobody says otherwise."""
    looked = Event()
    numbers = shop.catalogue.numbers

    class Watched:
        revision, rows = shop.catalogue.revision, shop.catalogue.rows

        def numbers(self, shop_id, *, where):
            try:
                return numbers(shop_id, where=where)
            finally:
                if shop_id == SHOP:
                    looked.set()

    book = RuleBook(shop.rules, Watched(), shop.assortments, pause=0)
    shop.rules.add(rule("r1", conditions=("category=Dresses",)))
    book.active(SHOP, shop.assortments.of(SHOP), _HOME, NOW)
    looked.clear()
    shop.write(entry("d", category="Dresses"))
    book.active(SHOP, shop.assortments.of(SHOP), _HOME, NOW)
    assert looked.wait(20)
    book.close()
    assert len(book.active(SHOP, shop.assortments.of(SHOP), _HOME, NOW)[0].numbers) == 3
