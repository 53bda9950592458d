from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from houndstooth.domain.assortment import FIELDS, ItemColumns
from houndstooth.services.ledger import Ledger
from houndstooth.services.rule_newcomers import Newcomers

_ITEM = st.fixed_dictionaries(
    {
        "brand": st.sampled_from(["A", "B", None]),
        "price": st.sampled_from([None, 5.0, 9.0]),
        "availability": st.booleans(),
        "retired": st.booleans(),
        "look": st.sampled_from([0, 0, 0, 1]),
    }
)
_ABOUT = [(), ("brand",), ("price",), ("availability", "brand"), ("material",), ("kind", "price")]


def _columns(items, first=0):
    n = len(items)
    prices = [np.nan if one["price"] is None else one["price"] for one in items]
    return ItemColumns(
        revision=1,
        removed=np.empty(0, np.int64),
        numbers=np.arange(first, first + n) + 100,
        ids=tuple(str(first + at) for at in range(n)),
        groups=(None,) * n,
        words={field: tuple(one["brand"] if field == "brand" else None for one in items) for field in FIELDS},
        prices=np.array(prices, np.float64),
        currencies=("EUR",) * n,
        in_stock=np.array([one["availability"] for one in items], np.bool_),
        retired=np.array([one["retired"] for one in items], np.bool_),
        created=np.zeros(n),
        embeddings=np.eye(2, dtype=np.float32)[[one["look"] for one in items]],
        styles=np.zeros((n, 0), np.float32),
    )


@given(st.data(), st.sampled_from(_ABOUT))
def test_agrees_with_a_slow_comparison(data, fields):
    """Over a real ledger, where an item with another picture moves to another row."""
    before = data.draw(st.lists(_ITEM, min_size=1, max_size=8))
    now = [data.draw(st.one_of(st.just(item), _ITEM)) for item in before] + data.draw(st.lists(_ITEM, max_size=3))
    ledger = Ledger(dimension=2, style_dimension=0)
    ledger.take(_columns(before))
    looked = ledger.read(1)
    ledger.take(_columns(now))
    assortment = ledger.read(2)
    expected = []
    for at, item in enumerate(now):
        old = before[at] if at < len(before) else None
        new = old is None or old["retired"] or old["look"] != item["look"]
        if not item["retired"] and (new or any(item.get(field) != old.get(field) for field in fields)):
            expected.append(100 + at)
    assert Newcomers(assortment, looked).unsure(fields).tolist() == expected
