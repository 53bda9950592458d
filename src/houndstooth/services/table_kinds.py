"""What happened in each row of a table of events, in whatever words it says it."""

from __future__ import annotations

from collections.abc import Mapping

from houndstooth.catalog.event_table import EventTable
from houndstooth.domain.errors import InvalidSource
from houndstooth.domain.event import EventKind

_SYNONYMS = {
    "view": EventKind.VIEW_ITEM,
    "pageview": EventKind.VIEW_ITEM,
    "click": EventKind.SELECT_ITEM,
    "cart": EventKind.ADD_TO_CART,
    "addtocart": EventKind.ADD_TO_CART,
    "removefromcart": EventKind.REMOVE_FROM_CART,
    "wishlist": EventKind.ADD_TO_WISHLIST,
    "fav": EventKind.ADD_TO_WISHLIST,
    "favourite": EventKind.ADD_TO_WISHLIST,
    "favorite": EventKind.ADD_TO_WISHLIST,
    "buy": EventKind.PURCHASE,
    "order": EventKind.PURCHASE,
    "transaction": EventKind.PURCHASE,
}
_KINDS = {kind.value.replace("_", ""): kind for kind in EventKind} | _SYNONYMS


def kinds_of(table: EventTable, kind: EventKind | None) -> tuple[EventKind | str | None, ...]:
    """What happened in each row: the word of the table where that is no event we know, ``None`` where nothing says it.

    A column none of whose words is an event is no column of kinds, whatever it is called.

    Args:
        table: the rows.
        kind: what happened, where the table does not say it.

    Raises:
        InvalidSource: nothing says it of any row.
    """
    words: Mapping[str | None, EventKind | None] = {word: _known(word) for word in set(table.kinds or ())}
    if any(words.values()):
        return tuple(words[word] or word or kind for word in table.kinds or ())
    if kind is not None:
        return (kind,) * len(table)
    told = ", ".join(repr(word[:30]) for word in sorted(word for word in words if word)[:5])
    said = f"the column {table.columns['kind']} says {told}, which is no event" if told else "the table does not say it"
    raise InvalidSource(f"what happened? {said}; say it with --kind, for example --kind purchase")


def _known(word: str | None) -> EventKind | None:
    return _KINDS.get("".join(letter for letter in (word or "").lower() if letter.isalnum()))
