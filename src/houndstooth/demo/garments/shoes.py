"""Shoes seen from the side, toe to the left: loafers, and what all shoes share."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from houndstooth.demo.cloth import Rgb, plain
from houndstooth.demo.design import Design
from houndstooth.demo.garments.fastening import GOLD
from houndstooth.demo.outline import curve, ellipse, join, ribbon
from houndstooth.demo.palette import mixed
from houndstooth.demo.piece import Crease, Piece, Seam
from houndstooth.demo.pose import shifted
from houndstooth.demo.raster import Points

WHITE_RUBBER: Rgb = (0.93, 0.92, 0.89)
GUM: Rgb = (0.66, 0.45, 0.26)
BLACK_RUBBER: Rgb = (0.11, 0.11, 0.12)
INSOLE: Rgb = (0.78, 0.68, 0.55)
LINING: Rgb = (0.74, 0.63, 0.50)


def pair(shoe: list[Piece], *, x: float = 44.0, y: float = -92.0) -> list[Piece]:
    """A shoe and, behind it, the other one."""
    return [*shifted(shoe, x, y, size=0.97, dim=0.97), *shifted(shoe, -14, 36)]


def loafer(design: Design) -> list[Piece]:
    """A loafer: apron seam, a strap with a slot or a metal bit, a low heel."""
    upper = join(
        curve((66, 500), (66, 462), (104, 434), (176, 416), (236, 392), (276, 370), (302, 360)),
        curve((300, 360), (322, 372), (352, 412), (420, 420), (478, 392), (516, 360)),
        curve((516, 360), (530, 400), (532, 450), (530, 506)),
        curve((530, 506), (400, 512), (240, 514), (66, 508)),
    )
    inside = join(
        curve((292, 362), (340, 380), (420, 392), (500, 352), (516, 360)),
        curve((516, 362), (470, 400), (420, 424), (352, 416), (300, 362)),
    )
    pieces = [
        Piece(inside, plain("suede", INSOLE), dim=0.62),
        upper_of(design, upper, bulge=44, creases=toe_creases(design)),
    ]
    apron = curve((106, 446), (150, 452), (210, 440), (262, 420), (300, 388))
    pieces[-1] = replace(
        pieces[-1],
        seams=(Seam(apron, 1.6, pucker=0.9), Seam(apron + (0, 5), 0.2, design.thread, pucker=0), *_topline(design)),
    )
    strap = join(
        curve((214, 412), (258, 392), (296, 368)),
        curve((310, 384), (300, 412), (330, 506)),
        curve((262, 510), (240, 460), (214, 412)),
    )
    pieces.append(
        Piece(
            strap,
            design.cloth,
            bulge=8,
            swell=0.4,
            cast=4,
            seams=(Seam(strap, 0.2, design.thread, pucker=0, closed=True),),
        )
    )
    pieces += _bit(design)
    return pair(pieces + _leather_sole(design))


def upper_of(design: Design, outline: Points, *, bulge: float, creases: tuple[Crease, ...] = ()) -> Piece:
    """The leather of a whole shoe, inflated over the foot."""
    return Piece(outline, design.cloth, grain=60, bulge=bulge, swell=0.62, creases=creases, cast=4)


def toe_creases(design: Design) -> tuple[Crease, ...]:
    """Folds where the toes bend."""
    soft = design.cloth.material.softness
    lines = [curve((178 + 15 * i, 428 - 7 * i), (186 + 15 * i, 448), (182 + 15 * i, 474)) for i in range(3)]
    return tuple(Crease(line, 7.0, -soft * design.vary(0.8, 1.8)) for line in lines)


def _topline(design: Design) -> tuple[Seam, ...]:
    line = curve((304, 370), (324, 382), (354, 421), (420, 429), (480, 401), (518, 370))
    return (Seam(line, 0.3, design.thread, pucker=0.3),)


def _leather_sole(design: Design) -> list[Piece]:
    tone = mixed(design.colour, (0.12, 0.08, 0.06), 0.75)
    welt = join(
        curve((60, 498), (240, 507), (400, 504), (536, 497)),
        curve((537, 514), (400, 524), (240, 528), (90, 526), (60, 504)),
    )
    heel = join([(418, 514), (535, 508), (532, 546), (424, 546)])
    return [
        Piece(heel, plain("smooth leather", tone), bulge=5, swell=0.4, cast=2),
        Piece(welt, plain("smooth leather", tone), bulge=5, swell=0.5, cast=2),
    ]


def _bit(design: Design) -> list[Piece]:
    detail = design.article.detail
    if "bit" in detail:
        line = curve((246, 430), (268, 420), (290, 402))
        rings = [ellipse(float(x), float(y), 9, 8) for x, y in (line[0], line[-1])]
        bar = Piece(ribbon(line, 5), plain("metal", GOLD), bulge=2.5, swell=0.9, cast=3)
        return [
            Piece(
                shape,
                plain("metal", GOLD),
                bulge=3,
                swell=0.9,
                cast=3,
                holes=((shape - shape.mean(axis=0)) * 0.5 + shape.mean(axis=0),),
            )
            for shape in rings
        ] + [bar]
    if "tassel" in detail:
        strands = [curve((258, 424), (240 + 5 * i, 446), (232 + 7 * i, 470)) for i in range(5)]
        return [Piece(ribbon(strand, 6.5), design.solid(), bulge=3, swell=0.7, cast=3) for strand in strands] + [
            Piece(ellipse(257, 424, 9, 8), design.solid(), bulge=6, cast=3)
        ]
    slot = join(curve((254, 420), (268, 416), (284, 402)), curve((286, 408), (272, 424), (256, 427)))
    return [Piece(slot, plain("suede", mixed(design.colour, (0, 0, 0), 0.6)), dim=0.6, cast=0)]


def inset(shape: Points, size: float) -> Points:
    """The same outline, smaller, for a row of stitches inside the edge."""
    middle = shape.mean(axis=0)
    return np.asarray((shape - middle) * size + middle, np.float64)
