"""Bags seen from the front: handbags, totes, backpacks, crossbody bags and clutches."""

from __future__ import annotations

from dataclasses import replace

from houndstooth.demo.cloth import Rgb
from houndstooth.demo.design import Design
from houndstooth.demo.garments.bag_parts import (
    bag_body,
    bag_metal,
    bag_strap,
    chain_strap,
    clasp,
    gusset,
    stitched,
    trapeze,
)
from houndstooth.demo.garments.fastening import ring, zip_line
from houndstooth.demo.outline import CENTRE, box, curve, join, ribbon, symmetric
from houndstooth.demo.piece import Drape, Piece


def handbag(design: Design) -> list[Piece]:
    """A handbag: structured, with a flap or a zip, one or two handles on rings, a clasp."""
    metal = bag_metal(design)
    top, low, upper, lower = 360.0, 640.0, design.vary(148, 168), design.vary(176, 196)
    handle = curve(
        (CENTRE - 84, top + 20),
        (CENTRE - 78, top - 90),
        (CENTRE, top - 158),
        (CENTRE + 78, top - 90),
        (CENTRE + 84, top + 20),
    )
    pieces = [bag_strap(design, handle * (1, 1) + (0, -10), 15, dim=0.8)]
    body = trapeze(top, low, upper, lower)
    pieces += [gusset(design, body), bag_body(design, body)]
    if design.feature("closing") == "flap":
        pieces += _flap(design, top, upper, low, metal)
    else:
        pieces += _zipped(design, top, upper, metal)
    for side in (1, -1):
        x = CENTRE + side * 84
        pieces += [
            Piece(box(x, top + 42, 24, 54, radius=7), design.solid(), bulge=5, swell=0.4, cast=3),
            ring(x, top + 14, 11, metal),
        ]
    pieces.append(bag_strap(design, handle + (0, 0), 15))
    return pieces + ([_charm(design)] if "charm" in design.article.detail else [])


def crossbody(design: Design) -> list[Piece]:
    """A small bag on a chain or a thin strap."""
    metal = bag_metal(design)
    top, half = 430.0, design.vary(124, 140)
    swing = curve(
        (CENTRE - half + 12, top + 20),
        (CENTRE - 132, 240),
        (CENTRE - 20, 120),
        (CENTRE + 110, 210),
        (CENTRE + half - 12, top + 20),
    )
    strap = chain_strap(swing, metal) if "chain" in design.article.detail else [bag_strap(design, swing, 11)]
    body = trapeze(top, top + 196, half, half + 6, radius=30)
    pieces = [*strap, gusset(design, body), bag_body(design, body)]
    flap = symmetric(
        join(
            curve((CENTRE, top - 3), (CENTRE + half + 1, top - 2)),
            curve(
                (CENTRE + half + 1, top - 2),
                (CENTRE + half + 3, top + 70),
                (CENTRE + half - 30, top + 112),
                (CENTRE, top + 122),
            ),
        )
    )
    pieces.append(stitched(design, flap, cast=7))
    rings = [ring(CENTRE + side * (half - 12), top + 16, 10, metal) for side in (1, -1)]
    return [*pieces, *rings, *clasp(CENTRE, top + 112, metal, int(design.rng.integers(3)))]


def clutch(design: Design) -> list[Piece]:
    """A clutch: an envelope without a handle."""
    metal = bag_metal(design)
    body = box(CENTRE, 420, 400, 236, radius=12)
    flap = join(
        [(CENTRE - 201, 304), (CENTRE + 201, 304), (CENTRE + 201, 330)],
        curve((CENTRE + 201, 330), (CENTRE + 60, 438), (CENTRE, 462), (CENTRE - 60, 438), (CENTRE - 201, 330)),
    )
    wrist = curve(
        (CENTRE + 196, 330),
        (CENTRE + 236, 420),
        (CENTRE + 226, 560),
        (CENTRE + 196, 590),
        (CENTRE + 186, 540),
        (CENTRE + 194, 420),
    )
    loop = [bag_strap(design, wrist, 12)] if "wrist" in design.article.detail else []
    return [
        *loop,
        replace(bag_body(design, body), bulge=18, swell=0.35),
        stitched(design, flap, cast=7),
        *clasp(CENTRE, 446, metal, int(design.rng.integers(3))),
    ]


def _flap(design: Design, top: float, upper: float, low: float, metal: Rgb) -> list[Piece]:
    drop = top + design.vary(116, 150)
    shape = symmetric(
        join(
            curve((CENTRE, top - 4), (CENTRE + upper + 2, top - 3)),
            curve(
                (CENTRE + upper + 2, top - 3),
                (CENTRE + upper + 8, drop - 40),
                (CENTRE + upper - 34, drop - 4),
                (CENTRE, drop + 8),
            ),
        )
    )
    return [stitched(design, shape, cast=8), *clasp(CENTRE, drop, metal, int(design.rng.integers(3)))]


def _zipped(design: Design, top: float, upper: float, metal: Rgb) -> list[Piece]:
    line = curve((CENTRE - upper + 10, top + 7), (CENTRE, top + 10), (CENTRE + upper - 10, top + 7))
    pocket = curve((CENTRE - upper * 0.6, top + 150), (CENTRE, top + 153), (CENTRE + upper * 0.6, top + 150))
    pieces = zip_line(line, design.solid(tone=0.7), metal, width=9, pull=False)
    return pieces + (
        zip_line(pocket, design.solid(tone=0.7), metal, width=9) if "pocket" in design.article.detail else []
    )


def _charm(design: Design) -> Piece:
    x, y = CENTRE + 104.0, 400.0
    line = curve((x, y), (x + 12, y + 40), (x + 9, y + 76))
    return Piece(ribbon(line, 5, 30), design.second("leather"), bulge=7, swell=0.5, cast=5, drape=Drape(2, 6, 80))
