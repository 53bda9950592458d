"""The drawn catalogue: files, tables, repeatability and tidiness."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from houndstooth.demo.draw import PHOTO_COLUMNS, PRODUCT_COLUMNS, draw_catalogue
from houndstooth.domain.errors import InvalidInput

ITEMS = 12


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small catalogue, drawn once for the module."""
    target = tmp_path_factory.mktemp("demo") / "catalogue"
    draw_catalogue(target, items=ITEMS, seed=5, workers=1)
    return target


def test_products_and_pictures_agree(catalogue: Path) -> None:
    """Every row has its picture, every picture its row, and the columns are those that are promised."""
    rows = _rows(catalogue / "products.csv")
    assert tuple(rows[0]) == PRODUCT_COLUMNS
    assert len(rows) == ITEMS
    assert {row["id"] for row in rows} == {path.stem for path in (catalogue / "images").glob("*.jpg")}
    assert all(float(row["price"]) > 0 and row["currency"] == "EUR" for row in rows)


def test_photos_are_of_items(catalogue: Path) -> None:
    """Every customer's photo names an item of the catalogue and says what was done to it."""
    photos = _rows(catalogue / "photos.csv")
    items = {row["id"] for row in _rows(catalogue / "products.csv")}
    assert tuple(photos[0]) == PHOTO_COLUMNS
    assert {photo["item_id"] for photo in photos} <= items
    assert {photo["id"] for photo in photos} == {path.stem for path in (catalogue / "photos").glob("*.jpg")}
    assert all(photo["change"] for photo in photos)


def test_pictures_show_one_article_on_a_light_ground(catalogue: Path) -> None:
    """Pictures are upright 3:4, light all round their rim, and have an article in their middle."""
    for path in (catalogue / "images").glob("*.jpg"):
        with Image.open(path) as picture:
            pixels = np.asarray(picture.convert("L"), np.int16)
        assert pixels.shape == (800, 600)
        rim = np.concatenate([pixels[:8].ravel(), pixels[-8:].ravel(), pixels[:, :8].ravel(), pixels[:, -8:].ravel()])
        assert rim.min() > 215, path.name
        assert np.abs(pixels[200:640, 140:460] - np.median(rim)).max() > 20, path.name


def test_same_seed_gives_same_bytes_for_any_number_of_workers(catalogue: Path, tmp_path: Path) -> None:
    """Drawn again by two processes, every file is the same, byte for byte."""
    draw_catalogue(tmp_path / "again", items=ITEMS, seed=5, workers=2)
    assert _digests(tmp_path / "again") == _digests(catalogue)


def test_interrupted_drawing_leaves_nothing(tmp_path: Path) -> None:
    """Stopped half-way, the target does not exist; the next run begins afresh and ends whole."""
    target = tmp_path / "catalogue"

    def stop(done: int, _: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        draw_catalogue(target, items=3, workers=1, on_progress=stop)
    assert not target.exists()
    draw_catalogue(target, items=1, workers=1)
    assert [path.name for path in tmp_path.iterdir()] == ["catalogue"]


def test_drawing_replaces_an_older_catalogue(tmp_path: Path) -> None:
    """What stood in the target before is gone, not mixed with the new."""
    target = tmp_path / "catalogue"
    draw_catalogue(target, items=2, workers=1)
    draw_catalogue(target, items=1, workers=1)
    assert len(list((target / "images").iterdir())) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["catalogue"]


def test_progress_is_told_for_every_item(tmp_path: Path) -> None:
    """The caller hears of each item once, in order."""
    told: list[tuple[int, int]] = []
    draw_catalogue(tmp_path / "catalogue", items=3, workers=1, on_progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize("wrong", [{"items": 0}, {"seed": -1}, {"workers": 0}])
def test_numbers_out_of_range_are_refused(tmp_path: Path, wrong: dict[str, int]) -> None:
    """A number that makes no sense is named in the error, and nothing is written."""
    with pytest.raises(InvalidInput, match=next(iter(wrong))):
        draw_catalogue(tmp_path / "catalogue", **wrong)  # type: ignore[arg-type]
    assert not list(tmp_path.iterdir())


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
