"""Sleeves: their measures, their cut and their folds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from houndstooth.demo.cloth import Cloth
from houndstooth.demo.design import Design
from houndstooth.demo.garments.torso import Torso
from houndstooth.demo.outline import curve, join, mirrored
from houndstooth.demo.piece import Crease, Drape, Piece, Seam
from houndstooth.demo.raster import Points


@dataclass(frozen=True, slots=True)
class Sleeve:
    """Measures of a sleeve: ``angle`` from straight down, ``cuff`` its half width there, ``puff`` at the shoulder."""

    length: float = 330.0
    angle: float = 9.0
    cuff: float = 27.0
    puff: float = 0.0
    full: float = 0.0


def sleeve_outline(torso: Torso, sleeve: Sleeve) -> tuple[Points, Points]:
    """The right sleeve: its closed outline, and its cuff line from the outside in."""
    shoulder, underarm = np.array(torso.shoulder_point), np.array(torso.underarm_point)
    down = np.array([np.sin(np.deg2rad(sleeve.angle)), np.cos(np.deg2rad(sleeve.angle))])
    out = np.array([down[1], -down[0]])
    root = (shoulder + underarm) / 2 + out * (6 + sleeve.puff * 0.3)
    end = root + down * (sleeve.length - 0.5 * float(np.linalg.norm(underarm - shoulder)))
    outer, inner = end + out * sleeve.cuff, end - out * sleeve.cuff
    reach = end - root
    upper = shoulder + out * (9 + sleeve.puff) + down * (32 - 0.5 * sleeve.puff)
    middle = 0.5 * (upper + outer) + out * (1.5 + sleeve.full)
    crook = root + 0.52 * reach - out * (sleeve.cuff * 1.06 + sleeve.full * 0.8)
    outside = curve(
        _xy(shoulder - (14, 1)),
        _xy(shoulder + (2 + sleeve.puff * 0.3, 1 - sleeve.puff * 0.5)),
        _xy(upper),
        _xy(middle),
        _xy(outer),
    )
    cuff = curve(_xy(outer), _xy(end + down * 4), _xy(inner))
    inside = curve(_xy(inner), _xy(crook), _xy(underarm + (1, -4)))
    return join(outside, cuff, inside, [_xy(underarm - (30, 30))]), cuff


def sleeves(design: Design, torso: Torso, sleeve: Sleeve, cloth: Cloth) -> list[Piece]:
    """Both sleeves, each falling a little differently."""
    pieces = []
    for side in (1, -1):
        angle = sleeve.angle + design.vary(-1.6, 1.6)
        own = Sleeve(sleeve.length + design.vary(-6, 6), angle, sleeve.cuff, sleeve.puff, sleeve.full)
        outline, cuff = sleeve_outline(torso, own)
        creases = sleeve_creases(design, torso, own)
        if side < 0:
            outline, cuff = mirrored(outline), mirrored(cuff)
            creases = [Crease(mirrored(c.line), c.width, c.depth) for c in creases]
        drape = Drape(1.7 * cloth.material.softness, 34, 150)
        seams = (Seam(offset_up(cuff, 11, -side * angle), 0.6, pucker=0.7),)
        pieces.append(
            Piece(
                outline,
                cloth,
                grain=side * angle,
                tube=0.86,
                drape=drape,
                creases=tuple(creases),
                seams=seams,
                shade_top=0.06,
            )
        )
    return pieces


def sleeve_creases(design: Design, torso: Torso, sleeve: Sleeve) -> list[Crease]:
    """Short slanting folds in the crook of the arm, and two long ones from the armhole."""
    amount = design.cloth.material.softness
    down = np.array([np.sin(np.deg2rad(sleeve.angle)), np.cos(np.deg2rad(sleeve.angle))])
    out = np.array([down[1], -down[0]])
    root = (np.array(torso.shoulder_point) + torso.underarm_point) / 2
    creases = []
    for index in range(int(sleeve.length / 42)):
        at = root + down * (30 + index * 38 + design.vary(-12, 12)) + out * design.vary(-4, 10)
        width, rise = sleeve.cuff * design.vary(0.7, 1.3), design.vary(8, 26)
        start, end = at - out * width + down * rise * 0.2, at + out * width + down * rise
        middle = (start + end) / 2 + down * design.vary(2, 9)
        depth = amount * design.vary(0.5, 1.5) * (1 if index % 2 else -1)
        creases.append(Crease(curve(_xy(start), _xy(middle), _xy(end)), 8.0, depth))
    return creases


def offset_up(line: Points, distance: float, turn: float = 0.0) -> Points:
    """A line moved up (and turned with a sleeve): where a hem is sewn."""
    angle = np.deg2rad(turn)
    return np.asarray(line - distance * np.array([-np.sin(angle), np.cos(angle)]), np.float64)


def _xy(point: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> tuple[float, float]:
    return (float(point[0]), float(point[1]))
