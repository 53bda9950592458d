"""Reasons in words, and what is told of what somebody did."""

from __future__ import annotations

import numpy as np
import pytest

from houndstooth.domain.event import DEFAULT_WEIGHTS, EventKind
from houndstooth.domain.event_ports import History
from houndstooth.domain.slate import Reason, ReasonKind
from houndstooth.services.reason_words import reason_in_words
from houndstooth.services.reasons import deeds_of

TITLES = {"a": "Red Dress"}


def words(kind, **details):
    return reason_in_words(Reason(kind, details), TITLES.get)


@pytest.mark.parametrize("kind", list(ReasonKind))
def test_every_kind_has_words(kind):
    """Also of an item that is gone; nothing is left to fill in, and nobody is told a long story."""
    for details in ({}, {"item": "a"}, {"item": "gone"}, {"field": "colour", "value": "Red", "item": "a"}):
        told = words(kind, **details)
        assert told
        assert "{" not in told
        assert "None" not in told
        assert len(told) < 50


@pytest.mark.parametrize(
    ("did", "told"),
    [
        (EventKind.PURCHASE, "Because you bought Red Dress"),
        (EventKind.ADD_TO_CART, "Because you put Red Dress in your cart"),
        (EventKind.LIKE, "Because you liked Red Dress"),
        (EventKind.ADD_TO_WISHLIST, "Because you liked Red Dress"),
        (EventKind.VIEW_ITEM, "Because you looked at Red Dress"),
        (EventKind.QUIZ_ANSWER, "Because you chose Red Dress"),
    ],
)
def test_a_deed_is_called_what_it_was(did, told):
    """And where nobody did anything, it is what others do."""
    assert words(ReasonKind.LIKED, item="a", did=did.value) == told
    assert words(ReasonKind.LIKED, item="a") == "Often chosen together with Red Dress"
    assert "Red" not in words(ReasonKind.LIKED, item="gone", did=did.value)


def test_every_deed_that_speaks_for_something_has_words():
    """No kind of event falls back on a word that would be untrue."""
    for kind, weight in DEFAULT_WEIGHTS.items():
        if weight > 0:
            assert words(ReasonKind.LIKED, item="a", did=kind.value).startswith("Because you ")


def test_the_most_telling_deed_counts():
    """Whatever came last."""
    told = (("a", "view_item"), ("a", "purchase"), ("a", "add_to_cart"), ("b", "dislike"), ("c", "view_item"))
    history = History(1, tuple(item for item, _ in told), tuple(EventKind(kind) for _, kind in told), np.arange(5.0))
    assert deeds_of(history) == {"a": EventKind.PURCHASE, "c": EventKind.VIEW_ITEM}
