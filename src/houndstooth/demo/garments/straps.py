"""Straps: the upper edge, the sides and the bands of tops and dresses without shoulders."""

from __future__ import annotations

from houndstooth.demo.cloth import Cloth
from houndstooth.demo.garments.torso import Torso, flipped
from houndstooth.demo.outline import CENTRE, curve, join, ribbon, symmetric
from houndstooth.demo.piece import Piece
from houndstooth.demo.raster import Points


def strap_foot(torso: Torso) -> tuple[float, float]:
    """Where the right strap is sewn on."""
    return (CENTRE + torso.neck + 6, torso.top + max(46.0, torso.neck_depth - 44))


def strappy_edge(torso: Torso) -> Points:
    """The right half of the upper edge of a top on straps, from the middle to the strap."""
    x, y = strap_foot(torso)
    low = torso.top + torso.neck_depth
    if torso.neckline == "v":
        return curve((CENTRE, low), (CENTRE + 0.5 * torso.neck, (low + y) / 2 + 2), (x, y))
    if torso.neckline == "sweetheart":
        return curve(
            (CENTRE, low - 6), (CENTRE + 12, low - 20), (CENTRE + 34, low - 28), (CENTRE + 54, low - 24), (x, y)
        )
    return curve((CENTRE, low - 14), (CENTRE + 0.6 * torso.neck, low - 22), (x, y))


def strappy_side(torso: Torso) -> Points:
    """The right side of a top on straps: from where the strap is sewn on, under the arm, to the hem."""
    x, y = strap_foot(torso)
    arm = curve(
        (x, y),
        (x + 12, y + 34),
        (CENTRE + torso.chest - 12, torso.underarm - 22),
        (CENTRE + torso.chest - 1, torso.underarm - 12),
    )
    waist = (CENTRE + torso.waist, torso.waist_at)
    side = curve(
        (CENTRE + torso.chest - 1, torso.underarm - 12),
        waist,
        (CENTRE + torso.hip, torso.hem - 6),
        (CENTRE + torso.hip, torso.hem),
    )
    return join(arm, side)


def straps(torso: Torso, cloth: Cloth, width: float) -> list[Piece]:
    """Two straps over the shoulders: the front halves, and behind them the back ones."""
    x, y = strap_foot(torso)
    found = []
    for dim, line in (
        (
            0.7,
            curve(
                (CENTRE + torso.neck - 12, torso.top + 2),
                (CENTRE + torso.neck - 8, y + 6),
                (CENTRE + torso.neck - 2, torso.underarm - 20),
            ),
        ),
        (
            1.0,
            curve(
                (CENTRE + torso.neck - 12, torso.top),
                (CENTRE + torso.neck - 1, (torso.top + y) / 2),
                (x - width * 0.3, y + 8),
            ),
        ),
    ):
        right = Piece(ribbon(line, width), cloth, bulge=width / 2, swell=0.5, dim=dim, cast=3)
        found += [right, flipped(right)]
    return found


def strappy_back(torso: Torso, cloth: Cloth) -> Piece:
    """The inside of the back of a top on straps."""
    y = torso.underarm - 18
    right = join(
        curve((CENTRE, y - 4), (CENTRE + 50, y - 6), (CENTRE + torso.chest - 8, y + 2)),
        [(CENTRE + torso.chest - 10, y + 60), (CENTRE, y + 60)],
    )
    return Piece(symmetric(right), cloth, dim=0.62, tube=0.4)
