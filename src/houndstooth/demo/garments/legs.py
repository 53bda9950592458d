"""Legs: the measures and the pieces that trousers, jeans and shorts share."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from houndstooth.demo.cloth import Rgb
from houndstooth.demo.design import Design
from houndstooth.demo.garments.torso import flipped
from houndstooth.demo.outline import CENTRE, curve, join
from houndstooth.demo.piece import Crease, Drape, Fade, Piece, Seam
from houndstooth.demo.raster import Points


@dataclass(frozen=True, slots=True)
class Legs:
    """Measures of a pair of legs (half widths at waist and hip, whole widths at knee and hem), in points."""

    top: float = 66.0
    waist: float = 84.0
    hip: float = 112.0
    hip_at: float = 190.0
    crotch: float = 262.0
    knee: float = 84.0
    hem: float = 72.0
    low: float = 744.0
    spread: float = 11.0


def leg_outline(legs: Legs) -> tuple[Points, ...]:
    """The right leg in four lines: outside, hem, inside and the middle of the front."""
    knee_y = legs.crotch + 0.46 * (legs.low - legs.crotch)
    knee_x, hem_x = CENTRE + 54 + legs.spread * 0.7, CENTRE + 52 + legs.spread * 1.6
    if legs.low < 640:
        knee_x, hem_x, knee_y = CENTRE + 80, CENTRE + 84, (legs.crotch + legs.low) / 2
    knee_x, hem_x = max(knee_x, CENTRE + 0.5 * legs.knee + 6), max(hem_x, CENTRE + 0.5 * legs.hem + 8)
    outer = curve(
        (CENTRE + legs.waist, legs.top),
        (CENTRE + legs.hip, legs.hip_at),
        (knee_x + legs.knee / 2, knee_y),
        (hem_x + legs.hem / 2, legs.low),
    )
    hem = curve((hem_x + legs.hem / 2, legs.low), (hem_x, legs.low + 4), (hem_x - legs.hem / 2, legs.low))
    inner = curve((hem_x - legs.hem / 2, legs.low), (knee_x - legs.knee / 2, knee_y), (CENTRE + 2, legs.crotch))
    fly = curve((CENTRE + 2, legs.crotch), (CENTRE - 5, legs.crotch - 34), (CENTRE - 3, legs.top + 8))
    return outer, hem, inner, fly


def right_leg(legs: Legs) -> Points:
    """Nothing sewn on a leg reaches beyond it."""
    outline = join(*leg_outline(legs))
    return np.asarray(outline - (2.5, 0), np.float64)


def leg_pieces(
    design: Design, legs: Legs, *, pressed: bool = False, worn: bool = False, thread: Rgb | None = None
) -> list[Piece]:
    """Both legs: perhaps with a pressed fold, or worn and stitched as jeans are."""
    outer, hem, inner, fly = leg_outline(legs)
    outline = join(outer, hem, inner, fly)
    lean = float(np.rad2deg(np.arctan2(hem[:, 0].mean() - (CENTRE + 52), legs.low - legs.crotch)))
    pieces = []
    for side in (-1, 1):
        seams = [
            Seam(hem - (0, 13), 0.6, thread or design.thread, pucker=0.9),
            Seam(outer[4:] - (4.5, 0), 0.5, pucker=0.8),
        ]
        if worn and thread is not None:
            seams.append(Seam(inner[:-4] + (5, 0), 0.4, thread, pucker=0.9))
        creases = _leg_creases(design, legs, hem) + (_pressed(legs, hem) if pressed else ())
        soft = design.cloth.material.softness
        right = Piece(
            outline,
            design.cloth,
            grain=lean,
            tube=0.84,
            drape=Drape(1.9 * soft, 46, 260),
            creases=creases,
            seams=tuple(seams),
            fades=_worn(design, legs, hem) if worn else (),
            cast=6,
        )
        pieces.append(right if side > 0 else flipped(right))
    return [
        replace(p, fades=tuple(replace(f, x=2 * CENTRE - f.x) for f in p.fades)) if p.grain < 0 else p for p in pieces
    ]


def _leg_creases(design: Design, legs: Legs, hem: Points) -> tuple[Crease, ...]:
    found = []
    soft = 0.5 + 0.8 * design.cloth.material.softness
    for index in range(6):
        start = (CENTRE + design.vary(0, 8), legs.crotch - 18 + 9 * index)
        end = (start[0] + design.vary(36, 84), start[1] - design.vary(20, 52) + 14 * index)
        found.append(
            Crease(
                curve(start, ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2 + 6), end),
                8.0,
                soft * design.vary(0.7, 1.7),
            )
        )
    knee_y = legs.crotch + 0.46 * (legs.low - legs.crotch)
    foot = float(hem[:, 0].mean())
    middle = (CENTRE + 52 + foot) / 2
    for y, many, reach in ((knee_y, 5, 0.5), (legs.low - 46, 4, 0.5)):
        for _ in range(many if legs.low > 640 else 2):
            at, width = y + design.vary(-48, 40), legs.knee * design.vary(0.25, reach)
            x = (middle if y == knee_y else foot) + design.vary(-14, 14)
            lean = design.vary(-16, 16)
            found.append(
                Crease(
                    curve((x - width, at - lean), (x, at + design.vary(2, 9)), (x + width, at + lean)),
                    7.0,
                    soft * design.vary(0.5, 1.3),
                )
            )
    return tuple(found)


def _pressed(legs: Legs, hem: Points) -> tuple[Crease, ...]:
    foot = float(hem[:, 0].mean())
    line = curve((CENTRE + 50, legs.top + 40), (CENTRE + 58, legs.crotch), (foot, legs.low + 3))
    return (Crease(line, 5.0, 2.2),)


def _worn(design: Design, legs: Legs, hem: Points) -> tuple[Fade, ...]:
    foot = float(hem[:, 0].mean())
    strength = 0.34 if "washed" in design.article.detail or "faded" in design.article.detail else 0.16
    knee_y = legs.crotch + 0.44 * (legs.low - legs.crotch)
    whiskers = tuple(Fade(CENTRE + 34 + 14 * i, legs.crotch - 44 + 11 * i, 30, 3.4, strength * 0.5) for i in range(4))
    return (
        Fade(CENTRE + 60, legs.crotch + 26, 26, 110, strength),
        Fade((CENTRE + 56 + foot) / 2, knee_y + 10, 20, 70, strength * 0.8),
        Fade(foot, legs.low, 60, 22, strength * 0.5),
        *whiskers,
    )
