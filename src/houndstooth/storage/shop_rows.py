"""The rows of one shop inside a transaction: what there is, and adding, changing and hiding items."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Select, Table, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from houndstooth.domain.batches import batched
from houndstooth.domain.catalogue import Entry, Offer, Rewrite, StoredItem, StoredPicture, Written
from houndstooth.domain.errors import InvalidItem, NotFound
from houndstooth.domain.item import Item, has_control_characters
from houndstooth.domain.label import Label, collect
from houndstooth.storage.item_words import replace_words
from houndstooth.storage.rows import (
    entry_values,
    from_labels,
    item_values,
    offer_values,
    select_items,
    to_blob,
    to_stored_item,
)
from houndstooth.storage.tables import items, more_pictures, pictures, shops, vectors

IN_LIST = 500
"""How many values one statement names; databases limit the number of parameters."""

IN_SIGHT = items.c.retired.is_(False)


def read_one(connection: Connection, shop_id: str, item_id: str) -> StoredItem:
    """One item.

    Raises:
        NotFound: the shop has no such item.
    """
    query = select_items().where(items.c.shop_id == shop_id, items.c.item_id == item_id)
    # No id that is stored has such characters, and databases differ in how they refuse them.
    found = [] if has_control_characters(item_id) else read_all(connection, query)
    if not found:
        raise NotFound(f"the shop {shop_id!r} has no item {item_id[:200]!r}; it may have been removed")
    return found[0]


def read_all(connection: Connection, query: Select[Any]) -> list[StoredItem]:
    """The items of a query over ``select_items``, with all their pictures."""
    rows = connection.execute(query).all()
    more = more_of(connection, [row.number for row in rows])
    return [to_stored_item(row, more[row.number]) for row in rows]


def write_entries(
    connection: Connection, shop_id: str, entries: Sequence[Entry], artifact_id: str
) -> tuple[list[str], list[str]]:
    """Add or replace items of one shop; returns the ids that were added, and those that were changed."""
    # The new revision comes first: it locks the shop, so that two writers never meet in the rows below.
    revision = next_revision(connection, shop_id)
    known = numbers_of(connection, shop_id, [entry.item.id for entry in entries])
    said = _labels_of(connection, known)
    _add_pictures(connection, entries)
    numbers: dict[str, int] = {}
    _forget_vectors(connection, known, entries)
    for entry in entries:
        labels = collect(entry.item, entry.predictions, _corrections(said.get(entry.item.id, {})))
        values = entry_values(entry, labels, revision)
        number = known.get(entry.item.id) or numbers.get(entry.item.id)
        if number is None:
            new = values | {"created_at": datetime.now(UTC)}
            number = connection.execute(insert(items).values(new).returning(items.c.number)).scalar_one()
        else:
            connection.execute(update(items).where(items.c.number == number).values(values))
        numbers[entry.item.id] = number
    of_number = {numbers[entry.item.id]: entry for entry in entries}
    _replace_vectors(connection, of_number, artifact_id)
    _replace_more(connection, {number: of.more for number, of in of_number.items()})
    refresh_words(connection, list(of_number))
    return [item_id for item_id in numbers if item_id not in known], [
        item_id for item_id in numbers if item_id in known
    ]


def rewrite_items(connection: Connection, shop_id: str, rewrites: Sequence[Rewrite]) -> list[str]:
    """Change what is said of items of one shop that are there; returns their ids."""
    known = numbers_of(connection, shop_id, [rewrite.item.id for rewrite in rewrites])
    if not known:
        return []
    revision = next_revision(connection, shop_id)
    said = _labels_of(connection, known)
    for rewrite in rewrites:
        if rewrite.item.id in known:
            before = said[rewrite.item.id]
            predictions = {name: label.prediction for name, label in before.items() if label.prediction}
            values = item_values(rewrite, collect(rewrite.item, predictions, _corrections(before)), revision)
            values |= {} if rewrite.addresses is None else {"addresses": rewrite.addresses}
            connection.execute(update(items).where(items.c.number == known[rewrite.item.id]).values(values))
    refresh_words(connection, list(known.values()))
    return list(known)


def refresh_words(connection: Connection, numbers: Sequence[int]) -> None:
    """Let items be found by what is said of them now."""
    for part in batched(numbers, IN_LIST):
        stored = map(to_stored_item, connection.execute(select_items().where(items.c.number.in_(part))))
        replace_words(connection, {one.number: one.item for one in stored})


def reprice_items(connection: Connection, shop_id: str, offers: Mapping[str, Callable[[Item], Offer]]) -> Written:
    """Change offers of items of one shop that are there."""
    known = numbers_of(connection, shop_id, offers)
    refused: dict[str, str] = {}
    revision = next_revision(connection, shop_id) if known else 0
    for part in batched(known.values(), IN_LIST):
        for stored in read_all(connection, select_items().where(items.c.number.in_(part))):
            try:
                offer = offers[stored.item.id](stored.item)
                replace(stored.item, price=offer.price, list_price=offer.list_price, availability=offer.availability)
            except InvalidItem as error:
                refused[stored.item.id] = str(error)
                continue
            # No file says this: so the next one that says anything is written.
            values = offer_values(offer) | {"revision": revision, "row_digest": ""}
            connection.execute(update(items).where(items.c.number == stored.number).values(values))
    changed = tuple(item_id for item_id in offers if item_id in known and item_id not in refused)
    return Written((), changed, tuple(item_id for item_id in offers if item_id not in known), refused)


def retire_items(connection: Connection, shop_id: str, ids: Sequence[str]) -> list[str]:
    """Hide items of one shop; returns the ids of those that were in sight."""
    in_sight = numbers_of(connection, shop_id, ids, in_sight=True)
    if in_sight:
        revision = next_revision(connection, shop_id)
        for part in batched(in_sight.values(), IN_LIST):
            hidden = {"retired": True, "revision": revision, "changed_at": datetime.now(UTC)}
            connection.execute(update(items).where(items.c.number.in_(part)).values(hidden))
    return [item_id for item_id in dict.fromkeys(ids) if item_id in in_sight]


def _add_pictures(connection: Connection, entries: Iterable[Entry]) -> None:
    wanted = {picture.key: picture for entry in entries for picture in (entry.picture, *entry.more)}
    for part in batched(list(wanted), IN_LIST):
        for key in connection.execute(select(pictures.c.key).where(pictures.c.key.in_(part))).scalars():
            del wanted[key]
    rows = [_picture_row(picture) for picture in wanted.values()]
    if rows:
        insert_missing(connection, pictures, rows)


def _picture_row(picture: StoredPicture) -> dict[str, Any]:
    return {"key": picture.key, "width": picture.width, "height": picture.height, "hash": picture.hash}


def insert_missing(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Insert rows; one whose key another writer has put there meanwhile is left as it is."""
    into = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(into(table).on_conflict_do_nothing(), rows)


