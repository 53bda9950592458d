"""Shirts, polos and blouses: collared tops that button in front."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from houndstooth.demo.cloth import Cloth, Rgb
from houndstooth.demo.design import Design
from houndstooth.demo.garments.chest import chest_pocket
from houndstooth.demo.garments.collar import camp_collar, collar_back, shirt_collar
from houndstooth.demo.garments.fastening import button
from houndstooth.demo.garments.sleeve import Sleeve, sleeve_outline, sleeves
from houndstooth.demo.garments.torso import (
    LABEL,
    Torso,
    armhole_seams,
    back,
    back_band,
    body_creases,
    flipped,
    front,
    hem_seam,
    neck_band,
    neckline,
)
from houndstooth.demo.outline import CENTRE, box, curve, join, mirrored, ribbon
from houndstooth.demo.piece import Drape, Piece, Seam

_PEARL: Rgb = (0.93, 0.92, 0.88)
_HORN: Rgb = (0.24, 0.19, 0.16)


def shirt(design: Design) -> list[Piece]:
    """A shirt: turned-down, button-down, camp or band collar; long sleeves with cuffs, or short ones."""
    torso = _shirt_torso(design)
    collar = design.feature("collar")
    pieces = back(torso, design.inside(), label=LABEL)
    if collar != "band collar":
        pieces += collar_back(torso, design.cloth, height=20)
    pieces += _arms(design, torso)
    pieces.append(_front(design, torso))
    pieces += _placket(design, torso)
    pieces += _shirt_pockets(design, torso)
    if collar == "band collar":
        return pieces + neck_band(torso, design.cloth, 17)
    if collar == "camp collar":
        return pieces + camp_collar(design, torso)
    leaves = shirt_collar(design, torso, spread=design.vary(0.8, 1.2), points=design.vary(0.85, 1.1))
    pins = [(CENTRE + side * 41, torso.top + torso.neck_depth + 18) for side in (1, -1)]
    tips = [p for x, y in pins for p in button(x, y, 2.9, _buttons(design))] if "button-down" in collar else []
    return pieces + leaves + button(CENTRE, torso.top + torso.neck_depth + 6, 4.2, _buttons(design)) + tips


def polo(design: Design) -> list[Piece]:
    """A polo shirt: knitted collar, a short placket with buttons, ribbed sleeve ends."""
    torso = replace(_shirt_torso(design), hem_drop=5.0, neck_depth=52.0, hem=design.vary(600, 630))
    rib = design.second("ribbed knit") if "tipped" in design.article.detail else design.solid("ribbed knit")
    long = design.feature("sleeve") == "long sleeve"
    sleeve = Sleeve(400, 9, 29) if long else Sleeve(design.vary(176, 196), design.vary(24, 29), 53)
    pieces = back(torso, design.inside(), label=LABEL)
    pieces += collar_back(torso, design.solid("ribbed knit"), height=20)
    pieces += sleeves(design, torso, sleeve, design.cloth)
    pieces += _cuff_bands(torso, sleeve, pieces[-2:], replace(rib, material=replace(rib.material, weave_size=0.6)))
    body = _front(design, torso)
    pieces.append(body)
    y = torso.top + torso.neck_depth
    pieces.append(
        Piece(box(CENTRE, y + 42, 24, 96, radius=2), design.cloth, seams=_box_seams(design, y + 42, 24, 96), cast=2.5)
    )
    for step in range(3):
        pieces += button(CENTRE, y + 18 + step * 29, 4.2, _buttons(design))
    knitted = Design(design.article, design.solid("ribbed knit"), design.rng)
    return pieces + shirt_collar(knitted, torso, spread=0.9, points=0.95, gap=7)


def blouse(design: Design) -> list[Piece]:
    """A blouse in a falling cloth: bow, ruffle, V neck or buttons; full sleeves."""
    torso = replace(
        _shirt_torso(design),
        neck=58,
        neck_depth=design.vary(70, 92),
        neckline="v",
        shoulder=124.0,
        chest=128.0,
        waist=124.0,
        hip=140 + design.vary(0, 10),
        hem=design.vary(590, 620),
        hem_drop=9,
    )
    full = {"puff sleeve": 14.0, "balloon sleeve": 20.0}.get(design.feature("sleeve"), 6.0)
    short = design.feature("sleeve") == "puff sleeve"
    sleeve = (
        Sleeve(200, 20, 50, puff=17, full=16) if short else Sleeve(design.vary(370, 395), 11, 36, puff=5, full=full)
    )
    pieces = back(torso, design.inside(), label=LABEL)
    pieces.append(back_band(torso, design.cloth, 7))
    arms = sleeves(design, torso, sleeve, design.cloth)
    pieces += arms + _cuff_bands(torso, sleeve, arms, design.cloth)
    body = _front(design, torso)
    pieces.append(replace(body, drape=Drape(4.2, design.vary(40, 58), 380, grow=0.6)))
    if design.feature("neckline") == "pussy bow":
        return pieces + neck_band(torso, design.cloth, 14) + _bow(design, torso)
    if "ruffle" in design.article.detail:
        return pieces + _ruffle(design, torso)
    return pieces + _placket(design, torso, hidden=True) + neck_band(torso, design.cloth, 8)


def _shirt_torso(design: Design) -> Torso:
    wide = {"slim fit": -9.0, "relaxed fit": 8.0, "oversized": 15.0}.get(design.feature("fit"), 0.0)
    woman = design.article.gender == "Women"
    chest = 136 + wide - 9 * woman + design.vary(-3, 3)
    camp = design.feature("collar") == "camp collar"
    return Torso(
        top=122,
        neck=54 - 3 * woman,
        neck_depth=96 if camp else 38,
        neckline="v" if camp else "crew",
        shoulder=136 + wide - 10 * woman,
        slope=36,
        underarm=290 + wide * 0.5,
        chest=chest,
        waist=chest - (13 if woman else 5),
        waist_at=440,
        hip=chest + 2 + design.vary(-3, 4),
        hem=design.vary(596, 622),
        hem_drop=4 if camp else design.vary(20, 32),
    )


def _front(design: Design, torso: Torso) -> Piece:
    soft = design.cloth.material.softness
    drape = Drape(2.6 * soft, design.vary(56, 80), design.vary(280, 420), grow=0.4)
    seams = (hem_seam(torso, 7, design.thread), *armhole_seams(torso))
    return Piece(
        front(torso), design.cloth, tube=0.72, drape=drape, creases=body_creases(design, torso, amount=1.1), seams=seams
    )


def _arms(design: Design, torso: Torso) -> list[Piece]:
    if design.feature("sleeve") == "short sleeve":
        return sleeves(design, torso, Sleeve(design.vary(186, 206), design.vary(23, 28), 56), design.cloth)
    sleeve = Sleeve(design.vary(372, 388), design.vary(9, 12), 33)
    arms = sleeves(design, torso, sleeve, design.cloth)
    return _cuff_bands(torso, sleeve, arms, design.cloth, height=40) + arms


def _cuff_bands(torso: Torso, sleeve: Sleeve, arms: list[Piece], cloth: Cloth, *, height: float = 14.0) -> list[Piece]:

    bands = []
    for arm, side in zip(arms, (1, -1), strict=True):
        _, line = sleeve_outline(torso, replace(sleeve, angle=abs(arm.grain)))
        line = line if side > 0 else mirrored(line)
        low = arm.outline[np.argsort(arm.outline[:, 1])[-2:]].mean(axis=0)
        down = np.array([np.sin(np.deg2rad(arm.grain)), np.cos(np.deg2rad(arm.grain))])
        middle = line.mean(axis=0)
        middle = middle + down * (float((low - line[np.argmax(line[:, 1])]) @ down) - 6)
        wide = sleeve.cuff * (1.74 if height > 20 else 2.02)
        band = ribbon(np.vstack([middle, middle + down * height]), wide, wide * 0.96)
        bands.append(Piece(band, cloth, grain=arm.grain, tube=0.85, bulge=4, swell=0.3, cast=3))
    return bands


def _buttons(design: Design) -> Rgb:
    dark = "contrast" in design.article.detail or sum(design.colour) < 0.7
    return _HORN if dark and sum(design.colour) > 0.4 else _PEARL


def _placket(design: Design, torso: Torso, *, hidden: bool = False) -> list[Piece]:
    start, end = torso.top + torso.neck_depth - 2, torso.hem + torso.hem_drop - 1
    line = np.array([(CENTRE, start), (CENTRE + design.vary(-1.5, 1.5), (start + end) / 2), (CENTRE, end)])
    band = Piece(ribbon(line, 19), design.cloth, drape=Drape(1.0, 40, 200), cast=2.5, seams=_edges(line, design))
    pieces = [band]
    radius = 3.2 if hidden else 4.2
    for y in np.linspace(start + 44, end - 62, 6):
        pieces += button(CENTRE, float(y), radius, _buttons(design))
    return pieces


def _edges(line: np.ndarray[tuple[int, ...], np.dtype[np.float64]], design: Design) -> tuple[Seam, ...]:
    return tuple(Seam(line + (dx, 0), 0.25, design.thread, pucker=0.35) for dx in (-6.5, 6.5))


def _box_seams(design: Design, y: float, width: float, height: float) -> tuple[Seam, ...]:
    return (Seam(box(CENTRE, y, width - 6, height - 6), 0.2, design.thread, pucker=0.3, closed=True),)


def _shirt_pockets(design: Design, torso: Torso) -> list[Piece]:
    detail = design.article.detail
    if "pocket" not in detail:
        return []
    sides = (1, -1) if "two" in detail else (1,)
    return [chest_pocket(design, CENTRE + side * 64, torso.underarm - 20, width=58) for side in sides]


def _ruffle(design: Design, torso: Torso) -> list[Piece]:
    """Two wavy frills along the neck."""
    edge = neckline(torso)
    whole = np.vstack([mirrored(edge)[::-1], edge[1:]])
    at = np.linspace(0, len(whole) - 1, 90)
    line = np.column_stack([np.interp(at, np.arange(len(whole)), whole[:, i]) for i in (0, 1)])
    across = np.column_stack([-np.gradient(line[:, 1]), np.gradient(line[:, 0])])
    across /= np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-6)
    across *= np.where(across[:, 1:] < 0, -1, 1)
    wave = 26 + 5 * np.sin(np.linspace(0, 60, 90)) + design.rng.uniform(-2, 2, 90)
    outline = np.vstack([line - across * 4, (line + across * wave[:, None])[::-1]])
    frill = Piece(outline, design.cloth, bulge=7, swell=0.4, drape=Drape(3.2, 13, 500), cast=6)
    return [frill]


def _bow(design: Design, torso: Torso) -> list[Piece]:
    x, y = CENTRE, torso.top + torso.neck_depth + 2
    loop = join(curve((x, y - 4), (x + 34, y - 26), (x + 66, y - 16), (x + 60, y + 14), (x + 26, y + 14), (x, y + 5)))
    tail = join(
        curve((x, y), (x + 14, y + 60), (x + 20, y + 132)), curve((x + 48, y + 126), (x + 36, y + 50), (x + 8, y))
    )

    right = [
        Piece(tail, design.cloth, grain=10, drape=Drape(3, 18, 160), bulge=6, cast=6),
        Piece(loop, design.cloth, grain=70, drape=Drape(4, 16, 80, grow=-0.5), bulge=14, swell=0.7, cast=6),
    ]
    knot = Piece(box(x, y + 1, 21, 25, radius=9), design.cloth, bulge=9, swell=0.8, cast=4, drape=Drape(1.5, 8, 40))
    return [flipped(p) for p in right] + right + [knot]
