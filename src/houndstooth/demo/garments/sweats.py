"""Sweatshirts and hoodies, and the ribbed ends that they share with knitwear."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from houndstooth.demo.cloth import Cloth
from houndstooth.demo.design import Design
from houndstooth.demo.garments.chest import chest_detail, top_body
from houndstooth.demo.garments.fastening import cord, eyelet, zip_line
from houndstooth.demo.garments.sleeve import Sleeve, sleeve_outline, sleeves
from houndstooth.demo.garments.torso import (
    LABEL,
    Torso,
    back,
    back_band,
    flipped,
    hem_line,
    neck_band,
)
from houndstooth.demo.outline import CENTRE, curve, join, mirrored, ribbon, symmetric
from houndstooth.demo.piece import Drape, Piece, Seam


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
    pieces.append(top_body(design, torso))
    pieces += _hood_front(design, torso) if hooded else neck_band(torso, rib, 15)
    return pieces + (_pouch(design, torso) if hooded else []) + chest_detail(design, torso)


def sweat_torso(design: Design) -> Torso:
    """The measures of a sweatshirt or a jumper."""
    wide = {"slim fit": -8.0, "oversized": 17.0, "relaxed fit": 9.0}.get(design.feature("fit"), 0.0)
    chest = 142 + wide + design.vary(-4, 4)
    neck, depth = {"v-neck": (52, 92), "boat neck": (78, 30), "roll neck": (44, 26)}.get(
        design.feature("neckline"), (54, 40)
    )
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
    right = join(
        top[::-1], [(CENTRE + torso.hip - 3, torso.hem + height * 0.5)], (low - (CENTRE, 0)) * (0.955, 1) + (CENTRE, 0)
    )
    return Piece(symmetric(right), rib, tube=0.7, cast=3)


def _hood_back(design: Design, torso: Torso) -> list[Piece]:
    """The hood lying behind the neck, its lining seen from the front."""
    n, top = torso.neck, torso.top
    shell = symmetric(
        curve(
            (CENTRE, top - 62),
            (CENTRE + 52, top - 56),
            (CENTRE + 84, top - 22),
            (CENTRE + 88, top + 16),
            (CENTRE + n + 26, top + 46),
            (CENTRE, top + 80),
        )
    )
    lining = symmetric(
        curve(
            (CENTRE, top - 42),
            (CENTRE + 40, top - 36),
            (CENTRE + 62, top - 6),
            (CENTRE + 58, top + 30),
            (CENTRE + 24, top + 66),
            (CENTRE, top + 84),
        )
    )
    seam = Seam(np.array([[CENTRE, top - 62], [CENTRE, top + 70]]), 0.8, pucker=0.6)
    return [
        Piece(shell, design.cloth, bulge=34, swell=0.7, drape=Drape(2, 40, 90)),
        Piece(lining, design.inside(), dim=0.6, bulge=20, swell=-0.5, seams=(seam,), cast=8, shade_top=0.3),
    ]


def _hood_front(design: Design, torso: Torso) -> list[Piece]:
    """The hood's two front edges, crossing below the chin, and the cords."""
    top, d = torso.top, torso.neck_depth
    outer = curve(
        (CENTRE + 86, top + 6), (CENTRE + 80, top + 40), (CENTRE + 48, top + d + 26), (CENTRE - 10, top + d + 46)
    )
    inner = curve(
        (CENTRE - 12, top + d + 26), (CENTRE + 24, top + d + 4), (CENTRE + 50, top + 26), (CENTRE + 60, top - 8)
    )
    right = Piece(
        join(outer, inner),
        design.cloth,
        bulge=16,
        swell=0.6,
        cast=7,
        seams=(Seam(inner - (-7, -5), 0.5, design.thread, pucker=0.5),),
    )
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
    right = join(
        [(CENTRE, y - 118)],
        curve((CENTRE + 52, y - 118), (CENTRE + 58, y - 112), (CENTRE + 86, y - 46)),
        [(CENTRE + 88, y), (CENTRE, y + 4)],
    )
    outline = symmetric(right)
    edge = np.array([[CENTRE + 54, y - 114], [CENTRE + 82, y - 46]])
    seams = tuple(Seam(line, 0.4, design.thread) for line in (edge, mirrored(edge)))
    return [Piece(outline, design.cloth, drape=Drape(1.6, 50, 80), bulge=8, swell=0.3, seams=seams, cast=5)]
