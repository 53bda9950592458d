"""The studio: a soft, nearly white ground, and the shadow that an article throws on it."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from houndstooth.demo.easel import CutOut
from houndstooth.demo.raster import Colours, Plane, blur


def photograph(article: CutOut, rng: Generator, *, stands: bool) -> Colours:
    """The shop's picture, linear ``float32[h, w, 3]``: hanging before the wall, or standing on the floor."""
    ground = _backdrop(article.alpha.shape[:2], rng)
    left = _standing(article.alpha) if stands else _hanging(article.alpha)
    picture = ground * left[..., None] * (1 - article.alpha[..., None]) + article.colour
    grain = rng.standard_normal(picture.shape[:2], dtype=np.float32) * np.float32(0.0022)
    return np.asarray(picture + grain[..., None], np.float32)


def _backdrop(shape: tuple[int, ...], rng: Generator) -> Colours:
    y = np.linspace(-0.5, 0.5, shape[0], dtype=np.float32)[:, None]
    x = np.linspace(-0.5, 0.5, shape[1], dtype=np.float32)[None, :]
    level = np.float32(0.905 + rng.uniform(-0.012, 0.012)) - np.float32(0.10) * (x * x + y * y) + np.float32(0.015) * y
    tint = 1 + rng.uniform(-0.006, 0.006, 3).astype(np.float32)
    return level[..., None] * tint


def _hanging(alpha: Plane) -> Plane:
    soft = np.roll(blur(alpha, 16), (14, 8), axis=(0, 1))
    tight = np.roll(blur(alpha, 5), (4, 2), axis=(0, 1))
    return np.asarray((1 - 0.13 * soft) * (1 - 0.10 * tight), np.float32)


def _standing(alpha: Plane) -> Plane:
    """Darkest where the article touches the floor, and a wide soft pool around its foot."""
    rows = np.flatnonzero((alpha > 0.5).any(axis=1))
    if not len(rows):
        return np.ones_like(alpha)
    foot = int(rows[-1])
    columns = np.asarray((alpha[max(0, foot - 26) : foot + 1] > 0.5).any(axis=0))
    touch = np.zeros_like(alpha)
    touch[max(0, foot - 7) : foot + 3, :] = columns[None, :]
    pool = np.zeros_like(alpha)
    pool[max(0, foot - 16) : foot + 8, :] = np.asarray((alpha > 0.5).any(axis=0))[None, :]
    left = (1 - 0.50 * blur(touch, 4.5)) * (1 - 0.34 * blur(pool, 15)) * (1 - 0.05 * blur(alpha, 14))
    return np.asarray(left, np.float32)
