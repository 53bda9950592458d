"""Pumps and ballet flats seen from the side."""

from __future__ import annotations

from houndstooth.demo.cloth import plain
from houndstooth.demo.design import Design
from houndstooth.demo.garments.fastening import GOLD, buckle
from houndstooth.demo.garments.shoes import BLACK_RUBBER, LINING, pair
from houndstooth.demo.outline import box, curve, join, ribbon
from houndstooth.demo.palette import mixed
from houndstooth.demo.piece import Piece, Seam
from houndstooth.demo.raster import Points


def heel(design: Design) -> list[Piece]:
    """A pump: pointed or almond toe, stiletto, block or kitten heel; perhaps a strap round the ankle."""
    kitten = design.feature("heel") == "kitten heel"
    lift = 0.62 if kitten else 1.0
    pieces = [_far_side(lift), *_heel_block(design, lift)]
    upper = _pump(lift)
    rim = curve(
        (206, 450), (236, 474), (300, 478), (384, 470 - 44 * lift), (456, 470 - 112 * lift), (506, 470 - 152 * lift)
    )
    seams = (
        Seam(rim + (-3, 7), 0.25, design.thread, pucker=0.2),
        Seam(curve((392, 470 - 40 * lift), (404, 512 - 40 * lift)), 0.5, pucker=0.2),
    )
    pieces.append(Piece(upper, design.cloth, grain=60, bulge=30, swell=0.6, seams=seams, cast=4))
    pieces.append(_shank(design, lift))
    if "ankle strap" in design.article.detail:
        pieces += _ankle_strap(design, lift)
    if "bow" in design.article.detail:
        pieces += _toe_bow(design)
    return pair(pieces, x=56, y=-104)


def flat(design: Design) -> list[Piece]:
    """A ballet flat: low cut, a thin sole, a bow at the throat."""
    upper = join(
        curve((68, 512), (66, 478), (98, 452), (150, 442), (200, 444)),
        curve((200, 444), (240, 478), (340, 484), (440, 462), (520, 404)),
        curve((520, 404), (534, 440), (532, 514)),
        curve((532, 514), (300, 520), (68, 512)),
    )
    far = join(
        curve((196, 444), (250, 456), (350, 462), (450, 436), (520, 400)),
        curve((522, 410), (440, 470), (340, 492), (230, 486)),
    )
    sole = join(curve((64, 508), (300, 518), (534, 508)), curve((536, 522), (300, 528), (100, 526), (64, 508)))
    block = box(486, 527, 92, 15, radius=3)
    dark = plain("smooth leather", mixed(design.colour, (0.1, 0.08, 0.07), 0.8))
    binding = Piece(
        ribbon(curve((200, 446), (240, 480), (340, 486), (440, 464), (520, 406)), 6),
        design.solid(),
        bulge=3,
        swell=0.6,
        cast=2.5,
    )
    pieces = [
        Piece(far, plain("suede", LINING), dim=0.66),
        Piece(upper, design.cloth, grain=60, bulge=36, swell=0.6, cast=4),
    ]
    return pair(
        [*pieces, Piece(block, dark, bulge=3), Piece(sole, dark, bulge=4, cast=2), binding, *_toe_bow(design)], y=-108
    )


def _pump(lift: float) -> Points:
    top = 470.0
    return join(
        curve((58, 518), (96, 488), (150, 460), (206, 446)),
        curve(
            (206, 446), (236, 472), (300, 476), (384, top - 46 * lift), (456, top - 114 * lift), (506, top - 154 * lift)
        ),
        curve((506, top - 154 * lift), (524, top - 120 * lift), (522, top - 70 * lift), (506, top - 34 * lift)),
        curve((506, top - 34 * lift), (430, top - 10 * lift + 4), (350, 498), (270, 524), (160, 528), (58, 520)),
    )


def _far_side(lift: float) -> Piece:
    top = 470.0
    shape = join(
        curve(
            (200, 446), (260, 452), (330, 440), (400, top - 70 * lift), (460, top - 126 * lift), (506, top - 158 * lift)
        ),
        curve((510, top - 140 * lift), (456, top - 92 * lift), (384, top - 26 * lift), (300, 488), (230, 480)),
    )
    return Piece(shape, plain("smooth leather", LINING), dim=0.62)


def _heel_block(design: Design, lift: float) -> list[Piece]:
    top = 470 - 46 * lift
    if design.feature("heel") == "block heel":
        shape = join(
            [(432, top + 34)],
            curve((432, top + 34), (440, 480), (446, 528)),
            [(514, 528)],
            curve((514, 528), (516, 470), (518, top - 6)),
        )
    else:
        shape = join(
            curve((446, top + 28), (486, top + 48), (500, 490), (503, 528)),
            [(514, 528)],
            curve((514, 528), (513, 490), (520, top + 6)),
        )
    tip = (
        join([(502, 525), (515, 525), (515, 531), (502, 531)])
        if design.feature("heel") != "block heel"
        else join([(445, 525), (515, 525), (515, 531), (445, 531)])
    )
    return [
        Piece(shape, design.cloth, bulge=10, swell=0.6),
        Piece(tip, plain("rubber", BLACK_RUBBER), bulge=2, cast=0),
    ]


def _shank(design: Design, lift: float) -> Piece:
    line = curve((500, 470 - 32 * lift), (430, 470 - 8 * lift + 5), (350, 500), (270, 526), (160, 530), (62, 521))
    return Piece(
        ribbon(line, 5), plain("smooth leather", mixed(design.colour, (0.15, 0.1, 0.08), 0.8)), bulge=2.5, cast=1
    )


def _ankle_strap(design: Design, lift: float) -> list[Piece]:
    top = 470 - 154 * lift
    near = curve((366, top - 22), (420, top - 2), (480, top - 4), (512, top - 22))
    far = curve((366, top - 22), (420, top - 42), (480, top - 42), (512, top - 24))
    upright = curve((508, top + 6), (511, top - 26))
    parts = [
        Piece(ribbon(far, 9), design.solid(tone=0.8), dim=0.7, bulge=4),
        Piece(ribbon(upright, 12), design.solid(), bulge=5),
        Piece(ribbon(near, 10), design.solid(), bulge=5, swell=0.6, cast=3),
    ]
    return parts + buckle(430, top - 2, 15, 19, GOLD, thick=3)


def _toe_bow(design: Design) -> list[Piece]:
    x, y = 196.0, 446.0
    loops = [join(curve((x, y), (x + dx, y - 16), (x + 1.6 * dx, y - 2), (x + dx, y + 12), (x, y))) for dx in (-20, 22)]
    pieces = [Piece(loop, design.solid(), bulge=6, swell=0.7, cast=3) for loop in loops]
    return [*pieces, Piece(box(x, y - 1, 10, 13, radius=4), design.solid(), bulge=4, swell=0.8, cast=2)]
