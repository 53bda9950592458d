"""Small feeds of each format, written after the formats' own documentation, and the items that come of them."""

from __future__ import annotations

import gzip
import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from houndstooth.catalog.source import open_source
from houndstooth.catalog.words import UNCHANGED
from houndstooth.domain.errors import InvalidSource
from houndstooth.services.ingest_report import Rejection
from houndstooth.services.lineup import Candidate, line_up

FEEDS = Path(__file__).parent / "feeds"
SHOP = "https://shop.example"
CDN = "https://cdn.example/"


@dataclass(frozen=True)
class Online:
    address: str

    @property
    def name(self):
        return self.address


def items(name, **options):
    """The rows of a feed: what came of each line."""
    folder = FEEDS if isinstance(name, str) else name.parent
    source = open_source(folder / name, online=Online, site=SHOP, **options)
    return {row.line: row for row in line_up("shop", source, default_currency="EUR")}


def said(row, *fields):
    return tuple(getattr(row.item, field) for field in fields)


def offer(item):
    before = item.list_price and item.list_price.text
    return item.price.text, before, item.availability


def test_google_xml():
    """Attributes of Google's before those of RSS, entities, HTML, pictures, dates, children, nested elements."""
    dress, shirt = items("google.xml").values()
    assert said(dress, "id", "title", "group", "size", "gender") == (
        "DR-1-S", "Summer dress & belt", "DR-1", "S", "Women",
    )  # fmt: skip
    assert dress.item.description == "Light & airy. Linen"
    assert dress.item.url == f"{SHOP}/dress?a=1&b=2"
    assert offer(dress.item) == ("39.90", "59.90", "in_stock")
    assert (dress.item.colour, dress.item.attributes["colours"]) == ("Navy Blue", "Navy Blue/White")
    assert dress.item.category == "Dresses"
    assert dress.item.attributes["material"] == "linen"
    assert dress.item.attributes["custom_label_0"] == "summer"
    assert "shipping" not in dress.item.attributes
    assert dress.picture.name == f"{CDN}w_300,h_400/dress.jpg"
    assert [picture.name for picture in dress.more_pictures] == [f"{CDN}dress-2.jpg", f"{CDN}dress-3.jpg"]
    assert offer(shirt.item) == ("19.90", None, "out_of_stock")
    assert said(shirt, "gender", "category", "colour", "size") == ("Boys", "Tshirts", "petrol dream", "128")


def test_google_atom_with_a_prefix_of_its_own(tmp_path, draw):
    """Links by their attribute, entities of HTML, and a picture beside the feed."""
    (tmp_path / "feed.xml").write_text((FEEDS / "google-atom.xml").read_text())
    (tmp_path / "coat.jpg").write_bytes(draw(1))
    [coat] = items(tmp_path / "feed.xml").values()
    assert said(coat, "id", "title", "url", "description") == ("CO-1", "Coat été", f"{SHOP}/coat", "Warm")
    assert offer(coat.item) == ("199.00", None, "preorder")


def test_google_xml_without_its_namespace(tmp_path):
    """A feed that forgets it reads the same."""
    text = (FEEDS / "google.xml").read_text()
    for name, changed in (
        ("undeclared.xml", text.replace(' xmlns:g="http://base.google.com/ns/1.0"', "")),
        ("bare.xml", text.replace("<title>Summer dress</title>", "").replace("<g:", "<").replace("</g:", "</")),
    ):
        (tmp_path / name).write_text(changed)
        rows = items(tmp_path / name)
        assert {line: row.item for line, row in rows.items()} == {
            line: row.item for line, row in items("google.xml").items()
        }


def test_google_tsv():
    """Names with blanks and a prefix; several pictures in one column, with commas in an address."""
    [bag] = items("google.tsv").values()
    assert said(bag, "id", "title", "group", "category") == ("A1", 'Bag "Tote"', "A", "Handbags")
    assert offer(bag.item) == ("49.00", None, "in_stock")
    assert [picture.name for picture in bag.more_pictures] == [f"{CDN}b.jpg", f"{CDN}c,d.jpg"]
    assert bag.item.attributes["custom label 0"] == "new"


