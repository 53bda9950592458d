"""Writing the words of items: in the transaction that writes the items themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert

from houndstooth.domain.batches import batched
from houndstooth.domain.item import Item
from houndstooth.domain.wording import stems_of
from houndstooth.storage.word_tables import item_words

_IN_LIST = 500
_MOST_WORDS = 1000
SAID_ATTRIBUTES = ("sub_category", "pattern", "usage", "season", "colours")
"""The attributes whose words count as much as those of the title."""


def shop_word(shop_id: str) -> str:
    """A word that stands for a shop, whatever its id is made of."""
    return f"s{shop_id.encode('utf-8', 'surrogatepass').hex()}"


def replace_words(connection: Connection, shown: Mapping[int, Item]) -> None:
    """Write the words of items, as they are shown, by the items' numbers; those before count no longer."""
    for part in batched(shown, _IN_LIST):
        connection.execute(delete(item_words).where(item_words.c.number.in_(part)))
    rows = [{"number": number, **_values_of(item)} for number, item in shown.items()]
    if rows:
        connection.execute(insert(item_words), rows)


def word_values(shop_id: str, said: Iterable[str | None], description: str | None) -> dict[str, Any]:
    """The columns of ``item_words`` for an item, but its number.

    Args:
        shop_id: whose item it is.
        said: what an item is called and what it is.
        description: the longer text; of what stands there already nothing is kept twice.
    """
    head = dict.fromkeys(stems_of(" ".join(filter(None, said)), most=_MOST_WORDS))
    body = dict.fromkeys(stems_of(description or "", most=_MOST_WORDS))
    return {
        "shop_word": shop_word(shop_id),
        "head": " ".join(head),
        "body": " ".join(word for word in body if word not in head),
    }


def _values_of(item: Item) -> dict[str, Any]:
    fields = (item.title, item.brand, item.category, item.colour, item.gender, item.group)
    return word_values(item.shop_id, (*fields, *map(item.attributes.get, SAID_ATTRIBUTES)), item.description)
