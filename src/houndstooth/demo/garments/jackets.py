"""Jackets: denim, bomber, biker and puffer."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from houndstooth.demo.cloth import Rgb
from houndstooth.demo.design import Design
from houndstooth.demo.garments.collar import collar_back, lapels, shirt_collar, stand_collar
from houndstooth.demo.garments.fastening import BRASS, GUNMETAL, SILVER, buckle, snap, zip_line
from houndstooth.demo.garments.sleeve import Sleeve, sleeves
from houndstooth.demo.garments.sweats import rib_hem, ribbed_sleeves
from houndstooth.demo.garments.torso import LABEL, Torso, armhole_seams, back, body_creases, flipped, front, hem_line
from houndstooth.demo.outline import CENTRE, curve, join, mirrored, ribbon, symmetric
from houndstooth.demo.piece import Crease, Drape, Fade, Piece, Seam

_ORANGE_THREAD: Rgb = (0.78, 0.52, 0.26)


def denim_jacket(design: Design) -> list[Piece]:
    """A denim jacket: yoke, pointed flaps, orange stitching, metal buttons, worn edges."""
    torso = _jacket_torso(design, hem=552)
    thread = _ORANGE_THREAD if design.article.colour.family in ("Blue", "Navy Blue") else design.thread
    pieces = back(torso, design.inside(), label=LABEL) + collar_back(torso, design.cloth, height=24)
    arms = _faded_arms(design, torso)
    pieces += arms + [_band(design, torso, thread)]
    pieces.append(_denim_body(design, torso, thread))
    y = torso.underarm - 22
    for side in (1, -1):
        flap = _pointed_flap(design, CENTRE + 64, y, thread)
        pieces.append(flap if side > 0 else flipped(flap))
        pieces += snap(CENTRE + side * 64, y + 26, 4.2, BRASS)
    line = np.array([(CENTRE, torso.top + torso.neck_depth), (CENTRE, torso.hem + 34)])
    seams = tuple(Seam(line + (dx, 0), 0.2, thread, pucker=0.5) for dx in (-8, 8))
    pieces.append(Piece(ribbon(line, 23), design.cloth, cast=4, seams=seams, fades=(Fade(CENTRE, 360, 14, 170, 0.16),)))
    for y in np.linspace(line[0][1] + 20, line[1][1] - 17, 6):
        pieces += snap(CENTRE, float(y), 5.2, BRASS)
    return pieces + shirt_collar(design, torso, spread=1.1, points=1.15)


def bomber(design: Design) -> list[Piece]:
    """A bomber jacket: ribbed collar, cuffs and hem, a zip and slanting pockets."""
    torso = _jacket_torso(design, hem=572)
    rib = design.solid("ribbed knit") if "contrast" not in design.article.detail else design.second("ribbed knit")
    pieces = back(torso, design.inside(), label=LABEL)
    pieces += ribbed_sleeves(design, torso, Sleeve(368, 12, 38, full=9), rib)
    pieces += [rib_hem(torso, rib, height=40), _soft_body(design, torso)]
    pieces += _slant_pockets(design, torso)
    metal = GUNMETAL if sum(design.colour) < 0.9 else SILVER
    line = np.array([(CENTRE, torso.top + torso.neck_depth - 24), (CENTRE, torso.hem + 42)])
    return (
        pieces + stand_collar(design, torso, rib, height=34) + zip_line(line, design.solid(tone=0.8), metal, width=10)
    )


def biker(design: Design) -> list[Piece]:
    """A biker jacket: wide lapels, a slanting zip, zipped pockets and a belt at the hem."""
    torso = replace(_jacket_torso(design, hem=560), neck_depth=150.0, neckline="v", waist=116.0)
    pieces = back(torso, design.solid("satin"), label=LABEL) + collar_back(torso, design.cloth, height=22)
    pieces += sleeves(design, torso, Sleeve(384, 11, 34), design.cloth)
    pieces += [_band(design, torso, design.thread), _soft_body(design, torso)]
    slant = curve((CENTRE + 30, torso.top + 152), (CENTRE + 14, 410), (CENTRE - 26, torso.hem + 36))
    pieces += zip_line(slant, design.solid(tone=0.7), SILVER, width=10)
    for x, y, turn in ((CENTRE - 62, 336, -34), (CENTRE + 70, 470, 26), (CENTRE - 76, 470, -26)):
        reach = np.array([np.sin(np.deg2rad(turn)), 1.1 * np.cos(np.deg2rad(turn))]) * 34
        pieces += zip_line(np.array([(x, y) - reach, (x, y) + reach]), design.solid(tone=0.7), SILVER, width=9)
    pieces += lapels(design, torso, low=torso.top + torso.neck_depth + 4, width=66, peak=True)
    for side in (1, -1):
        pieces += snap(CENTRE + side * 62, torso.top + 64, 4, SILVER)
    return pieces + buckle(CENTRE + 66, torso.hem + 16, 32, 26, SILVER, thick=4)


def puffer(design: Design) -> list[Piece]:
    """A puffer jacket: padded chambers between seams, a high collar, a strong zip."""
    torso = replace(_jacket_torso(design, hem=600), chest=148.0, waist=144.0, hip=144.0, shoulder=140.0)
    step = design.vary(40, 56)
    pieces = back(torso, design.second(), label=LABEL)
    pieces += _padded_arms(design, torso, step * 0.86)
    outline = front(torso)
    rows = np.arange(torso.top + 64, torso.hem + 10, step)
    seams = tuple(
        Seam(curve((CENTRE - 190, y - 4), (CENTRE, y + 4), (CENTRE + 190, y - 4)), 1.5, pucker=1.6) for y in rows
    )
    chambers = _chambers([s.line for s in seams], step)
    pieces.append(
        Piece(
            outline,
            design.cloth,
            tube=0.72,
            bulge=16,
            swell=0.5,
            seams=(*seams, *armhole_seams(torso)),
            creases=(*chambers, *_puckers(design, [s.line for s in seams])),
        )
    )
    line = np.array([(CENTRE, torso.top + torso.neck_depth - 36), (CENTRE, torso.hem + 6)])
    collar = stand_collar(design, torso, design.cloth, height=56)
    collar = [replace(p, bulge=20, swell=0.6) for p in collar]
    return pieces + collar + zip_line(line, design.solid(tone=0.75), GUNMETAL, width=11)


def _jacket_torso(design: Design, *, hem: float) -> Torso:
    wide = {"oversized": 14.0, "slim fit": -8.0}.get(design.feature("fit"), 0.0)
    chest = 142 + wide - (8 if design.article.gender == "Women" else 0)
    return Torso(
        top=140,
        neck=54,
        neck_depth=42,
        shoulder=chest,
        slope=36,
        underarm=300,
        chest=chest,
        waist=chest - 8,
        waist_at=450,
        hip=chest - 10,
        hem=hem + design.vary(-10, 14),
        hem_drop=4,
    )


def _soft_body(design: Design, torso: Torso) -> Piece:
    soft = design.cloth.material.softness
    drape = Drape(3.6 * soft, design.vary(54, 76), 260)
    return Piece(
        front(torso),
        design.cloth,
        tube=0.74,
        drape=drape,
        creases=body_creases(design, torso, amount=1.5),
        seams=armhole_seams(torso),
    )


def _denim_body(design: Design, torso: Torso, thread: Rgb) -> Piece:
    yoke = curve(
        (CENTRE - 126, torso.underarm - 34), (CENTRE, torso.underarm - 26), (CENTRE + 126, torso.underarm - 34)
    )
    panels = [curve((CENTRE + a, torso.underarm - 30), (CENTRE + b, torso.hem)) for a, b in ((40, 26), (94, 66))]
    lines = [yoke, *panels, *(mirrored(line) for line in panels)]
    seams = tuple(
        Seam(line + shift, groove, stitch)
        for line in lines
        for shift, groove, stitch in (((0, 0), 0.9, None), ((2.4, 2.4), 0.1, thread))
    )
    fades = tuple(Fade(CENTRE + side * 62, torso.underarm + 66, 52, 120, 0.16) for side in (1, -1))
    body = _soft_body(design, torso)
    return replace(body, seams=(*seams, *armhole_seams(torso)), fades=fades, drape=Drape(1.4, 60, 200))


def _faded_arms(design: Design, torso: Torso) -> list[Piece]:
    arms = sleeves(design, torso, Sleeve(388, 11, 35), design.cloth)
    found = []
    for arm in arms:
        x, y = arm.outline.mean(axis=0)
        found.append(replace(arm, fades=(Fade(float(x), float(y), 26, 120, 0.18),)))
    return found


def _band(design: Design, torso: Torso, thread: Rgb) -> Piece:
    low = hem_line(torso) + (0, 36)
    right = join((hem_line(torso) - (0, 6))[::-1], low)
    seams = tuple(Seam(np.vstack([low, mirrored(low)[::-1][1:]]) - (0, dy), 0.2, thread) for dy in (6, 30))
    return Piece(symmetric(right), design.cloth, tube=0.7, seams=seams, cast=3)


def _pointed_flap(design: Design, x: float, y: float, thread: Rgb) -> Piece:
    outline = join([(x - 32, y), (x + 32, y), (x + 32, y + 22), (x, y + 36), (x - 32, y + 22)])
    inner = (outline - outline.mean(axis=0)) * 0.88 + outline.mean(axis=0)
    return Piece(
        outline, design.cloth, bulge=4, swell=0.3, seams=(Seam(inner, 0.2, thread, pucker=0.4, closed=True),), cast=4
    )


def _slant_pockets(design: Design, torso: Torso) -> list[Piece]:
    line = np.array([(CENTRE + 62, torso.hem - 136), (CENTRE + 98, torso.hem - 50)])
    right = Piece(ribbon(line, 13), design.cloth, grain=22, bulge=5, swell=0.5, cast=4)
    return [right, flipped(right)]


def _padded_arms(design: Design, torso: Torso, step: float) -> list[Piece]:
    sleeve = Sleeve(386, 13, 43, full=10)
    arms = []
    for arm in sleeves(design, torso, sleeve, design.cloth):
        side = 1 if arm.grain > 0 else -1
        down = np.array([np.sin(np.deg2rad(arm.grain)), np.cos(np.deg2rad(arm.grain))])
        out = np.array([down[1], -down[0]])
        root = np.array([CENTRE + side * (torso.shoulder - 4), torso.top + 72.0])
        lines = []
        for index in range(1, int(380 / step)):
            at = root + down * step * index
            lines.append(curve(tuple(at - out * 74), tuple(at + down * 6), tuple(at + out * 74)))
        seams = tuple(Seam(line, 1.4, pucker=1.6) for line in lines)
        creases = (*_chambers(lines, step), *_puckers(design, lines))
        arms.append(replace(arm, seams=seams, creases=creases, bulge=15, swell=0.5, drape=None))
    return arms


def _chambers(lines: list[np.ndarray[tuple[int, ...], np.dtype[np.float64]]], step: float) -> tuple[Crease, ...]:
    return tuple(Crease(line, step * 0.55, -2.4) for line in lines)


def _puckers(design: Design, lines: list[np.ndarray[tuple[int, ...], np.dtype[np.float64]]]) -> tuple[Crease, ...]:
    """Short gathers that the quilting draws across its seams."""
    found = []
    for line in lines:
        for _ in range(16):
            x, y = line[int(design.rng.integers(len(line)))] + design.rng.uniform(-20, 20, 2) * (1, 0.1)
            lean = design.vary(-5, 5)
            found.append(
                Crease(
                    np.array([(x - lean, y - design.vary(6, 15)), (x + lean, y + design.vary(6, 15))]),
                    5.0,
                    design.vary(-1.4, 0.9),
                )
            )
    return tuple(found)
