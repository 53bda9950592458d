"""What every ``Catalogue`` must do with filters: beside each answer a slow one, reckoned item by item."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from houndstooth.domain.category_path import nodes_of
from houndstooth.domain.errors import InvalidFilter
from houndstooth.domain.filter import Clause, Condition, Every, Filter, Not, Operator, Some
from houndstooth.domain.filter_reading import read_tree
from houndstooth.domain.item import Availability, Item, Price
from houndstooth.domain.ports import Catalogue
from houndstooth.testing.catalogue import ARTIFACT, SHOP, entry

VALUES = {
    "colour": ("Red", "Blue", "' OR 1=1 --", "%"),
    "category_path": ("Women", "Women > Dresses", "Women > Dresses > Maxi", "Wom", "Shoes"),
    "in_stock": ("true", "false"),
    "price": ("9.99", "20", "50"),
}
"""Fields and values that the items of a shelf have, or nearly."""


def shelf() -> list[Item]:
    """Items that differ in what filters ask for; some lack it."""

    def item(item_id: str, **fields: object) -> Item:
        return Item(SHOP, item_id, f"Item {item_id}", **fields)  # type: ignore[arg-type]

    eur = [Price(Decimal(amount), "EUR") for amount in ("9.99", "20", "49.90", "50")]
    return [
        item("a", colour="Red", category_path="Women > Dresses > Maxi", price=eur[0], attributes={"fit": "Slim"}),
        item("b", colour="Blue", category_path="Women > Dresses", availability=Availability.OUT_OF_STOCK),
        item("c", category_path="Women", price=eur[1], availability=Availability.IN_STOCK),
        item("d", colour="%", category="Shoes", price=eur[2], availability=Availability.PREORDER),
        item("e", colour="' OR 1=1 --", category_path="Womens > Coats", price=eur[3], attributes={"fit": "Wide"}),
        item("f", category="Women > Dresses"),
        item("g", colour="red", category_path="women > dresses"),
    ]


def passes(item: Item, where: Filter) -> bool:
    """The slow answer: whether one item passes."""
    alternatives = where.alternatives().items()
    some = all(any(_holds(item, Condition(name, Operator.EQUAL, v)) for v in values) for name, values in alternatives)
    return some and all(_holds(item, one) for one in (*where.demands(), *where.clauses))


def _holds(item: Item, clause: Clause) -> bool:
    match clause:
        case Every(clauses):
            return all(_holds(item, one) for one in clauses)
        case Some(clauses):
            return any(_holds(item, one) for one in clauses)
        case Not(inner):
            return not _holds(item, inner)
        case Condition(name, operator, value):
            return _compares(_value(item, name), name, operator, value)


def _compares(said: str | Decimal | None, name: str, operator: Operator, value: str) -> bool:
    if said is None:
        return operator is Operator.NOT_EQUAL
    if operator in {Operator.AT_LEAST, Operator.AT_MOST}:
        assert isinstance(said, Decimal)
        return said >= Decimal(value) if operator is Operator.AT_LEAST else said <= Decimal(value)
    same = value in nodes_of(str(said)) if name == "category_path" else said == type(said)(value)
    return same is (operator is Operator.EQUAL)


def _value(item: Item, name: str) -> str | Decimal | None:
    if name == "in_stock":
        return str(item.availability in {None, Availability.IN_STOCK}).lower()
    if name == "category_path":
        return item.category_path or item.category
    if name == "price":
        return item.price.amount if item.price else None
    said: str | None = getattr(item, name) if hasattr(item, name) else item.attributes.get(name)
    return said


@st.composite
def _conditions(draw: st.DrawFn) -> Condition:
    name = draw(st.sampled_from(["colour", "category_path", "in_stock", "price", "fit"]))
    value = draw(st.sampled_from(VALUES.get(name, ("Slim", "Wide", "slim"))))
    operators = list(Operator) if name == "price" else [Operator.EQUAL, Operator.NOT_EQUAL]
    return Condition(name, draw(st.sampled_from(operators)), value)


def _clauses() -> st.SearchStrategy[Clause]:
    return st.recursive(
        _conditions(),
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(lambda of: Every(tuple(of))),
            st.lists(inner, min_size=1, max_size=3).map(lambda of: Some(tuple(of))),
            inner.map(Not),
        ),
        max_leaves=6,
    )


FILTERS = st.builds(
    lambda conditions, clauses: Filter(tuple(conditions), tuple(clauses)),
    st.lists(_conditions(), max_size=3),
    st.lists(_clauses(), max_size=2),
)
"""Filters that may be asked of the items of a shelf."""


class FiltersContract:
    """Give a fixture ``catalogue``: an empty one."""

    def test_every_filter_is_answered_as_item_by_item(self, catalogue: Catalogue) -> None:
        """Whatever is joined by and, or and not; values are never taken for more than values."""
        items = shelf()
        catalogue.write([replace(entry(item.id), item=item) for item in items], artifact_id=ARTIFACT)
        numbers = {item.id: catalogue.get(SHOP, item.id).number for item in items}

        @settings(max_examples=300, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(FILTERS)
        def check(where: Filter) -> None:
            found = catalogue.numbers(SHOP, where=where).tolist()
            assert found == [numbers[item.id] for item in items if passes(item, where)]

        check()

    @pytest.mark.parametrize(
        ("tree", "expected"),
        [
            ({"category_path": "Women"}, "abcf"),
            ({"category_path": "Women>Dresses"}, "abf"),
            ({"not": {"category_path": "Women"}}, "deg"),
            ({"or": [{"colour": "Red"}, {"price": {"min": 20, "max": 49.9}}]}, "acd"),
            ({"not": {"colour": ["Red", "Blue"]}}, "cdefg"),
            ({"in_stock": True, "fit": ["Slim", "Wide"]}, "ae"),
            ({"and": [{"in_stock": False}, {"not": {"price": {"min": 1}}}]}, "b"),
            ({"not": {"fit": "Slim"}}, "bcdefg"),
        ],
    )
    def test_trees(self, catalogue: Catalogue, tree: dict[str, object], expected: str) -> None:
        """As programs write them; what an item lacks, it is not."""
        catalogue.write([replace(entry(item.id), item=item) for item in shelf()], artifact_id=ARTIFACT)
        page = catalogue.page(SHOP, where=read_tree(json.dumps(tree)), limit=10)
        assert "".join(stored.item.id for stored in page.items) == expected

    def test_an_unknown_field_is_told_with_those_that_there_are(self, catalogue: Catalogue) -> None:
        """Also one in the depth of a tree; the shop's own fields are named too."""
        catalogue.write([replace(entry(item.id), item=item) for item in shelf()], artifact_id=ARTIFACT)
        where = read_tree('{"or": [{"colour": "Red"}, {"not": {"coluor": "Red"}}]}')
        with pytest.raises(InvalidFilter, match=r"'coluor'; there are id, .*colour,.*season,.*fit"):
            catalogue.numbers(SHOP, where=where)

    def test_a_category_path_is_given_back(self, catalogue: Catalogue) -> None:
        """As it is kept."""
        catalogue.write([entry("a", category_path="Women>Dresses › Maxi")], artifact_id=ARTIFACT)
        assert catalogue.get(SHOP, "a").item.category_path == "Women > Dresses > Maxi"
