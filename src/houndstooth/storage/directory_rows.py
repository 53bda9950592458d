"""The items of a shop as rows of a directory, in parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from sqlalchemy import BigInteger, Connection, Row, select, type_coerce, union_all

from houndstooth.domain.catalogue import Numbers
from houndstooth.domain.directory import COLUMNS, NO_PRICE, DirectoryRows
from houndstooth.storage.conditions import column_of, shown_as
from houndstooth.storage.shop_rows import IN_SIGHT, current_revision
from houndstooth.storage.tables import items, removals


def directory_rows(connection: Connection, shop_id: str, since: int, limit: int) -> Iterator[DirectoryRows]:
    """The numbers of items that went out of sight after revision ``since``, then the items that changed."""
    gone = union_all(
        select(removals.c.number).where(removals.c.shop_id == shop_id, removals.c.revision > since),
        select(items.c.number).where(items.c.shop_id == shop_id, items.c.revision > since, items.c.retired),
    )
    plain = (items.c.number, items.c.group, shown_as(), items.c.attributes, items.c.currency, items.c.title)
    query = (
        select(*plain, type_coerce(items.c.price, BigInteger))
        .add_columns(*(column_of(field) for field in COLUMNS))
        .where(items.c.shop_id == shop_id, items.c.revision > since, IN_SIGHT)
    )
    revision = current_revision(connection, shop_id)
    yield _rows(revision, np.fromiter(connection.execute(gone).scalars(), dtype=np.int64), [])
    for rows in connection.execute(query.execution_options(yield_per=limit)).partitions():
        yield _rows(revision, np.empty(0, np.int64), rows)


def _rows(revision: int, gone: Numbers, rows: Sequence[Row[Any]]) -> DirectoryRows:
    columns: list[tuple[Any, ...]] = list(zip(*rows, strict=True)) or [()] * (7 + len(COLUMNS))
    numbers, groups, cards, attributes, currencies, titles, prices, *words = columns
    return DirectoryRows(
        revision=revision,
        gone=gone,
        numbers=np.array(numbers, np.int64),
        groups=groups,
        cards=cards,
        words=dict(zip(COLUMNS, words, strict=True)),
        attributes=attributes,
        prices=np.array([NO_PRICE if price is None else price for price in prices], np.int64),
        currencies=currencies,
        titles=titles,
    )
