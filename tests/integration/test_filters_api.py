"""Filters, counts, orders and pages over HTTP."""

from __future__ import annotations

import json

import pytest

ROWS = """id,title,category,colour,price,currency,item_group_id,availability,season,Fit (EU)
a,Alba,Women > Dresses > Maxi,Red,20,EUR,alba,in stock,Summer,Slim
b,Alba,Women > Dresses > Maxi,Blue,15,EUR,alba,out of stock,Summer,Wide
c,Cleo,Women > Dresses,Red,50,EUR,,in stock,Winter,Slim
d,Dune,Men > Coats,Green,120,EUR,,,Winter,Wide
"""


@pytest.fixture(name="shelf")
def _shelf(tmp_path, draw):
    """Four items of three products, in a category tree, with a field of the shop's own."""
    folder = tmp_path / "shelf"
    (folder / "images").mkdir(parents=True)
    for number, item_id in enumerate("abcd"):
        (folder / "images" / f"{item_id}.jpg").write_bytes(draw(number))
    (folder / "products.csv").write_text(ROWS)
    return folder


def ids(answer):
    assert answer.status_code == 200, answer.text
    body = answer.json()
    return "".join(item["id"] for item in body.get("items", body.get("results")))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("colour=Red", "ac"),
        ("colour=Red&colour=Blue", "abc"),
        ("colour=Red&season=Summer", "a"),
        ("not_colour=Red", "bd"),
        ("price_min=20&price_max=50", "ac"),
        ("in_stock=true", "acd"),
        ("in_stock=false", "b"),
        ("category_path=Women", "abc"),
        ("category_path=Women > Dresses > Maxi", "ab"),
        ("category_path=Women>Dresses&not_category_path=Women > Dresses > Maxi", "c"),
        ("Fit _EU_=Slim", "ac"),
        ("not_Fit _EU_=Slim", "bd"),
        ("where=Fit _EU_=Slim&where=price<=30", "a"),
        ("colour=", "abcd"),
        ("filter=" + json.dumps({"or": [{"colour": "Green"}, {"not": {"in_stock": True}}]}), "bd"),
        ("colour=Red&filter=" + json.dumps({"price": {"max": 30}}), "a"),
    ],
)
def test_filters(client, query, expected):
    """As parameters, conditions and trees; in lists, similar items and searches by photo alike."""
    params = [tuple(part.split("=", 1)) for part in query.split("&")]
    assert ids(client.get("/v1/items", params=[*params, ("variants", "all")])) == expected
    similar = ids(client.get("/v1/items/d/similar", params=[*params, ("variants", "all")]))
    assert set(similar) == set(expected) - {"d"}


def test_a_search_by_photo_takes_the_same_filters(client, draw):
    """As fields of its form."""
    photo = {"image": ("photo.jpg", draw(0), "image/jpeg")}
    for form in (
        {"colour": ["Red", "Green"], "not_season": "Summer"},
        {"filter": '{"colour": ["Red", "Green"], "not": {"season": "Summer"}}'},
        {"where": ["colour=Red", "colour=Green", "season!=Summer"]},
    ):
        assert set(ids(client.post("/v1/search/image", files=photo, data=form))) == {"c", "d"}
    refused = client.post("/v1/search/image", files=photo, data={"shape": "round"})
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid-filter")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("coluor=Red", "no item has a field 'coluor'; there are id, "),
        ("not_shape=Round", "'shape'; there are"),
        ("where=shape=Round", "Fit _EU_"),
        ('filter={"shape":"Round"}', "'shape'"),
        ("filter=colour", "not JSON"),
        ('filter={"or":[]}', "takes a list"),
        ("price_min=cheap", "not an amount"),
        ("in_stock=perhaps", "true or false"),
        ("facet=shape", "'shape' whose values are counted; there are"),
        ("sort=price", "'arrival', 'newest', 'price_up'"),
        ("cursor=x", "start again without it"),
        ("sort=title&cursor=7", "sorted by arrival, not by title"),
        ("a;b=1", "no name of a field"),
    ],
)
def test_what_cannot_be_asked_is_told(client, query, told):
    """Naming the value and the remedy."""
    answer = client.get("/v1/items", params=[tuple(query.split("=", 1))] if "&" not in query else query)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert told in answer.json()["detail"]


