"""Which of the items that events name a shop has."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from houndstooth.domain.event import Event

Knows = Callable[[str, Sequence[str]], Sequence[bool]]
"""Of which of these ids the shop has items."""


def unknown_items(knows: Knows, shop_id: str, events: Sequence[Event]) -> list[tuple[str, ...]]:
    """Of each event the items that the shop does not have, in the order named."""
    ids = list({mention.item_id for event in events for mention in event.mentions})
    unknown = {item for item, known in zip(ids, knows(shop_id, ids), strict=True) if not known}
    return [tuple(dict.fromkeys(one.item_id for one in event.mentions if one.item_id in unknown)) for event in events]
