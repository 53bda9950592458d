from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import houndstooth
from houndstooth.catalog.labels import Labeller
from houndstooth.catalog.words import MAPPED, UNCHANGED, load_words
from houndstooth.demo.palette import FAMILIES
from houndstooth.domain.errors import InvalidSource

WORDS = load_words()
MANIFEST = Path(houndstooth.__file__).parent / "weights" / "houndstooth-encoder-2.json"


def label(field, text, words=WORDS):
    labels = Labeller(words)
    value = labels.colours(text)[0] if field == "colour" else getattr(labels, field)(text)
    return value, labels.unmapped


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("colour", "navy", "Navy Blue"),
        ("colour", "Dark-Blue", "Navy Blue"),
        ("colour", "bordeaux", "Burgundy"),
        ("colour", "maroon", "Maroon"),
        ("colour", "SCHWARZ", "Black"),
        ("colour", "Weiß", "White"),
        ("colour", "gris chiné", "Grey Melange"),
        ("colour", "azul marino", "Navy Blue"),
        ("colour", "rosso", "Red"),
        ("colour", "gray", "Grey"),
        ("colour", "off-white", "Off White"),
        ("colour", "Multicolour", "Multi"),
        ("size", "x-large", "XL"),
        ("size", "2XL", "XXL"),
        ("size", "Einheitsgröße", "One Size"),
        ("size", "EU 38", "EU 38"),
        ("size", "W32/L34", "W32/L34"),
        ("gender", "Damen", "Women"),
        ("gender", "women's", "Women"),
        ("gender", "W", "Women"),
        ("gender", "femme", "Women"),
        ("gender", "male", "Men"),
        ("gender", "UNISEX", "Unisex"),
        ("gender", "Mädchen", "Girls"),
        ("gender", "Kinder", "Kids"),
        ("category", "Apparel & Accessories > Clothing > Dresses", "Dresses"),
        ("category", "2271", "Dresses"),
        ("category", "Damen > Kleidung > Hosen", "Trousers"),
        ("category", "T-Shirt", "Tshirts"),
        ("category", "Jupes", "Skirts"),
    ],
)
def test_words_of_shops_are_put_into_ours(field, text, expected):
    """In the languages of Europe, whatever their case and dashes."""
    assert label(field, text) == (expected, [])


@pytest.mark.parametrize(
    ("field", "text", "kept"),
    [
        ("colour", "Petrol dream", "Petrol dream"),
        ("colour", "Petrol dream/white", "Petrol dream/white"),
        ("size", "roomy", "roomy"),
        ("gender", "robots", "robots"),
        ("category", "Clothing > Space suits", "Space suits"),
    ],
)
def test_words_that_nobody_knows_stay_and_are_noted(field, text, kept):
    """As the shop wrote them; of a path its last part."""
    assert label(field, text) == (kept, [(field, kept)])
    assert label(field, text, UNCHANGED) == (text, [])


@pytest.mark.parametrize(
    ("text", "colour", "colours"),
    [
        ("navy/white", "Navy Blue", "Navy Blue/White"),
        ("Red, dream, blau", "Red", "Red/dream/Blue"),
        ("schwarz und weiß", "Black", "Black/White"),
        ("navy / Dark Blue", "Navy Blue", None),
        ("white", "White", None),
    ],
)
def test_of_several_colours_the_first_counts(text, colour, colours):
    """And all of them are kept."""
    assert Labeller(WORDS).colours(text) == (colour, colours)


@pytest.mark.parametrize(
    ("gender", "age_group", "expected"),
    [
        ("male", "kids", "Boys"),
        ("female", "toddler", "Girls"),
        ("unisex", "infant", "Kids"),
        ("girls", "kids", "Girls"),
        (None, "kids", "Kids"),
        ("male", "adult", "Men"),
        (None, "adult", None),
    ],
)
def test_children_are_told_by_age_group(gender, age_group, expected):
    """As Google's feeds have it."""
    assert Labeller(WORDS).gender(gender, age_group) == expected


def test_the_mapping_keeps_every_word_of_the_encoder():
    """What the encoder tells apart, no mapping throws together; the demo's colours stay, too."""
    manifest = json.loads(MANIFEST.read_text())
    heads = manifest["outputs"]["attributes"]
    for field in ("colour", "gender", "category"):
        for word in heads[field]["labels"]:
            assert WORDS.find(field, word) in {word, None}
    assert [WORDS.find("colour", family) for family in FAMILIES] == list(FAMILIES)


@pytest.mark.parametrize("field", MAPPED)
def test_our_mapping_leads_to_its_end_at_once(field):
    """Mapping what was mapped changes nothing."""
    assert all(WORDS.find(field, means) == means for means in WORDS.ours[field].values())


@given(
    st.sampled_from(MAPPED),
    st.text(max_size=30) | st.sampled_from([word for words in WORDS.ours.values() for word in words]),
)
def test_labels_stay_once_they_are_put_right(field, text):
    """Ingesting what was exported again changes nothing."""
    first, _ = label(field, text)
    assert label(field, first)[0] == first


def test_a_shops_own_words_come_first(tmp_path):
    """Also for what ours make of a word; the rest stays ours."""
    (tmp_path / "colour.csv").write_text("said,means\nPetrol dream,Teal\nNavy Blue,Marine\n", encoding="utf-8-sig")
    words = load_words(tmp_path)
    assert [label("colour", text, words)[0] for text in ("petrol-DREAM", "navy", "Marine", "rot")] == [
        "Teal", "Marine", "Marine", "Red",
    ]  # fmt: skip
    assert load_words(tmp_path / "nowhere") == WORDS


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("navy,blue\n", "said,means"),
        ("said,means\nnavy\n", "navy"),
        ("said,means\nnavy,\n", "navy"),
        ("said,means\nnavy,Blue\nNAVY,Black\n", "two meanings"),
        ("said,means\nnavy,Blue\nblue,Black\n", "navy,Black"),
        (b"said,means\n\xff,Blue\n", "UTF-8"),
    ],
)
def test_mappings_that_make_no_sense_are_refused(tmp_path, content, told):
    """Naming the file and the word."""
    (tmp_path / "colour.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(InvalidSource, match=told):
        load_words(tmp_path)
