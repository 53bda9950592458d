from __future__ import annotations

import csv
import json
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import numpy as np
import pyarrow
import pyarrow.parquet
import pytest
from sqlalchemy import update

from houndstooth.bootstrap import House
from houndstooth.catalog.source import open_source
from houndstooth.domain.filter import Filter
from houndstooth.domain.label import Origin
from houndstooth.settings import load_settings
from houndstooth.storage.tables import vectors

SHOP = "default"


def ingest(house, source):
    return house.ingest.run(SHOP, open_source(source))


def ids_found(house, data, *, k=50, where=()):
    answer = house.search.by_photo(SHOP, data, k=k, where=Filter.parse(where))
    return [hit.stored.item.id for hit in answer.hits]


def counts(report):
    return report.accepted, report.updated, report.unchanged, len(report.rejected)


def test_what_was_ingested_is_found(house, shelf, draw):
    """Each picture finds its own item first, with a perfect score."""
    assert counts(ingest(house, shelf)) == (12, 0, 0, 0)
    for number in range(12):
        answer = house.search.by_photo(SHOP, draw(number), k=3)
        assert answer.hits[0].stored.item.id == f"p{number}"
        assert answer.hits[0].score == pytest.approx(1, abs=1e-3)


def test_again_changes_only_what_changed(house, shelf, draw):
    """A text, a picture, a new row; the rest is left alone and keeps its revision."""
    ingest(house, shelf)
    revision = house.catalogue.revision(SHOP)
    assert counts(ingest(house, shelf)) == (0, 0, 12, 0)
    assert house.catalogue.revision(SHOP) == revision
    table = shelf / "products.csv"
    table.write_text(table.read_text().replace("Piece 3", "Piece three") + "new,New,Hats,Red,1,EUR,Winter\n")
    (shelf / "images" / "p5.jpg").write_bytes(draw(55))
    (shelf / "images" / "new.jpg").write_bytes(draw(56))
    assert counts(ingest(house, shelf)) == (1, 2, 10, 0)
    assert house.catalogue.get(SHOP, "p3").item.title == "Piece three"
    assert ids_found(house, draw(55))[0] == "p5"
    assert ids_found(house, draw(56))[0] == "new"


def test_a_picture_that_was_replaced_is_forgotten(house, shelf, draw):
    """The store keeps only what is shown."""
    ingest(house, shelf)
    old = house.catalogue.get(SHOP, "p5").picture.key
    (shelf / "images" / "p5.jpg").write_bytes(draw(55))
    ingest(house, shelf)
    assert not house.pictures.has(old)
    assert house.pictures.has(house.catalogue.get(SHOP, "p5").picture.key)


def test_a_lost_picture_file_is_made_again(house, shelf):
    """Somebody emptied the folder of pictures: the next run mends it."""
    ingest(house, shelf)
    house.pictures.remove(house.catalogue.get(SHOP, "p1").picture.key)
    assert counts(ingest(house, shelf)) == (0, 1, 11, 0)
    assert house.pictures.has(house.catalogue.get(SHOP, "p1").picture.key)


