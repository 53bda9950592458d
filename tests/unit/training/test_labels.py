"""Labels: read from columns and titles, mapped, corrected, and numbered."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("torch")

from houndstooth.domain.errors import InvalidInput
from houndstooth.training.corpus import Corpus
from houndstooth.training.label_map import LabelMap
from houndstooth.training.labels import WORD, read_labels, read_pattern, read_words
from houndstooth.training.sources import Record, read_source


def test_a_mapping_puts_other_words_into_ours(toy_folders: list[Path]) -> None:
    """Columns are renamed and words merged, and an unnamed word stays as it is."""
    labels = LabelMap(columns={"usage": "season"}, values={"base_colour": {"Red": "Blue"}})
    records = read_source(toy_folders[0], labels).records
    assert {record.values["base_colour"] for record in records} == {"Blue", "Green"}
    assert {record.values["usage"] for record in records} == {"Summer"}


def test_what_people_put_right_is_learnt(toy_folders: list[Path], tmp_path: Path) -> None:
    """A file of corrections counts before the catalogue; an empty value takes the label away; the rest stays."""
    file = tmp_path / "corrections.csv"
    file.write_text("id,field,value,before\np0,colour,Green,Red\np0,pattern,checked,\np1,usage,,Casual\n")
    labels = LabelMap().corrected(file)
    first, second, third = (read_labels(record) for record in read_source(toy_folders[0], labels).records[:3])
    assert (first["colour"], first["pattern"], first["category"]) == ("Green", "checked", "Tshirts")
    assert ("usage" in second, third["usage"]) == (False, "Casual")


def test_a_file_that_holds_no_corrections_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    with pytest.raises(InvalidInput, match="field"):
        LabelMap().corrected(tmp_path / "other.csv")
    with pytest.raises(InvalidInput, match="missing"):
        LabelMap().corrected(tmp_path / "missing.csv")


@pytest.mark.parametrize(
    ("title", "pattern"),
    [("Turtle Check Men Navy Blue Shirt", "checked"), ("Striped and printed top", ""), ("Plain", "solid"), ("", "")],
)
def test_titles_name_patterns(title: str, pattern: str) -> None:
    """One, or none where they name several."""
    assert read_pattern(title) == pattern


def test_words_of_titles_are_marked(corpus: Corpus) -> None:
    """Every word that enough items share, for exactly the items that have it."""
    shelf = corpus.shelves["catalogue"]
    words = corpus.vocabulary.labels[WORD]
    assert set(words) == {"brand", "plain", "tshirts", "shorts"}
    for record, marked in zip(shelf.records, shelf.words, strict=True):
        assert {word for word, has in zip(words, marked, strict=True) if has} == read_words(record) & set(words)


def test_words_are_read_without_case_or_numbers() -> None:
    assert read_words(Record("a", {"title": "V-Neck T-Shirt, 2 pcs"})) == {"v-neck", "t-shirt", "pcs"}
