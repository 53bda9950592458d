"""Sunglasses from the front: frames, lenses and arms."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from houndstooth.demo.cloth import MATERIALS, Cloth, Rgb, plain
from houndstooth.demo.design import Design
from houndstooth.demo.garments.fastening import GOLD, GUNMETAL, SILVER
from houndstooth.demo.outline import CENTRE, box, curve, ellipse, join, mirrored, ribbon, symmetric
from houndstooth.demo.palette import mixed
from houndstooth.demo.piece import Piece
from houndstooth.demo.raster import Points, to_linear


def sunglasses(design: Design) -> list[Piece]:
    """Sunglasses from the front: round, square, cat-eye or aviator."""
    shape = design.feature("shape")
    lens = _lens(shape)
    wire = shape == "aviator"
    frame = plain("metal", (GOLD, SILVER, GUNMETAL)[int(design.rng.integers(3))]) if wire else design.cloth
    thick = 5.0 if wire else 15.0
    middle = lens.mean(axis=0)
    size = np.ptp(lens, axis=0)
    rim = (lens - middle) * (1 + 2 * thick / size) + middle
    right = [*_temple(frame, rim, wire), _tinted(design, lens)]
    outer = Piece(rim, frame, bulge=thick * 0.5, swell=0.7, cast=3, holes=(lens,))
    bridge = _bridge(shape, frame, middle, size)
    left = [_flip(piece) for piece in right]
    return [*left, *right, *_shine(lens), bridge[0], _flip(outer), outer, *bridge[1:]]


def _lens(shape: str) -> Points:
    x, y = CENTRE + 112.0, 400.0
    if shape == "round":
        return ellipse(x, y, 82, 80, steps=72)
    if shape == "aviator":
        return curve(
            (x - 78, y - 52),
            (x - 10, y - 62),
            (x + 70, y - 50),
            (x + 88, y - 10),
            (x + 50, y + 74),
            (x - 20, y + 82),
            (x - 72, y + 20),
            (x - 82, y - 36),
            (x - 78, y - 52),
        )
    if shape == "cat-eye":
        return curve(
            (x - 84, y - 36),
            (x, y - 62),
            (x + 92, y - 78),
            (x + 90, y - 20),
            (x + 44, y + 58),
            (x - 24, y + 62),
            (x - 78, y + 20),
            (x - 84, y - 36),
        )
    return curve(
        (x - 84, y - 52),
        (x, y - 60),
        (x + 86, y - 54),
        (x + 90, y - 30),
        (x + 78, y + 44),
        (x + 50, y + 62),
        (x - 40, y + 62),
        (x - 72, y + 44),
        (x - 88, y - 30),
        (x - 84, y - 52),
    )


def _tinted(design: Design, lens: Points) -> Piece:
    tints: tuple[Rgb, ...] = ((0.13, 0.13, 0.14), (0.26, 0.18, 0.12), (0.16, 0.22, 0.19), (0.17, 0.2, 0.3))
    tint = tints[int(design.rng.integers(len(tints)))]
    top, low = to_linear(np.asarray(tint)), to_linear(np.asarray(mixed(tint, (0.82, 0.76, 0.7), 0.42)))
    high = np.linspace(0, 1, 240)[:, None, None]
    tile = np.ascontiguousarray(
        (top + (low - top) * np.clip(high * 1.3 - 0.2, 0, 1) ** 1.6) * np.ones((1, 4, 1)), np.float32
    )
    tile = np.roll(tile, 120, axis=0)
    return Piece(lens, Cloth(MATERIALS["glass"], tile, 1.0, opacity=0.94), bulge=60, swell=0.12, cast=2)


def _shine(lens: Points) -> list[Piece]:
    pieces = []
    for clip in (lens, mirrored(lens)):
        x = float(clip[:, 0].mean())
        streak = join([(x - 90, 470), (x + 20, 310), (x + 62, 310), (x - 56, 490)])
        pieces.append(Piece(streak, replace(plain("enamel", (1.0, 1.0, 1.0)), opacity=0.10), clip=clip, cast=0))
    return pieces


def _temple(frame: Cloth, rim: Points, wire: bool) -> list[Piece]:
    """The side arm, folded back behind the lens, and its hinge."""
    x, y = float(rim[:, 0].max()), float(np.quantile(rim[:, 1], 0.22))
    arm = curve((x - 4, y), (x - 40, y + 34), (x - 130, y + 66), (x - 190, y + 70))
    hinge = box(x + 2, y + 3, 15 if not wire else 9, 24 if not wire else 12, radius=4)
    return [
        Piece(ribbon(arm, 5 if wire else 17, 4 if wire else 9), frame, bulge=4, dim=0.72),
        Piece(hinge, frame, bulge=4, swell=0.7),
    ]


def _bridge(shape: str, frame: Cloth, middle: Points, size: Points) -> list[Piece]:
    gap = middle[0] - size[0] / 2 - CENTRE
    if shape == "aviator":
        bars = [
            curve((CENTRE - gap - 6, 360), (CENTRE, 352), (CENTRE + gap + 6, 360)),
            curve((CENTRE - gap - 10, 344), (CENTRE, 338), (CENTRE + gap + 10, 344)),
        ]
        return [Piece(ribbon(bar, 5), frame, bulge=2.5, swell=0.9, cast=2) for bar in bars]
    arch = symmetric(
        join(
            curve((CENTRE, 360), (CENTRE + gap + 6, 352)),
            curve((CENTRE + gap + 8, 392), (CENTRE + gap * 0.7, 382), (CENTRE, 376)),
        )
    )
    return [Piece(arch, frame, bulge=7, swell=0.6, cast=3)]


def _flip(piece: Piece) -> Piece:
    return replace(piece, outline=mirrored(piece.outline), holes=tuple(mirrored(hole) for hole in piece.holes))
