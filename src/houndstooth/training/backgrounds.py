"""Grounds to lay a cut-out garment on: drawn textures and floors, and pieces of shoppers' photos."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.encoding import Pixels

_NATURAL = np.array(
    [[205, 190, 170], [120, 85, 60], [170, 130, 95], [235, 232, 225], [90, 90, 95], [60, 55, 50], [190, 195, 200]],
    np.float32,
)
"""Wood, linen, plaster, carpet and stone: floors and beds are seldom of strong colour."""


def draw_ground(side: int, rng: np.random.Generator) -> Pixels:
    """A drawn ground, ``uint8[side, side, 3]``: planks, tiles, weave, creased cloth or a plain wall, unevenly lit."""
    draw = _DRAWN[int(rng.integers(len(_DRAWN)))]
    ground = draw(side, rng) * _light(side, rng)[..., None]
    ground += rng.normal(0, rng.uniform(0, 8), (side, side, 1)).astype(np.float32)
    return np.asarray(np.clip(ground, 0, 255), np.uint8)


def take_ground(photo: Pixels, side: int, rng: np.random.Generator) -> Pixels:
    """A corner of a shopper's photo as a ground: the middle, where the garment lies, is kept out as far as can be."""
    height, width = photo.shape[:2]
    share = rng.uniform(0.25, 0.5)
    high, wide = max(8, int(height * share)), max(8, int(width * share))
    top = 0 if rng.random() < 0.5 else height - high
    left = 0 if rng.random() < 0.5 else width - wide
    piece = photo[top : top + high, left : left + wide]
    return np.asarray(cv2.resize(np.ascontiguousarray(piece), (side, side), interpolation=cv2.INTER_LINEAR), np.uint8)


def _colour(rng: np.random.Generator) -> NDArray[np.float32]:
    if rng.random() < 0.25:
        return rng.uniform(20, 240, 3).astype(np.float32)
    near = _NATURAL[int(rng.integers(len(_NATURAL)))]
    return np.asarray(near * rng.uniform(0.7, 1.15) + rng.normal(0, 8, 3), np.float32)


def _cloud(side: int, cells: int, rng: np.random.Generator) -> NDArray[np.float32]:
    """Smooth noise from -1 to 1."""
    coarse = rng.uniform(-1, 1, (cells, cells)).astype(np.float32)
    return np.asarray(cv2.resize(coarse, (side, side), interpolation=cv2.INTER_CUBIC), np.float32)


def _light(side: int, rng: np.random.Generator) -> NDArray[np.float32]:
    return np.asarray(1 + rng.uniform(0, 0.3) * _cloud(side, 3, rng), np.float32)


def _plain(side: int, rng: np.random.Generator) -> NDArray[np.float32]:
    return np.broadcast_to(_colour(rng), (side, side, 3)).astype(np.float32)


def _cloth(side: int, rng: np.random.Generator) -> NDArray[np.float32]:
    folds = _cloud(side, int(rng.integers(4, 12)), rng) + 0.5 * _cloud(side, int(rng.integers(12, 30)), rng)
    return _plain(side, rng) + np.asarray(folds * rng.uniform(5, 30), np.float32)[..., None]


def _planks(side: int, rng: np.random.Generator) -> NDArray[np.float32]:
    wide = int(rng.integers(side // 12, side // 3))
    count = side // wide + 1
    shade = np.repeat(rng.normal(0, 12, count), wide)[:side]
    grain = cv2.resize(rng.normal(0, 10, (4, side)).astype(np.float32), (side, side), interpolation=cv2.INTER_CUBIC)
    planks = _plain(side, rng) + (shade[None, :] + grain)[..., None].astype(np.float32)
    planks[:, ::wide] *= 0.6
    return np.ascontiguousarray(planks.transpose(1, 0, 2)) if rng.random() < 0.5 else planks


def _tiles(side: int, rng: np.random.Generator) -> NDArray[np.float32]:
    wide = int(rng.integers(side // 10, side // 2))
    rows, columns = np.indices((side, side)) // wide
    second = (rows + columns) % 2 == 0 if rng.random() < 0.4 else np.zeros((side, side), bool)
    tiles = np.where(second[..., None], _plain(side, rng), _plain(side, rng)).astype(np.float32)
    tiles[::wide] *= 0.8
    tiles[:, ::wide] *= 0.8
    return tiles


def _weave(side: int, rng: np.random.Generator) -> NDArray[np.float32]:
    period = rng.uniform(2, 14)
    axis = np.arange(side, dtype=np.float32) * np.float32(2 * np.pi / period)
    wave = np.sin(axis)[:, None] * np.sin(axis * rng.uniform(0.5, 2))[None, :]
    return _plain(side, rng) + np.asarray(wave * rng.uniform(4, 30), np.float32)[..., None]


_DRAWN: tuple[Callable[[int, np.random.Generator], NDArray[np.float32]], ...] = (
    _plain,
    _cloth,
    _cloth,
    _planks,
    _tiles,
    _weave,
)
