"""Rows of the database to values of the domain, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Row, Select, select

from houndstooth.domain.catalogue import Entry, Offer, Rewrite, StoredItem, StoredPicture
from houndstooth.domain.item import Availability, Item, ItemKind, Price
from houndstooth.domain.label import Label, Labels, Prediction, apply
from houndstooth.storage.tables import items, pictures

EMBEDDING = np.dtype("<f4")
"""Embeddings are stored as little-endian 32-bit floats."""


def select_items() -> Select[Any]:
    """Items with their pictures, ready for ``to_stored_item``."""
    return select(items, pictures.c.width, pictures.c.height).join(pictures, items.c.picture_key == pictures.c.key)


def to_stored_item(row: Row[Any], more: Sequence[StoredPicture] = ()) -> StoredItem:
    """A row of ``select_items``, with its other pictures, as a value."""
    item = Item(
        shop_id=row.shop_id,
        id=row.item_id,
        title=row.title,
        kind=ItemKind(row.kind),
        category=row.category,
        category_path=row.category_path,
        colour=row.colour,
        brand=row.brand,
        gender=row.gender,
        size=row.size,
        price=None if row.price is None else Price(row.price, row.currency),
        list_price=None if row.list_price is None else Price(row.list_price, row.currency),
        availability=None if row.availability is None else Availability(row.availability),
        group=row.group,
        url=row.url,
        description=row.description,
        attributes=row.attributes,
    )
    picture = StoredPicture(row.picture_key, row.width, row.height)
    return StoredItem(row.number, item, picture, from_labels(row.labels), tuple(more), row.retired, row.family)


def entry_values(entry: Entry, labels: Labels, revision: int) -> dict[str, Any]:
    """The columns of ``items`` for an entry, but its number."""
    shown = {"picture_key": entry.picture.key, "addresses": entry.addresses}
    return shown | item_values(entry, labels, revision)


def item_values(written: Entry | Rewrite, labels: Labels, revision: int) -> dict[str, Any]:
    """The columns of ``items`` that hang on what the shop says."""
    item = written.item
    return {
        "shop_id": item.shop_id,
        "item_id": item.id,
        "kind": item.kind.value,
        "title": item.title,
        "category_path": item.category_path,
        "brand": item.brand,
        "size": item.size,
        "group": item.group,
        "url": item.url,
        "description": item.description,
        "row_digest": written.row_digest,
        "feed": written.feed,
        "retired": False,
        **offer_values(Offer(item.price, item.list_price, item.availability)),
        **label_values(item, labels, revision),
    }


def offer_values(offer: Offer) -> dict[str, Any]:
    """The columns of ``items`` that change by the hour."""
    return {
        "price": offer.price.amount if offer.price else None,
        "list_price": offer.list_price.amount if offer.list_price else None,
        "currency": offer.price.currency if offer.price else None,
        "availability": offer.availability.value if offer.availability else None,
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
