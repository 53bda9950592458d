"""Parts that bags share: bodies, straps, clasps and chains."""

from __future__ import annotations

import numpy as np

from houndstooth.demo.cloth import Rgb, plain
from houndstooth.demo.design import Design
from houndstooth.demo.garments.fastening import GOLD, GUNMETAL, SILVER, buckle
from houndstooth.demo.outline import CENTRE, box, curve, ellipse, join, ribbon, symmetric
from houndstooth.demo.piece import Drape, Piece, Seam
from houndstooth.demo.raster import Points


def bag_metal(design: Design) -> Rgb:
    """The metal of all fittings of one bag."""
    return (GOLD, SILVER, GOLD, GUNMETAL)[int(design.rng.integers(4))]


def trapeze(top: float, low: float, upper: float, lower: float, *, radius: float = 24.0) -> Points:
    """A body that is wider below than above, its lower corners rounded."""
    return symmetric(
        join(
            curve((CENTRE, top + 4), (CENTRE + upper, top)),
            curve(
                (CENTRE + upper, top),
                (CENTRE + (upper + lower) / 2 + 4, (top + low) / 2),
                (CENTRE + lower, low - radius),
            ),
            curve(
                (CENTRE + lower, low - radius),
                (CENTRE + lower - radius * 0.35, low - radius * 0.3),
                (CENTRE + lower - radius, low),
            ),
            curve((CENTRE + lower - radius, low), (CENTRE, low + 3)),
        )
    )


def bag_body(design: Design, outline: Points) -> Piece:
    """The front of a bag, filled out, stitched along its edge."""
    return Piece(
        outline,
        design.cloth,
        bulge=26,
        swell=0.42,
        seams=(_inner(design, outline),),
        cast=5,
        drape=Drape(1.2 * design.cloth.material.softness, 110, 200),
    )


def _inner(design: Design, outline: Points) -> Seam:
    middle = outline.mean(axis=0)
    size = np.ptp(outline, axis=0)
    return Seam((outline - middle) * (1 - 16 / size) + middle, 0.3, design.thread, pucker=0.3, closed=True)


def gusset(design: Design, body: Points) -> Piece:
    """The side of a bag, seen as a darker rim behind its front."""
    middle = body.mean(axis=0)
    return Piece(
        (body - middle) * (1.045, 0.985) + middle + (0, 2), design.solid(tone=0.8), bulge=20, swell=0.4, dim=0.86
    )


def bag_strap(design: Design, line: Points, width: float, *, dim: float = 1.0) -> Piece:
    """A handle or a strap along a line."""
    rows = (Seam(line[1:-1], 0.0, None, pucker=0),)
    return Piece(ribbon(line, width), design.solid(), bulge=width * 0.45, swell=0.6, dim=dim, cast=5, seams=rows)


def stitched(design: Design, outline: Points, *, cast: float) -> Piece:
    """A flap or a pocket with stitches along its edge."""
    return Piece(outline, design.cloth, bulge=12, swell=0.4, cast=cast, seams=(_inner(design, outline),))


def clasp(x: float, y: float, metal: Rgb, style: int) -> list[Piece]:
    """A lock: 0 turns, 1 presses, 2 buckles."""
    if style == 0:
        return [
            Piece(box(x, y, 34, 26, radius=5), plain("metal", metal), bulge=5, swell=0.7, cast=4),
            Piece(box(x, y + 2, 9, 15, radius=4), plain("metal", metal), bulge=3, cast=2, dim=0.85),
        ]
    if style == 1:
        plate = Piece(ellipse(x, y, 15, 15), plain("metal", metal), bulge=7, swell=0.6, cast=4)
        return [plate, Piece(ellipse(x, y, 6, 6), plain("metal", metal), bulge=5, swell=0.9, cast=2.5)]
    return buckle(x, y, 40, 30, metal, thick=5)


def chain_strap(line: Points, metal: Rgb) -> list[Piece]:
    """A chain along a line, its links seen from the front and from the side by turns."""
    lengths = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    at = np.arange(0, lengths[-1], 8.5)
    xs, ys = np.interp(at, lengths, line[:, 0]), np.interp(at, lengths, line[:, 1])
    lean = np.arctan2(np.gradient(ys), np.gradient(xs))
    found = []
    for index, (x, y, angle) in enumerate(zip(xs, ys, lean, strict=True)):
        link = ellipse(0, 0, 6.6, 4.6 if index % 2 else 2.0, steps=20)
        turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
        shape = link @ turn + (x, y)
        holes = (((link * (0.58, 0.46)) @ turn + (x, y)),) if index % 2 else ()
        found.append(Piece(shape, plain("metal", metal), bulge=2, swell=0.8, cast=2, holes=holes))
    return found
