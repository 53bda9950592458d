"""Sneakers seen from the side: panels, laces and a rubber sole."""

from __future__ import annotations

import numpy as np

from houndstooth.demo.cloth import Cloth, plain
from houndstooth.demo.design import Design
from houndstooth.demo.garments.fastening import SILVER, eyelet
from houndstooth.demo.garments.shoes import BLACK_RUBBER, GUM, WHITE_RUBBER, inset, pair, toe_creases, upper_of
from houndstooth.demo.outline import curve, join, part, ribbon
from houndstooth.demo.palette import mixed
from houndstooth.demo.piece import Piece, Seam
from houndstooth.demo.pose import mapped
from houndstooth.demo.raster import Points


def sneaker(design: Design) -> list[Piece]:
    """A sneaker: low or high, with toe cap, eyelet stay, heel tab, laces and a rubber sole."""
    high = design.feature("height") == "high-top"
    lift = 66.0 if high else 0.0
    upper = _sneaker_upper(lift)
    trim = design.second() if "contrast" in design.article.detail else design.solid(tone=0.86)
    pieces = _opening(design, lift)
    pieces.append(upper_of(design, upper, bulge=46, creases=toe_creases(design)))
    pieces += _sneaker_panels(design, upper, trim, lift)
    pieces += _laces(design, lift)
    if not high:
        pieces = [mapped(piece, _lowered) for piece in pieces]
    return pair(pieces + _rubber_sole(design))


def _lowered(points: Points) -> Points:
    """Press the ankle of a shoe down to that of a low one; the toe keeps its height."""
    height = 490 - points[:, 1]
    pressed = height - 0.44 * 14 * np.log1p(np.exp(np.clip((height - 78) / 14, -30, 30)))
    return np.column_stack([points[:, 0], 490 - pressed])


def _sneaker_upper(lift: float) -> Points:
    return join(
        curve(
            (64, 488),
            (64, 454),
            (98, 426),
            (160, 408),
            (216, 384),
            (266, 348),
            (306, 314 - lift * 0.5),
            (330, 296 - lift),
        ),
        curve((330, 296 - lift), (352, 318 - lift * 0.9), (400, 338 - lift), (456, 326 - lift), (500, 292 - lift)),
        curve((500, 292 - lift), (518, 300 - lift), (522, 350 - lift * 0.4), (526, 410), (536, 490)),
        curve((536, 490), (300, 504), (64, 488)),
    )


def _opening(design: Design, lift: float) -> list[Piece]:
    """The far side of the collar, the lining and the tongue."""
    far = join(
        curve((322, 292 - lift), (380, 312 - lift), (450, 304 - lift), (500, 284 - lift)),
        curve((504, 294 - lift), (450, 346 - lift), (380, 346 - lift), (322, 310 - lift)),
    )
    tongue = join(
        curve((226, 384), (270, 336), (296, 296 - lift * 0.8), (306, 262 - lift), (336, 258 - lift)),
        curve((336, 258 - lift), (348, 282 - lift), (338, 320 - lift), (280, 380)),
    )
    lining = plain("mesh", mixed(design.colour, (0.9, 0.9, 0.9), 0.4))
    return [
        Piece(far, lining, dim=0.72, bulge=14, swell=0.5),
        Piece(tongue, design.solid(), bulge=16, swell=0.5, cast=4),
    ]


def _sneaker_panels(design: Design, upper: Points, trim: Cloth, lift: float) -> list[Piece]:
    toe = join(curve((60, 492), (66, 440), (110, 424), (150, 416)), curve((150, 416), (178, 446), (182, 494)))
    stay = join(
        curve((206, 396), (262, 350), (300, 312 - lift * 0.5), (324, 292 - lift)),
        curve((356, 322 - lift * 0.95), (318, 372 - lift * 0.4), (262, 408), (230, 420)),
    )
    heel = join(
        curve((540, 492), (527, 400), (524, 346 - lift * 0.4), (516, 330 - lift * 0.8)),
        curve((486, 350 - lift * 0.6), (474, 420), (452, 494)),
    )
    tab = join(
        curve((486, 296 - lift), (504, 286 - lift), (522, 300 - lift), (524, 346 - lift)),
        curve((502, 356 - lift), (490, 326 - lift), (486, 296 - lift)),
    )
    shapes = [(toe, trim), (stay, trim), (heel, design.solid()), (tab, design.second())]
    pieces = [
        Piece(
            shape,
            cloth,
            clip=upper,
            bulge=7,
            swell=0.28,
            cast=2.5,
            seams=(Seam(inset(shape, 0.93), 0.2, design.thread, pucker=0.2, closed=True),),
        )
        for shape, cloth in shapes
    ]
    return pieces + _stripes(design, upper, lift)


