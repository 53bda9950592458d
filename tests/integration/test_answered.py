"""From lists that were shown and events that answer them to what the ranker learns from."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from houndstooth.catalog.source import open_source
from houndstooth.domain.event import Event, EventKind, Mention, Who
from houndstooth.domain.slate import Pick, Reason, ReasonKind, Slate, Surface
from houndstooth.services.answered import impressions
from houndstooth.services.learning_data import learning_data

NOW = datetime.now(UTC)
ANNA = Who(shopper="anna")


def event(number, kind, item, *, days, who=ANNA, list_id=None):
    at = NOW - timedelta(days=days)
    return Event("default", f"a{number}", EventKind(kind), at, who, (Mention(item),), list_id=list_id)


def keep(house, *events):
    house.events.append("default", events, source="test", received_at=NOW)


def show(house, list_id, items, *, days, surface=Surface.HOME):
    """A list that Anna was shown."""
    shopper = house.events.introduce("default", ANNA).number
    picks = tuple(Pick(item, 1.0, Reason(ReasonKind.POPULAR)) for item in items)
    house.lists.keep(Slate(list_id, "default", surface, NOW - timedelta(days=days), picks, shopper))
    house.lists.flush()


@pytest.fixture(name="learnt")
def _learnt(house, shelf):
    """What there is to learn from, with items ``p0`` to ``p11``."""
    house.ingest.run("default", open_source(shelf))

    def learnt():
        events, assortment = house.events, house.assortments.of("default")
        data = learning_data(events.interactions("default"), assortment, house.settings.weights, {})
        parts = events.attributed("default", since=NOW - timedelta(days=100))
        return impressions(parts, house.fitting.slates, "default", data), data

    return learnt


def ids_of(house, data, impression):
    """The shop's ids of the items of an impression."""
    ids = house.assortments.of("default").ids
    found = {int(row): item for item, row in zip(ids, data.rows_of(ids.tolist()), strict=True)}
    return [found[row] for row in impression.items.tolist()]


def test_what_was_taken_and_what_was_passed_over(house, learnt):
    """Up to one place below the last answer; a purchase says more than a click, and a dislike is none of wanting."""
    show(house, "l1", ["p0", "p1", "p2", "p3", "p4", "p5"], days=3)
    keep(
        house,
        event(1, "select_item", "p1", days=2.9, list_id="l1"),
        event(2, "purchase", "p1", days=2.8, list_id="l1"),
        event(3, "select_item", "p3", days=2.7, list_id="l1"),
        event(4, "dislike", "p0", days=2.6, list_id="l1"),
    )
    (one,), data = learnt()
    assert ids_of(house, data, one) == ["p0", "p1", "p2", "p3", "p4"]
    assert one.grades.tolist() == [0, 3, 0, 1, 0]
    assert one.at == pytest.approx((NOW - timedelta(days=3)).timestamp())


def test_only_lists_that_were_answered_and_are_for_the_shopper(house, learnt):
    """A list that nobody answered says nothing, and the items beside another item are not Anna's choice of taste."""
    show(house, "silent", ["p0", "p1"], days=9)
    show(house, "beside", ["p2", "p3"], days=8, surface=Surface.SIMILAR)
    show(house, "mail", ["p4", "p5"], days=7, surface=Surface.EMAIL)
    show(house, "home", ["p6", "p7"], days=6)
    keep(
        house,
        event(1, "select_item", "p2", days=5, list_id="beside"),
        event(2, "select_item", "p6", days=5, list_id="home"),
        event(3, "select_item", "p5", days=4, list_id="mail"),
    )
    told, data = learnt()
    assert [ids_of(house, data, one) for one in told] == [["p4", "p5"], ["p6", "p7"]]


def test_items_that_are_gone_are_left_out(house, learnt):
    """And a list of which nothing is left."""
    show(house, "l1", ["p0", "p1", "p2"], days=3)
    show(house, "l2", ["p0"], days=3)
    keep(
        house, event(1, "select_item", "p2", days=2, list_id="l1"), event(2, "select_item", "p0", days=2, list_id="l2")
    )
    house.catalogue.remove("default", ["p0"])
    (one,), data = learnt()
    assert ids_of(house, data, one) == ["p1", "p2"]
    assert one.grades.tolist() == [0, 1]


def test_a_fit_says_from_how_many(house, learnt):
    """Beside interactions and shoppers."""
    show(house, "l1", ["p0", "p1", "p2"], days=3)
    keep(house, event(1, "select_item", "p1", days=2, list_id="l1"), event(2, "purchase", "p5", days=1))
    assert house.fitting.run("default", check=False).report["answered_lists"] == 1
