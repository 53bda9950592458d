"""Collars: stands, leaves, lapels and rolls."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from houndstooth.demo.cloth import Cloth
from houndstooth.demo.design import Design
from houndstooth.demo.garments.torso import Torso, flipped
from houndstooth.demo.outline import CENTRE, curve, join, ribbon, symmetric
from houndstooth.demo.piece import Crease, Drape, Piece, Seam


def collar_back(torso: Torso, cloth: Cloth, *, height: float = 24.0, spread: float = 1.0) -> list[Piece]:
    """The standing back of a turned collar: its fold above, the inside of the stand below."""
    n, top = torso.neck * spread, torso.top
    over = curve(
        (CENTRE, top - height - 2), (CENTRE + 0.5 * n, top - height - 1), (CENTRE + 0.84 * n, top - height + 3)
    )
    shell = symmetric(join(over, [(CENTRE + n - 4, top + 8), (CENTRE, top + 30)]))
    rim = curve(
        (CENTRE, top - height + 4),
        (CENTRE + 0.5 * n, top - height + 6),
        (CENTRE + 0.82 * n, top - height + 10),
        (CENTRE + n - 6, top),
    )
    stand = symmetric(join(rim, [(CENTRE + n - 6, top + 22), (CENTRE, top + 34)]))
    return [
        Piece(shell, cloth, bulge=8, swell=0.5, cast=3),
        Piece(stand, cloth.toned(0.94), dim=0.66, cast=4, tube=0.3, shade_top=-0.15),
    ]


def shirt_collar(
    design: Design, torso: Torso, *, spread: float = 1.0, points: float = 1.0, gap: float = 5.0
) -> list[Piece]:
    """The two leaves of a shirt collar, folded down to the collar button."""
    n, top = torso.neck, torso.top
    foot = (CENTRE + gap, top + torso.neck_depth - 2)
    tip = (CENTRE + 22 + 26 * spread, top + torso.neck_depth + 30 * points)
    crest = (CENTRE + 0.82 * n, top - 19)
    outer = curve(crest, (CENTRE + n + 3, top - 11), (CENTRE + n + 11, top + 6), (CENTRE + n + 7, top + 27), tip)
    fold = curve(foot, (CENTRE + 0.55 * n, top + 0.52 * torso.neck_depth), (CENTRE + 0.88 * n, top - 2), crest)
    outline = join(fold, outer, curve(tip, (0.5 * (tip[0] + foot[0]) + 2, 0.5 * (tip[1] + foot[1]) + 5), foot))
    inset = (outline - outline.mean(axis=0)) * (0.90, 0.88) + outline.mean(axis=0)
    seam = Seam(inset, 0.15, design.thread, pucker=0.2, closed=True)
    cloth = design.cloth
    leaf = Piece(outline, cloth, grain=-38, bulge=9, swell=0.35, seams=(seam,), cast=5)
    return [flipped(leaf), leaf]


def camp_collar(design: Design, torso: Torso) -> list[Piece]:
    """An open collar with small lapels lying flat."""
    n, top, d = torso.neck, torso.top, torso.neck_depth
    leaf = join(
        curve((CENTRE + n - 4, top - 14), (CENTRE + n * 0.6, top + d * 0.42), (CENTRE + 2, top + d)),
        curve((CENTRE + 2, top + d), (CENTRE + 40, top + d * 0.82), (CENTRE + 66, top + d * 0.56)),
        [(CENTRE + 50, top + d * 0.44), (CENTRE + 76, top + d * 0.42)],
        curve((CENTRE + 76, top + d * 0.42), (CENTRE + n + 14, top + 12), (CENTRE + n + 4, top - 14)),
    )
    notch = np.array([(CENTRE + 50, top + d * 0.44), (CENTRE + 22, top + d * 0.52)])
    right = Piece(leaf, design.cloth, grain=-18, bulge=10, swell=0.3, cast=5, seams=(Seam(notch, 0.8, pucker=0.2),))
    return [flipped(right), right]


def lapels(
    design: Design, torso: Torso, *, low: float, width: float = 62.0, cloth: Cloth | None = None, peak: bool = False
) -> list[Piece]:
    """The lapels and collar of a tailored jacket, rolling from the neck to the first button."""
    n, top = torso.neck, torso.top
    cloth = cloth or design.cloth
    gorge = top + 0.30 * (low - top)
    edge = (CENTRE + 24 + width, gorge + (-14 if peak else 2))
    roll = curve((CENTRE + n - 2, top - 8), (CENTRE + n * 0.62, top + 0.45 * (low - top)), (CENTRE + 3, low))
    leaf = join(
        roll,
        curve((CENTRE + 3, low), (CENTRE + 0.62 * width, top + 0.66 * (low - top)), (edge[0] - 2, gorge + 22), edge),
        [(edge[0] - 26, gorge + (2 if peak else -3)), (CENTRE + n - 10, gorge - 28)],
    )
    lapel = Piece(leaf, cloth, grain=-14, bulge=14, swell=0.32, cast=7, seams=())
    crest = (CENTRE + 0.82 * n, top - 25)
    fall = join(
        curve(crest, (CENTRE + n * 0.86, top + 16), (CENTRE + n * 0.72, gorge - 14)),
        curve((CENTRE + n * 0.72, gorge - 14), (edge[0] - 26, gorge - 1)),
        [(edge[0] - 12, gorge - 15)],
        curve((edge[0] - 12, gorge - 15), (CENTRE + n + 24, top + 22), (CENTRE + n + 11, top - 6), crest),
    )
    collar = Piece(fall, cloth, grain=32, bulge=9, swell=0.35, cast=6)
    hole = np.array([(edge[0] - 22, gorge + 14), (edge[0] - 9, gorge + 10)])
    lapel = replace(lapel, seams=(Seam(hole, 0.4, design.thread, pucker=0),))
    return [flipped(lapel), flipped(collar), lapel, collar]


def roll_neck(design: Design, torso: Torso, rib: Cloth, *, height: float = 62.0) -> list[Piece]:
    """A turtle neck, folded over once."""
    n, top = torso.neck, torso.top
    tube = symmetric(
        join(
            curve((CENTRE, top - height), (CENTRE + n - 6, top - height + 4)),
            curve((CENTRE + n - 6, top - height + 4), (CENTRE + n - 2, top - 20), (CENTRE + n + 7, top + 8)),
            curve(
                (CENTRE + n + 7, top + 8),
                (CENTRE + n * 0.6, top + torso.neck_depth + 4),
                (CENTRE, top + torso.neck_depth + 10),
            ),
        )
    )
    fold = symmetric(
        join(
            curve((CENTRE, top - height - 2), (CENTRE + n - 2, top - height + 2)),
            curve((CENTRE + n - 2, top - height + 2), (CENTRE + n + 4, top - height * 0.5), (CENTRE + n + 5, top - 6)),
            curve((CENTRE + n + 5, top - 6), (CENTRE + n * 0.6, top + 10), (CENTRE, top + 15)),
        )
    )
    hollow = symmetric(
        curve(
            (CENTRE, top - height - 9),
            (CENTRE + n * 0.7, top - height - 6),
            (CENTRE + n - 3, top - height + 2),
            (CENTRE, top - height + 9),
        )
    )
    return [
        Piece(hollow, rib, dim=0.55),
        Piece(tube, rib, tube=0.8, cast=5),
        Piece(fold, rib, tube=0.8, bulge=10, swell=0.4, cast=6, drape=Drape(1.2, 60, 30)),
    ]


def stand_collar(
    design: Design, torso: Torso, cloth: Cloth, *, height: float = 42.0, open_by: float = 0.0
) -> list[Piece]:
    """A short collar standing round the neck, as on bombers and puffers."""
    n, top, d = torso.neck, torso.top, torso.neck_depth
    hollow = symmetric(
        join(
            curve((CENTRE, top - height + 6), (CENTRE + n - 8, top - height + 10)),
            [(CENTRE + n, top + 10), (CENTRE, top + 40)],
        )
    )
    right = join(
        curve(
            (CENTRE + open_by, top + d - height * 0.62),
            (CENTRE + n * 0.6, top + d * 0.45 - height * 0.62),
            (CENTRE + n - 6, top - height + 4),
        ),
        curve((CENTRE + n - 6, top - height + 4), (CENTRE + n + 3, top - height * 0.4), (CENTRE + n + 6, top + 3)),
        curve((CENTRE + n + 6, top + 3), (CENTRE + n * 0.66, top + d * 0.66), (CENTRE + open_by * 0.5, top + d + 5)),
    )
    half = Piece(right, cloth, grain=-20, bulge=10, swell=0.4, cast=5)
    return [Piece(hollow, cloth, dim=0.5), flipped(half), half]


def shawl(design: Design, torso: Torso, cloth: Cloth, *, low: float, width: float = 26.0) -> list[Piece]:
    """A band that runs from the back of the neck down both fronts, as on cardigans and robes."""
    n, top = torso.neck, torso.top
    right = curve((CENTRE + n - 2, top - 6), (CENTRE + n * 0.72, top + 0.4 * (low - top)), (CENTRE + 6, low))
    over = curve((CENTRE - n + 2, top - 6), (CENTRE, top - 14), (CENTRE + n - 2, top - 6))
    rear = Piece(ribbon(over, width * 0.8), cloth, bulge=8, swell=0.4, dim=0.8, cast=3)
    side = Piece(
        ribbon(right, width), cloth, grain=-12, bulge=width / 2, swell=0.4, cast=5, creases=(Crease(right, 6, 0.5),)
    )
    return [rear, flipped(side), side]
