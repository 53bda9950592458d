"""Outerwear: tailored jackets and coats."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from houndstooth.demo.cloth import Rgb, plain
from houndstooth.demo.design import Design
from houndstooth.demo.garments.collar import collar_back, lapels
from houndstooth.demo.garments.fastening import GUNMETAL, buckle, button
from houndstooth.demo.garments.sleeve import Sleeve, sleeves
from houndstooth.demo.garments.torso import LABEL, Torso, armhole_seams, back, body_creases, flipped, front, hem_seam
from houndstooth.demo.outline import CENTRE, box, curve, join, mirrored, ribbon
from houndstooth.demo.piece import Crease, Drape, Piece, Seam
from houndstooth.demo.raster import Points


def blazer(design: Design) -> list[Piece]:
    """A blazer: lapels, one or two rows of buttons, flap pockets, often a breast pocket."""
    double = design.feature("front") == "double-breasted"
    woman = design.article.gender == "Women"
    torso = Torso(
        top=126,
        neck=50,
        neck_depth=230 if not double else 205,
        neckline="v",
        shoulder=140 - 10 * woman,
        slope=30,
        underarm=296,
        chest=138 - 10 * woman,
        waist=118 - 8 * woman,
        waist_at=424,
        hip=140 - 4 * woman,
        hem=design.vary(622, 652),
        hem_drop=2,
    )
    low = torso.top + torso.neck_depth + 6
    pieces = _lining(design, torso) + collar_back(torso, design.cloth, height=24)
    pieces += _arms(design, torso, Sleeve(388, 9, 35), studs=True)
    pieces += _fronts(design, torso, overlap=44 if double else 16)
    pieces += _flaps(design, torso.hem - 142, 0.60 * torso.hip)
    pieces += _breast_pocket(design, torso) if not woman else []
    pieces += lapels(design, torso, low=low, width=design.vary(54, 64), peak=double)
    return pieces + _buttons(design, low + 8, rows=2 if double else int(design.rng.integers(1, 3)), double=double)


def coat(design: Design) -> list[Piece]:
    """A wool coat: long, with wide lapels, one or two rows of buttons, welt pockets, perhaps a belt."""
    double = design.feature("front") == "double-breasted"
    torso = _coat_torso(design)
    low = torso.top + torso.neck_depth + 6
    pieces = _lining(design, torso) + collar_back(torso, design.cloth, height=28)
    pieces += _arms(design, torso, Sleeve(340, 9, 35))
    pieces += _fronts(design, torso, overlap=48 if double else 18)
    pieces += _welts(design, torso)
    pieces += lapels(design, torso, low=low, width=design.vary(62, 74), peak=double)
    pieces += _buttons(design, low + 8, rows=3, double=double, step=74)
    return pieces + (_sash(design, torso) if "belt" in design.article.detail else [])


def trench(design: Design) -> list[Piece]:
    """A trench coat: double-breasted, with epaulettes, storm flap and a buckled belt."""
    torso = replace(_coat_torso(design), waist=112.0, hip=158.0)
    low = torso.top + torso.neck_depth
    pieces = _lining(design, torso) + collar_back(torso, design.cloth, height=28)
    pieces += _arms(design, torso, Sleeve(340, 9, 35), strap=True)
    pieces += _fronts(design, torso, overlap=50)
    pieces.append(_storm_flap(design, torso))
    pieces += _welts(design, torso)
    pieces += lapels(design, torso, low=low + 6, width=70)
    pieces += _epaulettes(design, torso)
    pieces += _buttons(design, low + 6, rows=3, double=True, step=62)
    return pieces + _belt(design, torso)


def _coat_torso(design: Design) -> Torso:
    woman = design.article.gender == "Women"
    loose = 8.0 if design.feature("fit") in ("oversized", "relaxed fit") else 0.0
    return Torso(
        top=84,
        neck=48,
        neck_depth=190,
        neckline="v",
        shoulder=128 + loose - 8 * woman,
        slope=30,
        underarm=246,
        chest=128 + loose - 6 * woman,
        waist=119 + loose - 12 * woman,
        waist_at=380,
        hip=136 + loose + 4 * woman,
        hem={"knee length": 650.0, "midi": 716.0}.get(design.feature("length"), 690.0) + design.vary(-8, 8),
        hem_drop=6,
    )


def _lining(design: Design, torso: Torso) -> list[Piece]:
    inside = design.cloth if design.rng.random() < 0.3 else plain("satin", design.article.partners[1].rgb)
    return back(replace(torso, neck_depth=torso.neck_depth + 10), inside, label=LABEL)


def _arms(design: Design, torso: Torso, sleeve: Sleeve, *, studs: bool = False, strap: bool = False) -> list[Piece]:
    arms = sleeves(design, torso, sleeve, design.cloth)
    found = []
    for arm in arms:
        found.append(replace(arm, creases=tuple(replace(c, depth=c.depth * 0.8) for c in arm.creases)))
        down = np.array([np.sin(np.deg2rad(arm.grain)), np.cos(np.deg2rad(arm.grain))])
        foot = arm.outline[np.argsort(arm.outline[:, 1])[-3:]].mean(axis=0)
        side = np.sign(foot[0] - CENTRE)
        out = np.array([down[1], -down[0]]) * side
        for step in range(3 if studs else 0):
            x, y = foot - down * (14 + 11 * step) + out * 12
            found += button(float(x), float(y), 3.6, _button_colour(design))
        if strap:
            middle = foot - down * 38
            band = ribbon(np.vstack([middle - out * 33, middle + out * 40]), 14)
            found.append(Piece(band, design.cloth, bulge=5, swell=0.4, cast=3))
    return found


def _fronts(design: Design, torso: Torso, *, overlap: float) -> list[Piece]:
    """The two fronts: the wearer's right lies below, the left crosses over it."""
    soft = design.cloth.material.softness
    drape = Drape(2.6 * soft, design.vary(60, 90), 420, grow=0.3)
    creases = body_creases(design, torso, amount=0.9)
    low = torso.top + torso.neck_depth
    whole = front(torso)
    dart = curve(
        (CENTRE + 0.5 * torso.chest, torso.underarm + 20),
        (CENTRE + 0.44 * torso.waist, torso.waist_at),
        (CENTRE + 0.5 * torso.hip, torso.hem - 150),
    )
    seams = (*armhole_seams(torso), hem_seam(torso, 16, None), Seam(dart, 0.7), Seam(mirrored(dart), 0.7))
    under = Piece(whole, design.cloth, tube=0.74, drape=drape, creases=creases, seams=seams)
    over = replace(under, clip=_left_front(torso, overlap, low), cast=4)
    return [under, over, *_edge_shadow(design, torso, overlap, low)]


