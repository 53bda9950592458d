"""Questions to the items of a shop that take more than a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, desc, func, select

from houndstooth.domain.batches import batched
from houndstooth.domain.catalogue import Encoded, Fingerprint, StoredPicture
from houndstooth.domain.errors import InvalidFilter
from houndstooth.domain.filter import FIELDS, Filter
from houndstooth.domain.label import LABELLED
from houndstooth.storage.conditions import column_of, group_key
from houndstooth.storage.rows import from_blob, from_labels
from houndstooth.storage.shop_rows import IN_LIST
from houndstooth.storage.tables import items, pictures, vectors

_LOOKED_AT = 1000
"""So many items are looked at for the names of fields."""

_MOST_NAMED = 60
"""So many names of fields a message tells."""


def encoded_pictures(connection: Connection, keys: Sequence[str], artifact_id: str) -> Mapping[str, Encoded]:
    """What is known of pictures that items of any shop are searched by."""
    found: dict[str, Encoded] = {}
    query = (
        select(pictures, items.c.labels, vectors.c.embedding, vectors.c.style)
        .join(items, items.c.picture_key == pictures.c.key)
        .join(vectors, vectors.c.number == items.c.number)
        .where(vectors.c.artifact_id == artifact_id)
        .order_by(vectors.c.style.is_not(None))  # the last one counts: of several items one with a style, if any
    )
    for part in batched(keys, IN_LIST):
        for row in connection.execute(query.where(pictures.c.key.in_(part))):
            said = {name: label.prediction for name, label in from_labels(row.labels).items() if label.prediction}
            style = None if row.style is None else from_blob(row.style)
            picture = StoredPicture(row.key, row.width, row.height)
            found[row.key] = Encoded(picture, from_blob(row.embedding), said, style)
    return found


def first_of_groups(condition: ColumnElement[bool]) -> Select[tuple[int]]:
    """The number of the first item of each group among those that meet the condition."""
    return select(func.min(items.c.number)).where(condition).group_by(group_key())


def fingerprint(row: Row[Any], more: Sequence[StoredPicture]) -> Fingerprint:
    """Of a row of ``select_items`` with ``encoded`` and ``styled``, and its other pictures."""
    pictures = (StoredPicture(row.picture_key, row.width, row.height), *more)
    return Fingerprint(row.row_digest, pictures, row.addresses, row.encoded, row.feed, row.retired, row.styled)


def check_fields(connection: Connection, shop_id: str, where: Filter) -> None:
    """Refuse a filter on a field that no item of the shop has: most likely a slip of the pen."""
    for field in sorted(where.fields.difference(FIELDS, LABELLED)):
        used = select(items.c.number).where(items.c.shop_id == shop_id, column_of(field).is_not(None)).limit(1)
        stocked = select(items.c.number).where(items.c.shop_id == shop_id).limit(1)
        if not connection.execute(used).first() and connection.execute(stocked).first():
            known = dict.fromkeys((*FIELDS, *LABELLED, *_attribute_names(connection, shop_id)))
            named = ", ".join(list(known)[:_MOST_NAMED])
            raise InvalidFilter(f"no item has a field {field!r}; there are {named}")


def _attribute_names(connection: Connection, shop_id: str) -> list[str]:
    """The names of the attributes of the newest items."""
    newest = select(items.c.attributes).where(items.c.shop_id == shop_id).order_by(desc(items.c.number))
    found = connection.execute(newest.limit(_LOOKED_AT)).scalars()
    return sorted({name for attributes in found for name in attributes})
