"""The items of a shop as columns, in parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import BigInteger, Connection, Row, Select, func, literal, or_, select, type_coerce

from houndstooth.domain.assortment import FIELDS, ItemColumns
from houndstooth.domain.catalogue import Numbers
from houndstooth.domain.encoding import Vectors
from houndstooth.domain.item import AMOUNT_SCALE, Availability
from houndstooth.storage.conditions import column_of
from houndstooth.storage.rows import EMBEDDING
from houndstooth.storage.shop_rows import IN_SIGHT, current_revision
from houndstooth.storage.tables import items, removals, vectors

_GROUP = func.coalesce(literal("family ") + items.c.family, items.c.group)
"""Items of one family are variants to all who ask for variants."""

_OUT = Availability.OUT_OF_STOCK.value


def item_columns(
    connection: Connection, shop_id: str, artifact_id: str, since: int, retired_since: datetime, limit: int
) -> Iterator[ItemColumns]:
    """The numbers that were removed after revision ``since``, then the items that changed, by revision."""
    gone = select(removals.c.number).where(removals.c.shop_id == shop_id, removals.c.revision > since)
    revision = current_revision(connection, shop_id)
    removed = np.fromiter(connection.execute(gone).scalars(), dtype=np.int64)
    yield _columns(revision, removed, [])
    changed = connection.execute(_query(shop_id, artifact_id, since, retired_since).execution_options(yield_per=limit))
    for rows in changed.partitions():
        yield _columns(revision, removed[:0], rows)


def _query(shop_id: str, artifact_id: str, since: int, retired_since: datetime) -> Select[Any]:
    of_artifact = (vectors.c.number == items.c.number) & (vectors.c.artifact_id == artifact_id)
    plain = (items.c.number, items.c.item_id, _GROUP, items.c.currency, items.c.availability, items.c.retired)
    return (
        select(*plain, items.c.created_at, type_coerce(items.c.price, BigInteger), vectors.c.embedding, vectors.c.style)
        .add_columns(*(column_of(field) for field in FIELDS))
        .outerjoin(vectors, of_artifact)
        .where(items.c.shop_id == shop_id, items.c.revision > since)
        .where(or_(IN_SIGHT, items.c.changed_at >= retired_since))
        # The order of the index: nothing is sorted, least of all vectors.
        .order_by(items.c.revision)
    )


def _columns(revision: int, removed: Numbers, rows: Sequence[Row[Any]]) -> ItemColumns:
    columns: list[tuple[Any, ...]] = list(zip(*rows, strict=True)) or [()] * (10 + len(FIELDS))
    numbers, ids, groups, currencies, availabilities, retired, created, prices, embeddings, styles, *words = columns
    return ItemColumns(
        revision=revision,
        removed=removed,
        numbers=np.array(numbers, np.int64),
        ids=ids,
        groups=groups,
        words=dict(zip(FIELDS, words, strict=True)),
        prices=np.array(prices, np.float64) / AMOUNT_SCALE,
        currencies=currencies,
        in_stock=np.array([one != _OUT for one in availabilities], np.bool_),
        retired=np.array(retired, np.bool_),
        created=np.array([moment.timestamp() for moment in created], np.float64),
        embeddings=_matrix(embeddings),
        styles=_matrix(styles),
    )


def _matrix(blobs: Sequence[bytes | None]) -> Vectors:
    """``float32[n, d]``, zeros where there is none."""
    there = [row for row, blob in enumerate(blobs) if blob is not None]
    joined = np.frombuffer(b"".join(blob for blob in blobs if blob is not None), EMBEDDING)
    matrix = np.zeros((len(blobs), len(joined) // max(1, len(there))), np.float32)
    matrix[there] = joined.reshape(len(there), -1) if there else 0
    return matrix
