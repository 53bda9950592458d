"""Grounds: where people lay their clothes to take a photo of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.random import Generator

from houndstooth.demo.cloth import MATERIALS, Cloth, Material, Rgb, plain
from houndstooth.demo.easel import HEIGHT, WIDTH, paint
from houndstooth.demo.noise import smooth
from houndstooth.demo.outline import curve
from houndstooth.demo.palette import mixed
from houndstooth.demo.piece import Crease, Drape, Piece
from houndstooth.demo.raster import Colours, Points, to_linear


def lay_ground(name: str, rng: Generator) -> Colours:
    """A ground that fills a picture of 600 x 800 pixels, linear colours.

    Raises:
        KeyError: there is no ground of that name.
    """
    return paint([replace(piece, cast=0.0) for piece in GROUNDS[name](rng)], rng).colour


def _all_over() -> Points:
    return np.array([(-20.0, -20.0), (WIDTH + 20, -20), (WIDTH + 20, HEIGHT + 20), (-20, HEIGHT + 20)])


def _one(tones: tuple[Rgb, ...], rng: Generator) -> Rgb:
    return tones[int(rng.integers(len(tones)))]


def _bed_sheet(rng: Generator) -> list[Piece]:
    tone = _one(
        ((0.86, 0.86, 0.85), (0.72, 0.76, 0.82), (0.80, 0.75, 0.68), (0.55, 0.58, 0.62), (0.84, 0.78, 0.78)), rng
    )
    creases = []
    for _ in range(16):
        x, y = rng.uniform(-50, WIDTH + 50), rng.uniform(-50, HEIGHT + 50)
        angle, length = rng.uniform(0, np.pi), rng.uniform(120, 420)
        dx, dy = np.cos(angle) * length / 2, np.sin(angle) * length / 2
        line = curve((x - dx, y - dy), (x + rng.uniform(-30, 30), y + rng.uniform(-30, 30)), (x + dx, y + dy))
        creases.append(Crease(line, float(rng.choice([10.0, 18.0, 30.0])), rng.uniform(-2, 4.5)))
    soft = replace(MATERIALS["linen"], crumple=2.4, relief=0.04)
    cloth = Cloth(soft, plain("linen", tone).print)
    return [Piece(_all_over(), cloth, grain=rng.uniform(-60, 60), drape=Drape(5, 130, 420), creases=tuple(creases))]


def _carpet(rng: Generator) -> list[Piece]:
    tone = _one(
        ((0.55, 0.52, 0.47), (0.36, 0.38, 0.42), (0.62, 0.56, 0.48), (0.42, 0.30, 0.28), (0.33, 0.40, 0.37)), rng
    )
    pile = Material("fleece", relief=1.3, cavity=0.34, weave_size=0.8, crumple=0.3)
    yarn = to_linear(np.asarray(tone)) * (1 + 0.12 * smooth(rng, (300, 300), (9, 9)))[..., None]
    return [Piece(_all_over(), Cloth(pile, np.asarray(yarn, np.float32), 1.0), drape=Drape(2, 200, 300))]


def _wooden_floor(rng: Generator) -> list[Piece]:
    tone = np.asarray(_one(((0.66, 0.48, 0.32), (0.50, 0.34, 0.22), (0.76, 0.63, 0.47), (0.42, 0.30, 0.22)), rng))
    lean = float(rng.uniform(-14, 14)) + float(rng.choice([0, 90]))
    width, length = 110, 780
    tile = np.concatenate([_plank(tone, width, length, rng) for _ in range(6)], axis=1)
    board = Material("smooth", relief=0.02, gloss=0.10, polish=8, crumple=0.1)
    return [Piece(_all_over(), Cloth(board, tile, 1.0), grain=lean)]


def _plank(tone: np.ndarray[tuple[int, ...], np.dtype[np.float64]], width: int, length: int, rng: Generator) -> Colours:
    grain = (
        0.55 * smooth(rng, (length, width), (260, 5))
        + 0.5 * smooth(rng, (length, width), (90, 2))
        + 0.3 * smooth(rng, (length, width), (200, 22))
    )
    board = to_linear(tone * rng.uniform(0.86, 1.08)) * (1 + 0.17 * grain)[..., None]
    board[:, :2] *= 0.35
    end = int(rng.integers(length))
    board[end : end + 2] *= 0.35
    return np.asarray(np.clip(board, 0, 1), np.float32)


def _tiles(rng: Generator) -> list[Piece]:
    tone = _one(((0.80, 0.78, 0.74), (0.60, 0.60, 0.59), (0.87, 0.86, 0.85), (0.46, 0.44, 0.42)), rng)
    side = int(rng.choice([150, 210, 290]))
    cells = []
    for _ in range(4):
        stone = (
            to_linear(np.asarray(tone) * rng.uniform(0.95, 1.04))
            * (1 + 0.05 * smooth(rng, (side, side), (60, 40)) + 0.02 * smooth(rng, (side, side), (4, 4)))[..., None]
        )
        stone[:5] = stone[:, :5] = to_linear(np.asarray(mixed(tone, (0.4, 0.38, 0.36), 0.6)))
        cells.append(stone)
    tile = np.vstack([np.hstack(cells[:2]), np.hstack(cells[2:])])
    glaze = Material("smooth", relief=0.02, gloss=0.10, polish=10, crumple=0.1)
    return [
        Piece(
            _all_over(),
            Cloth(glaze, np.asarray(np.clip(tile, 0, 1), np.float32), 1.0),
            grain=float(rng.uniform(-20, 20)),
        )
    ]


def _painted_wall(rng: Generator) -> list[Piece]:
    tone = _one(
        ((0.84, 0.82, 0.77), (0.70, 0.76, 0.75), (0.78, 0.70, 0.64), (0.88, 0.87, 0.86), (0.62, 0.66, 0.72)), rng
    )
    plaster = Material("felt", relief=0.28, cavity=0.02, crumple=0.4, weave_size=1.4)
    return [Piece(_all_over(), Cloth(plaster, plain("felt", tone).print), drape=Drape(1.5, 260, 300))]


GROUNDS: dict[str, Callable[[Generator], list[Piece]]] = {
    "bed sheet": _bed_sheet,
    "carpet": _carpet,
    "wooden floor": _wooden_floor,
    "tiles": _tiles,
    "painted wall": _painted_wall,
}
"""Every ground by its name."""
