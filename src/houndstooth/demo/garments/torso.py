"""The torso: the measures and the pieces that all upper garments share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from houndstooth.demo.cloth import Cloth, Rgb, plain
from houndstooth.demo.design import Design
from houndstooth.demo.outline import CENTRE, box, curve, join, mirrored, part, ribbon, symmetric
from houndstooth.demo.piece import Crease, Piece, Seam
from houndstooth.demo.raster import Points

LABEL: Rgb = (0.93, 0.93, 0.91)
"""The colour of the brand's label in the neck."""


@dataclass(frozen=True, slots=True)
class Torso:
    """Measures of an upper garment in points; widths are from the middle to one side."""

    top: float = 130.0
    neck: float = 56.0
    neck_depth: float = 48.0
    neckline: str = "crew"
    shoulder: float = 138.0
    slope: float = 34.0
    underarm: float = 292.0
    chest: float = 136.0
    waist: float = 128.0
    waist_at: float = 440.0
    hip: float = 134.0
    hem: float = 620.0
    hem_drop: float = 7.0

    @property
    def shoulder_point(self) -> tuple[float, float]:
        """Where the right shoulder ends."""
        return (CENTRE + self.shoulder, self.top + self.slope)

    @property
    def underarm_point(self) -> tuple[float, float]:
        """Where the right sleeve ends below."""
        return (CENTRE + self.chest, self.underarm)


def neckline(torso: Torso) -> Points:
    """The right half of the front neckline, from its lowest point to the shoulder."""
    n, d, top = torso.neck, torso.neck_depth, torso.top
    if torso.neckline == "v":
        return curve((CENTRE, top + d), (CENTRE + 0.46 * n, top + 0.5 * d), (CENTRE + n, top))
    if torso.neckline == "square":
        return join(curve((CENTRE, top + d), (CENTRE + n * 0.9, top + d - 2)), [(CENTRE + n, top)])
    if torso.neckline == "sweetheart":
        low, high = (CENTRE, top + d), (CENTRE + 0.5 * n, top + d - 16)
        return join(
            curve(low, (CENTRE + 0.2 * n, top + d - 12), high, (CENTRE + 0.86 * n, top + d - 8)), [(CENTRE + n, top)]
        )
    through = [(0.0, 1.0), (0.42, 0.93), (0.76, 0.66), (0.94, 0.3), (1.0, 0.0)]
    return curve(*[(CENTRE + n * x, top + d * y) for x, y in through])


def side_line(torso: Torso) -> Points:
    """The right side from the shoulder through armhole, waist and hip to the hem."""
    sx, sy = torso.shoulder_point
    ux, uy = torso.underarm_point
    bite = min(sx, ux) - 8
    armhole = curve((sx, sy), (bite - 1, sy + 0.42 * (uy - sy)), (bite + 2, sy + 0.72 * (uy - sy)), (ux, uy))
    waist = (CENTRE + torso.waist, torso.waist_at)
    return join(armhole, curve((ux, uy), waist, (CENTRE + torso.hip, torso.hem - 6), (CENTRE + torso.hip, torso.hem)))


def front(torso: Torso) -> Points:
    """The closed outline of a front without sleeves."""
    collar = neckline(torso)
    shoulder = curve(
        (CENTRE + torso.neck, torso.top),
        (CENTRE + (torso.neck + torso.shoulder) / 2, torso.top + 0.43 * torso.slope),
        torso.shoulder_point,
    )
    return symmetric(join(collar, shoulder, side_line(torso), hem_line(torso)))


def hem_line(torso: Torso) -> Points:
    """The right half of the hem, from the side to the middle."""
    h, y, drop = torso.hip, torso.hem, torso.hem_drop
    return curve((CENTRE + h, y), (CENTRE + 0.62 * h, y + 0.62 * drop), (CENTRE, y + drop))


def back(torso: Torso, cloth: Cloth, *, rise: float = 9.0, label: Rgb | None = None) -> list[Piece]:
    """The inside of the back that shows through the neck, with the brand's label."""
    n, top = torso.neck, torso.top
    over = curve((CENTRE, top + 6 - rise), (CENTRE + 0.6 * n, top + 4 - rise * 0.7), (CENTRE + n - 1, top + 2))
    under = join([(CENTRE + n + 2, top + 14)], neckline(torso)[::-1] + (2, 8))
    inside = Piece(symmetric(join(over, under)), cloth, dim=0.62, shade_top=-0.25, tube=0.4)
    if label is None:
        return [inside]
    tab = box(CENTRE, top + 19 - rise * 0.5, 30, 15, radius=1)
    marks = [box(CENTRE + x, top + 19 - rise * 0.5, w, 2.2) for x, w in ((-5, 9), (5.5, 7))]
    text = plain("enamel", (0.35, 0.35, 0.36))
    return [inside, Piece(tab, plain("satin", label), dim=0.8, cast=2), *(Piece(m, text, cast=0) for m in marks)]


