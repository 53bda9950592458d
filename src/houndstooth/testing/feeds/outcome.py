"""What must come of one planted row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from houndstooth.domain.item import Item, Price


@dataclass(frozen=True, slots=True)
class Outcome:
    """A row that is taken as ``right``, or rejected with ``code``, or only counted because it is ``repeated``."""

    fault: str
    """The name of the planted fault; '' for a sound row."""
    item_id: str
    code: str | None = None
    right: Mapping[str, str | None] = field(default_factory=dict)
    """What ``said_by`` must tell of the item."""
    repeated: bool = False

    @property
    def is_taken(self) -> bool:
        """Whether the row becomes an item."""
        return self.code is None and not self.repeated


def said_by(item: Item) -> dict[str, str | None]:
    """What an item says, as text, field by field."""
    return {
        "id": item.id,
        "title": item.title,
        "category": item.category,
        "colour": item.colour,
        "colours": item.attributes.get("colours"),
        "brand": item.brand,
        "gender": item.gender,
        "size": item.size,
        "price": _amount(item.price),
        "list_price": _amount(item.list_price),
        "availability": item.availability,
        "group": item.group,
        "url": item.url,
        "description": item.description,
    }


def _amount(price: Price | None) -> str | None:
    return None if price is None else f"{price.text} {price.currency}"
