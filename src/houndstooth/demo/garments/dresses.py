"""Dresses and jumpsuits: a bodice above, a skirt or trousers below."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from houndstooth.demo.design import Design
from houndstooth.demo.garments.collar import collar_back, shirt_collar
from houndstooth.demo.garments.fastening import button
from houndstooth.demo.garments.skirts import body_layers, skirt_fall, skirt_panel
from houndstooth.demo.garments.sleeve import Sleeve, sleeves
from houndstooth.demo.garments.straps import strappy_back, strappy_edge, strappy_side, straps
from houndstooth.demo.garments.torso import (
    LABEL,
    Torso,
    armhole_seams,
    back,
    body_creases,
    front,
    hem_line,
    neck_band,
    neckline,
    side_line,
)
from houndstooth.demo.outline import CENTRE, box, curve, join, ribbon, symmetric
from houndstooth.demo.piece import Crease, Drape, Piece
from houndstooth.demo.raster import Points


def dress(design: Design) -> list[Piece]:
    """A dress: wrap, shirt, slip, shift or fit-and-flare; mini to maxi; with or without sleeves."""
    torso = _bodice(design)
    shape = design.feature("shape")
    fall = skirt_fall(design, torso.hem - 4, _hem(design))
    fall = replace(fall, waist=torso.hip, hip=torso.hip + (30 if fall.folds else 22), hem=fall.hem * 0.94)
    pieces = _back(design, torso)
    if shape == "shirt dress":
        pieces += collar_back(torso, design.cloth, height=20)
    pieces += _arms(design, torso)
    if shape in ("shift", "slip"):
        pieces.append(_column(design, torso, fall.low))
    else:
        pieces += body_layers(design, fall, skirt_panel(design, fall))
        pieces.append(_top(design, torso))
        pieces += _waist(design, torso)
    return pieces + _neck(design, torso, fall.low)


def _hem(design: Design) -> float:
    low = {"mini": 570.0, "knee length": 636.0, "midi": 706.0, "maxi": 764.0}.get(design.feature("length"), 640.0)
    return low + design.vary(-8, 8)


def _bodice(design: Design) -> Torso:
    neck, depth, kind = {
        "v-neck": (54.0, 104.0, "v"),
        "scoop neck": (60.0, 84.0, "crew"),
        "square neck": (58.0, 74.0, "square"),
        "sweetheart neck": (62.0, 88.0, "sweetheart"),
        "boat neck": (74.0, 26.0, "crew"),
    }.get(design.feature("neckline"), (52.0, 40.0, "crew"))
    strap = {"spaghetti straps": 40.0, "sleeveless": 34.0}.get(design.feature("sleeve"), 0.0)
    top = 84.0 if _hem(design) < 720 else 50.0
    if design.feature("shape") == "shirt dress":
        neck, depth, kind = 50.0, 36.0, "crew"
    return Torso(
        top=top,
        neck=neck,
        neck_depth=depth,
        neckline=kind,
        shoulder=neck + strap if strap else 112.0,
        slope=8 if strap else 30,
        underarm=top + 142,
        chest=106,
        waist=94,
        waist_at=top + 232,
        hip=91 + design.vary(0, 5),
        hem=top + 258,
        hem_drop=5,
    )


def _back(design: Design, torso: Torso) -> list[Piece]:
    if design.feature("sleeve") == "spaghetti straps":
        return [*straps(torso, design.solid(), 6.0)[:2], strappy_back(torso, design.inside())]
    if design.feature("sleeve") == "sleeveless":
        low = torso.top + torso.neck_depth
        rise = max(26.0, torso.neck_depth - 34)
        right = join(
            curve(
                (CENTRE, low - rise),
                (CENTRE + torso.neck * 0.7, low - rise - 6),
                (CENTRE + torso.shoulder - 4, low - rise - 14),
            ),
            [(CENTRE + torso.chest - 10, low + 16), (CENTRE, low + 40)],
        )
        return [Piece(symmetric(right), design.inside(), dim=0.62)]
    return back(torso, design.inside(), label=LABEL)


def _arms(design: Design, torso: Torso) -> list[Piece]:
    made = {
        "long sleeve": Sleeve(352, 9, 30, full=2),
        "balloon sleeve": Sleeve(340, 12, 30, puff=6, full=18),
        "puff sleeve": Sleeve(150, 22, 42, puff=18, full=14),
        "short sleeve": Sleeve(150, 25, 47),
        "three-quarter sleeve": Sleeve(262, 10, 35),
    }.get(design.feature("sleeve"))
    return sleeves(design, torso, made, design.cloth) if made else []


def _top(design: Design, torso: Torso) -> Piece:
    soft = design.cloth.material.softness
    strappy = design.feature("sleeve") == "spaghetti straps"
    creases = list(body_creases(design, torso, amount=0.4 if strappy else 1.0))
    for _ in range(6):
        x = design.vary(-0.7, 0.7) * torso.waist
        line = curve((CENTRE + x, torso.hem), (CENTRE + x * 1.1, torso.hem - design.vary(30, 70)))
        creases.append(Crease(line, 8.0, design.vary(0.8, 1.8)))
    outline = _strappy(torso) if strappy else front(torso)
    seams = armhole_seams(torso) if design.feature("sleeve") not in ("spaghetti straps", "sleeveless") else ()
    return Piece(
        outline, design.cloth, tube=0.74, drape=Drape(1.8 * soft, 46, 160), creases=tuple(creases), seams=seams
    )


def _column(design: Design, torso: Torso, low: float) -> Piece:
    """A dress without a waist seam."""
    slip = design.feature("shape") == "slip"
    hem = 146.0 if slip else 122.0
    long = replace(torso, waist=100 if slip else 108, hip=hem, hem=low, hem_drop=8, waist_at=torso.top + 220)
    right = side_line(long)
    hip = (CENTRE + (122 if slip else 124), torso.top + 340)
    side = join(right[:31], curve(long.underarm_point, (CENTRE + long.waist, long.waist_at), hip, (CENTRE + hem, low)))
    shoulder = curve((CENTRE + torso.neck, torso.top), torso.shoulder_point)
    upper = join(neckline(torso), shoulder)
    if design.feature("sleeve") == "spaghetti straps":
        under = (CENTRE + torso.chest - 1, torso.underarm - 12)
        upper = join(strappy_edge(torso), strappy_side(torso)[:31])
        side = curve(under, (CENTRE + long.waist, long.waist_at), hip, (CENTRE + hem, low))
    foot = curve((CENTRE + hem, low), (CENTRE + hem * 0.6, low + 5), (CENTRE, low + 8))
    outline = symmetric(join(upper, side, foot))
    soft = design.cloth.material.softness
    return Piece(
        outline,
        design.cloth,
        tube=0.76,
        drape=Drape(4.0 * soft, 66, 420, grow=0.5),
        creases=body_creases(design, long, amount=0.5 if slip else 1.2),
    )


def _strappy(torso: Torso) -> Points:
    return symmetric(join(strappy_edge(torso), strappy_side(torso), hem_line(torso)))


def _waist(design: Design, torso: Torso) -> list[Piece]:
    y = torso.hem - 2
    reach = torso.hip + 2
    line = curve((CENTRE - reach, y), (CENTRE, y + 6), (CENTRE + reach, y))
    if "belt" not in design.article.detail:
        return [Piece(ribbon(line, 13), design.cloth, bulge=5, swell=0.3, cast=3)]
    tails = [
        curve((CENTRE - 34, y + 8), (CENTRE - 44 + dx, y + 70), (CENTRE - 40 + 2 * dx, y + drop))
        for dx, drop in ((-8, 150.0), (6, 172.0))
    ]
    pieces = [Piece(ribbon(line, 22), design.cloth, bulge=7, swell=0.4, cast=5, drape=Drape(1.2, 30, 50))]
    pieces += [
        Piece(ribbon(tail, 13, 17), design.cloth, bulge=4, swell=0.4, cast=5, drape=Drape(1, 10, 90)) for tail in tails
    ]
    return [*pieces, Piece(box(CENTRE - 34, y + 5, 21, 27, radius=7), design.cloth, bulge=8, swell=0.7, cast=4)]


def _neck(design: Design, torso: Torso, low: float) -> list[Piece]:
    shape = design.feature("shape")
    if design.feature("sleeve") == "spaghetti straps":
        return straps(torso, design.solid(), 6.0)[2:]
    if shape == "shirt dress":
        return _shirt_front(design, torso, low)
    if shape == "wrap":
        return [_wrap_edge(design, torso), *neck_band(torso, design.cloth, 7)]
    edge = neck_band(torso, design.solid() if design.article.pattern == "Solid" else design.cloth, 6)
    buttons = [
        p
        for y in np.arange(torso.top + torso.neck_depth + 18, torso.hem - 14, 30)
        for p in button(CENTRE, float(y), 4.0, (0.92, 0.9, 0.86))
    ]
    return edge + (buttons if "button" in design.article.detail else [])


def _wrap_edge(design: Design, torso: Torso) -> Piece:
    line = curve(
        (CENTRE - 6, torso.top + torso.neck_depth - 4),
        (CENTRE + 20, torso.hem - 70),
        (CENTRE + torso.hip - 18, torso.hem - 8),
    )
    return Piece(ribbon(line, 6), design.cloth, bulge=3, swell=0.5, cast=6)


def _shirt_front(design: Design, torso: Torso, low: float) -> list[Piece]:
    start = torso.top + torso.neck_depth
    line: Points = np.array([(CENTRE, start), (CENTRE, low + 6)])
    pieces = [Piece(ribbon(line, 20), design.cloth, cast=3)]
    for y in np.arange(start + 30, low - 60, 48):
        pieces += button(CENTRE, float(y), 4.4, (0.9, 0.88, 0.84) if sum(design.colour) < 2 else (0.4, 0.33, 0.27))
    pieces += _waist(design, torso) if "belt" in design.article.detail else []
    return pieces + shirt_collar(design, torso)
