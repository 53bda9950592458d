from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houndstooth.domain.errors import InvalidFilter
from houndstooth.domain.filter import Condition, Every, Filter, Not, Operator, Some
from houndstooth.domain.filter_reading import read_parameters, read_tree

RED, BLUE = (Condition("colour", Operator.EQUAL, colour) for colour in ("Red", "Blue"))
SMALL = Condition("size", Operator.EQUAL, "S")


def test_parameters_are_conditions():
    """The names of fields, with not_ before and price_min and price_max; empty ones ask for nothing."""
    pairs = [("colour", "Red"), ("colour", "Blue"), ("not_size", "S"), ("price_min", "10"), ("price_max", "20")]
    assert read_parameters([*pairs, ("brand", "")]) == Filter.parse(
        ["colour=Red", "colour=Blue", "size!=S", "price>=10", "price<=20"]
    )


@pytest.mark.parametrize(
    ("tree", "clauses"),
    [
        ({"colour": "Red"}, (RED,)),
        ({"colour": "Red", "size": "S"}, (RED, SMALL)),
        ({"colour": ["Red", "Blue"]}, (Some((RED, BLUE)),)),
        ({"and": [{"colour": "Red"}, {"size": "S"}]}, (RED, SMALL)),
        ({"or": [{"colour": "Red", "size": "S"}, {"colour": "Blue"}]}, (Some((Every((RED, SMALL)), BLUE)),)),
        ({"not": {"or": [{"colour": "Red"}, {"not": {"size": "S"}}]}}, (Not(Some((RED, Not(SMALL)))),)),
        ({"price": {"min": 10}}, (Condition("price", Operator.AT_LEAST, "10"),)),
        ({"price": 9.5}, (Condition("price", Operator.EQUAL, "9.5"),)),
        ({"in_stock": True}, (Condition("in_stock", Operator.EQUAL, "true"),)),
    ],
)
def test_trees_are_read(tree, clauses):
    """As the documentation says."""
    assert read_tree(json.dumps(tree)) == Filter(clauses=clauses)


def _nested(levels: int) -> str:
    return '{"not": ' * levels + '{"colour": "Red"}' + "}" * levels


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("colour=Red", "not JSON"),
        ("[]", "must be an object"),
        ("{}", "is empty"),
        ('{"and": []}', "takes a list"),
        ('{"or": {"colour": "Red"}}', "takes a list"),
        ('{"or": ["Red"]}', "take objects"),
        ('{"not": ["Red"]}', "take objects"),
        ('{"colour": []}', "empty list"),
        ('{"colour": null}', "has the value null"),
        ('{"colour": [["Red"]]}', "has the value"),
        ('{"price": {"least": 3}}', "min, max or both"),
        ('{"price": {}}', "min, max or both"),
        ('{"price": "cheap"}', "not an amount"),
        ('{"price": {"min": NaN}}', "not an amount"),
        ('{"size": {"min": 38}}', "compares the price only"),
        ('{"in_stock": "maybe"}', "in_stock is true or false"),
        ('{"category_path": " > "}', "has 0 steps"),
        ('{"a;b": "c"}', "no name of a field"),
        (json.dumps({"colour": [str(n) for n in range(51)]}), "51 conditions"),
        (_nested(9), "8 levels"),
        (_nested(100), "8 levels"),
        ("[" * 9_000, "not JSON"),
        ('{"colour": "' + "x" * 10_000 + '"}', "at most 10,000"),
    ],
)
def test_what_is_no_tree_is_refused(text, told):
    """The message says what is wrong."""
    with pytest.raises(InvalidFilter, match=told):
        read_tree(text)


def test_eight_levels_are_allowed():
    """The limit is where the message says."""
    assert read_tree(_nested(8)).fields == {"colour"}


def test_a_field_can_be_taken_out():
    """What is asked of that field alone goes; what joins it with another stays."""
    where = Filter.parse(["size=S"]) & read_tree(
        '{"colour": ["Red", "Blue"], "or": [{"colour": "Red"}, {"size": "S"}]}'
    )
    assert where.fields == {"size", "colour"}
    assert where.without("colour") == Filter((SMALL,), (Some((RED, SMALL)),))
    assert not where.without("colour", "size")


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["and", "or", "not", "price", "colour", "in_stock", "min"]), inner, max_size=3
        )
    ),
)


@given(_JSON)
def test_any_json_is_read_or_refused(value):
    """Nothing else happens."""
    try:
        read_tree(json.dumps(value))
    except InvalidFilter:
        pass
