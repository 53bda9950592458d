"""Totes: tall open bags on two long straps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from houndstooth.demo.design import Design
from houndstooth.demo.garments.bag_parts import bag_body, bag_strap, trapeze
from houndstooth.demo.garments.fastening import patch
from houndstooth.demo.outline import CENTRE, box, curve, symmetric
from houndstooth.demo.piece import Crease, Drape, Piece, Seam


def tote(design: Design) -> list[Piece]:
    """A tote: a tall open bag on two long straps."""
    top, low, half = 330.0, 700.0, design.vary(158, 178)
    rear = curve(
        (CENTRE - 72, top + 30),
        (CENTRE - 66, top - 130),
        (CENTRE, top - 214),
        (CENTRE + 66, top - 130),
        (CENTRE + 72, top + 30),
    )
    body = trapeze(top, low, half + 6, half - 8, radius=16)
    mouth = symmetric(
        curve((CENTRE, top - 9), (CENTRE + half * 0.7, top - 7), (CENTRE + half + 2, top + 2), (CENTRE, top + 16))
    )
    pieces = [bag_strap(design, rear + (6, -14), 19, dim=0.74), Piece(mouth, design.inside(), dim=0.58)]
    soft = Drape(3.4 * design.cloth.material.softness + 1, 80, 240, grow=-0.4)
    rim = Seam(curve((CENTRE - half, top + 24), (CENTRE, top + 28), (CENTRE + half, top + 24)), 0.4, design.thread)
    pieces.append(replace(bag_body(design, body), drape=soft, seams=(rim,), creases=_slouch(design, top, low, half)))
    if "pocket" in design.article.detail:
        pieces.append(
            Piece(
                box(CENTRE, top + 210, 170, 150, radius=8),
                design.cloth,
                bulge=6,
                swell=0.3,
                cast=4,
                seams=(Seam(box(CENTRE, top + 210, 160, 140), 0.2, design.thread, closed=True),),
            )
        )
    pieces.append(bag_strap(design, rear, 19))
    pieces += _strap_feet(design, top)
    if "label" in design.article.detail:
        pieces.append(patch(CENTRE, top + 96, 64, 26, design.second("smooth leather")))
    return pieces


def _strap_feet(design: Design, top: float) -> list[Piece]:
    """Where the straps are sewn on, with a cross of stitches."""
    pieces = []
    for side in (1, -1):
        x = CENTRE + side * 72
        cross = np.array([(x - 7, top + 34), (x + 7, top + 60), (x + 7, top + 34), (x - 7, top + 60)])
        pieces.append(
            Piece(
                box(x, top + 46, 21, 40, radius=2),
                design.solid(),
                cast=3,
                bulge=3,
                seams=(Seam(cross, 0.3, design.thread, pucker=0, closed=True),),
            )
        )
    return pieces


def _slouch(design: Design, top: float, low: float, half: float) -> tuple[Crease, ...]:
    soft = 0.5 + 1.4 * design.cloth.material.softness
    found = []
    for side in (1, -1):
        for _ in range(4):
            y = design.vary(top + 60, low - 60)
            line = curve(
                (CENTRE + side * half * 0.98, y),
                (CENTRE + side * half * 0.7, y + design.vary(4, 20)),
                (CENTRE + side * half * design.vary(0.2, 0.5), y + design.vary(10, 60)),
            )
            found.append(Crease(line, 12.0, soft * design.vary(0.7, 2.0)))
        line = curve((CENTRE + side * 72, top + 62), (CENTRE + side * 84, top + 130), (CENTRE + side * 66, top + 210))
        found.append(Crease(line, 16.0, soft * 1.6))
    return tuple(found)
