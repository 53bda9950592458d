"""Whatever was sent can be kept and shown."""

from __future__ import annotations

import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from houndstooth.services.presentable import WITHHELD, presentable

MOST = 120_000
scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.decimals(), st.text(st.characters(codec=None))
)
values = st.recursive(
    scalars,
    lambda deeper: st.one_of(
        st.lists(deeper), st.dictionaries(st.text(st.characters(codec=None)) | st.just("user_id"), deeper)
    ),
    max_leaves=60,
)


def keys_of(value):
    if isinstance(value, dict):
        for name, one in value.items():
            yield name, one
            yield from keys_of(one)
    elif isinstance(value, list):
        for one in value:
            yield from keys_of(one)


@given(values)
def test_any_value_can_be_kept(value):
    """It is JSON in UTF-8, without NUL and lone surrogates, and names nobody."""
    drawn = presentable(value)
    text = json.dumps(drawn, ensure_ascii=False, allow_nan=False)
    assert "\x00" not in text.encode().decode()
    assert "\\u0000" not in text
    assert all(one in {WITHHELD, None} for name, one in keys_of(drawn) if name == "user_id")


def test_what_is_small_stays_as_it_is():
    """Numbers that are not exact elsewhere are texts."""
    sent = {"id": "1", "params": {"items": [{"item_id": "ä", "quantity": 2, "x": True}]}, "time": None}
    assert presentable(sent) == sent
    assert presentable({"price": Decimal("19.90"), "n": 2**60}) == {"price": "19.90", "n": str(2**60)}


def test_whom_it_names_is_withheld():
    """At any depth; that somebody was named can be seen."""
    sent = {"user_id": "ann", "params": {"client_id": "v", "x": [{"user_id": None}]}}
    assert presentable(sent) == {"user_id": WITHHELD, "params": {"client_id": WITHHELD, "x": [{"user_id": None}]}}


def test_what_is_too_much_is_cut():
    """Long, wide or deep: it stays small, and says that there was more."""
    deep = []
    for _ in range(900):
        deep = [deep]
    wide = {"items": [{"item_id": str(number), "text": "x" * 5_000} for number in range(5_000)]}
    for value in (deep, wide, "x" * 10**6, {"x" * 10**5: 1}, Decimal("1" * 10_000), list(range(10**5))):
        text = json.dumps(presentable(value))
        assert len(text) < MOST
    assert "…" in json.dumps(presentable(wide), ensure_ascii=False)
    assert presentable(list(range(10**5)))[-1].endswith("more")
