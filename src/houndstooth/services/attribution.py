"""Attribution of what events say themselves: the lists that they name, and the places of their items in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from houndstooth.domain.event import Event, Mention
from houndstooth.domain.slate import Slate


def lists_named(events: Iterable[Event]) -> set[str]:
    """The lists that events name, for themselves or for one of their items."""
    named = ((event.list_id, *(mention.list_id for mention in event.mentions)) for event in events)
    return {list_id for one in named for list_id in one if list_id is not None}


def place(event: Event, shown: Mapping[str, Slate]) -> tuple[Event, tuple[str, ...]]:
    """The event with the places of its items in the lists that were shown, and what is odd about what it says of them.

    A place that the event tells itself counts: a page may leave out some of a list. One that differs is odd all the
    same, for most of those who send one count from 1.
    """
    odd: dict[str, None] = {}
    if event.list_id is not None and not event.mentions and event.list_id not in shown:
        odd[f"nobody was shown a list {event.list_id!r}"] = None
    mentions = tuple(_placed(one, event.list_of(one), shown, odd) for one in event.mentions)
    return replace(event, mentions=mentions), tuple(odd)


def _placed(mention: Mention, list_id: str | None, shown: Mapping[str, Slate], odd: dict[str, None]) -> Mention:
    if list_id is None:
        return mention
    slate = shown.get(list_id)
    if slate is None:
        odd[f"nobody was shown a list {list_id!r}"] = None
        return mention
    at = next((place for place, pick in enumerate(slate.picks) if pick.item_id == mention.item_id), None)
    if at is None:
        odd[f"{mention.item_id!r} was not in the list {list_id!r}"] = None
        return mention
    if mention.position is None:
        return replace(mention, position=at)
    if mention.position != at:
        odd[f"index {mention.position} of {mention.item_id!r} is not its place in the list, {at}; count from 0"] = None
    return mention
