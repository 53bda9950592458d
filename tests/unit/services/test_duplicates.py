"""Duplicates: found, told, judged, and shown as one."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps

from houndstooth.domain.access import Principal
from houndstooth.domain.duplicate import JudgedPair, Likeness, Looks, Pair, Verdict
from houndstooth.domain.errors import NotFound
from houndstooth.domain.filter import Filter
from houndstooth.imaging.perceptual_hash import HASH_BYTES, distances, mirrored, perceptual_hash
from houndstooth.services.duplicate_candidates import MOST_BITS, by_hash
from houndstooth.services.duplicate_families import families, titles_alike

BY = Principal.command_line("default")


def _picture(number: int) -> Image.Image:
    tiles = np.random.default_rng(number).integers(0, 256, (24, 18, 3), dtype=np.uint8)
    return Image.fromarray(tiles).resize((150, 200), Image.Resampling.BICUBIC)


def _hash(image: Image.Image) -> np.ndarray:
    return np.frombuffer(perceptual_hash(np.asarray(image)), np.uint8)[None]


def _jpeg(image: Image.Image, quality: int = 90) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("change", "which"),
    [
        (lambda one: Image.open(io.BytesIO(_jpeg(one, 30))), 0),
        (lambda one: one.resize((75, 100)), 0),
        (lambda one: one.point(lambda level: min(255, int(level * 0.8 + 10))), 0),
        (ImageOps.mirror, 0),
        (lambda one: ImageOps.expand(one, 20, "white"), 1),
    ],
)
def test_a_hash_outlives_what_happens_to_pictures(change, which):
    """Re-encoded, resized, relit or mirrored the whole stays the same, framed what is inside; others are far away."""
    before = _picture(1)
    assert distances(_hash(before), _hash(change(before)))[which][0] <= 24
    assert min(distances(_hash(_picture(2)), _hash(change(before)))[which]) > 60


def test_the_mirror_of_a_hash_is_the_hash_of_the_mirror():
    """To the few bits whose frequency is all but absent."""
    plain, turned = _hash(_picture(3)), _hash(ImageOps.mirror(_picture(3)))
    assert np.bitwise_count(mirrored(plain) ^ turned).sum() <= 16


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 2**32), st.integers(2, 60), st.integers(0, 8))
def test_candidates_are_those_of_comparing_all(seed, count, flipped):
    """Beside the slow way: no pair is invented, and none of few bits is missed."""
    random = np.random.default_rng(seed)
    hashes = random.integers(0, 256, (count, HASH_BYTES), dtype=np.uint8)
    hashes[1] = hashes[0]
    for bit in random.choice(256, flipped, replace=False):
        hashes[1, bit // 8] ^= np.uint8(1 << (bit % 8))
    one, other = by_hash(hashes, np.arange(count))
    found = set(zip(one.tolist(), other.tolist(), strict=True))
    slow = {
        (a, b)
        for a in range(count)
        for b in range(a + 1, count)
        if distances(hashes[a : a + 1], hashes[b : b + 1])[0][0] <= MOST_BITS
    }
    assert found <= slow
    assert (0, 1) in found


@pytest.fixture(name="stocked")
def _stocked(house, tmp_path):
    """A shop with a picture twice under two titles, a copy of another with nearly its title, and four others."""
    folder = tmp_path / "stock"
    (folder / "images").mkdir(parents=True)
    pictures = {f"p{number}": _jpeg(_picture(number)) for number in range(6)}
    pictures["again"] = pictures["p0"]
    pictures["copy"] = _jpeg(_picture(1).resize((120, 160)), 60)
    titles = {"p0": "Red shirt", "again": "Blue hat", "p1": "Long wool coat", "copy": "Wool coat, long"}
    lines = ["id,title"]
    for item_id, data in pictures.items():
        (folder / "images" / f"{item_id}.jpg").write_bytes(data)
        title = titles.get(item_id, f"Piece {item_id}")
        lines.append(f'{item_id},"{title}"')
    (folder / "products.csv").write_text("\n".join(lines) + "\n")
    return folder


def _take(house, folder):
    from houndstooth.catalog.source import open_source

    return house.ingest.run("default", open_source(folder / "products.csv"))


def _shown(house, **asked):
    return {one.item.id for one in house.catalogue.page("default", where=Filter(), limit=20, **asked).items}


def test_ingest_finds_copies_and_tells_of_them(house, stocked):
    """The same file and a smaller, re-encoded copy; a second run finds nothing new."""
    report = _take(house, stocked)
    assert report.alike == 4
    kinds = {(one.first.item.id, one.second.item.id): one.likeness for one in house.duplicates.all("default")}
    assert kinds == {("p0", "again"): Likeness.EXACT, ("p1", "copy"): Likeness.NEAR}
    assert _take(house, stocked).alike == 0
    assert len(list(house.duplicates.all("default"))) == 2


def test_copies_of_nearly_one_title_are_shown_as_one(house, stocked):
    """In lists and searches; the same picture under another title is a question for a person."""
    _take(house, stocked)
    assert _shown(house, grouped=True) == {"p0", "again", "p1", "p2", "p3", "p4", "p5"}
    answer = house.search.by_photo("default", _jpeg(_picture(1)), k=8)
    assert [hit.stored.item.id for hit in answer.hits].count("copy") == 0
    assert _shown(house) == {*_shown(house, grouped=True), "copy"}


def test_what_people_say_counts_and_is_not_asked_again(house, stocked):
    """The same product is one card from now on, and what is not the same never comes back."""
    _take(house, stocked)
    pairs = {one.first.item.id: one for one in house.duplicates.all("default")}
    house.duplicates.decide(BY, pairs["p0"].id, Verdict.SAME)
    house.duplicates.decide(BY, pairs["p1"].id, Verdict.DIFFERENT)
    assert _shown(house, grouped=True) == {"p0", "p1", "copy", "p2", "p3", "p4", "p5"}
    products = (stocked / "products.csv").read_text()
    (stocked / "products.csv").write_text(products.replace("Wool coat", "The wool coat"))
    _take(house, stocked)
    assert list(house.duplicates.all("default")) == []
    assert [one.second.item.id for one in house.duplicates.all("default", verdict=Verdict.DIFFERENT)] == ["copy"]
    house.duplicates.decide(BY, pairs["p0"].id, None)
    assert "again" in _shown(house, grouped=True)
    with pytest.raises(NotFound, match="no pair 99"):
        house.duplicates.decide(BY, 99, Verdict.SAME)


def test_pictures_taken_in_before_hashes_were_kept_are_hashed_when_they_are_looked_for(house, stocked):
    """Of the pictures that are stored."""
    _take(house, stocked)
    with house.database.writing() as connection:
        connection.exec_driver_sql("UPDATE pictures SET hash = NULL")
        connection.exec_driver_sql("DELETE FROM duplicates")
        connection.exec_driver_sql("DELETE FROM duplicate_marks")
    assert house.duplicates.look("default") == 4
    assert all(house.duplicates.store.looks("default").hashes)


def _looks(titles, groups=None, held=None):
    count = len(titles)
    blank = (None,) * count
    return Looks(
        1, np.arange(1, count + 1), ("",) * count, blank, tuple(titles), groups or blank, held or blank,
        np.ones(count, np.int64),
    )  # fmt: skip


def _judged(first, second, verdict=None):
    return JudgedPair(Pair(first, second, Likeness.NEAR, 0.9), verdict)


def test_families():
    """Whole groups come together; a word of a person breaks what only looked alike, and families end."""
    looks = _looks(["A coat", "A coat", "Other", "A coat"], (None, "g", "g", None))
    assert families(looks, [_judged(1, 2)]) == {1: "1", 2: "1", 3: "1"}
    assert families(looks, [_judged(1, 3)]) == {}
    assert families(looks, [_judged(1, 3, Verdict.SAME)]) == {1: "1", 2: "1", 3: "1"}
    alike = [_judged(1, 2), _judged(2, 4)]
    assert families(looks, [*alike, _judged(1, 4, Verdict.DIFFERENT)]) == {}
    said = [_judged(1, 2, Verdict.SAME), _judged(2, 4), _judged(1, 4, Verdict.DIFFERENT)]
    assert families(looks, said) == {1: "1", 2: "1", 3: "1"}
    assert families(_looks(["A", "B"], held=("1", "1")), []) == {1: None, 2: None}


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [("Wool coat, long", "LONG wool coat", True), ("Red shirt", "Blue shirt", False), ("…", "…", False)],
)
def test_titles_alike(one, other, alike):
    assert titles_alike(one, other) is alike
