"""What tests share: pictures drawn on the spot, a small shop, and real data where it lies."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import NoReturn

import numpy as np
import pytest
from PIL import Image

from houndstooth.bootstrap import House
from houndstooth.settings import load_settings

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session", name="missing")
def _missing():
    """A function to call when something a test needs is not installed: a named skip, a failure where ``CI=true``."""

    def missing(what: str) -> NoReturn:
        if os.environ.get("CI") == "true":
            pytest.fail(what)
        pytest.skip(what)

    return missing


@pytest.fixture(scope="session", name="real_data")
def _real_data() -> Path:
    """The folder ``sample/`` of real photos, where there is one."""
    folder = Path(os.environ.get("HOUNDSTOOTH_DATA", ROOT.parent / "shared" / "data")) / "sample"
    if not folder.is_dir():
        pytest.skip("no real photos here (set HOUNDSTOOTH_DATA)")
    return folder


@pytest.fixture(scope="session", name="draw")
def _draw():
    """A function that draws a distinct picture for each number, as JPEG bytes."""

    def draw(number: int, *, width: int = 60, height: int = 80) -> bytes:
        random = np.random.default_rng(number)
        tiles = random.integers(0, 256, (4, 3, 3), dtype=np.uint8)
        image = Image.fromarray(tiles).resize((width, height), Image.Resampling.NEAREST)
        buffer = io.BytesIO()
        image.save(buffer, "JPEG")
        return buffer.getvalue()

    return draw


@pytest.fixture(name="shelf")
def _shelf(tmp_path, draw) -> Path:
    """A catalogue of 12 rows with pictures in ``images/``, as ``products.csv``."""
    folder = tmp_path / "shelf"
    (folder / "images").mkdir(parents=True)
    lines = ["id,title,category,colour,price,currency,season"]
    for number in range(12):
        (folder / "images" / f"p{number}.jpg").write_bytes(draw(number))
        category, colour = ("Dresses", "Skirts", "Coats")[number % 3], ("Red", "Blue")[number % 2]
        lines.append(f"p{number},Piece {number},{category},{colour},{10 * number}.50,EUR,Summer")
    (folder / "products.csv").write_text("\n".join(lines) + "\n")
    return folder


@pytest.fixture(name="house")
def _house(tmp_path):
    """An installation with an empty home and the encoder artifact of this checkout."""
    house = House(load_settings(home=tmp_path / "home", workers=2))
    yield house
    house.close()


@pytest.fixture(name="events")
def _events(house):
    """The events of the installation."""
    return house.events
