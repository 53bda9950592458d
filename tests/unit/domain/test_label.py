"""What counts of a label, whoever said what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houndstooth.domain.errors import InvalidItem
from houndstooth.domain.item import MAX_ATTRIBUTES, Item
from houndstooth.domain.label import LABELLED, Label, Origin, Prediction, apply, check_corrections, collect, correct

words = st.text(st.characters(categories=["L"]), min_size=1, max_size=8)
fields = st.sampled_from(LABELLED)


def item(**said: str) -> Item:
    own = {name: said[name] for name in ("category", "colour", "gender") if name in said}
    return Item("shop", "a", "A", attributes={n: v for n, v in said.items() if n not in own}, **own)


def shown(it: Item) -> dict[str, str]:
    values = {name: getattr(it, name) for name in ("category", "colour", "gender")} | dict(it.attributes)
    return {name: value for name, value in values.items() if value}


@given(
    st.dictionaries(fields, words),
    st.dictionaries(fields, words),
    st.dictionaries(fields, st.one_of(words, st.just(""))),
)
def test_a_person_counts_before_the_shop_and_the_shop_before_us(said, seen, corrected):
    predictions = {name: Prediction(value, 0.9) for name, value in seen.items()}
    labels = collect(item(**said), predictions, corrected)
    expected = {name: value for name, value in (seen | said | corrected).items() if value}
    assert shown(apply(item(**said), labels)) == expected
    for name, label in labels.items():
        who = Origin.CORRECTED if name in corrected else Origin.SHOP if name in said else Origin.PREDICTED
        assert label.origin is who


@given(st.dictionaries(fields, words), st.dictionaries(fields, words), st.dictionaries(fields, words, min_size=1))
def test_what_is_taken_back_leaves_no_trace(said, seen, corrected):
    before = collect(item(**said), {name: Prediction(value, 0.5) for name, value in seen.items()}, {})
    after = correct(correct(before, corrected), dict.fromkeys(corrected))
    assert {name: label for name, label in after.items() if label != Label()} == before
    assert apply(apply(item(**said), correct(before, corrected)), after) == apply(item(**said), before)


def test_a_prediction_never_breaks_an_item_that_is_full():
    """The shop's own attributes come first; a predicted one that finds no room is left out."""
    full = Item("shop", "a", "A", attributes={f"field {n}": "x" for n in range(MAX_ATTRIBUTES)})
    labels = collect(full, {"usage": Prediction("Casual", 0.9)}, {})
    assert apply(full, labels).attributes == full.attributes


@pytest.mark.parametrize(
    ("corrections", "told"),
    [({"price": "3"}, "price"), ({"colour": "x" * 501}, "501|500"), ({"colour": "a\nb"}, "control")],
)
def test_what_cannot_be_kept_is_refused(corrections, told):
    with pytest.raises(InvalidItem, match=told):
        check_corrections(corrections)
