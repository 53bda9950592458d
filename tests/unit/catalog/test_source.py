from __future__ import annotations

import json
import zipfile

import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from houndstooth.catalog.source import open_source
from houndstooth.domain.errors import InvalidSource

RECORDS = [{"id": "1", "title": "Rock, rot", "colour": "Weiß"}, {"id": "2", "title": 'Kleid "Ö"', "colour": "Rot"}]


def read(path, overrides=None):
    return list(open_source(path, overrides).rows())


def csv_text(delimiter=","):
    quoted = [['"' + value.replace('"', '""') + '"' for value in record.values()] for record in RECORDS]
    lines = [delimiter.join(RECORDS[0]), *map(delimiter.join, quoted)]
    return "\n".join(lines) + "\n"


def write_parquet(path):
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(RECORDS), path)


WRITERS = {
    "comma.csv": lambda path: path.write_text(csv_text(), encoding="utf-8"),
    "semicolon.csv": lambda path: path.write_text(csv_text(";"), encoding="utf-8"),
    "tab.tsv": lambda path: path.write_text(csv_text("\t"), encoding="utf-8"),
    "mark.csv": lambda path: path.write_text(csv_text(), encoding="utf-8-sig"),
    "windows.csv": lambda path: path.write_text(csv_text() * 1, encoding="cp1252"),
    "wide.csv": lambda path: path.write_text(csv_text(), encoding="utf-16"),
    "lines.jsonl": lambda path: path.write_text("\n\n".join(map(json.dumps, RECORDS))),
    "table.parquet": write_parquet,
}


@pytest.mark.parametrize("name", WRITERS)
def test_every_format_reads_the_same(tmp_path, name):
    """Delimiters, encodings and file types make no difference."""
    path = tmp_path / name
    WRITERS[name](path)
    rows = read(path)
    assert [dict(row.values) for row in rows] == RECORDS
    assert [row.problem for row in rows] == [None, None]


