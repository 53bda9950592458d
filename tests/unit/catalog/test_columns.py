from __future__ import annotations

import pytest

from houndstooth.catalog.columns import ColumnMap
from houndstooth.domain.errors import InvalidSource


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (
            ["id", "title", "gender", "master_category", "sub_category", "article_type", "base_colour", "season"],
            {"id": "id", "title": "title", "gender": "gender", "category": "article_type", "colour": "base_colour"},
        ),
        (
            ["SKU", "productDisplayName", "Image Path", "Color", "Sale-Price", "Currency"],
            {
                "id": "SKU", "title": "productDisplayName", "picture": "Image Path", "colour": "Color",
                "sale_price": "Sale-Price", "currency": "Currency",
            },
        ),
        (["id", "label", "sender_id"], {"id": "id", "title": "label", "category": "label"}),
        (["article_id", "prod_name", "product_type_name"],
         {"id": "article_id", "title": "prod_name", "category": "product_type_name"}),
    ],
)  # fmt: skip
def test_guesses(columns, expected):
    """Names as shops use them, whatever their case."""
    assert dict(ColumnMap.guess(columns).fields) == expected


def test_what_is_not_a_field_is_kept_as_an_attribute():
    """Nothing is lost; names become ones that filters can ask for."""
    columns = ColumnMap.guess(["id", "season", "Größe (EU)"])
    assert columns.attributes == {"season": "season", "Größe (EU)": "Größe _EU_"}


def test_overrides_come_first():
    """A person knows better; an empty column maps nothing."""
    columns = ColumnMap.guess(["id", "code", "title", "name_de"], {"id": "code", "title": "name_de", "brand": ""})
    assert columns.fields["id"] == "code"
    assert columns.fields["title"] == "name_de"
    assert "id" in columns.attributes


@pytest.mark.parametrize(
    ("columns", "overrides", "told"),
    [
        (["a", "b"], {}, "--column id="),
        (["id"], {"titel": "id"}, "titel"),
        (["id"], {"title": "name"}, "name"),
    ],
)
def test_impossible_maps_are_refused(columns, overrides, told):
    """With what to do about it."""
    with pytest.raises(InvalidSource, match=told):
        ColumnMap.guess(columns, overrides)
