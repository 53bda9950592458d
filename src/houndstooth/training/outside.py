"""Two judgements on data that trained nothing: other views of unseen garments, and what stylists put together.

The data may be used for evaluation only; nothing of it reaches the weights.
"""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from itertools import permutations
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray
from PIL import Image

from houndstooth.domain.encoding import Pixels, Vectors
from houndstooth.training.encode import Arrays
from houndstooth.training.retrieval import DEPTH

EncodePictures = Callable[[Sequence[Pixels]], Arrays]

_CLOSE_UP = 0.55
"""The side of a close-up, as a share of the photo's."""


def judge_other_views(folder: Path, encode: EncodePictures, *, styles: int = 1000, seed: int = 0) -> dict[str, float]:
    """Search unseen garments by another colour of the same style, and by a close-up of themselves.

    Args:
        folder: ``articles.parquet`` (``article_id``, ``product_code``) and ``images.zip``.
        encode: pictures -> outputs, with an ``embedding``.
        styles: so many styles with two or more colours.
        seed: of their choice.

    Returns:
        ``other colour R@10``: among all photos chosen, another colour of the style is in the first ten;
        ``close-up R@1``: the first is the garment that the close-up was cut from.
    """
    table = pq.read_table(folder / "articles.parquet", columns=["article_id", "product_code"]).to_pylist()
    with zipfile.ZipFile(folder / "images.zip") as archive:
        names = {Path(name).stem: name for name in archive.namelist()}
        of_style: dict[str, list[str]] = defaultdict(list)
        for row in table:
            if row["article_id"] in names:
                of_style[row["product_code"]].append(row["article_id"])
        several = sorted(code for code, ids in of_style.items() if len(ids) > 1)
        chosen = np.random.default_rng(seed).permutation(len(several))[:styles]
        rows = [(several[at], id_) for at in sorted(chosen) for id_ in of_style[several[at]]]
        pictures = [_read(archive, names[id_]) for _, id_ in rows]
    style = np.unique([code for code, _ in rows], return_inverse=True)[1]
    whole = encode(pictures)["embedding"]
    close = encode([_close_up(picture) for picture in pictures])["embedding"]
    others = whole @ whole.T
    np.fill_diagonal(others, -np.inf)
    first = np.argpartition(-others, DEPTH, axis=1)[:, :DEPTH]
    return {
        "other colour R@10": float((style[first] == style[:, None]).any(axis=1).mean()),
        "close-up R@1": float(((close @ whole.T).argmax(axis=1) == np.arange(len(whole))).mean()),
        "photos": float(len(rows)),
    }


def judge_outfits(folder: Path, encode: EncodePictures, *, pairs: int = 20_000, seed: int = 0) -> dict[str, float]:
    """Does a garment lie closer to what a stylist put with it than to a like garment that was not?

    The wrong answer has the family, the year and about the popularity of the right one, and was never worn with the
    first garment. The figure is the area under the ROC curve over such triples, 0.5 by chance.

    Args:
        folder: ``outfits.parquet``, ``products.parquet`` and ``images.zip``.
        encode: pictures -> outputs.
        pairs: so many pairs across categories.
        seed: of their choice.
    """
    products = {row["cod_modelo_color"]: row for row in pq.read_table(folder / "products.parquet").to_pylist()}
    together: dict[int, list[str]] = defaultdict(list)
    for row in pq.read_table(folder / "outfits.parquet").to_pylist():
        if row["cod_modelo_color"] in products:
            together[row["cod_outfit"]].append(row["cod_modelo_color"])
    triples = _draw_triples(products, list(together.values()), pairs, np.random.default_rng(seed))
    ids = sorted({id_ for triple in triples for id_ in triple})
    with zipfile.ZipFile(folder / "images.zip") as archive:
        names = {Path(name).stem: name for name in archive.namelist()}
        outputs = encode([_read(archive, names[str(products[id_]["image_id"])]) for id_ in ids])
    at = {id_: row for row, id_ in enumerate(ids)}
    rows = np.array([[at[id_] for id_ in triple] for triple in triples])
    kept = (name for name in ("embedding", "style") if name in outputs)
    return {f"outfit AUC {name}": _area(outputs[name], rows) for name in kept} | {"triples": float(len(rows))}


def _draw_triples(
    products: dict[str, dict[str, object]], outfits: Sequence[Sequence[str]], count: int, rng: np.random.Generator
) -> list[tuple[str, str, str]]:
    worn: dict[str, set[str]] = defaultdict(set)
    times: dict[str, int] = defaultdict(int)
    for outfit in outfits:
        for id_ in outfit:
            worn[id_].update(outfit)
            times[id_] += 1

    def like(id_: str) -> Hashable:
        product = products[id_]
        return product["des_product_family"], product["year"], int(np.log2(times[id_]))

    alike: dict[Hashable, list[str]] = defaultdict(list)
    for id_ in sorted(times):
        alike[like(id_)].append(id_)
    category = {id_: products[id_]["des_product_category"] for id_ in times}
    pairs = sorted({p for o in outfits for p in permutations(o, 2) if category[p[0]] != category[p[1]]})
    triples = []
    for first, second in (pairs[at] for at in rng.permutation(len(pairs))[:count]):
        wrong = [id_ for id_ in alike[like(second)] if id_ not in worn[first]]
        if wrong:
            triples.append((first, second, wrong[int(rng.integers(len(wrong)))]))
    return triples


def _area(vectors: Vectors, triples: NDArray[np.intp]) -> float:
    first, right, wrong = (vectors[triples[:, column]] for column in range(3))
    lead = ((first * right).sum(axis=1) - (first * wrong).sum(axis=1)).astype(np.float64)
    return float(((lead > 0) + 0.5 * (lead == 0)).mean())


def _read(archive: zipfile.ZipFile, name: str) -> Pixels:
    with Image.open(io.BytesIO(archive.read(name))) as image:
        return np.asarray(image.convert("RGB"))


def _close_up(pixels: Pixels) -> Pixels:
    height, width = pixels.shape[:2]
    top, left = round(height * (1 - _CLOSE_UP) / 2), round(width * (1 - _CLOSE_UP) / 2)
    return np.ascontiguousarray(pixels[top : height - top, left : width - left])
