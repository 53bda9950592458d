"""Attribution: which list an event is owed to, where it names none.

Last touch within a window, as web analytics reckon: an event belongs to the list from which its shopper last came to
its item. Only lists that an event named are handed on; what was inherited is not, or the window would never end.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from houndstooth.domain.event import NO_INTERACTION, OPENING, Event, EventKind, Mention


@dataclass(frozen=True, slots=True)
class Touch:
    """Somebody came to an item from a list that they were shown, at a time."""

    shopper: int
    item_id: str
    at: datetime
    list_id: str
    position: int | None


class Touches:
    """The touches of some shoppers; ``window`` is how long one counts."""

    def __init__(self, window: timedelta) -> None:
        self._window = window
        self._of: dict[tuple[int, str], list[Touch]] = defaultdict(list)

    def add(self, touch: Touch) -> None:
        """Know of a touch; of several at one time the one that was added last counts."""
        known = self._of[touch.shopper, touch.item_id]
        known.insert(bisect_right(known, touch.at, key=lambda one: one.at), touch)

    def last(self, shopper: int, item_id: str, at: datetime) -> Touch | None:
        """The last touch of an item by somebody, at a time or within the window before."""
        known = self._of.get((shopper, item_id), [])
        place = bisect_right(known, at, key=lambda one: one.at)
        return known[place - 1] if place and at - known[place - 1].at <= self._window else None

    def credit(self, event: Event, shopper: int) -> Event:
        """The event, with the lists that its items inherit."""
        if not self._of or not may_inherit(event):
            return event
        mentions = tuple(self._credited(one, event, shopper) for one in event.mentions)
        return event if mentions == event.mentions else replace(event, mentions=mentions)

    def _credited(self, mention: Mention, event: Event, shopper: int) -> Mention:
        touch = None if event.list_of(mention) else self.last(shopper, mention.item_id, event.at)
        if touch is None:
            return mention
        position = touch.position if mention.position is None else mention.position
        return replace(mention, list_id=touch.list_id, position=position, inherited=True)


def touches_of(event: Event, shopper: int) -> list[Touch]:
    """The touches that an event is."""
    if event.kind not in OPENING:
        return []
    named = ((one, event.list_of(one)) for one in event.mentions if not one.inherited)
    return [Touch(shopper, one.item_id, event.at, list_id, one.position) for one, list_id in named if list_id]


def may_inherit(event: Event) -> bool:
    """Whether some item of the event has no list, and could have one from before.

    A ``select_item`` is itself a choice from a list: one that names none was made from a list that is none of ours.
    """
    if event.kind in NO_INTERACTION or event.kind is EventKind.SELECT_ITEM:
        return False
    return any(event.list_of(one) is None for one in event.mentions)
