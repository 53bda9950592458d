"""Drawing the demo catalogue: pictures, customers' photos and the two tables that name them."""

from __future__ import annotations

import csv
import multiprocessing
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from PIL import Image

from houndstooth.demo.article import Article
from houndstooth.demo.assortment import assortment, photographed
from houndstooth.demo.atelier import draw, stands
from houndstooth.demo.raster import Colours, single_thread, to_bytes
from houndstooth.demo.snapshot import snap
from houndstooth.demo.studio import photograph
from houndstooth.domain.errors import InvalidInput

PRODUCT_COLUMNS = (
    "id", "title", "department", "category", "colour", "pattern", "cut", "detail", "material", "gender", "season",
    "usage", "brand", "price", "currency", "description",
)  # fmt: skip
"""The columns of ``products.csv``."""

PHOTO_COLUMNS = ("id", "item_id", "change")
"""The columns of ``photos.csv``."""

_QUALITY = 91


@dataclass(frozen=True, slots=True)
class Photo:
    """One row of ``photos.csv``: a customer's photo of an item, and what was done to it."""

    id: str
    item_id: str
    change: str


def draw_catalogue(
    target: Path,
    *,
    items: int = 480,
    seed: int = 7,
    workers: int = 2,
    on_progress: Callable[[int, int], None] | None = None,
) -> None:
    """Draw a catalogue into the folder ``target``, which appears all at once or not at all.

    Writes ``products.csv`` and ``images/ID.jpg`` (600 x 800, the article alone on a light ground),
    and for one item in ten ``photos.csv`` and ``photos/ID.jpg`` (the same article as a customer's
    phone sees it). The same seed gives the same bytes on the same machine with the same libraries,
    whatever the number of workers. A folder that was there before is replaced at the end; two runs
    must not draw into the same target at the same time.

    Args:
        target: the folder to make; it is built beside itself and then renamed.
        items: how many items, 1 or more.
        seed: which catalogue, 0 or more.
        workers: how many processes draw, 1 or more; 1 draws in this process.
        on_progress: called with (items done, items in all) after each item.

    Raises:
        InvalidInput: a number is out of its range.
    """
    _check(items=items, seed=seed, workers=workers)
    building = target.with_name(f".{target.name}.partial")
    shutil.rmtree(building, ignore_errors=True)
    for folder in ("images", "photos"):
        (building / folder).mkdir(parents=True)
    articles = assortment(items, seed)
    photos = []
    for done, photo in enumerate(_drawn(articles, building, seed=seed, workers=workers), start=1):
        photos += [photo] if photo else []
        if on_progress is not None:
            on_progress(done, items)
    _write_csv(building / "products.csv", PRODUCT_COLUMNS, (_row(article) for article in articles))
    _write_csv(building / "photos.csv", PHOTO_COLUMNS, ((photo.id, photo.item_id, photo.change) for photo in photos))
    _put_in_place(building, target)


def _check(*, items: int, seed: int, workers: int) -> None:
    for name, value, least in (("items", items, 1), ("seed", seed, 0), ("workers", workers, 1)):
        if value < least:
            raise InvalidInput(f"{name} is {value}; give {least} or more")


def _drawn(articles: Sequence[Article], folder: Path, *, seed: int, workers: int) -> Iterator[Photo | None]:
    """Draw every article and yield its photo, if it has one, in the order of the catalogue."""
    one = partial(_draw_one, folder)
    tasks = [(article, photographed(index, seed)) for index, article in enumerate(articles)]
    if workers == 1:
        yield from map(one, tasks)
        return
    # Spawned, not forked: the caller may be a server with threads, whose locks a fork would copy.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=single_thread) as pool:
        yield from pool.map(one, tasks, chunksize=4)


def _draw_one(folder: Path, task: tuple[Article, bool]) -> Photo | None:
    article, has_photo = task
    rng = np.random.default_rng([article.seed, 1])
    cut_out = draw(article)
    _save(photograph(cut_out, rng, stands=stands(article)), folder / "images" / f"{article.id}.jpg", _QUALITY)
    if not has_photo:
        return None
    snapshot = snap(cut_out, rng)
    name = f"P{article.id[1:]}"
    _save(snapshot.picture, folder / "photos" / f"{name}.jpg", snapshot.quality)
    return Photo(name, article.id, snapshot.change)


def _save(picture: Colours, path: Path, quality: int) -> None:
    Image.fromarray(to_bytes(picture)).save(path, "JPEG", quality=quality, optimize=True)


def _row(article: Article) -> tuple[str, ...]:
    return (
        article.id, article.title, article.department, article.category, article.colour.family, article.pattern,
        article.cut, article.detail, article.material, article.gender, article.season, article.usage, article.brand,
        f"{article.price:.2f}", article.currency, article.description,
    )  # fmt: skip


def _write_csv(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _put_in_place(building: Path, target: Path) -> None:
    """Swap the finished folder in. Killed between the renames, the target is missing, never half there."""
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    building.rename(target)
    shutil.rmtree(old, ignore_errors=True)
