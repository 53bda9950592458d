"""Motifs: flowers, leaves and spots, strewn over a tile that repeats."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from houndstooth.demo.outline import ellipse, turned
from houndstooth.demo.raster import Colours, Plane, Points, fill

Palette = NDArray[np.float32]

_SIDE = 360


def paint_spots(side: int, centres: Sequence[tuple[float, float]], radius: float) -> Plane:
    """Round spots on a square tile: coverage 0..1, wrapped at its rim."""
    return _cover([ellipse(x, y, radius, radius) for x, y in centres], side)


def floral(palette: Palette, rng: Generator) -> Colours:
    """Five-petalled flowers of two sizes with leaves, in the second and third colour."""
    tile = np.tile(palette[0], (_SIDE, _SIDE, 1))
    size = float(rng.choice([13, 19, 27]))
    leaf = palette[0] * 0.35 + np.array([0.09, 0.19, 0.08], np.float32)
    for x, y in _strewn(rng, size * 2.1):
        bloom = palette[1 + int(rng.random() < 0.35)]
        reach = size * rng.uniform(0.65, 1.1)
        _blossom(tile, (x, y), reach, (bloom, palette[2] * 0.6 + np.array([0.3, 0.22, 0.02]), leaf), rng)
    return tile


def tropical(palette: Palette, rng: Generator) -> Colours:
    """Large feathered leaves, crossing one another."""
    tile = np.tile(palette[0], (_SIDE, _SIDE, 1))
    for step, (x, y) in enumerate(_strewn(rng, 44)):
        tone = palette[1 + step % 2] * rng.uniform(0.75, 1.15)
        angle = rng.uniform(0, 360)
        for index in range(7):
            shift = (index - 3) * 9.0
            for side in (-1, 1):
                reach = 24 - 1.5 * abs(index - 3)
                blade = ellipse(x + side * reach * 0.55, y + shift - 6, reach * 0.55, 3.6)
                blade = turned(blade, side * 28, (x, y + shift))
                _paint(tile, _cover([turned(blade, angle, (x, y))]), tone * (1 if side > 0 else 0.8))
        _paint(tile, _cover([turned(ellipse(x, y, 1.3, 36), angle, (x, y))]), tone * 0.6)
    return tile


def leopard(palette: Palette, rng: Generator) -> Colours:
    """Broken dark rings around warmer spots."""
    tile = np.tile(palette[0], (_SIDE, _SIDE, 1))
    for x, y in _strewn(rng, 25):
        blob = _blob((x, y), rng.uniform(7.5, 11.5), rng)
        _paint(tile, _cover([blob]), palette[1])
        inner = (blob - (x, y)) * 0.55 + (x, y) + rng.uniform(-1.5, 1.5, 2)
        _paint(tile, _cover([inner]), palette[0] * 0.45 + palette[1] * 0.35)
        if rng.random() < 0.75:
            angle = rng.uniform(0, 2 * np.pi)
            gap = ellipse(x + 9 * np.cos(angle), y + 9 * np.sin(angle), 3.4, 3.4)
            _paint(tile, _cover([gap]), palette[0])
    return tile


def _blossom(tile: Colours, at: tuple[float, float], reach: float, tones: tuple[Palette, ...], rng: Generator) -> None:
    x, y = at
    bloom, heart, leaf = tones
    start = rng.uniform(0, 360)
    for angle in (start + 36, start + 170):
        blade = ellipse(x, y - reach * 1.15, reach * 0.24, reach * 0.55)
        _paint(tile, _cover([turned(blade, angle, at)]), leaf * rng.uniform(0.8, 1.2))
    for petal in range(5):
        shape = ellipse(x, y - reach * 0.52, reach * 0.36, reach * 0.5)
        _paint(tile, _cover([turned(shape, start + 72 * petal, at)]), bloom * rng.uniform(0.84, 1.1))
        vein = ellipse(x, y - reach * 0.42, reach * 0.05, reach * 0.3)
        _paint(tile, _cover([turned(vein, start + 72 * petal, at)]), bloom * 0.66)
    _paint(tile, _cover([ellipse(x, y, reach * 0.17, reach * 0.17)]), heart)


def _strewn(rng: Generator, apart: float) -> list[tuple[float, float]]:
    """Points at least so far apart on the repeating tile (dart throwing, Cook 1986)."""
    found: list[tuple[float, float]] = []
    for _ in range(420):
        x, y = rng.uniform(0, _SIDE, 2)
        gaps = [(abs(x - a), abs(y - b)) for a, b in found]
        if all(min(dx, _SIDE - dx) ** 2 + min(dy, _SIDE - dy) ** 2 > apart**2 for dx, dy in gaps):
            found.append((float(x), float(y)))
    return found


def _blob(at: tuple[float, float], radius: float, rng: Generator) -> Points:
    turn = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    reach = radius * (1 + 0.2 * np.sin(2 * turn + rng.uniform(0, 6)) + 0.13 * np.sin(3 * turn + rng.uniform(0, 6)))
    return np.column_stack([at[0] + reach * np.cos(turn), at[1] + reach * np.sin(turn)])


def _cover(shapes: Sequence[Points], side: int = _SIDE) -> Plane:
    """Fill shapes, and again on the other side of the rim where they cross it."""
    total = np.zeros((side, side), np.float32)
    for shape in shapes:
        low, high = shape.min(axis=0), shape.max(axis=0)
        for dx in _shifts(low[0], high[0], side):
            for dy in _shifts(low[1], high[1], side):
                total = np.maximum(total, fill([shape + (dx, dy)], (side, side)))
    return total


def _shifts(low: float, high: float, side: int) -> list[int]:
    return [0] + ([side] if low < 0 else []) + ([-side] if high > side else [])


def _paint(tile: Colours, cover: Plane, tone: Palette) -> None:
    rows, columns = np.flatnonzero(cover.any(axis=1)), np.flatnonzero(cover.any(axis=0))
    if not len(rows):
        return
    window = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    share = cover[window][..., None]
    tile[window] += (np.clip(tone, 0, 1).astype(np.float32) - tile[window]) * share
