from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houndstooth.domain.errors import InvalidFilter
from houndstooth.domain.filter import Condition, Filter, Operator


@pytest.mark.parametrize(
    ("text", "field", "operator", "value"),
    [
        ("category=Dresses", "category", Operator.EQUAL, "Dresses"),
        (" colour != Navy Blue ", "colour", Operator.NOT_EQUAL, "Navy Blue"),
        ("price<=49.90", "price", Operator.AT_MOST, "49.90"),
        ("price>=10", "price", Operator.AT_LEAST, "10"),
        ("note=a=b", "note", Operator.EQUAL, "a=b"),
        ("brand=", "brand", Operator.EQUAL, ""),
    ],
)
def test_reads_conditions(text, field, operator, value):
    """As people write them."""
    condition = Condition.parse(text)
    assert (condition.field, condition.operator, condition.value) == (field, operator, value)


@pytest.mark.parametrize(
    "text", ["", "category", "=Dresses", "price=cheap", "price<=NaN", "price>=1e99", "size>=38", "a;b=1", "x=\x00"]
)
def test_refuses_what_is_no_condition(text):
    """With an example of what to write."""
    with pytest.raises(InvalidFilter):
        Condition.parse(text)


def test_alternatives_and_demands():
    """``=`` on one field are alternatives, the rest are demands, and a field can be taken out."""
    where = Filter.parse(["category=A", "category=B", "colour=Red", "colour!=Blue"])
    assert where.alternatives() == {"category": ("A", "B"), "colour": ("Red",)}
    assert [condition.value for condition in where.demands()] == ["Blue"]
    assert where.without("colour").alternatives() == {"category": ("A", "B")}
    assert where.without("colour").demands() == ()
    assert not Filter()


def test_too_many_conditions_are_refused():
    """A filter is a question, not a table."""
    with pytest.raises(InvalidFilter, match="51"):
        Filter.parse(["category=A"] * 51)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    """Nothing else happens."""
    try:
        Filter.parse([text])
    except InvalidFilter:
        pass