def _left_front(torso: Torso, overlap: float, low: float) -> Points:
    edge = CENTRE - overlap
    return join(
        [(CENTRE - 2, low - 2), (edge, low + 16), (edge, torso.hem - 26)],
        curve(
            (edge, torso.hem - 26),
            (edge + 5, torso.hem + torso.hem_drop - 6),
            (edge + 26, torso.hem + torso.hem_drop + 2),
        ),
        [
            (CENTRE + torso.hip + 40, torso.hem + torso.hem_drop + 9),
            (CENTRE + torso.hip + 60, torso.top - 20),
            (CENTRE + 2, torso.top - 20),
        ],
    )


def _edge_shadow(design: Design, torso: Torso, overlap: float, low: float) -> list[Piece]:
    """The front edge, felt as a thin roll of cloth."""
    line = np.array([(CENTRE - overlap + 2, low + 18), (CENTRE - overlap + 2, torso.hem - 24)])
    return [Piece(ribbon(line, 4), design.cloth, bulge=2, swell=0.5, cast=4.5)]


def _button_colour(design: Design) -> Rgb:
    if "contrast" in design.article.detail or "gold" in design.article.detail:
        return (0.76, 0.62, 0.36)
    return (0.13, 0.12, 0.12) if sum(design.colour) < 1.6 else (0.36, 0.26, 0.19)


def _buttons(design: Design, y: float, *, rows: int, double: bool, step: float = 52.0) -> list[Piece]:
    colour = _button_colour(design)
    found = []
    for row in range(rows):
        for x in (-36.0, 38.0) if double else (-4.0,):
            found += button(CENTRE + x, y + row * step + 6, 7.2, colour)
    return found


def _flaps(design: Design, y: float, x: float) -> list[Piece]:
    found = []
    for side in (1, -1):
        outline = join(
            [(CENTRE + x - 42, y), (CENTRE + x + 40, y - 5)],
            curve((CENTRE + x + 40, y - 5), (CENTRE + x + 41, y + 18), (CENTRE + x + 34, y + 22)),
            curve((CENTRE + x - 36, y + 26), (CENTRE + x - 42, y + 20), (CENTRE + x - 42, y)),
        )
        flap = Piece(outline, design.cloth, bulge=5, swell=0.3, cast=4.5)
        found.append(flap if side > 0 else flipped(flap))
    return found


