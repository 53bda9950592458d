"""A small shop as arrays, and histories in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from houndstooth.domain.assortment import FIELDS, Assortment, ItemColumns
from houndstooth.domain.event import EventKind
from houndstooth.domain.event_ports import History
from houndstooth.domain.interactions import DAY
from houndstooth.services.ledger import Ledger

NOW = 1_780_000_000.0
"""Some moment, in seconds since 1970."""

DIMENSION, STYLE = 8, 4

AssortmentOf = Callable[[Sequence[dict[str, object]]], Assortment]
HistoryOf = Callable[..., History]


@pytest.fixture(scope="session", name="assortment_of")
def _assortment_of() -> AssortmentOf:
    """A function that makes an assortment of items: dicts of ``id``, values of fields, ``price`` and ``retired``.

    Items of one category look alike, and items of one style have one style vector.
    """

    def assortment_of(items: Sequence[dict[str, object]]) -> Assortment:
        random = np.random.default_rng(0)
        looks = {one.get("category"): random.normal(size=DIMENSION) for one in items}
        embeddings = np.stack([looks[one.get("category")] + 0.3 * random.normal(size=DIMENSION) for one in items])
        styles = np.eye(STYLE)[[int(one.get("style", 0)) for one in items]]
        ledger = Ledger(dimension=DIMENSION, style_dimension=STYLE)
        ledger.take(
            ItemColumns(
                revision=1,
                removed=np.empty(0, np.int64),
                numbers=np.arange(1, len(items) + 1),
                ids=tuple(str(one["id"]) for one in items),
                groups=(None,) * len(items),
                words={field: tuple(one.get(field) for one in items) for field in FIELDS},
                prices=np.array([one.get("price") for one in items], np.float64),
                currencies=tuple(None if one.get("price") is None else one.get("currency", "EUR") for one in items),
                in_stock=np.ones(len(items), np.bool_),
                retired=np.array([bool(one.get("retired")) for one in items]),
                created=np.zeros(len(items)),
                embeddings=(embeddings / np.linalg.norm(embeddings, axis=1, keepdims=True)).astype(np.float32),
                styles=styles.astype(np.float32),
            )
        )
        return ledger.read(1)

    return assortment_of


@pytest.fixture(scope="session", name="shop")
def _shop(assortment_of) -> Assortment:
    """120 items: 6 categories of 20, with prices from 10 to 200, and every fifth without a colour."""
    kinds = ["Dresses", "Shirts", "Coats", "Shoes", "Bags", "Hats"]
    colours = ["Red", "Blue", "Green", "Black", None]
    return assortment_of(
        [
            {
                "id": f"{kinds[number % 6]} {number // 6}",
                "category": kinds[number % 6],
                "colour": colours[number // 6 % 5],
                "brand": f"Brand {number % 7}",
                "gender": "Women" if number % 2 else "Men",
                "size": "SML"[number % 3],
                "price": 10.0 * (1 + number % 6) + number // 6,
                "style": number % 4,
            }
            for number in range(120)
        ]
    )


@pytest.fixture(scope="session", name="history_of")
def _history_of() -> HistoryOf:
    """A function that makes a history of ``(item id, kind)`` or ``(item id, kind, days ago)``."""

    def history_of(*events: tuple[object, ...]) -> History:
        whole = [(*event, 0.0)[:3] for event in events]
        return History(
            shopper=1 if events else None,
            item_ids=tuple(str(item) for item, _, _ in whole),
            kinds=tuple(EventKind(str(kind)) for _, kind, _ in whole),
            times=np.array([NOW - DAY * float(days) for _, _, days in whole], np.float64),
        )

    return history_of