def body_creases(design: Design, torso: Torso, *, amount: float = 1.0) -> tuple[Crease, ...]:
    """Folds that start where cloth is pulled: from the armholes inwards, and across the waist."""
    creases = []
    strength = amount * design.cloth.material.softness
    for side in (1, -1):
        ux, uy = torso.underarm_point
        for index in range(3):
            start = (ux - 10, uy - 26 + 22 * index + design.vary(-6, 6))
            reach = design.vary(34, 92)
            end = (start[0] - reach, start[1] + design.vary(20, 78))
            bow = ((start[0] + end[0]) / 2 - 4, (start[1] + end[1]) / 2 + design.vary(6, 14))
            line = curve(start, bow, end)
            creases.append(_sided(line, side, 11.0, strength * design.vary(1.0, 2.4)))
        for _ in range(3):
            y = torso.waist_at + design.vary(-60, 90)
            start = (CENTRE + torso.waist - 4, y)
            end = (start[0] - design.vary(40, 110), y + design.vary(-26, 34))
            line = curve(start, ((start[0] + end[0]) / 2, y + design.vary(4, 14)), end)
            creases.append(_sided(line, side, 8.0, strength * design.vary(0.5, 1.5)))
    return tuple(creases)


def neck_band(torso: Torso, cloth: Cloth, width: float) -> list[Piece]:
    """A knitted band round the neck: its back half inside, its front half outside."""
    right = neckline(torso)
    right = np.vstack([right, right[-1] + (-0.14 * width, -0.36 * width)])
    whole = np.vstack([mirrored(right)[::-1], right[1:]])
    piece = Piece(
        ribbon(whole, width), cloth, bulge=width / 2, swell=0.45, cast=3, seams=(Seam(whole, 0.0, pucker=0.0),)
    )
    return [piece]


def back_band(torso: Torso, cloth: Cloth, width: float) -> Piece:
    """The inside of the neck band at the back."""
    n, top = torso.neck, torso.top
    right = curve((CENTRE, top + 1), (CENTRE + 0.6 * n, top + 0.5), (CENTRE + n - 5, top + 3))
    whole = np.vstack([mirrored(right)[::-1], right[1:]])
    return Piece(ribbon(whole, width), cloth, bulge=width / 2, swell=0.4, dim=0.74, cast=2)


def hem_seam(torso: Torso, rise: float, stitch: Rgb | None = None) -> Seam:
    """The row of stitches above a hem."""
    right = hem_line(torso)
    whole = np.vstack([right, mirrored(right)[::-1][1:]]) - (0, rise)
    return Seam(part(whole, 0.01, 0.99), 0.5, stitch, pucker=0.8)


def armhole_seams(torso: Torso) -> tuple[Seam, ...]:
    """The seams where the sleeves are set in."""
    line = side_line(torso)[:31] - (2.5, 0)
    return (Seam(line, 0.7, pucker=0.6), Seam(mirrored(line), 0.7, pucker=0.6))


def both(pieces: Iterable[Piece]) -> list[Piece]:
    """Pieces drawn on the right side, and the same on the left."""
    found = []
    for piece in pieces:
        found += [piece, flipped(piece)]
    return found


def flipped(piece: Piece) -> Piece:
    """A piece on the other side of the middle."""
    return replace(
        piece,
        outline=mirrored(piece.outline),
        grain=-piece.grain,
        creases=tuple(Crease(mirrored(c.line), c.width, c.depth) for c in piece.creases),
        seams=tuple(replace(s, line=mirrored(s.line)) for s in piece.seams),
        holes=tuple(mirrored(hole) for hole in piece.holes),
        clip=None if piece.clip is None else mirrored(piece.clip),
    )


def _sided(line: Points, side: int, width: float, depth: float) -> Crease:
    return Crease(line if side > 0 else mirrored(line), width, depth)
