"""Soft accessories: scarves, ties, socks and belts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from houndstooth.demo.design import Design
from houndstooth.demo.garments.fastening import BRASS, GOLD, GUNMETAL, SILVER, buckle, eyelet
from houndstooth.demo.outline import CENTRE, box, curve, ellipse, join, part, ribbon
from houndstooth.demo.piece import Crease, Drape, Piece, Seam
from houndstooth.demo.pose import shifted
from houndstooth.demo.raster import Points


def scarf(design: Design) -> list[Piece]:
    """A scarf, hung double: one end over the other, fringed or hemmed."""
    soft = 1.6 * design.cloth.material.softness + 1.4
    rear = _length(design, 96, 640, CENTRE - 38, 74)
    over = _length(design, 92, 716, CENTRE + 34, 78)
    loop = join(
        curve(
            (CENTRE - 114, 206),
            (CENTRE - 104, 120),
            (CENTRE - 30, 88),
            (CENTRE + 40, 90),
            (CENTRE + 104, 118),
            (CENTRE + 114, 206),
        ),
        curve((CENTRE + 110, 230), (CENTRE, 204), (CENTRE - 110, 230)),
    )
    pieces: list[Piece] = []
    for outline, low, x, half in ((rear, 640.0, CENTRE - 38, 74.0), (over, 716.0, CENTRE + 34, 78.0)):
        if "fringe" in design.article.detail:
            pieces += _fringe(design, x, low - 6, half)
        pieces.append(
            Piece(outline, design.cloth, tube=0.5, drape=Drape(soft * 1.7, 36, 460), bulge=7, swell=0.5, cast=9)
        )
    drape = Drape(soft * 1.6, 30, 90)
    creases = tuple(
        Crease(
            curve((CENTRE - 92 + 20 * i, 190), (CENTRE - 20 + 10 * i, 140 + 8 * i), (CENTRE + 88, 130 + 18 * i)),
            14.0,
            soft * 1.2,
        )
        for i in range(4)
    )
    return [*pieces, Piece(loop, design.cloth, grain=78, drape=drape, creases=creases, bulge=26, swell=0.5, cast=10)]


def tie(design: Design) -> list[Piece]:
    """A tie, knotted, its blade widening to a point."""
    loop = curve(
        (CENTRE - 18, 112),
        (CENTRE - 66, 60),
        (CENTRE - 30, 22),
        (CENTRE + 30, 22),
        (CENTRE + 66, 60),
        (CENTRE + 18, 112),
    )
    tail = join(
        curve((CENTRE - 6, 150), (CENTRE + 4, 400), (CENTRE + 14, 640)),
        [(CENTRE + 40, 672), (CENTRE + 62, 640)],
        curve((CENTRE + 62, 640), (CENTRE + 34, 400), (CENTRE + 16, 150)),
    )
    wide = {"slim": 42.0, "classic": 56.0}.get(design.feature("width"), 50.0)
    blade = join(
        curve((CENTRE - 15, 150), (CENTRE - 26, 320), (CENTRE - wide, 700)),
        [(CENTRE, 764)],
        curve((CENTRE + wide, 700), (CENTRE + 26, 320), (CENTRE + 15, 150)),
    )
    dimple = Crease(curve((CENTRE, 150), (CENTRE + 1, 176), (CENTRE - 1, 220)), 10.0, -4.0)
    knot = join(
        curve((CENTRE - 27, 104), (CENTRE, 99), (CENTRE + 27, 104)),
        curve((CENTRE + 27, 104), (CENTRE + 24, 130), (CENTRE + 15, 156)),
        curve((CENTRE + 15, 156), (CENTRE, 161), (CENTRE - 15, 156)),
        curve((CENTRE - 15, 156), (CENTRE - 24, 130), (CENTRE - 27, 104)),
    )
    return [
        Piece(ribbon(loop, 26), design.cloth, bulge=8, swell=0.4, dim=0.94),
        Piece(tail, design.cloth, grain=2, bulge=8, swell=0.4, dim=0.88, cast=6),
        Piece(blade, design.cloth, grain=45, bulge=10, swell=0.45, creases=(dimple,), cast=8),
        Piece(
            knot,
            design.cloth,
            grain=-30,
            bulge=12,
            swell=0.7,
            cast=6,
            creases=(Crease(curve((CENTRE - 22, 110), (CENTRE + 12, 150)), 8.0, 1.4),),
        ),
    ]


def socks(design: Design) -> list[Piece]:
    """A pair of socks: ribbed cuff, heel and toe in another colour or not."""
    high = {"ankle": 330.0, "crew": 200.0, "knee-high": 110.0}.get(design.feature("height"), 200.0)
    leg = join(
        curve((250, high), (252, 380), (244, 470), (214, 540)),
        curve((214, 540), (150, 590), (96, 640), (88, 680)),
        curve((88, 680), (100, 712), (150, 712), (220, 690)),
        curve((220, 690), (310, 660), (366, 620), (382, 560)),
        curve((382, 560), (374, 480), (362, 380), (362, high)),
    )
    tone = design.second() if "contrast" in design.article.detail else design.solid(tone=0.94)
    heel = join(curve((386, 500), (340, 540), (322, 600), (330, 660)), [(420, 660), (420, 500)])
    toe = join(curve((150, 580), (164, 640), (186, 716)), [(70, 730), (70, 580)])
    rib = replace(design.solid("ribbed knit"), material=replace(design.solid("ribbed knit").material, weave_size=0.8))
    folds = tuple(
        Crease(curve((246 - 8 * i, 450 + 24 * i), (290, 470 + 22 * i), (330, 462 + 26 * i)), 9.0, design.vary(0.8, 2.0))
        for i in range(4)
    )
    body = Piece(leg, design.cloth, grain=-8, bulge=54, swell=0.45, creases=folds, drape=Drape(1.3, 40, 120))
    ends = [
        Piece(shape, tone, clip=leg, bulge=40, swell=0.3, cast=2, seams=(Seam(shape, 0.5, pucker=0.4),))
        for shape in (heel, toe)
    ]
    cuff = Piece(
        join([(248, high - 6), (364, high - 6)], [(363, high + 56), (250, high + 56)]),
        rib,
        tube=0.8,
        bulge=6,
        swell=0.3,
        cast=3,
    )
    one = [body, *ends, cuff]
    return [*shifted(one, 92, -22, dim=0.96), *shifted(one, -22, 14)]


def belt(design: Design) -> list[Piece]:
    """A belt, rolled up and standing on its edge, buckle in front."""
    metal = (SILVER, GOLD, GUNMETAL, BRASS)[int(design.rng.integers(4))]
    high = {"slim": 44.0, "wide": 84.0}.get(design.feature("width"), 62.0)
    rx, ry, y = 214.0, 62.0, 400.0
    turn = np.linspace(0, np.pi, 60)
    front = np.column_stack([CENTRE + rx * np.cos(turn), y + ry * np.sin(turn)])
    rear = np.column_stack([CENTRE + rx * np.cos(turn), y - ry * np.sin(turn)])
    inner = np.column_stack([CENTRE + 0.93 * rx * np.cos(turn), y - 0.72 * ry * np.sin(turn)])
    pieces = [_wall(design, rear, high, inside=True), replace(_wall(design, inner, high, inside=True), dim=0.7)]
    pieces.append(_wall(design, front, high, inside=False))
    tongue = part(front, 0.27, 0.56)
    pieces.append(replace(_wall(design, tongue + (0, 3), high * 0.98, inside=False), cast=6))
    for share in (0.30, 0.36, 0.42):
        x, base = part(front, share, share + 0.01)[0]
        pieces += (
            eyelet(float(x), float(base) + high / 2 + 3, 3.4, metal)
            if "eyelets" in design.article.detail
            else [Piece(ellipse(float(x), float(base) + high / 2 + 3, 3.0, 3.6), design.solid(tone=0.2), cast=0)]
        )
    x, base = part(front, 0.5, 0.51)[0]
    keeper = box(float(x) - 62, float(base) + high / 2, 17, high + 9, radius=3)
    return [
        *pieces,
        Piece(keeper, design.solid(), bulge=5, swell=0.5, cast=4),
        *buckle(float(x) + 6, float(base) + high / 2 + 3, high * 0.98, high + 22, metal, thick=8),
    ]


def _length(design: Design, top: float, low: float, x: float, half: float) -> Points:
    sway = design.vary(-10, 10)
    right = curve((x + half * 0.9, top + 60), (x + half + sway, (top + low) / 2), (x + half, low))
    left = curve((x - half, low), (x - half + sway, (top + low) / 2), (x - half * 0.9, top + 60))
    hem = curve((x + half, low), (x + half * 0.3, low + 4), (x - half * 0.4, low - 3), (x - half, low))
    return join(right, hem, left)


def _fringe(design: Design, x: float, y: float, half: float) -> list[Piece]:
    found = []
    for at in np.arange(x - half + 4, x + half - 2, 7.5):
        sway = design.vary(-5, 5)
        line = curve((float(at), y), (float(at) + sway, y + 22), (float(at) + 1.3 * sway, y + design.vary(40, 48)))
        found.append(Piece(ribbon(line, 4.6, 3.0), design.cloth, bulge=2.3, swell=0.8, cast=2.5))
    return found


def _wall(design: Design, line: Points, high: float, *, inside: bool) -> Piece:
    outline = np.vstack([line, (line + (0, high))[::-1]])
    cloth = design.solid("suede", tone=0.8) if inside else design.cloth
    seams = () if inside else tuple(Seam(line + (0, dy), 0.3, design.thread, pucker=0.1) for dy in (7, high - 7))
    return Piece(
        outline,
        cloth,
        tube=0.55 if not inside else 0.0,
        bulge=5,
        swell=0.4,
        dim=0.6 if inside else 1.0,
        seams=seams,
        cast=5,
    )