def test_counts_are_of_what_is_shown(client):
    """Products where variants are grouped, nodes with all below them, ranges of prices."""
    page = client.get("/v1/items", params={"colour": "Red"}).json()
    assert (page["total"], page["total_items"]) == (2, 2)
    counts = {field: {one["value"]: one["count"] for one in values} for field, values in page["facets"].items()}
    assert counts["colour"] == {"Red": 2, "Blue": 1, "Green": 1}
    assert counts["category_path"] == {"Women": 2, "Women > Dresses": 2, "Women > Dresses > Maxi": 1}
    assert counts["Fit _EU_"] == {"Slim": 2}
    assert (page["prices"][0]["least"], page["prices"][-1]["most"]) == ("20.00", "50.00")
    whole = client.get("/v1/items").json()
    assert (whole["total"], whole["total_items"]) == (3, 4)
    assert client.get("/v1/items", params={"facet": ["season", "price"]}).json()["facets"].keys() == {"season"}
    bare = client.get("/v1/items", params={"facet": ""}).json()
    assert (bare["facets"], bare["prices"]) == ({}, [])


def test_a_card_has_the_colours_of_its_product(client):
    """Of all variants, in lists and searches; an item without variants has its own alone."""
    for address in ("/v1/items", "/v1/items/d/similar"):
        body = client.get(address).json()
        colours = {item["id"]: item["colours"] for item in body.get("items", body.get("results"))}
        assert sorted(colours.get("a") or colours["b"]) == ["Blue", "Red"]
        assert colours["c"] == []


@pytest.mark.parametrize(
    ("sort", "expected"),
    [("arrival", "acd"), ("newest", "dcb"), ("price_up", "bcd"), ("price_down", "dca"), ("title", "acd")],
)
def test_orders_and_pages(client, sort, expected):
    """One product after the other; each page goes on where the last one ended."""
    found, cursor = "", {}
    while cursor is not None:
        page = client.get("/v1/items", params={"sort": sort, "limit": 1, "facet": ""} | cursor).json()
        found += "".join(item["id"] for item in page["items"])
        cursor = None if page["next"] is None else {"cursor": page["next"]}
    assert found == expected


def test_the_description_names_the_usual_fields(client):
    """And the forms that a filter may have."""
    operations = client.get("/openapi.json").json()["paths"]
    for path in ("/v1/items", "/v1/items/{item_id}/similar", "/v1/recommendations"):
        named = {parameter["name"] for parameter in operations[path]["get"]["parameters"]}
        assert {"where", "filter", "colour", "not_colour", "category_path", "price_min", "in_stock"} <= named


def test_pages_of_a_search_are_its_answer_cut_up(client, draw):
    """By photo and by item; the photo is sent again."""
    photo = {"image": ("photo.jpg", draw(0), "image/jpeg")}

    def by_photo(**form):
        return client.post("/v1/search/image", files=photo, data={"variants": "all", **form}).json()

    def by_item(**params):
        return client.get("/v1/items/d/similar", params={"variants": "all", **params}).json()

    for ask in (by_photo, by_item):
        whole, found, cursor = ask(k=50), [], {}
        assert whole["next"] is None
        while cursor is not None:
            page = ask(k=1, **cursor)
            found += page["results"]
            cursor = None if page["next"] is None else {"cursor": page["next"]}
        assert [one["id"] for one in found] == [one["id"] for one in whole["results"]]
    assert client.get("/v1/items/d/similar", params={"cursor": "x"}).status_code == 422
