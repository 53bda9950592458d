from __future__ import annotations

import json

import pytest

from houndstooth.catalog.picture_names import split_pictures
from houndstooth.catalog.source import open_source

WEB = "https://cdn.example/"


@pytest.mark.parametrize(
    ("picture", "more", "main", "others"),
    [
        ("a.jpg", None, "a.jpg", ()),
        ("a, b.jpg", "c.jpg, d.jpg", "a, b.jpg", ("c.jpg", "d.jpg")),
        ('["a.jpg", "b.jpg", 3]', "", "a.jpg", ("b.jpg",)),
        (f"{WEB}w_3,h_4/a.jpg", f"{WEB}b,c.jpg,{WEB}d.jpg", f"{WEB}w_3,h_4/a.jpg", (f"{WEB}b,c.jpg", f"{WEB}d.jpg")),
        (f"{WEB}a.jpg, {WEB}b.jpg", f"{WEB}c.jpg|{WEB}b.jpg", f"{WEB}a.jpg", (f"{WEB}b.jpg", f"{WEB}c.jpg")),
        ("//cdn.example/a.jpg", None, f"{WEB}a.jpg", ()),
        (f"{WEB}a.jpg?x=1&amp;y=2", None, f"{WEB}a.jpg?x=1&y=2", ()),
        ("", "a.jpg", "", ("a.jpg",)),
        ("a.jpg", "a.jpg,a.jpg,b.jpg", "a.jpg", ("b.jpg",)),
        ("[broken", None, "[broken", ()),
        (None, ",".join(f"{n}.jpg" for n in range(30)), "", tuple(f"{n}.jpg" for n in range(10))),
    ],
)
def test_several_pictures_in_one_value(picture, more, main, others):
    """Lists, commas in addresses, no more than ten, each once."""
    assert split_pictures(picture, more) == (main, others)


def test_more_pictures_are_found_where_the_first_is(tmp_path, draw):
    """Beside the table or in images/; one that is missing costs nothing; without a main one the first is it."""
    (tmp_path / "images").mkdir()
    for number, name in enumerate(("a.jpg", "images/b.jpg", "images/c.jpg")):
        (tmp_path / name).write_bytes(draw(number))
    records = [
        {"id": "1", "image": "a.jpg", "more_images": ["b.jpg", "gone.jpg", "c.jpg"]},
        {"id": "2", "images": "b.jpg,c.jpg"},
    ]
    (tmp_path / "p.jsonl").write_text("\n".join(map(json.dumps, records[:1])))
    (tmp_path / "q.jsonl").write_text("\n".join(map(json.dumps, records[1:])))
    found = [
        (row.picture.name, [picture.name for picture in row.more_pictures])
        for name in ("p.jsonl", "q.jsonl")
        for row in open_source(tmp_path / name).rows()
    ]
    assert found == [("a.jpg", ["b.jpg", "c.jpg"]), ("b.jpg", ["c.jpg"])]
