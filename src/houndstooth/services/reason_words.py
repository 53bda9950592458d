"""Reasons in words: the one file of their English."""

from __future__ import annotations

from collections.abc import Callable

from houndstooth.domain.event import EventKind
from houndstooth.domain.slate import Reason, ReasonKind


def reason_in_words(reason: Reason, title_of: Callable[[str], str | None]) -> str:
    """A reason as shoppers read it.

    Args:
        reason: why an item stands in a list.
        title_of: the title of an item by its id; ``None`` where it is gone.
    """
    item_id = reason.details.get("item")
    item = None if item_id is None else title_of(str(item_id))
    value = str(reason.details.get("value", ""))
    if reason.kind is ReasonKind.ATTRIBUTE:
        return _ATTRIBUTES.get(str(reason.details.get("field")), "Your kind: {}").format(value)
    with_item, without = _WORDS[reason.kind]
    if reason.kind is ReasonKind.LIKED and "did" in reason.details:
        with_item, without = _DEEDS.get(str(reason.details["did"]), _CHOSEN)
    return with_item.format(item) if item else without


_WORDS = {
    ReasonKind.LIKED: ("Often chosen together with {}", "Often chosen together"),
    ReasonKind.LOOKS_LIKE: ("Looks like {}", "Looks like what you chose"),
    ReasonKind.STYLE: ("In the style of {}", "In your style"),
    ReasonKind.BOUGHT_TOGETHER: ("Often bought together with {}", "Often bought together"),
    ReasonKind.NEXT: ("Often chosen after {}", "Often chosen next"),
    ReasonKind.LIKE_YOU: ("People like you choose it", "People like you choose it"),
    ReasonKind.NEW: ("New", "New"),
    ReasonKind.POPULAR: ("Many choose it these days", "Many choose it these days"),
    ReasonKind.FOUND: ("Answers your search", "Answers your search"),
    ReasonKind.SUGGESTED: ("You may like it", "You may like it"),
    ReasonKind.PINNED: ("Our choice", "Our choice"),
}
_CHOSEN = ("Because you chose {}", "Because of what you chose")
_LIKED = ("Because you liked {}", "Because of what you liked")
_SEEN = ("Because you looked at {}", "Because of what you looked at")
_DEEDS: dict[str, tuple[str, str]] = {
    EventKind.PURCHASE: ("Because you bought {}", "Because of what you bought"),
    EventKind.ADD_TO_CART: ("Because you put {} in your cart", "Because of what was in your cart"),
    EventKind.ADD_TO_WISHLIST: _LIKED,
    EventKind.LIKE: _LIKED,
    EventKind.VIEW_ITEM: _SEEN,
    EventKind.SELECT_ITEM: _SEEN,
}
_ATTRIBUTES = {
    "colour": "In your colours: {}",
    "brand": "From a brand you like: {}",
    "category": "You like {}",
    "pattern": "In your patterns: {}",
    "usage": "For {}, which you look for",
}
