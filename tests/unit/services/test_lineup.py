from __future__ import annotations

from houndstooth.catalog.source import open_source
from houndstooth.services.ingest_report import Rejection, Tally
from houndstooth.services.lineup import line_up


def lined_up(folder, lines, draw, *, header="id,title,image,more_images,colour"):
    for number in range(4):
        (folder / f"{number}.jpg").write_bytes(draw(number))
    (folder / "products.csv").write_text("\n".join([header, *lines]) + "\n")
    tally = Tally()
    return list(line_up("shop", open_source(folder / "products.csv"), default_currency="EUR", tally=tally)), tally


def test_a_row_that_says_the_same_again_is_only_counted(tmp_path, draw):
    """However it is spelled; one that says something else of the same id is told with the first line."""
    rows, tally = lined_up(
        tmp_path,
        [
            "1,Dress,0.jpg,,red",
            " 1 ,Dress ,0.jpg,,Red",
            "1,Dress,1.jpg,,red",
            "1,Dress,0.jpg,2.jpg,red",
            "2,Dress,0.jpg,,red",
        ],
        draw,
    )
    assert tally.repeated == 1
    assert [(row.line, row.code) for row in rows if isinstance(row, Rejection)] == [
        (4, "repeated-id"),
        (5, "repeated-id"),
    ]
    assert "line 2" in rows[1].reason


def test_candidates_carry_their_pictures_on(tmp_path, draw):
    """The first, and the others; another one changes the digest."""
    rows, _ = lined_up(tmp_path, ['1,Dress,0.jpg,"1.jpg,2.jpg",red', "2,Dress,0.jpg,1.jpg,red"], draw)
    assert [picture.name for picture in rows[0].more_pictures] == ["1.jpg", "2.jpg"]
    assert rows[0].row_digest != rows[1].row_digest


def test_unknown_words_are_counted_by_frequency(tmp_path, draw):
    """The most frequent first, 50 at most, and only of rows that are taken."""
    lines = [f"{n},Dress,0.jpg,,dream {n % 60 if n < 300 else 7}" for n in range(400)]
    rows, tally = lined_up(tmp_path, [*lines, "x,Dress,,,gone dream"], draw)
    assert isinstance(rows[-1], Rejection)
    counted = tally.unmapped["colour"]
    assert len(counted) == 50
    assert next(iter(counted.items())) == ("dream 7", 105)
    assert "gone dream" not in tally.words["colour"]
