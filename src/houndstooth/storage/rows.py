"""Rows of the database to values of the domain, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Row, Select, select

from houndstooth.domain.catalogue import Entry, StoredItem, StoredPicture
from houndstooth.domain.item import Item, ItemKind, Price
from houndstooth.domain.label import Label, Labels, Prediction, apply
from houndstooth.storage.tables import items, pictures

EMBEDDING = np.dtype("<f4")
"""Embeddings are stored as little-endian 32-bit floats."""


def select_items() -> Select[Any]:
    """Items with their pictures, ready for ``to_stored_item``."""
    return select(items, pictures.c.width, pictures.c.height).join(pictures, items.c.picture_key == pictures.c.key)


def to_stored_item(row: Row[Any]) -> StoredItem:
    """A row of ``select_items`` as a value."""
    price = None if row.price is None else Price(row.price, row.currency)
    item = Item(
        shop_id=row.shop_id,
        id=row.item_id,
        title=row.title,
        kind=ItemKind(row.kind),
        category=row.category,
        colour=row.colour,
        brand=row.brand,
        gender=row.gender,
        price=price,
        url=row.url,
        attributes=row.attributes,
    )
    picture = StoredPicture(row.picture_key, row.width, row.height)
    return StoredItem(row.number, item, picture, from_labels(row.labels))


def item_values(entry: Entry, labels: Labels, revision: int) -> dict[str, Any]:
    """The columns of ``items`` for an entry, but its number."""
    item = entry.item
    return {
        "shop_id": item.shop_id,
        "item_id": item.id,
        "kind": item.kind.value,
        "title": item.title,
        "brand": item.brand,
        "price": item.price.amount if item.price else None,
        "currency": item.price.currency if item.price else None,
        "url": item.url,
        "picture_key": entry.picture.key,
        "row_digest": entry.row_digest,
        **label_values(item, labels, revision),
    }


def label_values(item: Item, labels: Labels, revision: int) -> dict[str, Any]:
    """The columns of ``items`` that hang on its labels."""
    shown = apply(item, labels)
    return {
        "category": shown.category,
        "colour": shown.colour,
        "gender": shown.gender,
        "attributes": dict(shown.attributes),
        "labels": to_labels(labels),
        "corrected": any(label.correction is not None for label in labels.values()),
        "revision": revision,
        "changed_at": datetime.now(UTC),
    }


def to_labels(labels: Labels) -> dict[str, Any]:
    """Labels as JSON; what nobody said is left out."""
    said = {name: label for name, label in labels.items() if label != Label()}
    return {name: {k: v for k, v in asdict(label).items() if v is not None} for name, label in said.items()}


def from_labels(values: Mapping[str, Any]) -> dict[str, Label]:
    """JSON as labels."""
    return {name: _label(**of) for name, of in values.items()}


def _label(*, prediction: Mapping[str, Any] | None = None, **said: str) -> Label:
    return Label(prediction=None if prediction is None else Prediction(**prediction), **said)


def to_blob(embedding: NDArray[np.float32]) -> bytes:
    """A vector as bytes."""
    return embedding.astype(EMBEDDING, copy=False).tobytes()


def from_blob(blob: bytes) -> NDArray[np.float32]:
    """Bytes as a vector ``float32[d]``."""
    return np.frombuffer(blob, dtype=EMBEDDING).astype(np.float32, copy=False)
