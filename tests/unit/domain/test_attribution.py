"""Attribution, held against a slow reference."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from houndstooth.domain.attribution import Touch, Touches, may_inherit, touches_of
from houndstooth.domain.event import Event, EventKind, Mention, Who

START = datetime(2026, 6, 1, tzinfo=UTC)
WINDOW = timedelta(minutes=5)
touches = st.builds(
    lambda shopper, item, minute, number: Touch(shopper, item, START + timedelta(minutes=minute), f"l{number}", number),
    st.integers(1, 2),
    st.sampled_from("ab"),
    st.integers(0, 12),
    st.integers(0, 99),
)


@given(st.lists(touches, max_size=12), st.integers(1, 2), st.sampled_from("ab"), st.integers(0, 14))
def test_the_last_touch_within_the_window(known, shopper, item, minute):
    """As looking through all of them finds it: the latest that is not too old, of several at once the last one."""
    at = START + timedelta(minutes=minute)
    fit = [
        one for one in known if (one.shopper, one.item_id) == (shopper, item) and timedelta(0) <= at - one.at <= WINDOW
    ]
    expected = None
    for one in fit:
        if expected is None or one.at >= expected.at:
            expected = one
    collected = Touches(WINDOW)
    for one in known:
        collected.add(one)
    assert collected.last(shopper, item, at) == expected


def event(kind, *mentions, **told):
    return Event("shop", "e", kind, START, Who("ann"), mentions, **told)


def test_what_a_touch_is():
    """To open an item from a list that is named, by the event or by the item itself."""
    mentions = (Mention("a", position=3), Mention("b", list_id="own"), Mention("c", list_id="x", inherited=True))
    for kind in (EventKind.SELECT_ITEM, EventKind.VIEW_ITEM):
        assert touches_of(event(kind, *mentions, list_id="l"), 7) == [
            Touch(7, "a", START, "l", 3),
            Touch(7, "b", START, "own", None),
        ]
        assert touches_of(event(kind, Mention("a")), 7) == []
    assert touches_of(event(EventKind.PURCHASE, *mentions, list_id="l"), 7) == []


def test_what_may_inherit():
    """Whatever says something of an item and names no list, but for a click, which names one or is none of ours."""
    never = {EventKind.VIEW_ITEM_LIST, EventKind.SEARCH, EventKind.PHOTO_SEARCH, EventKind.SELECT_ITEM}
    for kind in EventKind:
        assert may_inherit(event(kind, Mention("a"))) is (kind not in never)
        assert not may_inherit(event(kind, Mention("a"), list_id="l"))
        assert may_inherit(event(kind, Mention("a", list_id="l"), Mention("b"))) is (kind not in never)
