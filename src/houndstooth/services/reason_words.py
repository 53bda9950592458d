"""Reasons in words: the one file of their English."""

from __future__ import annotations

from collections.abc import Callable

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
    return with_item.format(item) if item else without


_WORDS = {
    ReasonKind.LIKED: ("Because you liked {}", "Because of what you liked"),
    ReasonKind.LOOKS_LIKE: ("Looks like {}", "Looks like what you liked"),
    ReasonKind.STYLE: ("In the style of {}", "In your style"),
    ReasonKind.BOUGHT_TOGETHER: ("Often bought together with {}", "Often bought together"),
    ReasonKind.NEXT: ("Others went on to it from {}", "Others went on to it"),
    ReasonKind.LIKE_YOU: ("People like you choose it", "People like you choose it"),
    ReasonKind.NEW: ("New", "New"),
    ReasonKind.POPULAR: ("Many choose it these days", "Many choose it these days"),
    ReasonKind.FOUND: ("Answers your search", "Answers your search"),
    ReasonKind.PINNED: ("Our choice", "Our choice"),
}
_ATTRIBUTES = {
    "colour": "In your colours: {}",
    "brand": "From a brand you like: {}",
    "category": "You like {}",
    "pattern": "In your patterns: {}",
    "usage": "For {}, which you look for",
}