def test_shopify_json():
    """A row for each variant, with its own price, stock, picture and page; drafts are told."""
    small, medium, draft = items("shopify.json").values()
    assert said(small, "id", "size", "colour", "group", "brand") == ("1", "S", "Navy Blue", "632910392", "Example")
    assert small.item.url == f"{SHOP}/products/linen-shirt?variant=1"
    assert small.item.description == "It is light."
    assert offer(small.item) == ("39.00", "59.00", "in_stock")
    assert offer(medium.item) == ("59.00", None, "out_of_stock")
    assert (small.picture.name, medium.picture.name) == (f"{CDN}navy.jpg", f"{CDN}cream.jpg")
    assert [picture.name for picture in medium.more_pictures] == [f"{CDN}front.jpg", f"{CDN}navy.jpg"]
    assert (draft.item_id, draft.code) == ("70", "unpublished")


def test_shopify_csv():
    """Rows that go on with a product, rows with a picture alone, products without options."""
    medium, large, tie, archived = items("shopify.csv").values()
    assert said(medium, "id", "title", "size", "colour", "group", "gender") == (
        "0017", "Wool coat", "M", "Black", "wool-coat", "Women",
    )  # fmt: skip
    assert said(large, "id", "title", "size", "colour", "group") == (
        "0018", "Wool coat", "L", "Grey", "wool-coat",
    )  # fmt: skip
    assert offer(medium.item) == ("199.00", "249.00", "in_stock")
    assert offer(large.item) == ("199.00", None, "out_of_stock")
    assert [medium.picture.name, large.picture.name] == [f"{CDN}black.jpg", f"{CDN}coat-1.jpg"]
    assert [picture.name for picture in large.more_pictures] == [f"{CDN}coat-2.jpg", f"{CDN}coat-3.jpg"]
    assert (said(tie, "id", "size", "category"), tie.item.availability) == (("tie", None, "Ties"), "in_stock")
    assert (archived.line, archived.item_id, archived.code) == (6, "OLD", "unpublished")


def test_woocommerce():
    """Variations inherit, before and after their parent, by id and by SKU; the parent is no row."""
    rows = items("woocommerce.csv")
    assert sorted(rows) == [2, 4, 5, 6, 7]
    medium, large, scarf = rows[2], rows[4], rows[5]
    assert said(medium, "id", "title", "size", "colour", "group", "category") == (
        "DR-M", "Dress - M", "M", "Red", "DR", "Dresses",
    )  # fmt: skip
    assert said(large, "title", "description", "colour") == ("Dress", "Long", "Red")
    assert offer(medium.item) == ("39.90", "59.90", "in_stock")
    assert offer(large.item) == ("59.90", None, "out_of_stock")
    assert [picture.name for picture in (medium.picture, *medium.more_pictures)] == [f"{CDN}1.jpg", f"{CDN}2.jpg"]
    assert isinstance(scarf, Rejection)
    assert scarf.code == "missing-picture"
    assert rows[6].code == "unpublished"
    assert "id:999" in rows[7].reason


def test_json_ld_in_a_page():
    """Through references, lists of images, price specifications; a broken block is told."""
    polo, broken = items("page.html").values()
    assert said(polo, "id", "title", "colour", "gender", "size", "category", "brand") == (
        "PO-1", "Polo & more", "Burgundy", "Men", "L", "Polo Shirts", "Example",
    )  # fmt: skip
    assert offer(polo.item) == ("29.90", "49.90", "in_stock")
    assert polo.item.url == f"{SHOP}/polo?x=1"
    assert [polo.picture.name, *(one.name for one in polo.more_pictures)] == [f"{SHOP}/img/1.jpg", f"{SHOP}/img/2.jpg"]
    assert "JSON-LD" in broken.reason