def _forget_vectors(connection: Connection, known: Mapping[str, int], entries: Sequence[Entry]) -> None:
    """Vectors of whatever artifact, of items that have another picture from now on."""
    key_of = {known[entry.item.id]: entry.picture.key for entry in entries if entry.item.id in known}
    for part in batched(key_of, IN_LIST):
        before = connection.execute(select(items.c.number, items.c.picture_key).where(items.c.number.in_(part)))
        changed = [row.number for row in before if row.picture_key != key_of[row.number]]
        connection.execute(delete(vectors).where(vectors.c.number.in_(changed)))


def _replace_vectors(connection: Connection, entries: Mapping[int, Entry], artifact_id: str) -> None:
    for part in batched(entries, IN_LIST):
        connection.execute(delete(vectors).where(vectors.c.number.in_(part), vectors.c.artifact_id == artifact_id))
    rows = [
        {
            "number": number,
            "artifact_id": artifact_id,
            "embedding": to_blob(of.embedding),
            "style": None if of.style is None else to_blob(of.style),
        }
        for number, of in entries.items()
    ]
    connection.execute(insert(vectors), rows)


def _replace_more(connection: Connection, shown: Mapping[int, Sequence[StoredPicture]]) -> None:
    for part in batched(shown, IN_LIST):
        connection.execute(delete(more_pictures).where(more_pictures.c.number.in_(part)))
    rows = [
        {"number": number, "position": position, "picture_key": picture.key}
        for number, of in shown.items()
        for position, picture in enumerate(of)
    ]
    if rows:
        connection.execute(insert(more_pictures), rows)


def more_of(connection: Connection, numbers: Sequence[int]) -> Mapping[int, list[StoredPicture]]:
    """The other pictures of items, by the items' numbers."""
    found: dict[int, list[StoredPicture]] = defaultdict(list)
    query = (
        select(more_pictures.c.number, pictures)
        .join(pictures, more_pictures.c.picture_key == pictures.c.key)
        .order_by(more_pictures.c.number, more_pictures.c.position)
    )
    for part in batched(numbers, IN_LIST):
        for row in connection.execute(query.where(more_pictures.c.number.in_(part))):
            found[row.number].append(StoredPicture(row.key, row.width, row.height))
    return found


def numbers_of(connection: Connection, shop_id: str, ids: Iterable[str], *, in_sight: bool = False) -> dict[str, int]:
    """The numbers of those ids that the shop has, retired ones too unless ``in_sight``."""
    found: dict[str, int] = {}
    for part in batched(ids, IN_LIST):
        query = select(items.c.item_id, items.c.number).where(items.c.shop_id == shop_id, items.c.item_id.in_(part))
        query = query.where(IN_SIGHT) if in_sight else query
        found.update((row.item_id, row.number) for row in connection.execute(query))
    return found


def _labels_of(connection: Connection, numbers: Mapping[str, int]) -> dict[str, dict[str, Label]]:
    found: dict[str, dict[str, Label]] = {}
    for part in batched(numbers.values(), IN_LIST):
        query = select(items.c.item_id, items.c.labels).where(items.c.number.in_(part))
        found.update((item_id, from_labels(labels)) for item_id, labels in connection.execute(query))
    return found


def _corrections(labels: Mapping[str, Label]) -> dict[str, str]:
    return {name: label.correction for name, label in labels.items() if label.correction is not None}


def current_revision(connection: Connection, shop_id: str) -> int:
    """The revision of the shop; 0 where there is no such shop yet."""
    query = select(shops.c.revision).where(shops.c.shop_id == shop_id)
    return connection.execute(query).scalar_one_or_none() or 0


def next_revision(connection: Connection, shop_id: str) -> int:
    """A new revision of the shop, which the caller's changes are made in."""
    bump = update(shops).where(shops.c.shop_id == shop_id).values(revision=shops.c.revision + 1)
    if connection.execute(bump).rowcount == 0:
        insert_missing(connection, shops, [{"shop_id": shop_id, "revision": 0}])
        connection.execute(bump)
    return current_revision(connection, shop_id)
