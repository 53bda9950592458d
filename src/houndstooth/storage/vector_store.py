"""Vectors of several artifacts side by side in an SQL database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Connection, Select, func, select, update

from houndstooth.domain.artifact import NewVector, Unencoded
from houndstooth.domain.batches import batched
from houndstooth.domain.label import LABELLED, Label, Labels, Prediction
from houndstooth.storage.database import Database
from houndstooth.storage.rows import from_labels, label_values, select_items, to_blob, to_stored_item
from houndstooth.storage.shop_rows import IN_LIST, insert_missing, next_revision
from houndstooth.storage.tables import items, shops, vectors


class SqlVectorStore:
    """``VectorStore`` over SQLAlchemy Core."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def revision(self) -> int:
        """See ``VectorStore.revision``."""
        with self._database.reading() as connection:
            return int(connection.execute(select(func.sum(shops.c.revision))).scalar() or 0)

    def unencoded(self, artifact_id: str, *, after: int, limit: int) -> tuple[Unencoded, ...]:
        """See ``VectorStore.unencoded``."""
        query = _without(select(items.c.number, items.c.picture_key), artifact_id).where(items.c.number > after)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(items.c.number).limit(limit))
            return tuple(Unencoded(row.number, row.picture_key) for row in rows)

    def count_unencoded(self, artifact_id: str) -> int:
        """See ``VectorStore.count_unencoded``."""
        with self._database.reading() as connection:
            return int(connection.execute(_without(select(func.count()), artifact_id)).scalar_one())

    def add_vectors(self, added: Sequence[NewVector], *, artifact_id: str, at_work: bool) -> int:
        """See ``VectorStore.add_vectors``."""
        with self._database.writing() as connection:
            shop_of = _still_so(connection, added)
            kept = [one for one in added if one.of in shop_of]
            if kept:
                insert_missing(connection, vectors, [_values(one, artifact_id) for one in kept])
            if at_work:
                _show(connection, {one.of.number: shop_of[one.of] for one in kept})
        return len(kept)

    def relabel(self, artifact_id: str, *, limit: int) -> int:
        """See ``VectorStore.relabel``."""
        waiting = (vectors.c.artifact_id == artifact_id) & vectors.c.said.is_not(None)
        query = select_items().add_columns(vectors.c.said).join(vectors, vectors.c.number == items.c.number)
        with self._database.writing() as connection:
            rows = connection.execute(query.where(waiting).order_by(items.c.number).limit(limit)).all()
            revisions = {shop_id: next_revision(connection, shop_id) for shop_id in {row.shop_id for row in rows}}
            for row in rows:
                stored, labels = to_stored_item(row), _predicted(from_labels(row.labels), row.said)
                values = label_values(stored.item, labels, revisions[row.shop_id])
                connection.execute(update(items).where(items.c.number == row.number).values(values))
            for part in batched([row.number for row in rows], IN_LIST):
                done = update(vectors).where(vectors.c.number.in_(part), vectors.c.artifact_id == artifact_id)
                connection.execute(done.values(said=None))
        return len(rows)


def _without(query: Select[Any], artifact_id: str) -> Select[Any]:
    of_artifact = (vectors.c.number == items.c.number) & (vectors.c.artifact_id == artifact_id)
    return query.select_from(items).outerjoin(vectors, of_artifact).where(vectors.c.number.is_(None))


def _still_so(connection: Connection, added: Sequence[NewVector]) -> dict[Unencoded, str]:
    """Those whose item has the picture still, with their shops; nobody changes them until the transaction ends."""
    found: dict[Unencoded, str] = {}
    for part in batched([one.of.number for one in added], IN_LIST):
        query = select(items.c.number, items.c.picture_key, items.c.shop_id).where(items.c.number.in_(part))
        rows = connection.execute(query.with_for_update())
        found.update((Unencoded(row.number, row.picture_key), row.shop_id) for row in rows)
    return found


def _show(connection: Connection, shop_of: dict[int, str]) -> None:
    """Let searches take over these items with their next look at the shop."""
    for shop_id in sorted(set(shop_of.values())):
        revision = next_revision(connection, shop_id)
        for part in batched([number for number, shop in shop_of.items() if shop == shop_id], IN_LIST):
            connection.execute(update(items).where(items.c.number.in_(part)).values(revision=revision))


def _values(one: NewVector, artifact_id: str) -> dict[str, Any]:
    return {
        "number": one.of.number,
        "artifact_id": artifact_id,
        "embedding": to_blob(one.embedding),
        "style": None if one.style is None else to_blob(one.style),
        "said": {name: asdict(prediction) for name, prediction in one.predictions.items()},
    }


def _predicted(labels: Labels, said: dict[str, Any]) -> dict[str, Label]:
    """The labels with the predictions of another artifact."""
    predictions = {name: Prediction(**of) for name, of in said.items()}
    return {name: replace(labels.get(name, Label()), prediction=predictions.get(name)) for name in LABELLED}
