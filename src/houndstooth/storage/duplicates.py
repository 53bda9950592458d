"""Duplicates in an SQL database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import Connection, Row, Select, delete, func, or_, select, update

from houndstooth.domain.batches import batched
from houndstooth.domain.catalogue import Numbers, StoredItem
from houndstooth.domain.duplicate import JudgedPair, KeptPair, Likeness, Looks, Mark, Pair, PairPage, Verdict
from houndstooth.domain.encoding import Vectors
from houndstooth.domain.errors import NotFound
from houndstooth.storage.database import Database
from houndstooth.storage.duplicate_tables import duplicate_marks, duplicates
from houndstooth.storage.rows import from_blob, select_items
from houndstooth.storage.shop_rows import IN_LIST, IN_SIGHT, current_revision, insert_missing, next_revision, read_all
from houndstooth.storage.tables import items, pictures, vectors

_FIRST, _SECOND = items.alias("first_item"), items.alias("second_item")


class SqlDuplicates:
    """``Duplicates`` over SQLAlchemy Core."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def looks(self, shop_id: str) -> Looks:
        """See ``Duplicates.looks``."""
        plain = (items.c.number, items.c.picture_key, pictures.c.hash, items.c.title, items.c.group, items.c.family)
        query = (
            select(*plain, items.c.revision)
            .join(pictures, items.c.picture_key == pictures.c.key)
            .where(items.c.shop_id == shop_id, IN_SIGHT)
            .order_by(items.c.number)
        )
        with self._database.reading() as connection:
            revision = current_revision(connection, shop_id)
            rows = connection.execute(query).all()
        columns: list[tuple[Any, ...]] = list(zip(*rows, strict=True)) or [()] * 7
        numbers, keys, hashes, titles, groups, families, changed = columns
        return Looks(
            revision, np.array(numbers, np.int64), keys, hashes, titles, groups, families, np.array(changed, np.int64)
        )

    def embeddings(self, numbers: Sequence[int], *, artifact_id: str) -> tuple[Numbers, Vectors]:
        """See ``Duplicates.embeddings``."""
        found: dict[int, bytes] = {}
        query = select(vectors.c.number, vectors.c.embedding).where(vectors.c.artifact_id == artifact_id)
        with self._database.reading() as connection:
            for part in batched(sorted(set(numbers)), IN_LIST):
                rows = connection.execute(query.where(vectors.c.number.in_(part)))
                found.update((row.number, row.embedding) for row in rows)
        stacked = np.stack([from_blob(blob) for blob in found.values()]) if found else np.empty((0, 0), np.float32)
        order = np.argsort(np.array(list(found), np.int64))
        return np.array(list(found), np.int64)[order], stacked[order]

    def keep_hashes(self, hashes: Mapping[str, bytes]) -> None:
        """See ``Duplicates.keep_hashes``."""
        with self._database.writing() as connection:
            for key, value in hashes.items():
                connection.execute(update(pictures).where(pictures.c.key == key).values(hash=value))

    def mark(self, shop_id: str) -> Mark:
        """See ``Duplicates.mark``."""
        query = select(duplicate_marks.c.revision, duplicate_marks.c.recipe).where(duplicate_marks.c.shop_id == shop_id)
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        return Mark() if row is None else Mark(row.revision, row.recipe)

    def replace(self, shop_id: str, pairs: Sequence[Pair], *, of: Sequence[int], mark: Mark) -> None:
        """See ``Duplicates.replace``."""
        with self._database.writing() as connection:
            # The mark comes first: it locks the duplicates of the shop.
            if not _put_mark(connection, shop_id, mark):
                return
            kept = duplicates.c.shop_id == shop_id, duplicates.c.verdict.is_(None)
            for part in batched(of, IN_LIST):
                touched = or_(duplicates.c.first.in_(part), duplicates.c.second.in_(part))
                connection.execute(delete(duplicates).where(*kept, touched))
            there = _there(connection, shop_id, {number for pair in pairs for number in (pair.first, pair.second)})
            rows = [_row(shop_id, pair) for pair in pairs if pair.first in there and pair.second in there]
            if rows:
                insert_missing(connection, duplicates, rows)

    def judged(self, shop_id: str) -> tuple[JudgedPair, ...]:
        """See ``Duplicates.judged``."""
        with self._database.reading() as connection:
            rows = connection.execute(_in_sight(select(duplicates), shop_id).order_by(duplicates.c.id)).all()
        return tuple(JudgedPair(_pair(row), _verdict(row)) for row in rows)

    def page(self, shop_id: str, *, verdict: Verdict | None, limit: int, after: int = 0) -> PairPage:
        """See ``Duplicates.page``."""
        asked = duplicates.c.verdict.is_(None) if verdict is None else duplicates.c.verdict == verdict.value
        beyond = _in_sight(select(duplicates), shop_id).where(asked, duplicates.c.id > after)
        with self._database.reading() as connection:
            total = connection.execute(
                _in_sight(select(func.count(duplicates.c.id)), shop_id).where(asked)
            ).scalar_one()
            rows = connection.execute(beyond.order_by(duplicates.c.id).limit(limit + 1)).all()
            shown = _with_items(connection, rows[:limit])
        return PairPage(shown, total, shown[-1].id if len(rows) > limit else None)

    def decide(self, shop_id: str, pair_id: int, verdict: Verdict | None, *, by: str, at: datetime) -> KeptPair:
        """See ``Duplicates.decide``."""
        known = _in_sight(select(duplicates), shop_id).where(duplicates.c.id == pair_id)
        said = {"verdict": None, "decided_by": None, "decided_at": None}
        if verdict is not None:
            said = {"verdict": verdict.value, "decided_by": by, "decided_at": at}  # type: ignore[dict-item]
        with self._database.writing() as connection:
            if connection.execute(known).first() is None:
                raise NotFound(f"the shop has no pair {pair_id}; its items may have been changed or removed meanwhile")
            connection.execute(update(duplicates).where(duplicates.c.id == pair_id).values(said))
            return _with_items(connection, connection.execute(known).all())[0]

    def join(self, shop_id: str, families: Mapping[int, str | None]) -> int:
        """See ``Duplicates.join``."""
        if not families:
            return 0
        members: dict[str | None, list[int]] = defaultdict(list)
        for number, family in families.items():
            members[family].append(number)
        with self._database.writing() as connection:
            revision = next_revision(connection, shop_id)
            for family, numbers in members.items():
                for part in batched(numbers, IN_LIST):
                    of = update(items).where(items.c.shop_id == shop_id, items.c.number.in_(part))
                    connection.execute(of.values(family=family, revision=revision))
        return revision

    def family(self, shop_id: str, family: str) -> tuple[StoredItem, ...]:
        """See ``Duplicates.family``."""
        query = select_items().where(items.c.shop_id == shop_id, items.c.family == family, IN_SIGHT)
        with self._database.reading() as connection:
            return tuple(read_all(connection, query.order_by(items.c.number)))


