"""The torso: the measures and the pieces that all upper garments share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from houndstooth.demo.cloth import Cloth, Rgb, plain
from houndstooth.demo.design import Design
from houndstooth.demo.outline import CENTRE, box, curve, join, mirrored, part, ribbon, symmetric
from houndstooth.demo.piece import Crease, Drape, Piece, Seam
from houndstooth.demo.raster import Points


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
        return join(curve(low, (CENTRE + 0.2 * n, top + d - 12), high, (CENTRE + 0.86 * n, top + d - 8)), [(CENTRE + n, top)])
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
    over = curve((CENTRE, top + 6 - rise), (CENTRE + 0.6 * n, top + 3 - rise * 0.7), (CENTRE + n + 3, top + 2))
    under = join([(CENTRE + n + 4, top + 14)], neckline(torso)[::-1] + (2, 8))
    inside = Piece(symmetric(join(over, under)), cloth, dim=0.62, shade_top=-0.25, tube=0.4)
    if label is None:
        return [inside]
    tab = box(CENTRE, top + 19 - rise * 0.5, 30, 15, radius=1)
    marks = [box(CENTRE + x, top + 19 - rise * 0.5, w, 2.2) for x, w in ((-5, 9), (5.5, 7))]
    text = plain("enamel", (0.35, 0.35, 0.36))
    return [inside, Piece(tab, plain("satin", label), dim=0.8, cast=2), *(Piece(m, text, cast=0) for m in marks)]


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
    outside = curve(_xy(shoulder - (14, 1)), _xy(shoulder + (2 + sleeve.puff * 0.3, 1 - sleeve.puff * 0.5)), _xy(upper), _xy(middle), _xy(outer))
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
            Piece(outline, cloth, grain=side * angle, tube=0.86, drape=drape, creases=tuple(creases), seams=seams, shade_top=0.06)
        )
    return pieces


def offset_up(line: Points, distance: float, turn: float = 0.0) -> Points:
    """A line moved up (and turned with a sleeve): where a hem is sewn."""
    angle = np.deg2rad(turn)
    return np.asarray(line - distance * np.array([-np.sin(angle), np.cos(angle)]), np.float64)


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
    whole = np.vstack([mirrored(right)[::-1], right[1:]])
    piece = Piece(ribbon(whole, width), cloth, bulge=width / 2, swell=0.45, cast=3, seams=(Seam(whole, 0.0, pucker=0.0),))
    return [piece]


def back_band(torso: Torso, cloth: Cloth, width: float) -> Piece:
    """The inside of the neck band at the back."""
    n, top = torso.neck, torso.top
    right = curve((CENTRE, top + 1), (CENTRE + 0.6 * n, top), (CENTRE + n + 1, top + 1))
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


def _xy(point: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> tuple[float, float]:
    return (float(point[0]), float(point[1]))