def _welts(design: Design, torso: Torso) -> list[Piece]:
    x, y = CENTRE + 0.60 * torso.hip, torso.waist_at + 96
    line = np.array([(x - 6, y - 38), (x + 16, y + 42)])
    right = Piece(ribbon(line, 19), design.cloth, grain=15, bulge=5, swell=0.35, cast=4)
    return [right, flipped(right)]


def _breast_pocket(design: Design, torso: Torso) -> list[Piece]:
    x, y = CENTRE + 76, torso.underarm - 22
    line = np.array([(x - 28, y + 4), (x + 27, y - 5)])
    pieces = [Piece(ribbon(line, 14), design.cloth, bulge=4, swell=0.3, cast=3)]
    if design.rng.random() < 0.35:
        fold = np.array(
            [(x - 22, y - 2), (x - 14, y - 20), (x - 5, y - 8), (x + 4, y - 24), (x + 14, y - 9), (x + 20, y - 7)]
        )
        pieces.insert(0, Piece(fold, plain("silk", (0.93, 0.92, 0.9)), bulge=3, cast=2))
    return pieces


def _sash(design: Design, torso: Torso) -> list[Piece]:
    """A belt of the coat's own cloth, knotted."""
    y = torso.waist_at - 10
    reach = torso.waist + 2
    band = curve((CENTRE - reach, y - 5), (CENTRE, y + 5), (CENTRE + reach, y - 5))
    tails = [
        curve((CENTRE + 4, y + 6), (CENTRE + 16, y + 70), (CENTRE + 24 + design.vary(-8, 8), y + 148)),
        curve((CENTRE - 3, y + 6), (CENTRE - 8, y + 60), (CENTRE - 14, y + 122)),
    ]
    found = [Piece(ribbon(band, 25), design.cloth, bulge=8, swell=0.4, cast=6, drape=Drape(1, 40, 60))]
    found += [
        Piece(ribbon(tail, 22, 25), design.cloth, bulge=6, swell=0.4, cast=6, drape=Drape(1.4, 20, 120))
        for tail in tails
    ]
    return [
        *found,
        Piece(
            box(CENTRE, y + 6, 27, 32, radius=8),
            design.cloth,
            bulge=9,
            swell=0.7,
            cast=5,
            creases=(Crease(curve((CENTRE - 10, y - 4), (CENTRE + 8, y + 14)), 6, -2),),
        ),
    ]


def _belt(design: Design, torso: Torso) -> list[Piece]:
    y = torso.waist_at - 6
    reach = torso.waist + 1
    band = curve((CENTRE - reach, y - 5), (CENTRE, y + 4), (CENTRE + reach, y - 5))
    tail = curve((CENTRE - 16, y + 4), (CENTRE - 48, y + 22), (CENTRE - 66, y + 78))
    loops = [
        Piece(box(CENTRE + side * 0.72 * reach, y, 9, 36, radius=2), design.cloth, bulge=3, cast=3) for side in (1, -1)
    ]
    body = [
        Piece(
            ribbon(line, 26),
            design.cloth,
            bulge=6,
            swell=0.35,
            cast=6,
            seams=tuple(Seam(line + (0, dy), 0.2, design.thread, pucker=0.2) for dy in (-8, 8)),
        )
        for line in (tail, band)
    ]
    horn = plain("acetate", (0.26, 0.17, 0.11))
    clasp = [replace(p, cloth=horn) for p in buckle(CENTRE, y + 4, 38, 42, GUNMETAL, thick=6)]
    return [*body, *loops, *clasp]


def _storm_flap(design: Design, torso: Torso) -> Piece:
    sx, sy = torso.shoulder_point
    outline = join(
        [(CENTRE + torso.neck - 4, torso.top - 4), (sx - 2, sy)],
        curve((sx - 2, sy), (sx - 10, sy + 70), (sx - 22, torso.underarm - 6)),
        curve((sx - 22, torso.underarm - 6), (CENTRE + 62, torso.underarm + 16), (CENTRE + 24, torso.underarm - 16)),
    )
    return Piece(outline, design.cloth, tube=0.4, cast=5, drape=Drape(1.4, 50, 120))


def _epaulettes(design: Design, torso: Torso) -> list[Piece]:
    sx, sy = torso.shoulder_point
    line = np.array([(sx + 6, sy + 6), (CENTRE + torso.neck + 22, torso.top + 8)])
    strap = Piece(join(ribbon(line, 19)), design.cloth, grain=70, bulge=5, swell=0.35, cast=3.5)
    right = [strap, *button(float(line[1][0]) + 8, float(line[1][1]) + 2, 4.2, _button_colour(design))]
    return right + [flipped(p) for p in right]