def _put_mark(connection: Connection, shop_id: str, mark: Mark) -> bool:
    """Whether there is such a shop, so that something can be kept of it."""
    if current_revision(connection, shop_id) == 0:
        return False
    values = {"revision": mark.revision, "recipe": mark.recipe}
    if connection.execute(_of_shop(shop_id).values(values)).rowcount == 0:
        insert_missing(connection, duplicate_marks, [{"shop_id": shop_id, **values}])
        connection.execute(_of_shop(shop_id).values(values))
    return True


def _of_shop(shop_id: str) -> Any:
    return update(duplicate_marks).where(duplicate_marks.c.shop_id == shop_id)


def _there(connection: Connection, shop_id: str, numbers: Iterable[int]) -> set[int]:
    found: set[int] = set()
    for part in batched(sorted(numbers), IN_LIST):
        query = select(items.c.number).where(items.c.shop_id == shop_id, items.c.number.in_(part))
        found.update(connection.execute(query).scalars())
    return found


def _in_sight(query: Select[Any], shop_id: str) -> Select[Any]:
    return (
        query.join(_FIRST, _FIRST.c.number == duplicates.c.first)
        .join(_SECOND, _SECOND.c.number == duplicates.c.second)
        .where(duplicates.c.shop_id == shop_id, _FIRST.c.retired.is_(False), _SECOND.c.retired.is_(False))
    )


def _with_items(connection: Connection, rows: Sequence[Row[Any]]) -> tuple[KeptPair, ...]:
    numbers = sorted({number for row in rows for number in (row.first, row.second)})
    stored: dict[int, StoredItem] = {}
    for part in batched(numbers, IN_LIST):
        query = select_items().where(items.c.number.in_(part))
        stored.update((one.number, one) for one in read_all(connection, query))
    return tuple(
        KeptPair(
            row.id, stored[row.first], stored[row.second], Likeness(row.likeness), row.sureness, _verdict(row),
            row.decided_by, row.decided_at,
        )
        for row in rows
    )  # fmt: skip


def _row(shop_id: str, pair: Pair) -> dict[str, Any]:
    return {
        "shop_id": shop_id,
        "first": pair.first,
        "second": pair.second,
        "likeness": pair.likeness.value,
        "sureness": pair.sureness,
    }


def _pair(row: Row[Any]) -> Pair:
    return Pair(row.first, row.second, Likeness(row.likeness), row.sureness)


def _verdict(row: Row[Any]) -> Verdict | None:
    return None if row.verdict is None else Verdict(row.verdict)
