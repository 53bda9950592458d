"""Sandals seen from the side: a footbed and straps across."""

from __future__ import annotations

from houndstooth.demo.cloth import plain
from houndstooth.demo.design import Design
from houndstooth.demo.garments.fastening import BRASS, buckle
from houndstooth.demo.garments.shoes import BLACK_RUBBER, GUM, INSOLE, inset, pair
from houndstooth.demo.outline import curve, join, ribbon
from houndstooth.demo.palette import mixed
from houndstooth.demo.piece import Piece, Seam


def sandal(design: Design) -> list[Piece]:
    """A sandal: a footbed on a sole, straps across, perhaps one round the ankle."""
    bed = curve((70, 476), (130, 488), (230, 484), (330, 470), (430, 462), (530, 452))
    sole_tone = GUM if design.rng.random() < 0.5 else BLACK_RUBBER
    cork = mixed(INSOLE, (0.55, 0.4, 0.28), 0.5)
    sole = join(
        bed, curve((530, 452), (540, 470), (536, 516)), curve((536, 516), (300, 522), (120, 520), (78, 500), (70, 476))
    )
    tread = join(
        curve((82, 504), (140, 516), (300, 517), (537, 508)),
        curve((537, 508), (534, 526), (300, 530), (130, 530), (82, 504)),
    )
    pieces = [
        *_straps(design, back_half=True),
        Piece(sole, plain("suede", cork), bulge=10, swell=0.4),
        Piece(tread, plain("rubber", sole_tone), bulge=6, cast=2),
    ]
    pieces.append(Piece(ribbon(bed, 9), plain("suede", INSOLE), bulge=4, swell=0.6, cast=2))
    return pair(pieces + _straps(design, back_half=False))


def _straps(design: Design, *, back_half: bool) -> list[Piece]:
    """Bands over the foot; the far halves are drawn before the sole."""
    style = design.feature("straps")
    dim = 0.62 if back_half else 1.0
    dx, dy = (16.0, -10.0) if back_half else (0.0, 0.0)
    bands = {
        "two straps": [(150.0, 74.0, 66.0), (268.0, 70.0, 96.0)],
        "slide": [(158.0, 150.0, 86.0)],
        "ankle strap": [(140.0, 40.0, 60.0), (196.0, 34.0, 74.0)],
    }[style]
    pieces = []
    for x, wide, high in bands:
        outline = join(
            curve((x - 8, 500), (x + 4, 470 - high * 0.4), (x + 34, 480 - high)),
            curve((x + 34, 480 - high), (x + 34 + wide * 0.5, 474 - high), (x + 30 + wide, 470 - high * 0.94)),
            curve((x + 30 + wide, 470 - high * 0.94), (x + 20 + wide, 440), (x + 26 + wide, 498)),
        )
        cloth = design.cloth if not back_half else design.solid("suede", tone=0.8)
        pieces.append(
            Piece(
                outline + (dx, dy),
                cloth,
                bulge=16,
                swell=0.4,
                dim=dim,
                cast=5,
                seams=() if back_half else (Seam(inset(outline, 0.9), 0.2, design.thread, pucker=0.3, closed=True),),
            )
        )
        if not back_half and style == "two straps":
            pieces += buckle(x + 30 + wide * 0.42, 478 - high * 0.62, 22, 30, BRASS, thick=4)
    return pieces + (_ankle(design, back_half) if style == "ankle strap" else [])


def _ankle(design: Design, back_half: bool) -> list[Piece]:
    if back_half:
        line = curve((352, 330), (420, 308), (508, 330))
        return [Piece(ribbon(line, 20), design.solid("suede", tone=0.8), dim=0.66, bulge=6)]
    counter = join(curve((470, 470), (488, 400), (500, 326)), curve((528, 330), (536, 400), (534, 470)))
    around = curve((352, 332), (420, 364), (470, 360), (516, 336))
    return [
        Piece(counter, design.cloth, bulge=14, swell=0.5, cast=4),
        Piece(ribbon(around, 20), design.cloth, bulge=7, swell=0.5, cast=4),
        *list(buckle(398, 356, 22, 30, BRASS, thick=4)),
    ]
