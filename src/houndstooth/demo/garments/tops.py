"""Tops without a collar: T-shirts, vests, camisoles and sweatshirts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from houndstooth.demo.cloth import Cloth, plain
from houndstooth.demo.design import Design
from houndstooth.demo.garments.fastening import cord, eyelet, zip_line
from houndstooth.demo.garments.prints import chest_print
from houndstooth.demo.garments.torso import (
    Sleeve,
    Torso,
    armhole_seams,
    back,
    back_band,
    body_creases,
    flipped,
    front,
    hem_line,
    hem_seam,
    neck_band,
    neckline,
    sleeve_outline,
    sleeves,
)
from houndstooth.demo.outline import CENTRE, box, curve, ellipse, join, mirrored, ribbon, symmetric
from houndstooth.demo.piece import Drape, Piece, Seam

LABEL = (0.93, 0.93, 0.91)


def tshirt(design: Design) -> list[Piece]:
    """A T-shirt: crew, V or scoop neck, short or long sleeves, perhaps a print or a pocket."""
    torso = tee_torso(design)
    rib = replace(design.solid("ribbed knit"), material=replace(design.solid("ribbed knit").material, weave_size=0.55, relief=0.16))
    sleeve = tee_sleeve(design)
    pieces = back(torso, design.inside(), label=LABEL)
    pieces.append(back_band(torso, rib, 8))
    pieces += sleeves(design, torso, sleeve, design.cloth)
    pieces.append(_body(design, torso))
    pieces += neck_band(torso, rib, design.vary(7, 11))
    return pieces + _extras(design, torso)


def tee_torso(design: Design) -> Torso:
    """The measures of a T-shirt from its fit, neckline and length."""
    fit = {"slim fit": -10.0, "oversized": 16.0}.get(design.feature("fit"), 0.0)
    woman = design.article.gender == "Women"
    neck, depth = {"v-neck": (52, 84), "scoop neck": (64, 84), "boat neck": (80, 26)}.get(design.feature("neckline"), (54, 44))
    crop = 110.0 if design.feature("length") == "cropped" else 0.0
    hem = design.vary(605, 640) - crop
    chest = 138 + fit - 10 * woman + design.vary(-4, 4)
    return Torso(
        top=130 + crop * 0.5,
        neck=neck + design.vary(-3, 3),
        neck_depth=depth + design.vary(-5, 5),
        neckline="v" if design.feature("neckline") == "v-neck" else "crew",
        shoulder=138 + fit * 0.9 - 14 * woman + design.vary(-3, 3),
        slope=design.vary(30, 38),
        underarm=286 + fit * 0.7 + crop * 0.5,
        chest=chest,
        waist=chest - (12 if woman else 3) - design.vary(0, 5),
        waist_at=430,
        hip=chest + (2 if woman else 0) + design.vary(-3, 5),
        hem=hem + crop * 0.5,
    )


def tee_sleeve(design: Design) -> Sleeve:
    """The sleeve of a T-shirt from its length and fit."""
    wide = 8.0 if design.feature("fit") == "oversized" else 0.0
    if design.feature("sleeve") == "long sleeve":
        return Sleeve(design.vary(400, 425), design.vary(8, 11), 28 + wide)
    if design.feature("sleeve") == "three-quarter sleeve":
        return Sleeve(290, design.vary(9, 13), 30 + wide)
    if design.feature("sleeve") == "cap sleeve":
        return Sleeve(112, 40, 50)
    return Sleeve(design.vary(172, 200) + wide * 2, design.vary(24, 31), 55 + wide)


def vest(design: Design) -> list[Piece]:
    """A camisole or tank top on straps."""
    width = 9.0 if design.feature("straps") == "spaghetti straps" else 30.0
    torso = Torso(top=150, neck=66, neck_depth=92, shoulder=66 + width, slope=8, underarm=300, chest=116, waist=110, hip=124 + design.vary(0, 12), hem=design.vary(590, 625))
    neck = design.feature("neckline")
    torso = replace(torso, neckline={"v-neck": "v", "sweetheart neck": "sweetheart", "square neck": "square"}.get(neck, "crew"))
    pieces = back(torso, design.inside(), rise=-58)
    pieces = [replace(pieces[0], outline=_low_back(torso))]
    body = _body(design, torso, armholes=False)
    edge = neckline(torso)
    whole = np.vstack([mirrored(edge)[::-1], edge[1:]])
    binding = Piece(ribbon(whole, 4.5), design.solid(), bulge=2.2, swell=0.5, cast=2)
    return [*pieces, body, binding, *_lace(design, torso)]


def sweatshirt(design: Design) -> list[Piece]:
    """A sweatshirt with ribbed neck, cuffs and hem; a hoodie has a hood, cords and a pouch as well."""
    torso = sweat_torso(design)
    hooded = design.article.kind == "hoodie"
    rib = design.solid("ribbed knit")
    pieces = back(torso, design.inside(), label=LABEL)
    if hooded:
        pieces = _hood_back(design, torso)
    else:
        pieces.append(back_band(torso, rib, 12))
    pieces += ribbed_sleeves(design, torso, Sleeve(design.vary(366, 384), design.vary(9, 13), 35, full=5), rib)
    pieces.append(rib_hem(torso, rib))
    pieces.append(_body(design, torso))
    pieces += _hood_front(design, torso) if hooded else neck_band(torso, rib, 15)
    return pieces + (_pouch(design, torso) if hooded else []) + _extras(design, torso)


def sweat_torso(design: Design) -> Torso:
    """The measures of a sweatshirt or a jumper."""
    wide = {"slim fit": -8.0, "oversized": 17.0, "relaxed fit": 9.0}.get(design.feature("fit"), 0.0)
    chest = 142 + wide + design.vary(-4, 4)
    neck, depth = {"v-neck": (52, 92), "boat neck": (78, 30), "roll neck": (44, 26)}.get(design.feature("neckline"), (54, 40))
    return Torso(
        top=140,
        neck=neck,
        neck_depth=depth,
        neckline="v" if design.feature("neckline") == "v-neck" else "crew",
        shoulder=142 + wide,
        slope=36,
        underarm=298 + wide * 0.6,
        chest=chest,
        waist=chest - 3,
        waist_at=450,
        hip=chest - 8 + design.vary(-3, 4),
        hem=design.vary(578, 610),
        hem_drop=5,
    )


def ribbed_sleeves(design: Design, torso: Torso, sleeve: Sleeve, rib: Cloth, *, cuff: float = 34.0) -> list[Piece]:
    """Long sleeves that end in ribbed cuffs, cuffs first so that the sleeves blouse over them."""
    pieces = sleeves(design, torso, sleeve, design.cloth)
    bands = []
    for sleeve_piece, side in zip(pieces, (1, -1), strict=True):
        _, line = sleeve_outline(torso, replace(sleeve, angle=abs(sleeve_piece.grain)))
        tail = sleeve_piece.outline[np.argsort(sleeve_piece.outline[:, 1])[-3:]].mean(axis=0)
        line = line if side > 0 else mirrored(line)
        middle = line.mean(axis=0)
        down = np.array([np.sin(np.deg2rad(sleeve_piece.grain)), np.cos(np.deg2rad(sleeve_piece.grain))])
        start = middle + (0, (tail[1] - middle[1]) * 0.5) - down * 8
        band = ribbon(np.vstack([start, start + down * (cuff + 8)]), sleeve.cuff * 1.72, sleeve.cuff * 1.56)
        bands.append(Piece(band, rib, grain=sleeve_piece.grain, tube=0.85, cast=3))
    return [*bands, *pieces]


def rib_hem(torso: Torso, rib: Cloth, *, height: float = 36.0) -> Piece:
    """The ribbed band below the body, a little narrower than it."""
    top, low = hem_line(torso) - (0, 8), hem_line(torso) + (0, height)
    right = join(top[::-1], [(CENTRE + torso.hip - 3, torso.hem + height * 0.5)], (low - (CENTRE, 0)) * (0.955, 1) + (CENTRE, 0))
    return Piece(symmetric(right), rib, tube=0.7, cast=3)


def _body(design: Design, torso: Torso, *, armholes: bool = True) -> Piece:
    soft = design.cloth.material.softness
    seams = (hem_seam(torso, 12, design.thread),) + (armhole_seams(torso) if armholes else ())
    drape = Drape(2.6 * soft, design.vary(58, 84), design.vary(260, 420), grow=0.35)
    return Piece(front(torso), design.cloth, tube=0.74, drape=drape, creases=body_creases(design, torso), seams=seams)


def _extras(design: Design, torso: Torso) -> list[Piece]:
    detail = design.article.detail
    if "print" in detail:
        return chest_print(design, torso)
    if "pocket" in detail and "kangaroo" not in detail:
        return [chest_pocket(design, CENTRE + 56, torso.underarm - 4)]
    if "stripe" in detail:
        band = box(CENTRE, torso.underarm + 36, torso.chest * 2.3, 46)
        body = _body(design, torso)
        return [replace(body, cloth=design.second(), clip=band, cast=0, seams=())]
    if "embroidered" in detail or "logo" in detail:
        tone = plain("satin", design.accent)
        shapes = [curve(*[(CENTRE + 50 + x, torso.underarm - 14 + y) for x, y in ((0, 8), (5, -6), (10, 4), (15, -8), (20, 8))])]
        return [Piece(ribbon(shape, 3.4), tone, bulge=1.5, cast=1.2) for shape in shapes]
    return []


def chest_pocket(design: Design, x: float, y: float, *, width: float = 52.0) -> Piece:
    """A patch pocket with a pointed foot and a stitched edge."""
    h = width / 2
    outline = join([(x - h, y), (x + h, y), (x + h, y + width * 0.92), (x, y + width * 1.12), (x - h, y + width * 0.92)])
    inner = (outline - outline.mean(axis=0)) * 0.93 + outline.mean(axis=0)
    lid = Seam(np.array([[x - h, y + 10], [x + h, y + 10]]), 0.5, design.thread, pucker=0.3)
    return Piece(outline, design.cloth, seams=(Seam(inner, 0.2, design.thread, pucker=0.3, closed=True), lid), cast=2.2, drape=Drape(0.5, 30, 60))


def _low_back(torso: Torso) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    low = torso.top + torso.neck_depth
    right = join(
        curve((CENTRE, low - 34), (CENTRE + 40, low - 40), (CENTRE + torso.shoulder - 12, low - 44)),
        [(CENTRE + torso.chest - 8, low + 20), (CENTRE, low + 40)],
    )
    return symmetric(right)


def _lace(design: Design, torso: Torso) -> list[Piece]:
    if "lace" not in design.article.detail:
        return []
    hem = hem_line(torso)
    whole = np.vstack([hem, mirrored(hem)[::-1][1:]])
    steps = np.linspace(0, len(whole) - 1, 34)
    trim = plain("mesh", design.colour).toned(0.9)
    spots = [whole[int(step)] for step in steps]
    return [Piece(ellipse(float(x), float(y) + 1, 8, 9, steps=20), trim, bulge=3, cast=1.5, holes=(ellipse(float(x), float(y) + 3, 2.4, 2.8, steps=12),)) for x, y in spots]


def _hood_back(design: Design, torso: Torso) -> list[Piece]:
    """The hood lying behind the neck, its lining seen from the front."""
    n, top = torso.neck, torso.top
    shell = symmetric(curve((CENTRE, top - 62), (CENTRE + 52, top - 56), (CENTRE + 84, top - 22), (CENTRE + 88, top + 16), (CENTRE + n + 26, top + 46), (CENTRE, top + 80)))
    lining = symmetric(curve((CENTRE, top - 42), (CENTRE + 40, top - 36), (CENTRE + 62, top - 6), (CENTRE + 58, top + 30), (CENTRE + 24, top + 66), (CENTRE, top + 84)))
    seam = Seam(np.array([[CENTRE, top - 62], [CENTRE, top + 70]]), 0.8, pucker=0.6)
    return [
        Piece(shell, design.cloth, bulge=34, swell=0.7, drape=Drape(2, 40, 90)),
        Piece(lining, design.inside(), dim=0.6, bulge=20, swell=-0.5, seams=(seam,), cast=8, shade_top=0.3),
    ]


def _hood_front(design: Design, torso: Torso) -> list[Piece]:
    """The hood's two front edges, crossing below the chin, and the cords."""
    top, d = torso.top, torso.neck_depth
    outer = curve((CENTRE + 86, top + 6), (CENTRE + 80, top + 40), (CENTRE + 48, top + d + 26), (CENTRE - 10, top + d + 46))
    inner = curve((CENTRE - 12, top + d + 26), (CENTRE + 24, top + d + 4), (CENTRE + 50, top + 26), (CENTRE + 60, top - 8))
    right = Piece(join(outer, inner), design.cloth, bulge=16, swell=0.6, cast=7, seams=(Seam(inner - (-7, -5), 0.5, design.thread, pucker=0.5),))
    colour = (0.93, 0.92, 0.9) if design.rng.random() < 0.6 else design.accent
    pieces = [flipped(right), right]
    for side in (1, -1):
        x, y = CENTRE + side * 27, top + d + 22
        sway = design.vary(-6, 8)
        line = curve((x, y), (x + side * 4, y + 45), (x + side * (2 + sway), y + design.vary(92, 118)))
        pieces += [*eyelet(x, y, 4.6), *cord(line, colour, tip=(0.78, 0.78, 0.8))]
    return pieces


def _pouch(design: Design, torso: Torso) -> list[Piece]:
    if "zip" in design.article.detail:
        line = np.array([[CENTRE, torso.top + torso.neck_depth + 34], [CENTRE, torso.hem + 34.0]])
        return zip_line(line, design.solid(tone=0.8), width=8)
    y = torso.hem - 6
    right = join([(CENTRE, y - 118)], curve((CENTRE + 52, y - 118), (CENTRE + 58, y - 112), (CENTRE + 86, y - 46)), [(CENTRE + 88, y), (CENTRE, y + 4)])
    outline = symmetric(right)
    edge = np.array([[CENTRE + 54, y - 114], [CENTRE + 82, y - 46]])
    seams = tuple(Seam(line, 0.4, design.thread) for line in (edge, mirrored(edge)))
    return [Piece(outline, design.cloth, drape=Drape(1.6, 50, 80), bulge=8, swell=0.3, seams=seams, cast=5)]