def test_bad_rows_are_told_and_the_rest_is_taken(house, shelf):
    """Each with its line and reason; none is skipped in silence."""
    images = shelf / "images"
    (images / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 not really")
    (images / "page.jpg").write_bytes(b"<html></html>")
    (images / "empty.jpg").write_bytes(b"")
    with (shelf / "products.csv").open("a") as file:
        file.write("broken,B,Hats,Red,1,EUR,x\npage,P,Hats,Red,1,EUR,x\nempty,E,Hats,Red,1,EUR,x\n")
        file.write("p1,Again,Hats,Red,1,EUR,x\nnone,N,Hats,Red,1,EUR,x\n,No id,Hats,Red,1,EUR,x\n")
        file.write("cheap,C,Hats,Red,cheap,EUR,x\nshort,S\n")
    report = ingest(house, shelf)
    assert counts(report) == (12, 0, 0, 8)
    told = {rejection.line: (rejection.item_id, rejection.code) for rejection in report.rejected}
    assert told == {
        14: ("broken", "corrupt"),
        15: ("page", "not-a-picture"),
        16: ("empty", "empty"),
        17: ("p1", "repeated-id"),
        18: ("none", "missing-picture"),
        19: (None, "invalid-item"),
        20: ("cheap", "invalid-item"),
        21: (None, "unreadable-row"),
    }
    assert all(rejection.reason for rejection in report.rejected)
    assert house.catalogue.get(SHOP, "p1").item.title == "Piece 1"


def test_same_pictures_are_told(house, shelf, draw):
    """Two ids with one picture, byte for byte; both are kept."""
    with (shelf / "products.csv").open("a") as file:
        file.write("twin,Twin,Hats,Red,1,EUR,x\n")
    (shelf / "images" / "twin.jpg").write_bytes(draw(4))
    report = ingest(house, shelf)
    assert report.duplicates == [("p4", "twin")]
    assert counts(report) == (13, 0, 0, 0)


def test_an_archive_that_breaks_is_told_by_row(house, tmp_path, draw):
    """A damaged member costs its row only."""
    path = tmp_path / "shop.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(3):
            archive.writestr(f"Hats/{number}.jpg", draw(number))
    content = bytearray(path.read_bytes())
    start = content.find(draw(1))
    content[start + 40 : start + 60] = b"\x00" * 20
    path.write_bytes(content)
    report = ingest(house, path)
    assert counts(report) == (2, 0, 0, 1)
    assert "Hats/1.jpg" in report.rejected[0].reason


def test_filters_narrow_a_search(house, shelf, draw):
    """Category and colour, alone and together."""
    ingest(house, shelf)
    assert set(ids_found(house, draw(0), where=["category=Dresses"])) == {"p0", "p3", "p6", "p9"}
    assert set(ids_found(house, draw(0), where=["category=Dresses", "colour=Red"])) == {"p0", "p6"}
    assert ids_found(house, draw(0), where=["price<=20.50", "price>=10.50"]) != []


def test_removed_items_are_not_found_and_come_back(house, shelf, draw):
    """Gone from the next search with their pictures; a later ingest brings them back."""
    ingest(house, shelf)
    assert ids_found(house, draw(2))[0] == "p2"
    key = house.catalogue.get(SHOP, "p2").picture.key
    assert house.removal.run(SHOP, ["p2", "nobody"]) == ("p2",)
    assert "p2" not in ids_found(house, draw(2))
    assert not house.pictures.has(key)
    assert counts(ingest(house, shelf)) == (1, 0, 11, 0)
    assert ids_found(house, draw(2))[0] == "p2"


def test_a_shared_picture_stays_while_one_item_shows_it(house, shelf, draw):
    """Removing one twin leaves the other its picture."""
    (shelf / "images" / "p1.jpg").write_bytes(draw(0))
    ingest(house, shelf)
    house.removal.run(SHOP, ["p0"])
    assert house.pictures.has(house.catalogue.get(SHOP, "p1").picture.key)


def test_similar_items_leave_the_item_itself_out(house, shelf):
    """And find as many as were asked for."""
    ingest(house, shelf)
    answer = house.search.similar(SHOP, "p3", k=5)
    found = [hit.stored.item.id for hit in answer.hits]
    assert len(found) == 5
    assert "p3" not in found


def test_another_process_sees_the_changes(house, shelf, draw):
    """A search that is open already finds what was ingested after it was opened."""
    from houndstooth.bootstrap import House

    assert ids_found(house, draw(1)) == []
    other = House(house.settings)
    ingest(other, shelf)
    assert ids_found(house, draw(1))[0] == "p1"
    other.removal.run(SHOP, ["p1"])
    assert "p1" not in ids_found(house, draw(1))
    other.close()


def test_two_shops_are_searched_apart(house, shelf, draw):
    """The same source in two shops gives each its own."""
    house.ingest.run("one", open_source(shelf))
    assert len(house.search.by_photo("one", draw(1), k=50).hits) == 12
    assert house.search.by_photo("two", draw(1), k=50).hits == ()


def test_the_report_is_a_file_for_programs(house, shelf, tmp_path):
    """Counts, rejections and times, as JSON."""
    (shelf / "images" / "p0.jpg").unlink()
    report = ingest(house, shelf)
    report.write(tmp_path / "reports" / "r.json")
    read = json.loads((tmp_path / "reports" / "r.json").read_text())
    assert (read["accepted"], read["rejections_by_code"]) == (11, {"missing-picture": 1})
    assert read["rejected"][0]["item_id"] == "p0"
    assert {"read", "decode", "encode", "write"} <= set(read["seconds"])


def test_a_source_that_breaks_off_loses_nothing_before_the_break(house, tmp_path, draw):
    """Every row before the damage is taken, and the report says where it broke."""
    (tmp_path / "images").mkdir()
    for number in range(40):
        (tmp_path / "images" / f"{number}.jpg").write_bytes(draw(number))
    path = tmp_path / "a.parquet"
    table = pyarrow.table({"id": [str(n) for n in range(2000)]})
    pyarrow.parquet.write_table(table, path, row_group_size=40, compression="none", use_dictionary=False)
    content = bytearray(path.read_bytes())
    damage = len(content) // 2
    content[damage : damage + 2000] = b"\xff" * 2000
    path.write_bytes(content)
    report = ingest(house, path)
    assert report.accepted == 40
    assert report.rejected[-1].code == "broken-source"
    assert "damaged after row" in report.rejected[-1].reason


def test_real_photos_go_the_whole_way(house, real_data):
    """320 real products; each finds itself, and a customer's photo finds something."""
    assert counts(ingest(house, real_data / "products.csv"))[0] == 320
    for path in sorted((real_data / "images").iterdir())[::40]:
        assert ids_found(house, path.read_bytes(), k=1) == [path.stem]
    photo = next((real_data / "photos").iterdir())
    assert len(ids_found(house, photo.read_bytes(), k=12)) == 12


def test_an_item_without_labels_gets_what_the_encoder_sees(tmp_path, shelf):
    """Marked as ours; what the shop said stays, and what a person put right survives the next ingest."""
    house = House(load_settings(home=tmp_path / "keen", workers=2, label_confidence=0.0))
    ingest(house, shelf)
    stored = house.catalogue.get(SHOP, "p4")
    assert stored.labels["usage"].origin is Origin.PREDICTED
    assert stored.item.attributes["usage"] == stored.labels["usage"].prediction.value
    assert (stored.item.category, stored.labels["category"].origin) == ("Skirts", Origin.SHOP)
    house.catalogue.correct(SHOP, "p4", {"usage": "Party"})
    table = shelf / "products.csv"
    table.write_text(table.read_text().replace("Piece 4", "Piece four"))
    assert counts(ingest(house, shelf)) == (0, 1, 11, 0)
    again = house.catalogue.get(SHOP, "p4")
    assert (again.item.title, again.item.attributes["usage"]) == ("Piece four", "Party")
    house.close()


def test_items_of_before_styles_were_kept_get_theirs(house, shelf):
    """At the next ingest, once; until then they are searched as they were. Twins count as one picture."""
    (shelf / "images" / "p1.jpg").write_bytes((shelf / "images" / "p0.jpg").read_bytes())
    ingest(house, shelf)
    with house.database.writing() as connection:
        connection.execute(update(vectors).values(style=None))
    assert not house.assortments.of(SHOP).style.any()
    assert len(ids_found(house, (shelf / "images" / "p3.jpg").read_bytes())) == 12
    assert counts(ingest(house, shelf)) == (0, 12, 0, 0)
    styles = house.assortments.of(SHOP)
    lengths = np.linalg.norm(styles.style[styles.in_sight], axis=1)
    np.testing.assert_allclose(lengths, np.ones(12), atol=1e-4)
    twins = styles.style[styles.rows_of(["p0", "p1"])]
    np.testing.assert_array_equal(twins[0], twins[1])
    assert counts(ingest(house, shelf)) == (0, 0, 12, 0)


def test_real_pictures_get_the_right_category(house, real_data):
    """A folder of product photos without any table: where the encoder is sure, the shop would mostly agree."""
    with (real_data / "products.csv").open(encoding="utf-8", newline="") as file:
        truth = {row["id"]: row["article_type"] for row in csv.DictReader(file)}
    ingest(house, real_data / "images")
    said = {
        Path(one.item.id).stem: one.item.category
        for one in house.catalogue.page(SHOP, where=Filter(), limit=1000).items
        if "category" in one.labels
    }
    assert len(said) > 0.5 * len(truth)
    assert sum(truth[id_] == category for id_, category in said.items()) > 0.8 * len(said)


class Shopfront(BaseHTTPRequestHandler):
    """Gives the pictures of a folder, and counts."""

    folder: Path
    asked: ClassVar[list[str]] = []

    def do_GET(self):
        self.asked.append(self.path)
        file = self.folder / self.path.lstrip("/")
        self.send_response(200 if file.is_file() else 404)
        self.end_headers()
        self.wfile.write(file.read_bytes() if file.is_file() else b"")

    def log_message(self, *_):
        pass


@pytest.fixture(name="shopfront")
def _shopfront(shelf):
    """The shelf's pictures on a web server; gives its address."""
    handler = type("Handler", (Shopfront,), {"folder": shelf / "images", "asked": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", handler.asked
        server.shutdown()


def ingest_online(house, table, **options):
    return house.ingest.run(SHOP, open_source(table, online=house.picture_at), **options)


def test_pictures_are_fetched_from_their_address_once(tmp_path, shopfront, draw):
    """Again only when the row or its address changes, or when that is asked for; a missing one is told."""
    address, asked = shopfront
    house = House(load_settings(home=tmp_path / "online", workers=2, fetch_networks=["127.0.0.1/32"]))
    table = tmp_path / "feeds" / "feed.csv"
    table.parent.mkdir()
    rows = [f"p{n},Piece {n},{address}/p{n}.jpg" for n in range(4)]
    table.write_text("\n".join(["id,title,image_link", *rows, f"gone,Gone,{address}/gone.jpg"]) + "\n")
    first = ingest_online(house, table)
    assert counts(first) == (4, 0, 0, 1)
    assert (first.rejected[0].code, "404" in first.rejected[0].reason) == ("fetch-failed", True)
    assert ids_found(house, draw(2))[0] == "p2"
    asked.clear()
    assert counts(ingest_online(house, table)) == (0, 0, 4, 1)
    assert asked == ["/gone.jpg"]
    table.write_text(table.read_text().replace("Piece 1", "Piece one"))
    assert counts(ingest_online(house, table)) == (0, 1, 3, 1)
    asked.clear()
    assert counts(ingest_online(house, table, refetch=True)) == (0, 0, 4, 1)
    assert len(asked) == 5
    house.close()


def test_a_private_address_is_not_fetched_unless_it_is_allowed(house, tmp_path, shopfront):
    """The row is rejected with the reason and the remedy; nothing is asked."""
    address, asked = shopfront
    table = tmp_path / "feeds" / "feed.csv"
    table.parent.mkdir()
    table.write_text(f"id,title,image_link\np0,Piece,{address}/p0.jpg\n")
    report = ingest_online(house, table)
    assert (report.rejected[0].code, "fetch_networks" in report.rejected[0].reason) == ("fetch-refused", True)
    assert asked == []


def test_pictures_of_the_web_are_waited_for_together(tmp_path, shelf):
    """Four at once from one host: each is only given when all four have been asked for."""
    together = threading.Barrier(4, timeout=20)

    class Patient(Shopfront):
        folder = shelf / "images"

        def do_GET(self):
            together.wait()
            super().do_GET()

    house = House(load_settings(home=tmp_path / "online", workers=1, fetch_networks=["127.0.0.1/32"]))
    table = tmp_path / "feeds" / "feed.csv"
    table.parent.mkdir()
    with ThreadingHTTPServer(("127.0.0.1", 0), Patient) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        rows = [f"p{n},Piece {n},http://127.0.0.1:{server.server_port}/p{n}.jpg" for n in range(8)]
        table.write_text("\n".join(["id,title,image_link", *rows]) + "\n")
        assert counts(ingest_online(house, table)) == (8, 0, 0, 0)
        server.shutdown()
    house.close()