def test_json_ld_as_a_file():
    """Groups with variants, ranges, several offers."""
    small, large, hat, scarf = items("group.jsonld").values()
    assert said(small, "id", "title", "size", "colour", "group") == ("BT-42", "Boots", "42", "Brown", "BT")
    assert said(large, "id", "group", "colour") == ("BT-43", "BT", None)
    assert (offer(small.item), offer(large.item)) == (("129.00", None, "in_stock"), ("139.00", None, "out_of_stock"))
    assert (small.picture.name, large.picture.name) == (f"{SHOP}/boots-42.jpg", f"{SHOP}/boots.jpg")
    assert (hat.item.price, hat.item.attributes["low_price"], hat.item.attributes["high_price"]) == (None, "10", "20")
    assert offer(scarf.item) == ("12.00", None, "in_stock")


def test_json_arrays_read_like_lines_of_json(tmp_path):
    """Flat objects, and lists of pictures in them."""
    records = [{"id": 1, "images": [f"{CDN}1.jpg", "//cdn.example/2.jpg"], "price": 5.5}, {"id": 2}]
    (tmp_path / "a.json").write_text(json.dumps(records))
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, records)))
    array, lines = items(tmp_path / "a.json"), items(tmp_path / "a.jsonl")
    assert [row.item.price.text for row in (array[1], lines[1])] == ["5.50", "5.50"]
    assert (array[1].picture.name, array[1].more_pictures[0].name) == (f"{CDN}1.jpg", f"{CDN}2.jpg")
    assert array[2].code == lines[2].code == "missing-picture"


@pytest.mark.parametrize("path", sorted(FEEDS.iterdir()), ids=lambda path: path.name)
def test_content_counts_before_the_ending(tmp_path, path):
    """Compressed, or saved under a name that says nothing, a feed reads the same."""
    expected = [row.values for row in open_source(path).rows()]
    packed, nameless = tmp_path / f"{path.name}.gz", tmp_path / "download"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    nameless.write_bytes(path.read_bytes())
    assert [row.values for row in open_source(packed).rows()] == expected
    assert [row.values for row in open_source(nameless).rows()] == expected


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    path=st.sampled_from(sorted(FEEDS.iterdir())),
    at=st.floats(0, 1),
    length=st.integers(0, 30),
    patch=st.binary(max_size=12) | st.text(max_size=12).map(lambda text: text.encode("utf-8", "replace")),
)
def test_any_damage_ends_in_candidates_and_rejections(tmp_path, path, at, length, patch):
    """From the bytes to the items nothing else ever happens than what the report can tell."""
    sound = path.read_bytes()
    start = int(at * len(sound))
    (tmp_path / path.name).write_bytes(sound[:start] + patch + sound[start + length :])
    with suppress(InvalidSource):
        source = open_source(tmp_path / path.name, online=Online)
        for row in line_up("shop", source, default_currency="EUR"):
            assert isinstance(row, Candidate | Rejection)


ANY_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**40), 2**40)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["@id", "name", "src", "id"]), inner, max_size=3)
    ),
    max_leaves=6,
)


def places(value, path=()):
    """Every place in a JSON document."""
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from places(one, (*path, key))


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), name=st.sampled_from(["shopify.json", "group.jsonld"]))
def test_any_value_in_any_place_ends_in_candidates_and_rejections(tmp_path, data, name):
    """Where a list should be, there is a number; where a text, an object."""
    document = json.loads((FEEDS / name).read_text())
    *way, last = data.draw(st.sampled_from([path for path in places(document) if path]))
    holder = document
    for key in way:
        holder = holder[key]
    holder[last] = data.draw(ANY_JSON)
    (tmp_path / name).write_text(json.dumps(document))
    with suppress(InvalidSource):
        for row in line_up("shop", open_source(tmp_path / name, online=Online), default_currency="EUR"):
            assert isinstance(row, Candidate | Rejection)


def test_words_can_be_left_alone():
    """A shop that likes its own."""
    dress, _ = items("google.xml", words=UNCHANGED).values()
    assert said(dress, "colour", "gender", "category") == ("Dark-Blue/white", "female", "2271")
