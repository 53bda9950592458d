"""Search by words, as a program and as somebody at a keyboard sees it."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from houndstooth.api.app import create_app
from houndstooth.catalog.source import open_source
from houndstooth.testing.full_text import NASTY

ROWS = (
    "w0,Long linen dress,Dresses,Red,Women,Solid,79.00,Alder & Wren",
    "w1,Summer dress,Dresses,Red,Women,Striped,49.00,Alder & Wren",
    "w2,Evening dress,Dresses,Black,Women,Solid,99.00,Alder & Wren",
    "w3,Wrap dress,Dresses,Blue,Women,Floral,39.00,Birch",
    "w4,Oxford shirt,Shirts,Blue,Men,Checked,45.00,Birch",
    "w5,Oxford shirt,Shirts,White,Men,Solid,45.00,Birch",
    "w6,Flannel shirt,Shirts,Red,Men,Checked,55.00,Birch",
    "w7,Silk shirt,Shirts,Red,Women,Solid,89.00,Alder & Wren",
    "w8,Linen shirt,Shirts,White,Women,Striped,59.00,Alder & Wren",
    "w9,Rain coat,Coats,Yellow,Unisex,Solid,120.00,Birch",
)


@pytest.fixture(name="words_shelf")
def _words_shelf(tmp_path, draw):
    """A catalogue with titles, labels, patterns and prices."""
    folder = tmp_path / "words"
    (folder / "images").mkdir(parents=True)
    for number in range(len(ROWS)):
        (folder / "images" / f"w{number}.jpg").write_bytes(draw(100 + number))
    header = "id,title,category,colour,gender,pattern,price,brand"
    (folder / "products.csv").write_text("\n".join([header, *ROWS]) + "\n")
    return folder


@pytest.fixture(name="shop")
def _shop(house, words_shelf):
    """The application over that catalogue."""
    house.ingest.run("default", open_source(words_shelf))
    with TestClient(create_app(house), raise_server_exceptions=False) as client:
        yield client


def ids(answer):
    assert answer.status_code == 200, answer.text
    return [result["id"] for result in answer.json()["results"]]


def photo(data):
    return ("image", ("photo.jpg", data, "image/jpeg"))


@pytest.mark.parametrize(
    ("q", "first"),
    [
        ("summer dress", {"w1"}),
        ("red dress", {"w0", "w1"}),
        ("RED  Dresses!", {"w0", "w1"}),
        ("rote Kleider", {"w0", "w1"}),
        ("vestidos rojos", {"w0", "w1"}),
        ("red drses", {"w0", "w1"}),
        ("men's checked shirt", {"w4", "w6"}),
        ("dress without stripes", {"w0", "w2", "w3"}),
        ("dress under 50", {"w1", "w3"}),
        ("birch shirt", {"w4", "w5", "w6"}),
    ],
)
def test_words_find_items(shop, q, first):
    """Labels, titles, other languages, slips of the finger, what is not wanted, prices."""
    answer = shop.get("/v1/search", params={"q": q, "k": 10})
    assert set(ids(answer)[: len(first)]) == first
    scores = [result["score"] for result in answer.json()["results"]]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_what_was_understood_is_told(shop):
    """As conditions that may be sent back; what is refused, and prices, hold for every result."""
    answer = shop.get("/v1/search", params={"q": "shirt, not red, under 50", "k": 10})
    assert answer.json()["understood"] == ["category=Shirts", "colour!=Red", "price<=50"]
    assert {"w4", "w5"} <= set(ids(answer)) <= {"w3", "w4", "w5"}
    sent_back = shop.get("/v1/search", params={"q": "shirt", "where": answer.json()["understood"]})
    assert set(ids(sent_back)) == {"w4", "w5"}


def test_the_filter_holds(shop):
    """Whatever the words say."""
    found = shop.get("/v1/search", params={"q": "red dress", "where": ["category=Shirts", "gender=Women"]})
    assert {"w7"} <= set(ids(found)) <= {"w7", "w8"}  # with a text tower also what has none of the words
    assert shop.get("/v1/search", params={"q": "red", "where": "colr=Red"}).status_code == 422


@pytest.mark.parametrize("text", [text for text in NASTY if "\ud800" not in text])
def test_nothing_typed_does_harm(shop, text):
    """An answer, or an error that says what is wrong; and the shop is as it was."""
    for address in ("/v1/search", "/v1/suggestions", "/v1/items/w1/similar"):
        answer = shop.get(address, params={"q": text})
        assert answer.status_code in {200, 422}, address
        if answer.status_code == 422:
            assert "characters" in answer.json()["detail"] or "no word" in answer.json()["detail"]
    assert ids(shop.get("/v1/search", params={"q": "summer dress"}))[0] == "w1"


@pytest.mark.parametrize(
    ("q", "told"), [("x" * 501, "501 characters"), ("🔥👗", "no word"), ("", "no word"), ("%00", "no word")]
)
def test_what_cannot_be_searched_by(shop, q, told):
    """The message names the value and says what to type."""
    answer = shop.get(f"/v1/search?q={quote(q, safe='%')}")
    assert answer.status_code == 422
    assert told in answer.json()["detail"]


@pytest.mark.parametrize(
    ("item", "q", "first"),
    [
        ("w2", "but red", {"w0", "w1"}),
        ("w2", "in red, without stripes", {"w0"}),
        ("w7", "for men", {"w4", "w5", "w6"}),
        ("w5", "checked", {"w4", "w6"}),
        ("w2", "cheaper", {"w0", "w1", "w3"}),
        ("w5", "cheaper", {"w3"}),
        ("w0", "as a shirt", {"w4", "w5", "w6", "w7", "w8"}),
    ],
)
def test_like_this_but(shop, item, q, first):
    """What is asked for comes first, and of the same type unless another is asked for."""
    found = ids(shop.get(f"/v1/items/{item}/similar", params={"q": q, "k": 9}))
    assert set(found[: len(first)]) == first
    assert item not in found


def test_cheaper_is_cheaper(shop):
    """Nothing dearer fills the list."""
    assert set(ids(shop.get("/v1/items/w1/similar", params={"q": "cheaper", "k": 9}))) == {"w3", "w4", "w5"}


def test_a_photo_and_words(shop, draw):
    """The photo says what it is to look like, the words what is to be otherwise."""
    answer = shop.post("/v1/search/image", files=[photo(draw(104))], data={"q": "but red", "k": "5"})
    assert answer.json()["understood"] == ["colour=Red"]
    assert {result["colour"] for result in answer.json()["results"][:4]} == {"Red"}
    plain = shop.post("/v1/search/image", files=[photo(draw(104))], data={"k": "5"})
    assert (ids(plain)[0], plain.json()["understood"]) == ("w4", [])


def test_a_mood_board(shop, draw):
    """Several photos are one query: what looks like all of them; one photo twice is that photo."""
    both = ids(shop.post("/v1/search/image", files=[photo(draw(100)), photo(draw(109))], data={"k": "2"}))
    assert set(both) == {"w0", "w9"}
    once, twice = (
        shop.post("/v1/search/image", files=[photo(draw(103))] * times, data={"k": "3"}).json()["results"]
        for times in (1, 2)
    )
    assert [(one["id"], pytest.approx(one["score"], abs=1e-4)) for one in once] == [
        (one["id"], one["score"]) for one in twice
    ]


def test_a_mood_board_has_its_limits(shop, draw):
    """Nine photos, or a crop of which nobody knows whose it is."""
    nine = shop.post("/v1/search/image", files=[photo(draw(1))] * 9)
    assert (nine.status_code, nine.json()["detail"]) == (422, "9 photos; send 1 to 8")
    cropped = shop.post("/v1/search/image", files=[photo(draw(1))] * 2, data={"crop": "0,0,0.5,1"})
    assert cropped.status_code == 422
    assert "one photo" in cropped.json()["detail"]


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("dr", ["Dresses"]),
        ("dres", ["Dresses"]),
        ("drse", ["Dresses"]),
        ("red dr", ["red Dresses"]),
        ("bir", ["Birch"]),
        ("brich", ["Birch"]),
        ("oxf", ["Oxford shirt"]),
        ("blue oxf", ["Oxford shirt"]),
        ("str", ["Striped"]),
        ("👗", []),
        ("zzz", []),
    ],
)
def test_suggestions(shop, q, expected):
    """Values of fields, then titles; misspelt beginnings; what was typed before stays."""
    found = [one["text"] for one in shop.get("/v1/suggestions", params={"q": q}).json()["suggestions"]]
    assert found[: len(expected)] == expected
    assert bool(found) == bool(expected)
    assert len(found) == len({one.casefold() for one in found})


def test_suggestions_know_how_many(shop):
    """And of what; no more than are asked for."""
    body = shop.get("/v1/suggestions", params={"q": "s", "limit": 2}).json()["suggestions"]
    assert body == [
        {"text": "Shirts", "field": "category", "count": 5},
        {"text": "Solid", "field": "pattern", "count": 5},
    ]
    assert shop.get("/v1/suggestions", params={"q": "s", "limit": 21}).status_code == 422


def test_what_changes_is_found_at_once(shop, house):
    """Corrected labels and removed items are in the next answer."""
    house.catalogue.correct("default", "w9", {"colour": "Teal"})
    assert ids(shop.get("/v1/search", params={"q": "teal"}))[0] == "w9"
    assert shop.get("/v1/suggestions", params={"q": "teal"}).json()["suggestions"][0]["text"] == "Teal"
    house.catalogue.remove("default", ["w9"])
    assert "w9" not in ids(shop.get("/v1/search", params={"q": "teal rain coat"}))


def test_the_command(run, words_shelf):
    """By words, by an item and words, by photos and words; what cannot be is told."""
    run("ingest", words_shelf)
    body = json.loads(run("search", "--words", "red dress", "--k", 2, "--json").stdout)
    assert {result["id"] for result in body["results"]} == {"w0", "w1"}
    told = run("search", "--like", "w2", "--words", "but red")
    assert "Understood: colour=Red" in told.stderr
    assert "Summer dress" in told.stdout
    picture = words_shelf / "images" / "w4.jpg"
    assert "Flannel shirt" in run("search", picture, picture, "--words", "red, checked", "--k", 1).stdout
    assert "--words" in run("search", check=False).stderr
    assert "no word" in run("search", "--words", "?!", check=False).stderr
