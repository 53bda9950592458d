"""What is put on the chest of a top: a pocket, a print, a band, a small emblem."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from houndstooth.demo.cloth import plain
from houndstooth.demo.design import Design
from houndstooth.demo.garments.prints import chest_print
from houndstooth.demo.garments.torso import (
    Torso,
    armhole_seams,
    body_creases,
    front,
    hem_seam,
)
from houndstooth.demo.outline import CENTRE, box, curve, ellipse, join, ribbon
from houndstooth.demo.piece import Drape, Piece, Seam


def chest_detail(design: Design, torso: Torso) -> list[Piece]:
    """What an article's detail puts on its chest, if anything."""
    detail = design.article.detail
    if "print" in detail:
        return chest_print(design, torso)
    if "pocket" in detail and "kangaroo" not in detail:
        return [chest_pocket(design, CENTRE + 56, torso.underarm - 4)]
    if "stripe" in detail:
        band = box(CENTRE, torso.underarm + 36, torso.chest * 2.3, 46)
        body = top_body(design, torso)
        return [replace(body, cloth=design.second(), clip=band, cast=0, seams=())]
    if "embroidered" in detail:
        tone = plain("satin", design.accent)
        x, y = CENTRE + 60, torso.underarm - 12
        ring = ellipse(x, y, 9, 9)
        sprig = curve((x - 4, y + 5), (x, y - 1), (x + 5, y - 5))
        hole = ((ring - (x, y)) * 0.72 + (x, y),)
        return [
            Piece(ring, tone, bulge=1.5, cast=1.2, holes=hole),
            Piece(ribbon(sprig, 2.6), tone, bulge=1.2, cast=1),
        ]
    return []


def chest_pocket(design: Design, x: float, y: float, *, width: float = 52.0) -> Piece:
    """A patch pocket with a pointed foot and a stitched edge."""
    h = width / 2
    outline = join(
        [(x - h, y), (x + h, y), (x + h, y + width * 0.92), (x, y + width * 1.12), (x - h, y + width * 0.92)]
    )
    inner = (outline - outline.mean(axis=0)) * 0.93 + outline.mean(axis=0)
    lid = Seam(np.array([[x - h, y + 10], [x + h, y + 10]]), 0.5, design.thread, pucker=0.3)
    return Piece(
        outline,
        design.cloth,
        seams=(Seam(inner, 0.2, design.thread, pucker=0.3, closed=True), lid),
        cast=2.2,
        drape=Drape(0.5, 30, 60),
    )


def top_body(design: Design, torso: Torso) -> Piece:
    """The front of a top with its folds and seams."""
    soft = design.cloth.material.softness
    seams = (hem_seam(torso, 12, design.thread), *armhole_seams(torso))
    drape = Drape(2.6 * soft, design.vary(58, 84), design.vary(260, 420), grow=0.35)
    return Piece(front(torso), design.cloth, tube=0.74, drape=drape, creases=body_creases(design, torso), seams=seams)
