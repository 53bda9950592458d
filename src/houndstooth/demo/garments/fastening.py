"""Fastenings: buttons, zips, buckles, rivets, eyelets and drawstrings."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from houndstooth.demo.cloth import Cloth, Rgb, plain
from houndstooth.demo.outline import box, ellipse, part, ribbon, turned
from houndstooth.demo.piece import Piece
from houndstooth.demo.raster import Points

SILVER: Rgb = (0.80, 0.80, 0.82)
GOLD: Rgb = (0.85, 0.70, 0.42)
BRASS: Rgb = (0.70, 0.53, 0.30)
GUNMETAL: Rgb = (0.36, 0.36, 0.38)


def button(x: float, y: float, radius: float, colour: Rgb) -> list[Piece]:
    """A sewn button with a rim and four holes."""
    disc = Piece(ellipse(x, y, radius, radius), plain("acetate", colour), bulge=radius * 0.5, swell=0.5, cast=2.6)
    if radius < 3.2:
        return [disc]
    well = Piece(ellipse(x, y, radius * 0.62, radius * 0.62), plain("acetate", colour), dim=0.86, cast=0)
    step = radius * 0.24
    dark = plain("enamel", (0.1, 0.09, 0.09))
    spots = [(x + dx * step, y + dy * step) for dx in (-1, 1) for dy in (-1, 1)]
    return [disc, well, *(Piece(ellipse(a, b, 0.9, 0.9, steps=8), dark, cast=0) for a, b in spots)]


def snap(x: float, y: float, radius: float, colour: Rgb = SILVER) -> list[Piece]:
    """A metal press stud or rivet."""
    cap = Piece(ellipse(x, y, radius, radius), plain("metal", colour), bulge=radius, swell=0.8, cast=2.2)
    dot = Piece(
        ellipse(x, y, radius * 0.4, radius * 0.4, steps=16), plain("metal", colour), bulge=1, cast=0.8, dim=0.85
    )
    return [cap, dot]


def eyelet(x: float, y: float, radius: float, colour: Rgb = SILVER) -> list[Piece]:
    """A metal ring round a hole."""
    ring = Piece(ellipse(x, y, radius, radius, steps=24), plain("metal", colour), bulge=radius * 0.5, cast=1.5)
    hole = Piece(ellipse(x, y, radius * 0.5, radius * 0.5, steps=16), plain("enamel", (0.04, 0.04, 0.05)), cast=0)
    return [ring, hole]


def zip_line(line: Points, tape: Cloth, metal: Rgb = SILVER, *, width: float = 7.0, pull: bool = True) -> list[Piece]:
    """A closed zip along a line: tape, teeth and the pull at its start."""
    band = Piece(ribbon(line, width), tape, cast=1.5, dim=0.9)
    length = float(np.linalg.norm(np.diff(line, axis=0), axis=1).sum())
    evenly = part(line, 0, 1)
    count = max(4, int(length / 3.2))
    at = np.linspace(0, len(evenly) - 1, count)
    xs = np.interp(at, np.arange(len(evenly)), evenly[:, 0])
    ys = np.interp(at, np.arange(len(evenly)), evenly[:, 1])
    teeth = ribbon(line, width * 0.42)
    bars = tuple(ellipse(x, y, 0.55, width * 0.1, steps=6) for x, y in zip(xs, ys, strict=True))
    row = Piece(teeth, plain("metal", metal), bulge=1.5, cast=1.2, holes=_slots(evenly, xs, ys, width))
    pieces = [band, row]
    return pieces + (zip_pull(float(line[0][0]), float(line[0][1]) + 4, metal) if pull and bars else [])


def zip_pull(x: float, y: float, metal: Rgb = SILVER) -> list[Piece]:
    """The slider of a zip with its tab."""
    slider = Piece(box(x, y, 9, 11, radius=3), plain("metal", metal), bulge=3, cast=2.5)
    tab = Piece(
        box(x, y + 14, 5.5, 19, radius=2.6),
        plain("metal", metal),
        bulge=1.8,
        cast=3,
        holes=(ellipse(x, y + 19, 1.3, 3, steps=16),),
    )
    return [slider, tab]


def buckle(x: float, y: float, width: float, height: float, metal: Rgb, *, thick: float = 5.0) -> list[Piece]:
    """A square buckle with its prong."""
    frame = Piece(
        box(x, y, width, height, radius=min(width, height) * 0.22),
        plain("metal", metal),
        bulge=thick * 0.5,
        swell=0.9,
        cast=3.5,
        holes=(box(x, y, width - 2 * thick, height - 2 * thick, radius=min(width, height) * 0.12),),
    )
    prong = Piece(
        box(x + width * 0.04, y, width * 0.92, thick * 0.72, radius=thick * 0.3),
        plain("metal", metal),
        bulge=1.6,
        cast=2,
    )
    return [frame, prong]


def ring(x: float, y: float, radius: float, metal: Rgb, *, thick: float = 3.4) -> Piece:
    """A metal ring, such as holds the handle of a bag."""
    inner = ellipse(x, y, radius - thick, radius - thick, steps=32)
    return Piece(
        ellipse(x, y, radius, radius, steps=40),
        plain("metal", metal),
        bulge=thick * 0.5,
        swell=0.9,
        cast=2.5,
        holes=(inner,),
    )


def cord(line: Points, colour: Rgb, *, width: float = 4.2, tip: Rgb | None = None) -> list[Piece]:
    """A drawstring with a tip at its end."""
    pieces = [Piece(ribbon(line, width), plain("canvas", colour), bulge=width / 2, swell=0.9, cast=3.5)]
    if tip is not None:
        pieces.append(Piece(ribbon(part(line, 0.93, 1.0), width + 0.8), plain("metal", tip), bulge=2, cast=2))
    return pieces


def patch(x: float, y: float, width: float, height: float, cloth: Cloth, *, turn: float = 0.0) -> Piece:
    """A small sewn-on label."""
    return Piece(turned(box(x, y, width, height, radius=1.5), turn, (x, y)), cloth, bulge=1.5, swell=0.4, cast=1.6)


def _slots(
    evenly: Points,
    xs: Sequence[float] | np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    ys: Sequence[float] | np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    width: float,
) -> tuple[Points, ...]:
    """The gaps between teeth."""
    slant = np.arctan2(evenly[-1][1] - evenly[0][1], evenly[-1][0] - evenly[0][0])
    flat = [box(float(x), float(y), 1.0, width * 0.36) for x, y in zip(xs, ys, strict=True)]
    return tuple(
        turned(slot, float(np.rad2deg(slant)), (float(x), float(y))) for slot, x, y in zip(flat, xs, ys, strict=True)
    )