def test_finds_pictures_where_shops_keep_them(tmp_path, draw):
    """Named in a column; by id in images/, in images.zip, in a folder named like the file, beside it."""
    (tmp_path / "shots.csv").write_text("id,image\n1,pics/one.jpg\n2,\n3,\n4,\n5,\n6,images/named.jpg\n")
    for name in ("pics/one.jpg", "images/2.png", "shots/4.webp", "5.JPG", "images/named.jpg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(draw(1))
    with zipfile.ZipFile(tmp_path / "images.zip", "w") as archive:
        archive.writestr("deep/3.jpg", draw(3))
    found = [row.picture and row.picture.name for row in read(tmp_path / "shots.csv")]
    assert found == ["pics/one.jpg", "2.png", "deep/3.jpg", "4.webp", "5.JPG", "images/named.jpg"]


@pytest.mark.parametrize("name", ["../secret.jpg", "/etc/passwd", "images/../../secret.jpg", "x" * 5000, "a\x00b"])
def test_a_named_picture_leads_nowhere_else(tmp_path, draw, name):
    """A catalogue cannot show files outside its own folder."""
    folder = tmp_path / "inside"
    folder.mkdir()
    (tmp_path / "secret.jpg").write_bytes(draw(1))
    (folder / "c.csv").write_text(f"id,image\n1,{name}\n")
    assert [row.picture for row in read(folder / "c.csv")] == [None]


def test_a_folder_of_pictures(tmp_path, draw):
    """Ids from paths, titles from names, categories from folders; hidden and system files are left out."""
    for name in ("Dresses/red-dress_01.jpg", "Women/Coats/b.jpg", "top.png", "top.jpg", ".hidden.jpg", "Thumbs.db"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_bytes(draw(1))
    rows = {row.values["id"]: row.values for row in read(tmp_path)}
    assert sorted(rows) == ["Dresses/red-dress_01", "Women/Coats/b", "top", "top.png"]
    assert rows["Dresses/red-dress_01"]["title"] == "Red dress 01"
    assert rows["Women/Coats/b"]["category"] == "Coats"
    assert rows["Women/Coats/b"]["folder"] == "Women/Coats"
    assert "category" not in rows["top"]


def test_a_zip_of_pictures_reads_like_the_folder(tmp_path, draw):
    """The same rows, the same bytes."""
    folder = tmp_path / "shop"
    with zipfile.ZipFile(tmp_path / "shop.zip", "w") as archive:
        for number, name in enumerate(("a.jpg", "Hats/b.jpg", "__MACOSX/._b.jpg")):
            (folder / name).parent.mkdir(exist_ok=True, parents=True)
            (folder / name).write_bytes(draw(number))
            archive.writestr(name, draw(number))
    loose, packed = read(folder), read(tmp_path / "shop.zip")
    assert [row.values for row in loose] == [row.values for row in packed]
    assert [row.picture.read(10**6) for row in loose] == [row.picture.read(10**6) for row in packed]


def test_a_folder_with_a_table_is_that_table(shelf):
    """Nobody means the folder images/ as a category."""
    assert [row.values["id"] for row in read(shelf)] == [f"p{number}" for number in range(12)]


def test_reading_is_bounded(tmp_path, draw):
    """A picture of a hundred gigabytes is not read to the end."""
    (tmp_path / "big.jpg").write_bytes(b"x" * 5000)
    with zipfile.ZipFile(tmp_path / "big.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("big.jpg", b"x" * 5000)
    for source in (tmp_path, tmp_path / "big.zip"):
        [picture] = [row.picture for row in read(source) if row.picture.name == "big.jpg"]
        assert len(picture.read(100)) == 101


def test_bad_lines_are_told_and_the_rest_is_read(tmp_path):
    """Too many values, too few, bytes of another encoding, broken JSON."""
    (tmp_path / "a.csv").write_bytes(b"id,title\n1,ok\n2,too,many\n3\n" + b"x" * 300_000 + b",long\n4,fine\n")
    problems = {row.line: row.problem for row in read(tmp_path / "a.csv")}
    assert problems[2] is None
    assert "3 values under 2 columns" in problems[3]
    assert "1 values under 2 columns" in problems[4]
    assert "cannot be read" in problems[5]
    (tmp_path / "b.csv").write_bytes(b"id,title\n" + b"1,ok\n" * 60_000 + b"2,b\xffd\n3,ok\n")
    assert [row.line for row in read(tmp_path / "b.csv") if row.problem] == [60_002]
    (tmp_path / "c.jsonl").write_bytes(b'{"id": 1.0, "n": null, "l": [1]}\n[1]\nnope\n' + b"[" * 100_000 + b"\n\xff\n")
    rows = read(tmp_path / "c.jsonl")
    assert rows[0].values == {"id": "1", "l": "[1]"}
    assert [row.problem is None for row in rows] == [True, False, False, False, False]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", b"", "empty"),
        ("a.csv", b"\n\n1,2\n", "header"),
        ("a.csv", b"id,id\n1,2\n", "several columns"),
        ("a.csv", b"x,y\n1,2\n", "--column id="),
        ("a.jsonl", b"nothing\n", "JSON object"),
        ("a.parquet", b"PAR1 no", "Parquet"),
        ("a.zip", b"PK\x03\x04 no", "is no catalogue"),
        ("a.pdf", b"%PDF", "is no catalogue"),
    ],
)
def test_sources_that_cannot_be_read_say_why(tmp_path, name, content, told):
    """With the remedy."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InvalidSource, match=told):
        open_source(tmp_path / name)


def test_a_missing_source_is_told(tmp_path):
    """By its path."""
    with pytest.raises(InvalidSource, match="nowhere"):
        open_source(tmp_path / "nowhere.csv")


def test_a_damaged_parquet_file_breaks_off_with_its_row(tmp_path):
    """What came before is usable, and the message says how far that was."""
    path = tmp_path / "a.parquet"
    table = pyarrow.table({"id": [str(n) for n in range(5000)]})
    pyarrow.parquet.write_table(table, path, row_group_size=1000, compression="none")
    content = bytearray(path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 600] = b"\xff" * 600
    path.write_bytes(content)
    with pytest.raises(InvalidSource, match="damaged after row"):
        read(path)


@settings(max_examples=60, deadline=None)
@given(content=st.binary(max_size=400), ending=st.sampled_from([".csv", ".tsv", ".jsonl", ".parquet"]))
def test_any_bytes_are_read_or_refused(tmp_path_factory, content, ending):
    """No file of rubbish ends in anything but rows or InvalidSource."""
    path = tmp_path_factory.mktemp("rubbish") / f"x{ending}"
    path.write_bytes(content)
    try:
        read(path)
    except InvalidSource:
        pass
