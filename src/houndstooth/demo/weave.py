"""Weaves: what the surface of a material looks like from near, as tiles of height."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.random import Generator

from houndstooth.demo.noise import cells, smooth
from houndstooth.demo.raster import Plane

DENSITY = 4.0
"""Pixels of a tile for one point."""

_SIZE = 384


@cache
def weave(name: str) -> Plane:
    """The height tile ``float32[h, w]`` of a weave, mean 0, about -1 to 1; the same at every call.

    Raises:
        KeyError: there is no weave of that name.
    """
    tile = _WEAVES[name](np.random.default_rng(20))
    return np.asarray(tile - tile.mean(), np.float32)


@cache
def folds_noise() -> Plane:
    """A tile of smooth chance whose bumps measure 16 pixels: folds and unevenness are read from it."""
    return smooth(np.random.default_rng(21), (512, 512), (16, 16))


def _grid() -> tuple[Plane, Plane]:
    y, x = np.mgrid[0:_SIZE, 0:_SIZE].astype(np.float32) / np.float32(DENSITY)
    return x, y


def _waves(x: Plane, period: float) -> Plane:
    return np.asarray(np.sin(2 * np.pi * x / period), np.float32)


def _plain(rng: Generator) -> Plane:
    return smooth(rng, (_SIZE, _SIZE), (4, 4)) * np.float32(0.4)


def _canvas(rng: Generator) -> Plane:
    x, y = _grid()
    return _waves(x, 3) * _waves(y, 3) + 0.5 * smooth(rng, (_SIZE, _SIZE), (5, 14))


def _linen(rng: Generator) -> Plane:
    size = (_SIZE, _SIZE)
    return 0.6 * smooth(rng, size, (3, 60)) + 0.6 * smooth(rng, size, (60, 3))


def _twill(rng: Generator) -> Plane:
    x, y = _grid()
    return _waves(x + y, 3) + 0.4 * smooth(rng, (_SIZE, _SIZE), (4, 4))


def _denim(rng: Generator) -> Plane:
    x, y = _grid()
    slubs = 0.7 * smooth(rng, (_SIZE, _SIZE), (30, 3)) + 0.5 * smooth(rng, (_SIZE, _SIZE), (3, 3))
    return 0.6 * _waves(x + y, 2.4) + slubs


def _corduroy(rng: Generator) -> Plane:
    x, _ = _grid()
    return np.abs(_waves(x, 9.6)) * 1.6 + 0.25 * smooth(rng, (_SIZE, _SIZE), (6, 4))


def _tweed(rng: Generator) -> Plane:
    x, y = _grid()
    return 0.5 * _waves(np.abs(np.mod(x, 12) - 6) + y, 4) + 0.7 * smooth(rng, (_SIZE, _SIZE), (6, 6))


def _felt(rng: Generator) -> Plane:
    return 0.6 * smooth(rng, (_SIZE, _SIZE), (5, 5)) + 0.4 * smooth(rng, (_SIZE, _SIZE), (14, 14))


def _stitches(x: Plane, y: Plane, wide: float, high: float) -> Plane:
    """Stocking stitch: columns of V, each leg a rounded ridge."""
    across = np.mod(x, wide) / wide
    leg = np.abs(across - 0.5) * 2
    phase = np.mod(y / high - leg * 0.9, 1.0)
    ridge = np.sin(np.pi * phase)
    return np.asarray(1.8 * ridge * np.power(np.sin(np.pi * np.clip(leg, 0.04, 0.96)), 0.5), np.float32)


def _knit(rng: Generator) -> Plane:
    x, y = _grid()
    return _stitches(x, y, 6.0, 4.8) + 0.2 * smooth(rng, (_SIZE, _SIZE), (4, 4))


def _fine_knit(rng: Generator) -> Plane:
    x, y = _grid()
    return 0.6 * _stitches(x, y, 3.0, 2.4) + 0.3 * smooth(rng, (_SIZE, _SIZE), (5, 5))


def _rib(rng: Generator) -> Plane:
    x, y = _grid()
    ridge = np.sqrt(np.abs(np.sin(np.pi * x / 6)))
    noise = smooth(rng, (_SIZE, _SIZE), (8, 3))
    return np.asarray(1.6 * ridge + 0.25 * _waves(y, 2.4) + 0.15 * noise, np.float32)


def _cable(rng: Generator) -> Plane:
    """Two strands that cross over on a purled ground; 48 points wide, 24 high."""
    x, y = _grid()
    turn = 2 * np.pi * y / 24
    strands = np.zeros_like(x)
    for phase in (0.0, np.pi):
        middle = 24 + 7.5 * np.sin(turn + phase)
        front = 0.75 + 0.25 * np.cos(turn + phase)
        strands = np.maximum(strands, front * np.sqrt(np.clip(1 - ((np.mod(x, 48) - middle) / 6.5) ** 2, 0, 1)))
    ground = 0.12 * _waves(x, 4) * _waves(y, 4)
    rails = 0.5 * np.exp(-(((np.mod(x, 48) - 4) / 2.2) ** 2)) + 0.5 * np.exp(-(((np.mod(x, 48) - 44) / 2.2) ** 2))
    yarn = 0.13 * _waves(y + np.abs(np.mod(x, 6) - 3), 3.0)
    return np.asarray(2.6 * strands + ground + rails + yarn + 0.1 * smooth(rng, (_SIZE, _SIZE), (4, 4)), np.float32)


def _leather(rng: Generator) -> Plane:
    pores = np.clip(cells(rng, _SIZE, 3600) * 1.3, 0, 1)
    return np.asarray(0.5 * pores + 0.25 * smooth(rng, (_SIZE, _SIZE), (24, 24)), np.float32)


def _suede(rng: Generator) -> Plane:
    return 0.5 * smooth(rng, (_SIZE, _SIZE), (3, 3)) + 0.5 * smooth(rng, (_SIZE, _SIZE), (20, 10))


def _fleece(rng: Generator) -> Plane:
    bumps = 1 - np.clip(cells(rng, _SIZE, 520) * 1.2, 0, 1)
    return np.asarray(1.6 * bumps + 0.5 * smooth(rng, (_SIZE, _SIZE), (5, 5)), np.float32)


def _straw(rng: Generator) -> Plane:
    x, y = _grid()
    over = np.where(np.mod(np.floor(x / 6) + np.floor(y / 6), 2) > 0, np.sin(np.pi * x / 6), np.sin(np.pi * y / 6))
    return np.asarray(1.6 * np.abs(over) + 0.3 * _waves(x + y, 2), np.float32)


def _quilt(rng: Generator) -> Plane:
    """Diamonds of 48 points, puffed between their seams."""
    x, y = _grid()
    puff = np.abs(np.sin(np.pi * (x + y) / 48) * np.sin(np.pi * (x - y) / 48))
    return np.asarray(5.0 * np.power(puff, 0.42) + 0.15 * smooth(rng, (_SIZE, _SIZE), (10, 10)), np.float32)


def _mesh(rng: Generator) -> Plane:
    x, y = _grid()
    holes = _waves(x + y, 4) + _waves(x - y, 4)
    return np.asarray(np.clip(holes, -1.2, 0.6) + 0.1 * smooth(rng, (_SIZE, _SIZE), (4, 4)), np.float32)


def _smooth(rng: Generator) -> Plane:
    return 0.2 * smooth(rng, (_SIZE, _SIZE), (30, 30))


_WEAVES: dict[str, Callable[[Generator], Plane]] = {
    "plain": _plain,
    "canvas": _canvas,
    "linen": _linen,
    "twill": _twill,
    "denim": _denim,
    "corduroy": _corduroy,
    "tweed": _tweed,
    "felt": _felt,
    "knit": _knit,
    "fine knit": _fine_knit,
    "rib": _rib,
    "cable": _cable,
    "leather": _leather,
    "suede": _suede,
    "fleece": _fleece,
    "straw": _straw,
    "quilt": _quilt,
    "mesh": _mesh,
    "smooth": _smooth,
}