def _stripes(design: Design, upper: Points, lift: float) -> list[Piece]:
    """The maker's mark on the side: bars, a wave or a chevron."""
    mark = int(design.rng.integers(4))
    if mark == 0:
        lines = [curve((318 + 34 * i, 392 - lift * 0.3), (296 + 34 * i, 494)) for i in range(3)]
        widths = [15.0] * 3
    elif mark == 1:
        lines, widths = [curve((250, 470), (340, 468), (420, 424), (470, 380))], [20.0]
    elif mark == 2:
        lines, widths = (
            [curve((300, 402), (356, 444), (310, 492)), curve((344, 396), (400, 440), (356, 492))],
            [13.0, 13.0],
        )
    else:
        return []
    return [
        Piece(ribbon(line, width, width * 0.7), design.second("smooth leather"), clip=upper, bulge=5, swell=0.3, cast=2)
        for line, width in zip(lines, widths, strict=True)
    ]


def _laces(design: Design, lift: float) -> list[Piece]:
    colour = (0.94, 0.93, 0.9) if design.rng.random() < 0.65 else mixed(design.colour, (0.05, 0.05, 0.05), 0.3)
    row = part(
        curve((240, 398), (284, 364 - lift * 0.1), (322, 326 - lift * 0.7), (334, 312 - lift * 0.98)), 0.02, 0.97
    )
    count = 7 if lift else 6
    pieces: list[Piece] = []
    for index in np.linspace(0, len(row) - 1, count).astype(int):
        x, y = row[index]
        pieces += eyelet(float(x), float(y), 4.0, SILVER)
        lace = curve((float(x), float(y)), (float(x) - 16, float(y) - 17), (float(x) - 36, float(y) - 23))
        pieces.append(Piece(ribbon(lace, 9.5), plain("canvas", colour), bulge=4.5, swell=0.6, cast=3))
    x, y = float(row[-1][0]) - 22, float(row[-1][1]) - 18
    loops = [
        curve((x, y), (x + 34, y + 4), (x + 52, y + 34), (x + 18, y + 18), (x, y)),
        curve((x, y), (x - 28, y - 2), (x - 40, y + 26), (x - 10, y + 12)),
        curve((x, y), (x + 20, y + 30), (x + 20, y + 62)),
    ]
    return pieces + [Piece(ribbon(loop, 6.4), plain("canvas", colour), bulge=3.2, swell=0.8, cast=4) for loop in loops]


def _rubber_sole(design: Design) -> list[Piece]:
    tone = (WHITE_RUBBER, WHITE_RUBBER, GUM, BLACK_RUBBER)[int(design.rng.integers(4))]
    thick = 6.0 + (14.0 if design.feature("sole") == "platform sole" else 0.0)
    top = curve((58, 478), (120, 490), (250, 492), (400, 486), (542, 474))
    low = 520 + thick
    sole = join(
        top,
        curve((542, 474), (546, 500), (534, low)),
        curve((534, low), (300, low + 3), (110, low), (66, low - 22), (58, 478)),
    )
    foxing = curve((62, 488), (120, 500), (250, 503), (400, 497), (543, 486))
    line = Seam(foxing, 0.9, pucker=0)
    ridges = tuple(Seam(np.array([(x, low - 10), (x - 3, low)]), 0.8, pucker=0) for x in np.arange(110, 530, 9))
    stripe = Piece(
        ribbon(curve((64, 497), (120, 509), (250, 512), (400, 506), (542, 495)), 3),
        plain("rubber", design.accent if tone == WHITE_RUBBER else design.colour),
        cast=0,
    )
    return [
        Piece(sole, plain("rubber", tone), bulge=9, swell=0.5, seams=(line, *ridges), cast=4),
        *([stripe] if "contrast" in design.article.detail else []),
    ]
