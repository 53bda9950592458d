"""Backpacks, seen from the front."""

from __future__ import annotations

from dataclasses import replace

from houndstooth.demo.cloth import Rgb
from houndstooth.demo.design import Design
from houndstooth.demo.garments.bag_parts import bag_body, bag_metal, bag_strap, stitched
from houndstooth.demo.garments.fastening import buckle, patch, zip_line
from houndstooth.demo.garments.torso import flipped
from houndstooth.demo.outline import CENTRE, box, curve, join, ribbon, symmetric
from houndstooth.demo.piece import Drape, Piece


def backpack(design: Design) -> list[Piece]:
    """A backpack: rounded, with zips, a front pocket, straps at its sides and a loop on top."""
    metal = bag_metal(design)
    loop = curve((CENTRE - 32, 172), (CENTRE - 28, 128), (CENTRE + 28, 128), (CENTRE + 32, 172))
    belts = curve((CENTRE + 92, 200), (CENTRE + 176, 330), (CENTRE + 170, 560), (CENTRE + 132, 670))
    side = Piece(ribbon(belts, 30, 22), design.solid(tone=0.85), bulge=9, swell=0.4, dim=0.8)
    body = symmetric(
        join(
            curve((CENTRE, 160), (CENTRE + 92, 168), (CENTRE + 146, 226), (CENTRE + 156, 330)),
            curve((CENTRE + 156, 330), (CENTRE + 162, 520), (CENTRE + 158, 640)),
            curve((CENTRE + 158, 640), (CENTRE + 140, 690), (CENTRE, 700)),
        )
    )
    pieces = [flipped(side), side, bag_strap(design, loop, 16)]
    pieces.append(replace(bag_body(design, body), bulge=46, swell=0.5, drape=Drape(2, 90, 240)))
    arch = curve(
        (CENTRE - 132, 420),
        (CENTRE - 122, 270),
        (CENTRE - 70, 206),
        (CENTRE, 198),
        (CENTRE + 70, 206),
        (CENTRE + 122, 270),
        (CENTRE + 132, 420),
    )
    pieces += zip_line(arch, design.solid(tone=0.7), metal, width=10, pull=False)
    if design.feature("closing") == "flap":
        return pieces + _backpack_flap(design, metal)
    pocket = symmetric(
        join(
            curve((CENTRE, 440), (CENTRE + 92, 444), (CENTRE + 122, 480)),
            curve((CENTRE + 122, 480), (CENTRE + 128, 570), (CENTRE + 122, 640)),
            curve((CENTRE + 122, 640), (CENTRE + 100, 668), (CENTRE, 672)),
        )
    )
    pieces.append(Piece(pocket, design.cloth, bulge=26, swell=0.5, cast=8, drape=Drape(1.4, 70, 120)))
    pieces += zip_line(
        curve((CENTRE - 104, 470), (CENTRE, 462), (CENTRE + 104, 470)), design.solid(tone=0.7), metal, width=10
    )
    return [*pieces, patch(CENTRE, 360, 62, 24, design.second("smooth leather"))]


def _backpack_flap(design: Design, metal: Rgb) -> list[Piece]:
    shape = symmetric(
        join(
            curve((CENTRE, 156), (CENTRE + 96, 164), (CENTRE + 152, 226)),
            curve((CENTRE + 152, 226), (CENTRE + 160, 330), (CENTRE + 146, 396), (CENTRE + 100, 420), (CENTRE, 426)),
        )
    )
    pieces = [replace(stitched(design, shape, cast=9), bulge=36, swell=0.45)]
    for side in (1, -1):
        x = CENTRE + side * 66
        pieces += [
            Piece(box(x, 450, 24, 120, radius=6), design.second("leather"), bulge=4, swell=0.4, cast=4),
            *buckle(x, 470, 36, 30, metal, thick=5),
        ]
    return pieces
