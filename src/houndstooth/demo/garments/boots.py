"""Boots seen from the side, toe to the left."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from houndstooth.demo.cloth import plain
from houndstooth.demo.design import Design
from houndstooth.demo.garments.fastening import BRASS, GUNMETAL, eyelet, zip_line
from houndstooth.demo.garments.shoes import BLACK_RUBBER, LINING, pair
from houndstooth.demo.outline import box, curve, join, part, ribbon
from houndstooth.demo.palette import mixed
from houndstooth.demo.piece import Crease, Piece, Seam
from houndstooth.demo.raster import Points


def boot(design: Design) -> list[Piece]:
    """A boot: Chelsea with an elastic gusset, laced, or with a zip; ankle or calf high."""
    style = design.feature("style")
    tall = 150.0 if design.feature("height") == "calf length" else 0.0
    shaft = _shaft(tall)
    pieces = [Piece(_mouth(tall), plain("suede", LINING), dim=0.5)]
    body = Piece(shaft, design.cloth, grain=10, bulge=52, swell=0.6, creases=_ankle_folds(design), cast=4)
    pieces.append(
        replace(
            body, seams=(Seam(curve((206, 506), (244, 450), (296, 400), (348, 372)), 0.9, design.thread, pucker=0.4),)
        )
    )
    if style == "chelsea":
        pieces += _gusset(design, tall)
    elif style == "lace-up":
        pieces += _lacing(design, tall)
    else:
        line = curve((446, 240 - tall), (450, 330), (440, 470))
        pieces += zip_line(line, design.solid(tone=0.7), GUNMETAL, width=9)
    counter = join(curve((536, 502), (530, 440), (524, 392)), curve((486, 396), (468, 440), (452, 504)))
    pieces.append(
        Piece(
            counter,
            design.cloth,
            clip=shaft,
            bulge=6,
            swell=0.3,
            cast=2.5,
            seams=(Seam(counter, 0.3, design.thread, pucker=0.2, closed=True),),
        )
    )
    return pair(pieces + _boot_sole(design, lugs=style == "lace-up"), x=54, y=-62 if not tall else -40)


def _shaft(tall: float) -> Points:
    return join(
        curve((66, 500), (64, 458), (104, 426), (176, 404), (250, 374), (310, 334), (338, 288), (342, 232 - tall)),
        curve((342, 232 - tall), (420, 240 - tall), (508, 230 - tall)),
        curve((508, 230 - tall), (510, 300), (508, 360), (522, 430), (532, 504)),
        curve((532, 504), (300, 512), (66, 500)),
    )


def _mouth(tall: float) -> Points:
    return join(
        curve((344, 232 - tall), (420, 219 - tall), (507, 230 - tall)),
        curve((507, 234 - tall), (420, 248 - tall), (344, 236 - tall)),
    )


def _ankle_folds(design: Design) -> tuple[Crease, ...]:
    soft = 0.6 + design.cloth.material.softness
    found = []
    for index in range(5):
        y = 330 + index * 17 + design.vary(-5, 5)
        line = curve(
            (318 - index * 10, y + 4),
            (372, y + design.vary(4, 14)),
            (420 + design.vary(-20, 40), y - design.vary(0, 16)),
        )
        found.append(Crease(line, 9.0, soft * design.vary(0.6, 1.6)))
    for index in range(3):
        line = curve((176 + 18 * index, 426 - 7 * index), (188 + 18 * index, 450), (182 + 18 * index, 482))
        found.append(Crease(line, 7.0, -soft * design.vary(0.5, 1.2)))
    return tuple(found)


def _gusset(design: Design, tall: float) -> list[Piece]:
    shape = join(curve((398, 237 - tall), (400, 320), (424, 384)), curve((424, 384), (452, 320), (456, 236 - tall)))
    elastic = plain("ribbed knit", mixed(design.colour, (0.08, 0.08, 0.08), 0.6))
    elastic = replace(elastic, material=replace(elastic.material, weave_size=0.7, fuzz=0.0))
    tab = curve((500, 268 - tall), (516, 236 - tall), (508, 206 - tall), (494, 232 - tall))
    loop = Piece(ribbon(tab, 9), design.solid("canvas", tone=0.8), bulge=3, cast=3)
    return [
        Piece(shape, elastic, bulge=6, swell=0.3, cast=3, seams=(Seam(shape * 1.0, 0.4, design.thread, pucker=0.2),)),
        loop,
    ]


def _lacing(design: Design, tall: float) -> list[Piece]:
    row = part(curve((268, 408), (322, 366), (356, 318), (364, 244 - tall)), 0.02, 0.98)
    count = 8 if tall else 7
    colour = mixed(design.colour, (0.1, 0.08, 0.06), 0.55) if design.rng.random() < 0.6 else (0.74, 0.6, 0.36)
    pieces: list[Piece] = []
    for index in np.linspace(0, len(row) - 1, count).astype(int):
        x, y = float(row[index][0]), float(row[index][1])
        pieces += eyelet(x, y, 4.6, BRASS)
        rise = 8 + 10 * index / len(row)
        pieces.append(
            Piece(
                ribbon(curve((x, y), (x - 15, y - 7), (x - 30, y - 10 + rise * 0.2)), 6.5),
                plain("canvas", colour),
                bulge=3.2,
                swell=0.9,
                cast=3,
            )
        )
    x, y = float(row[-1][0]) - 16, float(row[-1][1]) - 4
    for loop in (
        curve((x, y), (x + 30, y + 6), (x + 40, y + 40), (x + 8, y + 20)),
        curve((x, y), (x - 30, y + 2), (x - 34, y + 34), (x - 4, y + 16)),
        curve((x, y), (x + 14, y + 36), (x + 10, y + 76)),
    ):
        pieces.append(Piece(ribbon(loop, 5.4), plain("canvas", colour), bulge=2.7, swell=0.9, cast=4))
    return pieces


def _boot_sole(design: Design, *, lugs: bool) -> list[Piece]:
    tone = BLACK_RUBBER if lugs or design.rng.random() < 0.5 else mixed(design.colour, (0.1, 0.07, 0.05), 0.7)
    low = 540 if lugs else 528
    welt = curve((58, 494), (240, 508), (400, 506), (540, 498))
    sole = join(
        welt,
        curve((540, 498), (540, 520), (536, low - 8)),
        curve((536, low - 8), (300, low - 6), (100, low - 8), (62, 514), (58, 494)),
    )
    block = join([(414, low - 14), (538, low - 14), (534, low + 22), (424, low + 22)])
    cuts = tuple(box(float(x), low - 8, 7, 13) for x in np.arange(100, 410, 19)) if lugs else ()
    stitch = Seam(welt + (0, 8), 0.3, (0.78, 0.66, 0.4) if lugs else design.thread, pucker=0)
    material = "rubber" if lugs else "smooth leather"
    return [
        Piece(block, plain(material, tone), bulge=5, swell=0.4),
        Piece(sole, plain(material, tone), bulge=7, swell=0.5, seams=(stitch,), holes=cuts, cast=3),
    ]
