"""Knitwear: jumpers and cardigans."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from houndstooth.demo.cloth import Rgb
from houndstooth.demo.design import Design
from houndstooth.demo.garments.collar import roll_neck, shawl
from houndstooth.demo.garments.fastening import button
from houndstooth.demo.garments.sleeve import Sleeve
from houndstooth.demo.garments.sweats import rib_hem, ribbed_sleeves, sweat_torso
from houndstooth.demo.garments.torso import LABEL, Torso, armhole_seams, back, back_band, body_creases, front, neck_band
from houndstooth.demo.outline import CENTRE, box, mirrored, ribbon
from houndstooth.demo.piece import Drape, Piece

_HORN: Rgb = (0.30, 0.21, 0.15)


def jumper(design: Design) -> list[Piece]:
    """A jumper: crew, V, boat or roll neck; plain, ribbed or cable knit."""
    torso = sweat_torso(design)
    rib = design.solid("ribbed knit")
    pieces = back(torso, design.inside(), label=LABEL)
    if design.feature("neckline") != "roll neck":
        pieces.append(back_band(torso, rib, 13))
    pieces += ribbed_sleeves(design, torso, Sleeve(design.vary(362, 384), design.vary(9, 13), 34, full=5), rib)
    pieces.append(rib_hem(torso, rib, height=40))
    pieces.append(_body(design, torso))
    if design.feature("neckline") == "roll neck":
        return pieces + roll_neck(design, torso, rib)
    return pieces + neck_band(torso, rib, 16)


def cardigan(design: Design) -> list[Piece]:
    """A cardigan: a knitted band down both fronts, buttons, ribbed cuffs and hem, often pockets."""
    torso = replace(sweat_torso(design), neckline="v", neck_depth=design.vary(120, 175), neck=54)
    if design.feature("length") == "long":
        torso = replace(torso, top=90, underarm=248, hem=690, hip=torso.hip + 8, waist_at=430)
    rib = design.solid("ribbed knit")
    low = torso.top + torso.neck_depth
    pieces = back(torso, design.inside(), label=LABEL)
    pieces += ribbed_sleeves(design, torso, Sleeve(design.vary(366, 386), design.vary(9, 13), 34, full=5), rib)
    pieces += [rib_hem(torso, rib), _body(design, torso)]
    if "pocket" in design.article.detail:
        pieces += _pockets(design, torso)
    pieces += shawl(design, torso, rib, low=low + 4, width=22)
    line = np.array([(CENTRE, low - 2), (CENTRE + 1, (low + torso.hem) / 2), (CENTRE, torso.hem + 34)])
    pieces.append(Piece(ribbon(line, 24), rib, bulge=7, swell=0.35, cast=3.5))
    for y in np.linspace(low + 16, torso.hem + 14, 5 if torso.hem < 650 else 6):
        pieces += button(CENTRE, float(y), 6.0, _HORN if sum(design.colour) > 0.9 else (0.12, 0.11, 0.11))
    return pieces


def _body(design: Design, torso: Torso) -> Piece:
    soft = design.cloth.material.softness
    drape = Drape(2.8 * soft, design.vary(70, 100), design.vary(240, 380), grow=0.3)
    return Piece(
        front(torso),
        design.cloth,
        tube=0.76,
        drape=drape,
        creases=body_creases(design, torso, amount=0.9),
        seams=armhole_seams(torso),
    )


def _pockets(design: Design, torso: Torso) -> list[Piece]:
    x, y = CENTRE + 0.56 * torso.hip, torso.hem - 52
    bag = Piece(box(x, y, 84, 88, radius=6), design.cloth, bulge=6, swell=0.3, cast=4)
    lip = Piece(box(x, y - 40, 86, 17, radius=3), design.solid("ribbed knit"), bulge=5, swell=0.4, cast=3)
    left = [replace(p, outline=mirrored(p.outline)) for p in (bag, lip)]
    return [bag, lip, *left]
