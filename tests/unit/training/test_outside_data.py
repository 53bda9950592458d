"""Judgements on data that trained nothing, with encoders whose answer is known."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from PIL import Image

pytest.importorskip("torch")

from houndstooth.training.outside import judge_other_views, judge_outfits


def _save(folder: Path, pictures: dict[str, tuple[int, int, int]]) -> None:
    with zipfile.ZipFile(folder / "images.zip", "w") as archive:
        for name, colour in pictures.items():
            buffer = io.BytesIO()
            Image.new("RGB", (24, 32), colour).save(buffer, "PNG")
            archive.writestr(f"{name}.webp", buffer.getvalue())


def by_channel(pictures: Sequence[np.ndarray]) -> dict[str, np.ndarray]:
    """An encoder that sees the mean colour alone."""
    means = np.stack([picture.reshape(-1, 3).mean(axis=0) for picture in pictures]).astype(np.float32)
    unit = means / np.linalg.norm(means, axis=1, keepdims=True)
    return {"embedding": unit, "style": unit}


def test_other_views_of_one_style_are_found(tmp_path: Path) -> None:
    """Two articles of a style share a hue here: a colour encoder finds them, and each close-up finds its garment."""
    rng = np.random.default_rng(0)
    rows, pictures = [], {}
    for style in range(30):
        hue = rng.integers(30, 200, 3)
        for article in range(2):
            rows.append({"article_id": f"{style}-{article}", "product_code": str(style)})
            pictures[f"{style}-{article}"] = tuple(int(c) + 3 * article for c in hue)
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "articles.parquet")
    _save(tmp_path, pictures)
    found = judge_other_views(tmp_path, by_channel)
    assert found["photos"] == 60
    assert found["other colour R@10"] > 0.95


def test_outfits_of_one_colour_are_told_from_others(tmp_path: Path) -> None:
    """Where stylists match by colour, a colour encoder is right nearly always."""
    rng = np.random.default_rng(1)
    outfits, products, pictures = [], [], {}
    for outfit in range(40):
        colour = tuple(int(c) for c in rng.integers(0, 255, 3))
        for category in ("Tops", "Bottoms"):
            id_ = f"{category}-{outfit}"
            outfits.append({"cod_outfit": outfit, "cod_modelo_color": id_})
            products.append(
                {
                    "cod_modelo_color": id_,
                    "des_product_category": category,
                    "des_product_family": category,
                    "year": 2020,
                    "image_id": id_,
                }
            )
            pictures[id_] = colour
    pq.write_table(pa.Table.from_pylist(outfits), tmp_path / "outfits.parquet")
    pq.write_table(pa.Table.from_pylist(products), tmp_path / "products.parquet")
    _save(tmp_path, pictures)
    found = judge_outfits(tmp_path, by_channel)
    assert found["triples"] == 80
    assert found["outfit AUC embedding"] > 0.95
