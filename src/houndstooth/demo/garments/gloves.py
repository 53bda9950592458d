"""Gloves: a pair, one lying over the other."""

from __future__ import annotations

import numpy as np

from houndstooth.demo.design import Design
from houndstooth.demo.garments.torso import flipped
from houndstooth.demo.outline import CENTRE, curve, join
from houndstooth.demo.piece import Crease, Piece, Seam
from houndstooth.demo.pose import rotated, shifted
from houndstooth.demo.raster import Points


def gloves(design: Design) -> list[Piece]:
    """A pair of gloves, one lying over the other."""
    right = _glove(design)
    left = [flipped(piece) for piece in right]
    return [*rotated(shifted(left, 66, -12, dim=0.96), 9), *rotated(shifted(right, -52, 12), -7)]


def _glove(design: Design) -> list[Piece]:
    """A right glove, back upwards, fingers up: one cut for hand and fingers, the thumb laid over it."""
    knit = design.article.material in ("merino", "cashmere", "chunky wool")
    tips = [(CENTRE - 70, 216.0), (CENTRE - 26, 178.0), (CENTRE + 16, 188.0), (CENTRE + 58, 236.0)]
    roots = [(CENTRE - 58, 352.0), (CENTRE - 20, 352.0), (CENTRE + 17, 352.0), (CENTRE + 52, 352.0)]
    ends = [(np.array(tip), np.array(root)) for tip, root in zip(tips, roots, strict=True)]
    hand = join(
        *(_finger(tip, root, 19.5) for tip, root in ends),
        curve((CENTRE + 70, 360), (CENTRE + 70, 430), (CENTRE + 54, 520)),
        curve((CENTRE + 54, 520), (CENTRE - 4, 528), (CENTRE - 62, 520)),
        curve((CENTRE - 62, 520), (CENTRE - 84, 440), (CENTRE - 78, 360)),
    )
    folds = tuple(crease for tip, root in ends for crease in _knuckles(tip, root))
    thumb = _finger(np.array([CENTRE - 112.0, 352.0]), np.array([CENTRE - 52.0, 462.0]), 21)
    return [
        Piece(hand, design.cloth, bulge=21, swell=0.6, creases=folds, seams=() if knit else _points(design), cast=4),
        Piece(thumb, design.cloth, grain=-27, bulge=21, swell=0.6, cast=4),
        _cuff(design, knit=knit),
    ]


def _points(design: Design) -> tuple[Seam, ...]:
    """The three rows of stitches on the back of a leather glove."""
    lines = [curve((CENTRE + x, 366), (CENTRE + 0.8 * x, 446)) for x in (-38, -2, 34)]
    return tuple(Seam(line, 0.9, design.thread, pucker=0.3) for line in lines)


def _cuff(design: Design, *, knit: bool) -> Piece:
    outline = join(
        [(CENTRE - 62, 512), (CENTRE + 54, 512)],
        curve((CENTRE + 54, 512), (CENTRE + 60, 560), (CENTRE + 62, 606)),
        curve((CENTRE + 62, 606), (CENTRE, 614), (CENTRE - 70, 606)),
        curve((CENTRE - 70, 606), (CENTRE - 66, 560), (CENTRE - 62, 512)),
    )
    wrist = () if knit else (Seam(curve((CENTRE - 66, 530), (CENTRE, 536), (CENTRE + 57, 530)), 0.8, design.thread),)
    cloth = design.solid("ribbed knit") if knit else design.cloth
    return Piece(outline, cloth, tube=0.7, bulge=8, swell=0.4, cast=4, seams=wrist)


def _finger(tip: Points, root: Points, half: float) -> Points:
    along = (root - tip) / np.linalg.norm(root - tip)
    across = np.array([along[1], -along[0]])
    turn = np.linspace(0, np.pi, 14)
    cap = np.array([tip + along * half - across * half * np.cos(t) * 0.94 - along * half * np.sin(t) for t in turn])
    return join([root - across * half * 0.97], cap, [root + across * half * 0.97])


def _knuckles(tip: Points, root: Points) -> tuple[Crease, ...]:
    found = []
    for share in (0.34, 0.4, 0.62, 0.68):
        x, y = tip + (root - tip) * share
        found.append(
            Crease(curve((float(x) - 13, float(y)), (float(x), float(y) + 3), (float(x) + 13, float(y))), 5.0, -1.1)
        )
    return tuple(found)
