"""What every ``Events`` must do."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

import pytest

from houndstooth.domain.event import Event, EventKind, Mention, Who
from houndstooth.domain.event_ports import Appended, Events, SentEvent
from houndstooth.domain.item import Price

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
ANN, VISIT = Who(shopper="ann"), Who(session="visit")
BOTH = Who(shopper="ann", session="visit")
_numbers = count()


def an_event(who: Who, *items: str, minutes: float = 0, **told: Any) -> Event:
    """An event with an id of its own."""
    kind = told.pop("kind", EventKind.VIEW_ITEM)
    event_id = told.pop("id", f"e{next(_numbers)}")
    shop_id = told.pop("shop_id", "shop")
    mentions = tuple(Mention(item) for item in items)
    return Event(shop_id, event_id, kind, NOW + timedelta(minutes=minutes), who, mentions, **told)


def _append(events: Events, *sent: Event, source: str = "key") -> Appended:
    return events.append(sent[0].shop_id, sent, source=source, received_at=NOW)


def _seen(events: Events, who: Who, shop_id: str = "shop") -> Sequence[str]:
    return events.past(shop_id, who, limit=100).history.item_ids


class EventsContract:
    """Give a fixture ``events``: an empty one."""

    def test_newest_first_whatever_the_order_of_arrival(self, events: Events) -> None:
        """Late events find their place, several items of one event stay in order, and the limit holds."""
        _append(events, an_event(ANN, "b", minutes=2), an_event(ANN, "d", "e", minutes=4))
        _append(events, an_event(ANN, "a", minutes=1), an_event(ANN, "c", minutes=3, kind=EventKind.PURCHASE))
        history = events.past("shop", ANN, limit=4).history
        assert history.item_ids == ("d", "e", "c", "b")
        assert history.kinds[2] is EventKind.PURCHASE
        assert history.times[0] == (NOW + timedelta(minutes=4)).timestamp()

    def test_the_same_id_is_the_same_event(self, events: Events) -> None:
        """In one batch or in two; what came first stays."""
        first = an_event(ANN, "a", id="e")
        assert _append(events, first, an_event(ANN, "b", id="e")) == Appended(("e",), ("e",))
        assert _append(events, an_event(ANN, "c", id="e"), an_event(ANN, "d", id="f")) == Appended(("f",), ("e",))
        assert set(_seen(events, ANN)) == {"a", "d"}

    def test_the_same_purchase_under_another_id(self, events: Events) -> None:
        """A page that is loaded again sends the purchase again."""
        bought: dict[str, Any] = {"kind": EventKind.PURCHASE, "transaction_id": "T1"}
        _append(events, an_event(ANN, "a", id="1", **bought))
        again = _append(events, an_event(ANN, "a", id="2", **bought), an_event(ANN, "a", id="3", **bought))
        assert again == Appended((), ("2", "3"))
        assert _seen(events, ANN) == ("a",)

    def test_many_at_once_count_once(self, events: Events) -> None:
        """Retries of a batch that several writers send at the same moment."""
        batch = [an_event(BOTH, f"i{number}", id=f"same {number}") for number in range(20)]
        with ThreadPoolExecutor(4) as pool:
            done = list(pool.map(lambda _: _append(events, *batch), range(8)))
        assert sum(len(one.kept) for one in done) == 20
        assert len(_seen(events, ANN)) == 20

    def test_the_same_events_in_another_order(self, events: Events) -> None:
        """Writers that send the same events the other way round wait for nobody who waits for them."""
        batch = [an_event(Who(f"s{number}", f"v{number}"), "x", id=f"e{number}") for number in range(60)]
        with ThreadPoolExecutor(4) as pool:
            done = list(pool.map(lambda step: _append(events, *batch[::step]), (1, -1) * 8))
        assert sum(len(one.kept) for one in done) == 60

    def test_signing_in_while_others_write(self, events: Events) -> None:
        """An event of a session that is being joined at this moment is not left with nobody."""
        for turn in range(20):
            visit, both = Who(session=f"v{turn}"), Who(f"s{turn}", f"v{turn}")
            _append(events, an_event(visit, "first"))
            at_once = [an_event(visit, "a"), an_event(both, "in"), an_event(visit, "b")]
            with ThreadPoolExecutor(3) as pool:
                list(pool.map(lambda one: _append(events, one), at_once))
            assert set(_seen(events, Who(f"s{turn}"))) == {"first", "a", "in", "b"}

    def test_all_or_nothing(self, events: Events) -> None:
        """A batch that cannot be written leaves no trace."""
        good = an_event(ANN, "a")
        with pytest.raises((ValueError, TypeError)):
            events.append("shop", [good, good], source="key", received_at=NOW, remarks=[()])
        assert events.last_number("shop") == 0
        assert events.identity("shop", ANN) is None

    def test_signing_in(self, events: Events) -> None:
        """What the session did before is the shopper's, what it does afterwards too."""
        _append(events, an_event(VISIT, "before"))
        assert _seen(events, ANN) == ()
        _append(events, an_event(BOTH, "signed in", minutes=1), an_event(VISIT, "after", minutes=2))
        assert _seen(events, ANN) == ("after", "signed in", "before")
        assert _seen(events, VISIT) == _seen(events, ANN)

    def test_signing_in_within_a_batch(self, events: Events) -> None:
        """The order within a batch counts as that of two."""
        _append(events, an_event(VISIT, "before"), an_event(BOTH, "in", minutes=1), an_event(VISIT, "after", minutes=2))
        assert _seen(events, ANN) == ("after", "in", "before")

    def test_a_shared_device(self, events: Events) -> None:
        """Whoever signs in second gets nothing of the first one's."""
        bob = Who(shopper="bob", session="visit")
        _append(events, an_event(VISIT, "1"), an_event(BOTH, "2", minutes=1))
        _append(events, an_event(bob, "3", minutes=2), an_event(VISIT, "4", minutes=3))
        assert _seen(events, ANN) == ("2", "1")
        assert _seen(events, Who(shopper="bob")) == ("4", "3")

    def test_a_late_event_takes_no_device_back(self, events: Events) -> None:
        """What counts is when somebody was there, not when we heard of it."""
        bob = Who(shopper="bob", session="visit")
        _append(events, an_event(bob, "1", minutes=5))
        _append(events, an_event(BOTH, "2", minutes=1), an_event(VISIT, "3", minutes=6))
        assert _seen(events, Who(shopper="bob")) == ("3", "1")
        assert _seen(events, ANN) == ("2",)

    def test_a_late_event_of_a_shared_device(self, events: Events) -> None:
        """What was done before somebody came to a device is not theirs, however late we hear of it."""
        bob = Who(shopper="bob", session="visit")
        _append(events, an_event(BOTH, "1", minutes=1))
        _append(events, an_event(VISIT, "late", minutes=0))
        _append(events, an_event(bob, "2", minutes=5))
        _append(events, an_event(VISIT, "later", minutes=3), an_event(VISIT, "3", minutes=6))
        assert _seen(events, Who(shopper="bob")) == ("3", "2")
        assert _seen(events, ANN) == ("1", "late")

    def test_a_batch_is_told_in_any_order(self, events: Events) -> None:
        """A session is joined in the order in which things happened."""
        bob = Who(shopper="bob", session="visit")
        told = [(bob, "4", 4), (VISIT, "5", 5), (VISIT, "3", 3), (BOTH, "2", 2), (VISIT, "1", 1)]
        _append(events, *(an_event(who, item, minutes=minute) for who, item, minute in told))
        assert _seen(events, ANN) == ("3", "2", "1")
        assert _seen(events, Who(shopper="bob")) == ("5", "4")

    def test_identity(self, events: Events) -> None:
        """Numbers stand for people; those of sessions that became theirs are theirs too."""
        assert events.identity("shop", ANN) is None
        visit = events.introduce("shop", VISIT)
        assert (events.introduce("shop", VISIT), visit.named) == (visit, False)
        _append(events, an_event(BOTH, "a"))
        ann = events.identity("shop", ANN)
        assert ann is not None
        assert (ann.named, ann.joined) == (True, (visit.number,))
        assert events.identity("shop", VISIT) == ann
        assert events.past("shop", ANN, limit=1).history.shopper == ann.number

    def test_answers(self, events: Events) -> None:
        """Newest first, those of a session that became a shopper's too; the items they name are interactions."""
        quiz: dict[str, Any] = {"kind": EventKind.QUIZ_ANSWER}
        _append(events, an_event(VISIT, "a", answer=("colour", "Blau"), **quiz))
        _append(events, an_event(BOTH, minutes=1, answer=("size", "M"), **quiz))
        assert [(one.question, one.value) for one in events.past("shop", ANN, limit=1, answers=9).answers] == [
            ("size", "M"),
            ("colour", "Blau"),
        ]
        assert len(events.past("shop", ANN, limit=1, answers=1).answers) == 1
        assert _seen(events, ANN) == ("a",)

    def test_being_shown_is_no_interaction(self, events: Events) -> None:
        """It is in the log alone."""
        _append(
            events,
            an_event(ANN, "a", "b", kind=EventKind.VIEW_ITEM_LIST),
            an_event(ANN, "c", text="x", kind=EventKind.SEARCH),
            an_event(ANN, "d", kind=EventKind.PHOTO_SEARCH),
        )
        assert _seen(events, ANN) == ()
        assert len(events.sent("shop")) == 3

    def test_all_interactions_in_parts(self, events: Events) -> None:
        """By time, each once, with the lists that they name."""
        sent = [an_event(Who(shopper=f"s{n % 3}"), f"i{n}", minutes=-n, list_id=f"l{n}") for n in range(7)]
        _append(events, *sent)
        parts = list(events.interactions("shop", part=3))
        assert max(map(len, parts)) <= 3
        assert [item for part in parts for item in part.item_ids] == [f"i{n}" for n in range(6, -1, -1)]
        assert [one for part in parts for one in part.list_ids] == [f"l{n}" for n in range(6, -1, -1)]
        times = [time for part in parts for time in part.times]
        assert times == sorted(times)

    def test_active_shoppers(self, events: Events) -> None:
        """Those who did something since a moment, each once, of one shop, and no sessions; however they are called."""
        _append(events, *(an_event(Who(shopper=f"s{n}"), "a", "b", minutes=n) for n in range(7)))
        _append(events, an_event(VISIT, "a"), an_event(Who(shopper="new", session="visit"), "a", minutes=9))
        _append(events, an_event(Who(shopper="Ünï"), "a"))
        _append(events, an_event(Who(shopper="else"), "a", shop_id="other"))
        _append(events, an_event(Who(shopper="shown"), "a", minutes=9, kind=EventKind.VIEW_ITEM_LIST))
        everybody = sorted([*(f"s{n}" for n in range(7)), "new", "Ünï"])
        for part in (2, 100):
            assert sorted(events.shoppers("shop", since=NOW, part=part)) == everybody
        assert events.count_shoppers("shop", since=NOW) == len(everybody)
        late = NOW + timedelta(minutes=5)
        assert sorted(events.shoppers("shop", since=late)) == ["new", "s5", "s6"]
        assert events.count_shoppers("shop", since=late) == 3
        assert list(events.shoppers("nobody", since=NOW)) == []

    def test_shops_apart(self, events: Events) -> None:
        """The same ids in two shops are two events of two people."""
        _append(events, an_event(ANN, "a", id="e"))
        assert _append(events, an_event(ANN, "b", id="e", shop_id="other")) == Appended(("e",), ())
        assert (_seen(events, ANN), _seen(events, ANN, "other")) == (("a",), ("b",))
        assert events.identity("nobody", ANN) is None
        assert [one.event["id"] for one in events.sent("other")] == ["e"]

    def test_the_log_grows(self, events: Events) -> None:
        """Its number says so, in its own shop."""
        assert events.last_number("shop") == 0
        _append(events, an_event(ANN, "a"))
        before = events.last_number("shop")
        _append(events, an_event(ANN, "a", shop_id="other"))
        assert events.last_number("shop") == before > 0
        _append(events, an_event(ANN, "a"))
        assert events.last_number("shop") > before

    def test_what_was_sent(self, events: Events) -> None:
        """Kept and refused, newest first, by source, and without the shopper's name."""
        price = Price(Decimal("19.90"), "EUR")
        bought = Event("shop", "e", EventKind.PURCHASE, NOW, ANN, (Mention("a", 3, 2, price),), "list", "T1")
        events.append("shop", [bought], source="k1", received_at=NOW, remarks=[("an odd one",)])
        later = NOW + timedelta(minutes=1)
        events.refused("shop", [SentEvent(later, "k2", {"name": "viewed"}, "no such name")])
        refused, kept = events.sent("shop")
        assert (refused.problem, refused.event) == ("no such name", {"name": "viewed"})
        item = {"item_id": "a", "index": 3, "quantity": 2, "price": "19.90", "currency": "EUR"}
        assert kept.event == {
            "id": "e",
            "name": "purchase",
            "time": NOW.isoformat(),
            "list_id": "list",
            "transaction_id": "T1",
            "params": {"items": [item]},
        }
        assert (kept.problem, kept.remarks) == (None, ("an odd one",))
        assert events.sent("shop", source="k1") == (kept,)
        assert events.sent("shop", source="k\x001") == ()
        assert "ann" not in str(kept.event)

    def test_few_refused_ones_are_held(self, events: Events) -> None:
        """The newest of each source, so that a broken sender fills no disk."""
        for start in range(0, 300, 100):
            events.refused("shop", [SentEvent(NOW, "k", n, "no") for n in range(start, start + 100)])
        events.refused("shop", [SentEvent(NOW, "other", -1, "no")])
        held = [one.event for one in events.sent("shop", limit=1000)]
        assert sorted(held) == [-1, *range(100, 300)]

    @pytest.mark.parametrize("name", ["Ünï-çødé", "名前", "a'b\"; --", "🧥" * 50, "  in ner"[2:]])
    def test_ids_of_all_kinds(self, events: Events, name: str) -> None:
        """Whatever a shop calls its things."""
        who = Who(shopper=name, session=name)
        _append(events, an_event(who, name, id=name, list_id=name))
        assert _seen(events, who) == (name,)
