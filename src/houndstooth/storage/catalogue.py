"""The catalogue in an SQL database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import compress, groupby
from operator import attrgetter, not_

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import String, cast, delete, func, insert, select, union_all, update

from houndstooth.domain.assortment import ItemColumns
from houndstooth.domain.batches import batched
from houndstooth.domain.catalogue import (
    Correction,
    Encoded,
    Entry,
    Fingerprint,
    Numbers,
    Offer,
    Page,
    Rewrite,
    StoredItem,
    VectorChanges,
    Written,
)
from houndstooth.domain.directory import DirectoryRows
from houndstooth.domain.filter import Filter
from houndstooth.domain.item import Item
from houndstooth.domain.label import check_corrections, correct
from houndstooth.storage.conditions import group_key, matching
from houndstooth.storage.database import Database
from houndstooth.storage.directory_rows import directory_rows
from houndstooth.storage.item_columns import item_columns
from houndstooth.storage.queries import check_fields, encoded_pictures, fingerprint, first_of_groups
from houndstooth.storage.rows import from_blob, from_labels, label_values, select_items
from houndstooth.storage.shop_rows import (
    IN_LIST,
    IN_SIGHT,
    current_revision,
    more_of,
    next_revision,
    numbers_of,
    read_all,
    read_one,
    refresh_words,
    reprice_items,
    retire_items,
    rewrite_items,
    write_entries,
)
from houndstooth.storage.tables import items, more_pictures, removals, vectors


class SqlCatalogue:
    """``Catalogue`` over SQLAlchemy Core: SQLite, or any database with the same tables."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def write(self, entries: Sequence[Entry], *, artifact_id: str) -> Written:
        """See ``Catalogue.write``."""
        added: list[str] = []
        changed: list[str] = []
        by_shop = attrgetter("item.shop_id")
        with self._database.writing() as connection:
            for shop_id, group in groupby(sorted(entries, key=by_shop), key=by_shop):
                shop_added, shop_changed = write_entries(connection, shop_id, list(group), artifact_id)
                added += shop_added
                changed += shop_changed
        return Written(tuple(added), tuple(changed))

    def rewrite(self, rewrites: Sequence[Rewrite]) -> Written:
        """See ``Catalogue.rewrite``."""
        changed: set[tuple[str, str]] = set()
        by_shop = attrgetter("item.shop_id")
        with self._database.writing() as connection:
            for shop_id, group in groupby(sorted(rewrites, key=by_shop), key=by_shop):
                changed.update((shop_id, item_id) for item_id in rewrite_items(connection, shop_id, list(group)))
        there = [(one.item.shop_id, one.item.id) in changed for one in rewrites]
        ids = [one.item.id for one in rewrites]
        return Written((), tuple(compress(ids, there)), tuple(compress(ids, map(not_, there))))

    def reprice(self, shop_id: str, offers: Mapping[str, Callable[[Item], Offer]]) -> Written:
        """See ``Catalogue.reprice``."""
        with self._database.writing() as connection:
            return reprice_items(connection, shop_id, offers)

    def retire(self, shop_id: str, ids: Sequence[str]) -> tuple[str, ...]:
        """See ``Catalogue.retire``."""
        with self._database.writing() as connection:
            return tuple(retire_items(connection, shop_id, ids))

    def of_feed(self, shop_id: str, feed: str) -> frozenset[str]:
        """See ``Catalogue.of_feed``."""
        query = select(items.c.item_id).where(items.c.shop_id == shop_id, items.c.feed == feed, IN_SIGHT)
        with self._database.reading() as connection:
            return frozenset(connection.execute(query).scalars())

    def variants(self, shop_id: str, group: str) -> tuple[StoredItem, ...]:
        """See ``Catalogue.variants``."""
        query = select_items().where(items.c.shop_id == shop_id, items.c.group == group, IN_SIGHT)
        with self._database.reading() as connection:
            return tuple(read_all(connection, query.order_by(items.c.number)))

    def correct(self, shop_id: str, item_id: str, corrections: Mapping[str, str | None]) -> StoredItem:
        """See ``Catalogue.correct``."""
        check_corrections(corrections)
        with self._database.writing() as connection:
            stored = read_one(connection, shop_id, item_id)
            labels = correct(stored.labels, corrections)
            values = label_values(stored.item, labels, next_revision(connection, shop_id))
            connection.execute(update(items).where(items.c.number == stored.number).values(values))
            refresh_words(connection, [stored.number])
            return read_one(connection, shop_id, item_id)

    def corrections(self, shop_id: str) -> tuple[Correction, ...]:
        """See ``Catalogue.corrections``."""
        query = (
            select(items.c.item_id, items.c.labels)
            .where(items.c.shop_id == shop_id, items.c.corrected)
            .order_by(items.c.number)
        )
        with self._database.reading() as connection:
            return tuple(
                Correction(item_id, name, label.correction, replace(label, correction=None).value)
                for item_id, labels in connection.execute(query)
                for name, label in from_labels(labels).items()
                if label.correction is not None
            )

    def remove(self, shop_id: str, ids: Sequence[str]) -> tuple[str, ...]:
        """See ``Catalogue.remove``."""
        with self._database.writing() as connection:
            found = numbers_of(connection, shop_id, ids)
            if not found:
                return ()
            revision = next_revision(connection, shop_id)
            connection.execute(
                insert(removals),
                [{"number": number, "shop_id": shop_id, "revision": revision} for number in found.values()],
            )
            for part in batched(found.values(), IN_LIST):
                connection.execute(delete(vectors).where(vectors.c.number.in_(part)))
                connection.execute(delete(items).where(items.c.number.in_(part)))
        return tuple(item_id for item_id in dict.fromkeys(ids) if item_id in found)

    def get(self, shop_id: str, item_id: str) -> StoredItem:
        """See ``Catalogue.get``."""
        with self._database.reading() as connection:
            return read_one(connection, shop_id, item_id)

    def by_numbers(self, shop_id: str, numbers: Sequence[int]) -> dict[int, StoredItem]:
        """See ``Catalogue.by_numbers``."""
        found: list[StoredItem] = []
        with self._database.reading() as connection:
            for part in batched(numbers, IN_LIST):
                # The numbers alone: told the shop too, SQLite may read through all of its items.
                found += read_all(connection, select_items().where(items.c.number.in_(part)))
        return {one.number: one for one in found if one.item.shop_id == shop_id and not one.retired}

    def page(self, shop_id: str, *, where: Filter, limit: int, after: int = 0, grouped: bool = False) -> Page:
        """See ``Catalogue.page``."""
        condition = matching(shop_id, where)
        if grouped:
            condition = items.c.number.in_(first_of_groups(condition))
        query = select_items().where(condition, items.c.number > after).order_by(items.c.number).limit(limit + 1)
        with self._database.reading() as connection:
            check_fields(connection, shop_id, where)
            total = connection.execute(select(func.count()).select_from(items).where(condition)).scalar_one()
            found = read_all(connection, query)
        shown = tuple(found[:limit])
        return Page(shown, total, shown[-1].number if len(found) > limit else None)

    def numbers(self, shop_id: str, *, where: Filter) -> Numbers:
        """See ``Catalogue.numbers``."""
        # As one text: half a million rows cost a quarter of a second, their text a fifth of that.
        query = select(func.aggregate_strings(cast(items.c.number, String), ",")).where(matching(shop_id, where))
        with self._database.reading() as connection:
            check_fields(connection, shop_id, where)
            listed = connection.execute(query).scalar()
        return np.sort(np.fromstring(listed, np.int64, sep=",")) if listed else np.empty(0, np.int64)

    def count(self, shop_id: str) -> int:
        """See ``Catalogue.count``."""
        query = select(func.count()).select_from(items).where(items.c.shop_id == shop_id, IN_SIGHT)
        with self._database.reading() as connection:
            return connection.execute(query).scalar_one()

    def fingerprints(self, shop_id: str, ids: Sequence[str], *, artifact_id: str) -> Mapping[str, Fingerprint]:
        """See ``Catalogue.fingerprints``."""
        of_artifact = (vectors.c.number == items.c.number) & (vectors.c.artifact_id == artifact_id)
        encoded = vectors.c.artifact_id.is_not(None).label("encoded")
        styled = vectors.c.style.is_not(None).label("styled")
        query = select_items().add_columns(encoded, styled).outerjoin(vectors, of_artifact)
        found: dict[str, Fingerprint] = {}
        with self._database.reading() as connection:
            for part in batched(ids, IN_LIST):
                of_part = query.where(items.c.shop_id == shop_id, items.c.item_id.in_(part))
                rows = connection.execute(of_part).all()
                more = more_of(connection, [row.number for row in rows])
                found.update((row.item_id, fingerprint(row, more[row.number])) for row in rows)
        return found

    def encoded(self, keys: Sequence[str], *, artifact_id: str) -> Mapping[str, Encoded]:
        """See ``Catalogue.encoded``."""
        with self._database.reading() as connection:
            return encoded_pictures(connection, keys, artifact_id)

    def same_pictures(self, shop_id: str) -> tuple[tuple[str, ...], ...]:
        """See ``Catalogue.same_pictures``."""
        shown_twice = (
            select(items.c.picture_key)
            .where(items.c.shop_id == shop_id, IN_SIGHT)
            .group_by(items.c.picture_key)
            .having(func.count(func.distinct(group_key())) > 1)
        )
        query = (
            select(items.c.picture_key, items.c.item_id)
            .where(items.c.shop_id == shop_id, IN_SIGHT, items.c.picture_key.in_(shown_twice))
            .order_by(items.c.number)
        )
        groups: dict[str, list[str]] = defaultdict(list)
        with self._database.reading() as connection:
            for key, item_id in connection.execute(query):
                groups[key].append(item_id)
        return tuple(tuple(ids) for ids in groups.values())

    def revision(self, shop_id: str) -> int:
        """See ``Catalogue.revision``."""
        with self._database.reading() as connection:
            return current_revision(connection, shop_id)

    def changes(self, shop_id: str, *, artifact_id: str, since: int, limit: int) -> Iterator[VectorChanges]:
        """See ``Catalogue.changes``."""
        gone = union_all(
            select(removals.c.number).where(removals.c.shop_id == shop_id, removals.c.revision > since),
            select(items.c.number).where(items.c.shop_id == shop_id, items.c.revision > since, items.c.retired),
        )
        fresh = (
            select(items.c.number, vectors.c.embedding)
            .join(vectors, vectors.c.number == items.c.number)
            .where(items.c.shop_id == shop_id, items.c.revision > since, IN_SIGHT)
            .where(vectors.c.artifact_id == artifact_id)
            .order_by(items.c.number)
        )
        with self._database.reading() as connection:
            revision = current_revision(connection, shop_id)
            removed = np.fromiter(connection.execute(gone).scalars(), dtype=np.int64)
            yield VectorChanges(revision, np.empty(0, np.int64), np.empty((0, 0), np.float32), removed)
            for rows in connection.execute(fresh).partitions(limit):
                numbers = np.array([row.number for row in rows], dtype=np.int64)
                stacked = np.stack([from_blob(row.embedding) for row in rows])
                yield VectorChanges(revision, numbers, stacked, removed[:0])

    def rows(
        self, shop_id: str, *, artifact_id: str, since: int, limit: int, retired_since: datetime
    ) -> Iterator[ItemColumns]:
        """See ``Catalogue.rows``."""
        with self._database.reading() as connection:
            yield from item_columns(connection, shop_id, artifact_id, since, retired_since, limit)

    def directory_rows(self, shop_id: str, *, since: int, limit: int) -> Iterator[DirectoryRows]:
        """See ``Catalogue.directory_rows``."""
        with self._database.reading() as connection:
            yield from directory_rows(connection, shop_id, since, limit)

    def vector(self, number: int, *, artifact_id: str) -> NDArray[np.float32] | None:
        """See ``Catalogue.vector``."""
        query = select(vectors.c.embedding).where(vectors.c.number == number, vectors.c.artifact_id == artifact_id)
        with self._database.reading() as connection:
            blob = connection.execute(query).scalar_one_or_none()
        return None if blob is None else from_blob(blob)

    def shows(self, shop_id: str, key: str) -> bool:
        """See ``Catalogue.shows``."""
        first = select(items.c.number).where(items.c.picture_key == key, items.c.shop_id == shop_id)
        other = (
            select(items.c.number)
            .join(more_pictures, more_pictures.c.number == items.c.number)
            .where(more_pictures.c.picture_key == key, items.c.shop_id == shop_id)
        )
        with self._database.reading() as connection:
            return connection.execute(union_all(first, other).limit(1)).first() is not None

    def unused_pictures(self, keys: Sequence[str]) -> tuple[str, ...]:
        """See ``Catalogue.unused_pictures``."""
        used: set[str] = set()
        with self._database.reading() as connection:
            for part in batched(keys, IN_LIST):
                for table in (items, more_pictures):
                    query = select(table.c.picture_key).where(table.c.picture_key.in_(part))
                    used.update(connection.execute(query).scalars())
        return tuple(key for key in dict.fromkeys(keys) if key not in used)
