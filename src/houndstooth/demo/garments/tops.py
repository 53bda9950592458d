"""Tops without a collar: T-shirts, vests, camisoles and sweatshirts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from houndstooth.demo.cloth import plain
from houndstooth.demo.design import Design
from houndstooth.demo.garments.chest import chest_detail, top_body
from houndstooth.demo.garments.sleeve import Sleeve, sleeves
from houndstooth.demo.garments.straps import strappy_back, strappy_edge, strappy_side, straps
from houndstooth.demo.garments.torso import (
    LABEL,
    Torso,
    back,
    back_band,
    body_creases,
    hem_line,
    hem_seam,
    neck_band,
)
from houndstooth.demo.outline import ellipse, join, mirrored, ribbon, symmetric
from houndstooth.demo.piece import Drape, Piece


def tshirt(design: Design) -> list[Piece]:
    """A T-shirt: crew, V or scoop neck, short or long sleeves, perhaps a print or a pocket."""
    torso = tee_torso(design)
    rib = replace(
        design.solid("ribbed knit"),
        material=replace(design.solid("ribbed knit").material, weave_size=0.55, relief=0.16),
    )
    sleeve = tee_sleeve(design)
    pieces = back(torso, design.inside(), label=LABEL)
    pieces.append(back_band(torso, rib, 8))
    pieces += sleeves(design, torso, sleeve, design.cloth)
    pieces.append(top_body(design, torso))
    pieces += neck_band(torso, rib, design.vary(7, 11))
    return pieces + chest_detail(design, torso)


def tee_torso(design: Design) -> Torso:
    """The measures of a T-shirt from its fit, neckline and length."""
    fit = {"slim fit": -10.0, "oversized": 16.0}.get(design.feature("fit"), 0.0)
    woman = design.article.gender == "Women"
    neck, depth = {"v-neck": (52, 84), "scoop neck": (64, 84), "boat neck": (80, 26)}.get(
        design.feature("neckline"), (54, 44)
    )
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
    """A camisole or strappy top."""
    width = 6.0 if design.feature("straps") == "spaghetti straps" else 17.0
    neck = {"v-neck": "v", "sweetheart neck": "sweetheart", "square neck": "square"}.get(
        design.feature("neckline"), "crew"
    )
    torso = Torso(
        top=140,
        neck=64,
        neck_depth=112,
        neckline=neck,
        underarm=306,
        chest=118,
        waist=110,
        waist_at=440,
        hip=126 + design.vary(0, 12),
        hem=design.vary(596, 628),
    )
    bands = straps(torso, design.solid(), width)
    edge = strappy_edge(torso)
    foot = strappy_side(torso)
    outline = symmetric(join(edge, foot, hem_line(torso)))
    soft = design.cloth.material.softness
    drape = Drape(3.0 * soft, design.vary(52, 74), 360, grow=0.5)
    body = Piece(
        outline,
        design.cloth,
        tube=0.74,
        drape=drape,
        creases=body_creases(design, torso, amount=0.55),
        seams=(hem_seam(torso, 8, design.thread),),
    )
    whole = np.vstack([mirrored(edge)[::-1], edge[1:]])
    binding = Piece(ribbon(whole, 4.5), design.solid(), bulge=2.2, swell=0.5, cast=2)
    return [*bands[:2], strappy_back(torso, design.inside()), body, binding, *bands[2:], *_lace(design, torso)]


def _lace(design: Design, torso: Torso) -> list[Piece]:
    if "lace" not in design.article.detail:
        return []
    hem = hem_line(torso)
    whole = np.vstack([hem, mirrored(hem)[::-1][1:]])
    steps = np.linspace(0, len(whole) - 1, 34)
    trim = plain("mesh", design.colour).toned(0.9)
    spots = [whole[int(step)] for step in steps]
    return [
        Piece(
            ellipse(float(x), float(y) + 1, 8, 9, steps=20),
            trim,
            bulge=3,
            cast=1.5,
            holes=(ellipse(float(x), float(y) + 3, 2.4, 2.8, steps=12),),
        )
        for x, y in spots
    ]
