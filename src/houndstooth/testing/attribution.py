"""What every ``Events`` must do about the lists that events answer. It needs ``Slates`` over the same store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import numpy as np

from houndstooth.domain.event import Event, EventKind, Mention, Who
from houndstooth.domain.event_ports import AttributedRows, Events, Slates
from houndstooth.testing.events import ANN, BOTH, NOW, VISIT, an_event
from houndstooth.testing.slates import a_slate

WEEK = timedelta(days=7)
_DAY = 24 * 60.0
BOUGHT = EventKind.PURCHASE
CLICKED = EventKind.SELECT_ITEM


def _append(events: Events, *sent: Event, inherit: timedelta = WEEK) -> None:
    events.append(sent[0].shop_id, sent, source="key", received_at=NOW, inherit=inherit)


def _lists(events: Events) -> dict[str, str | None]:
    """Item -> the list that its last interaction is owed to."""
    return {
        item: list_id
        for part in events.interactions("shop")
        for item, list_id in zip(part.item_ids, part.list_ids, strict=True)
    }


def _attributed(events: Events, *, minutes: float = 0, part: int = 10_000) -> Sequence[AttributedRows]:
    return list(events.attributed("shop", since=NOW + timedelta(minutes=minutes), part=part))


class AttributionContract:
    """Give fixtures ``events`` and ``slates``: both empty, over the same store."""

    def test_a_purchase_is_owed_to_the_list_of_the_click(self, events: Events) -> None:
        """The last one by which the shopper came to the item, from within the window."""
        _append(events, an_event(ANN, "a", kind=CLICKED, list_id="l1"), an_event(ANN, "b", kind=CLICKED, list_id="l1"))
        _append(events, an_event(ANN, "a", minutes=_DAY, list_id="l2"))
        _append(events, an_event(ANN, "a", "b", "c", minutes=7 * _DAY, kind=BOUGHT))
        assert _lists(events) == {"a": "l2", "b": "l1", "c": None}

    def test_the_window(self, events: Events) -> None:
        """Seven days are within seven days, a moment more is not; with a window of nothing nothing is inherited."""
        for item, after in (("a", 7 * _DAY), ("b", 7 * _DAY + 0.1)):
            _append(events, an_event(ANN, item, kind=CLICKED, list_id="l1"))
            _append(events, an_event(ANN, item, minutes=after, kind=BOUGHT))
        assert _lists(events) == {"a": "l1", "b": None}
        _append(events, an_event(ANN, "a", minutes=7 * _DAY, kind=BOUGHT), inherit=timedelta(0))
        assert _lists(events)["a"] is None

    def test_what_names_a_list_keeps_it(self, events: Events) -> None:
        """For itself, or for one of its items; and a click that names none was made in a list that is none of ours."""
        _append(events, *(an_event(ANN, item, kind=CLICKED, list_id="l1") for item in "abcd"))
        both = Event("shop", "e", BOUGHT, NOW, ANN, (Mention("b", list_id="l3"), Mention("c")), list_id="l2")
        _append(events, both, an_event(ANN, "d", minutes=1, kind=CLICKED), an_event(ANN, "a", minutes=1))
        assert _lists(events) == {"a": "l1", "b": "l3", "c": "l2", "d": None}

    def test_what_was_inherited_is_not_handed_on(self, events: Events) -> None:
        """Or the window would never end."""
        _append(events, an_event(ANN, "a", kind=CLICKED, list_id="l1"))
        _append(events, an_event(ANN, "a", minutes=6 * _DAY))
        _append(events, an_event(ANN, "a", minutes=12 * _DAY, kind=BOUGHT))
        rows = [one for part in events.interactions("shop") for one in part.list_ids]
        assert rows == ["l1", "l1", None]

    def test_within_a_batch_and_in_any_order(self, events: Events) -> None:
        """By the time of the events; what comes later owes nothing to what was not there yet."""
        bought = an_event(ANN, "a", minutes=2, kind=BOUGHT)
        _append(events, bought, an_event(ANN, "a", minutes=1, kind=CLICKED, list_id="l1"))
        _append(events, an_event(ANN, "b", kind=BOUGHT), an_event(ANN, "b", minutes=1, kind=CLICKED, list_id="l1"))
        assert [one for part in events.interactions("shop") for one in part.list_ids] == [None, "l1", "l1", "l1"]
        assert _lists(events)["a"] == "l1"

    def test_a_click_before_signing_in(self, events: Events) -> None:
        """What an anonymous session clicked is what the shopper clicked, in another batch or the same one."""
        _append(events, an_event(VISIT, "a", kind=CLICKED, list_id="l1"))
        _append(events, an_event(BOTH, "a", minutes=1, kind=BOUGHT))
        visit, bob = Who(session="v2"), Who("bob", "v2")
        clicked = an_event(visit, "b", kind=CLICKED, list_id="l2")
        _append(events, clicked, an_event(bob, "b", minutes=1, kind=BOUGHT))
        assert _lists(events) == {"a": "l1", "b": "l2"}

    def test_nobody_inherits_from_somebody_else(self, events: Events) -> None:
        """Neither from strangers nor from whoever used the device before."""
        _append(events, an_event(BOTH, "a", kind=CLICKED, list_id="l1"))
        _append(events, an_event(Who("bob", "visit"), "a", minutes=1, kind=BOUGHT))
        _append(events, an_event(Who("eve"), "a", minutes=2, kind=BOUGHT))
        assert _lists(events)["a"] is None
        assert [one for part in events.interactions("shop") for one in part.list_ids] == ["l1", None, None]

    def test_the_place_comes_along(self, events: Events, slates: Slates) -> None:
        """An event that inherits a list has the place that the click told; one that tells its own keeps it."""
        shown = a_slate(*"abc")
        slates.keep([shown])
        clicked = (Mention("b", position=4), Mention("c", position=5))
        _append(events, Event("shop", "e", CLICKED, NOW, ANN, clicked, list_id=shown.list_id))
        bought = (Mention("b"), Mention("c", position=9))
        _append(events, Event("shop", "f", BOUGHT, NOW + timedelta(minutes=1), ANN, bought))
        (rows,) = _attributed(events, minutes=1)
        assert rows.positions.tolist() == [4, 9]
        assert rows.inherited.all()

    def test_attributed_rows(self, events: Events, slates: Slates) -> None:
        """Each with what was shown: surface, model, arm, place and propensity; of those that answer a list of ours."""
        shown = a_slate("a", "b")
        slates.keep([shown, a_slate("z", shop_id="other")])
        sent = [
            an_event(ANN, "b", minutes=1, kind=CLICKED, list_id=shown.list_id),
            an_event(ANN, "b", minutes=2, kind=BOUGHT),
            an_event(ANN, "not in it", minutes=2, kind=CLICKED, list_id=shown.list_id),
            an_event(ANN, "a", minutes=3, kind=CLICKED, list_id="never shown"),
            an_event(ANN, "a", minutes=-9, kind=CLICKED, list_id=shown.list_id),
        ]
        _append(events, *sent)
        (rows,) = _attributed(events)
        ann = events.identity("shop", ANN)
        assert ann is not None
        assert (rows.shoppers.tolist(), rows.item_ids) == ([ann.number] * 2, ("b", "b"))
        assert rows.kinds == (CLICKED, BOUGHT)
        assert rows.times.tolist() == [(NOW + timedelta(minutes=one)).timestamp() for one in (1, 2)]
        assert (rows.list_ids, rows.surfaces) == ((shown.list_id,) * 2, (shown.surface,) * 2)
        assert (rows.models, rows.arms) == (("m1", "m1"), ("arm b", "arm b"))
        assert (rows.inherited.tolist(), rows.positions.tolist()) == ([False, True], [1, 1])
        assert rows.propensities.tolist() == [0.25, 0.25]
        assert list(events.attributed("other", since=NOW)) == []

    def test_attributed_rows_in_parts(self, events: Events, slates: Slates) -> None:
        """Whatever their size, by time, each once; also where several happened at the same moment."""
        shown = [a_slate(f"i{number}") for number in range(9)]
        slates.keep(shown)
        _append(
            events,
            *(an_event(ANN, f"i{n}", minutes=n // 4, list_id=one.list_id) for n, one in enumerate(shown)),
            an_event(ANN, "x", "y", "z", minutes=1, list_id="never shown"),
        )
        whole = _attributed(events)[0]
        for part in (1, 2, 5):
            parts = _attributed(events, part=part)
            assert max(map(len, parts)) <= part
            assert [item for one in parts for item in one.item_ids] == list(whole.item_ids)
            assert np.concatenate([one.times for one in parts]).tolist() == whole.times.tolist()

    def test_lists_shown_before_signing_in(self, events: Events, slates: Slates) -> None:
        """Are lists that the shopper was shown; those of the next one at a shared device are not."""
        visit = events.introduce("shop", VISIT)
        slates.keep([a_slate("a", shopper=visit.number)])
        _append(events, an_event(BOTH, "b"))
        _append(events, an_event(Who("bob", "visit"), "c", minutes=1))
        ann, bob = (events.identity("shop", who) for who in (ANN, Who("bob")))
        assert ann is not None
        assert bob is not None
        assert slates.last_shown("shop", ann.number, lists=5) == (("a",),)
        assert slates.last_shown("shop", bob.number, lists=5) == ()
