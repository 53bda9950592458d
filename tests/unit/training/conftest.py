"""A drawn toy data set: shapes in colours, as a studio catalogue and as shoppers' photos."""

from __future__ import annotations

import csv
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from houndstooth.training.corpus import Corpus

COLOURS = {"Red": (200, 30, 40), "Blue": (40, 60, 190), "Green": (40, 150, 60)}
TYPES = {"Tshirts": "T-Shirt", "Shorts": "Shorts"}


@pytest.fixture(autouse=True)
def one_thread() -> None:
    """Tiny models are slower on several cores, far slower where the cores are shared."""
    torch = pytest.importorskip("torch")
    torch.set_num_threads(1)


def draw(type_: str, colour: str, ground: tuple[int, int, int], rng: np.random.Generator) -> Image.Image:
    """A rectangle with sleeves, or one with legs, at a random place."""
    image = Image.new("RGB", (48, 64), ground)
    pen = ImageDraw.Draw(image)
    left, top = (int(rng.integers(6, 12)), int(rng.integers(8, 16)))
    wide, high = int(rng.integers(20, 26)), int(rng.integers(24, 36))
    fill = tuple(int(c) for c in np.clip(np.array(COLOURS[colour]) + rng.integers(-25, 26, 3), 0, 255))
    pen.rectangle((left, top, left + wide, top + high), fill=fill)
    if type_ == "Tshirts":
        pen.rectangle((left - 5, top, left + wide + 5, top + 9), fill=fill)
    else:
        pen.rectangle((left + wide // 2 - 2, top + high // 2, left + wide // 2 + 2, top + high), fill=ground)
    pen.line((left, top, left + int(rng.integers(5, wide)), top + int(rng.integers(5, high))), fill=(0, 0, 0))
    return image


def _jpeg(image: Image.Image) -> bytes:
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=92)
    return buffer.getvalue()


def _write(folder: Path, table: str, rows: list[dict[str, str]], pictures: dict[str, Image.Image]) -> Path:
    folder.mkdir()
    with (folder / table).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    with zipfile.ZipFile(folder / "images.zip", "w") as archive:
        for name, picture in pictures.items():
            archive.writestr(f"{name}.jpg", _jpeg(picture))
    return folder


@pytest.fixture(scope="session")
def toy_folders(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A catalogue of 120 products and 60 photos by 30 senders."""
    root = tmp_path_factory.mktemp("toy")
    rng = np.random.default_rng(3)
    products, photos = [], []
    pictures: dict[str, Image.Image] = {}
    for number in range(120):
        type_, colour = list(TYPES)[number % 2], list(COLOURS)[number % 3]
        products.append(
            {
                "id": f"p{number}",
                "title": f"Brand{number % 4} {'Striped' if number % 5 == 0 else 'Plain'} {type_}",
                "gender": ("Men", "Women")[number % 4 > 1],
                "sub_category": type_,
                "article_type": type_,
                "base_colour": colour,
                "season": "Summer",
                "usage": "Casual",
            }
        )
        pictures[f"p{number}"] = draw(type_, colour, (255, 255, 255), rng)
    catalogue = _write(root / "catalogue", "products.csv", products, pictures)
    pictures = {}
    for number in range(60):
        type_, colour, sender = list(TYPES)[number % 2], list(COLOURS)[number % 3], number // 2
        photos.append({"id": f"c{number}", "label": TYPES[type_], "kids": "False", "sender_id": str(sender)})
        pictures[f"c{number}"] = draw(type_, colour, (90 + 4 * sender, 120, 200 - 4 * sender), rng)
    return [catalogue, _write(root / "photos", "photos.csv", photos, pictures)]


@pytest.fixture
def corpus(toy_folders: list[Path], tmp_path: Path) -> Corpus:
    """The toy data, decoded and split."""
    from houndstooth.training.corpus import open_corpus

    return open_corpus(toy_folders, cache=tmp_path / "cache", run=tmp_path, seed=1, progress=lambda _: None)
