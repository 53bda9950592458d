"""The rows of one shop, read and written inside a transaction that somebody else holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from houndstooth.domain.batches import batched
from houndstooth.domain.catalogue import Entry, StoredItem
from houndstooth.domain.errors import NotFound
from houndstooth.domain.item import has_control_characters
from houndstooth.domain.label import collect
from houndstooth.storage.rows import from_labels, item_values, select_items, to_blob, to_stored_item
from houndstooth.storage.tables import items, pictures, shops, vectors

IN_LIST = 500
"""How many values one statement names; databases limit the number of parameters."""


def read_one(connection: Connection, shop_id: str, item_id: str) -> StoredItem:
    """One item.

    Raises:
        NotFound: the shop has no such item.
    """
    query = select_items().where(items.c.shop_id == shop_id, items.c.item_id == item_id)
    # No id that is stored has such characters, and databases differ in how they refuse them.
    row = None if has_control_characters(item_id) else connection.execute(query).one_or_none()
    if row is None:
        raise NotFound(f"the shop {shop_id!r} has no item {item_id[:200]!r}; it may have been removed")
    return to_stored_item(row)


def write_entries(
    connection: Connection, shop_id: str, entries: list[Entry], artifact_id: str
) -> tuple[list[str], list[str]]:
    """Add or replace items of one shop; returns the ids that were added, and those that were changed."""
    # The new revision comes first: it locks the shop, so that two writers never meet in the rows below.
    revision = next_revision(connection, shop_id)
    known = numbers_of(connection, shop_id, [entry.item.id for entry in entries])
    corrected = _corrections_of(connection, known)
    _add_pictures(connection, entries)
    numbers: dict[str, int] = {}
    for entry in entries:
        labels = collect(entry.item, entry.predictions, corrected.get(entry.item.id, {}))
        values = item_values(entry, labels, revision)
        number = known.get(entry.item.id) or numbers.get(entry.item.id)
        if number is None:
            number = connection.execute(insert(items).values(values).returning(items.c.number)).scalar_one()
        else:
            connection.execute(update(items).where(items.c.number == number).values(values))
        numbers[entry.item.id] = number
    _replace_vectors(connection, {numbers[entry.item.id]: to_blob(entry.embedding) for entry in entries}, artifact_id)
    return [item_id for item_id in numbers if item_id not in known], [
        item_id for item_id in numbers if item_id in known
    ]


def _add_pictures(connection: Connection, entries: Iterable[Entry]) -> None:
    wanted = {entry.picture.key: entry.picture for entry in entries}
    for part in batched(wanted, IN_LIST):
        for key in connection.execute(select(pictures.c.key).where(pictures.c.key.in_(part))).scalars():
            del wanted[key]
    rows = [{"key": picture.key, "width": picture.width, "height": picture.height} for picture in wanted.values()]
    if rows:
        _insert_missing(connection, pictures, rows)


def _insert_missing(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Insert rows; one whose key another writer has put there meanwhile is left as it is."""
    into = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(into(table).on_conflict_do_nothing(), rows)


def _replace_vectors(connection: Connection, blobs: Mapping[int, bytes], artifact_id: str) -> None:
    for part in batched(blobs, IN_LIST):
        connection.execute(delete(vectors).where(vectors.c.number.in_(part), vectors.c.artifact_id == artifact_id))
    rows = [{"number": number, "artifact_id": artifact_id, "embedding": blob} for number, blob in blobs.items()]
    connection.execute(insert(vectors), rows)


def numbers_of(connection: Connection, shop_id: str, ids: Iterable[str]) -> dict[str, int]:
    """The numbers of those ids that the shop has."""
    found: dict[str, int] = {}
    for part in batched(ids, IN_LIST):
        query = select(items.c.item_id, items.c.number).where(items.c.shop_id == shop_id, items.c.item_id.in_(part))
        found.update((row.item_id, row.number) for row in connection.execute(query))
    return found


def _corrections_of(connection: Connection, numbers: Mapping[str, int]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for part in batched(numbers.values(), IN_LIST):
        query = select(items.c.item_id, items.c.labels).where(items.c.number.in_(part), items.c.corrected)
        for item_id, labels in connection.execute(query):
            said = {name: label.correction for name, label in from_labels(labels).items()}
            found[item_id] = {name: value for name, value in said.items() if value is not None}
    return found


def current_revision(connection: Connection, shop_id: str) -> int:
    """The revision of the shop; 0 where there is no such shop yet."""
    query = select(shops.c.revision).where(shops.c.shop_id == shop_id)
    return connection.execute(query).scalar_one_or_none() or 0


def next_revision(connection: Connection, shop_id: str) -> int:
    """A new revision of the shop, which the caller's changes are made in."""
    bump = update(shops).where(shops.c.shop_id == shop_id).values(revision=shops.c.revision + 1)
    if connection.execute(bump).rowcount == 0:
        _insert_missing(connection, shops, [{"shop_id": shop_id, "revision": 0}])
        connection.execute(bump)
    return current_revision(connection, shop_id)
