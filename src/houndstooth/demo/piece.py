"""Pieces: what an article is put together from."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from houndstooth.demo.cloth import Cloth, Rgb
from houndstooth.demo.raster import Points


@dataclass(frozen=True, slots=True)
class Crease:
    """A fold along a line, tapering at its ends: ``depth`` above 0 is a ridge, below 0 a valley (points)."""

    line: Points
    width: float = 10.0
    depth: float = 2.0


@dataclass(frozen=True, slots=True)
class Seam:
    """A line where two cloths meet (``groove``, points deep), or a row of stitches in a colour."""

    line: Points
    groove: float = 0.9
    stitch: Rgb | None = None
    pucker: float = 0.5
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Drape:
    """Soft folds that run along the grain.

    ``depth`` and ``spacing`` (across) and ``length`` (along) are in points; with ``grow``
    1 they start from nothing at the top, with -1 they end in nothing at the bottom.
    ``pleats`` replaces chance by a profile across the piece, from its left edge to its right.
    """

    depth: float = 2.0
    spacing: float = 60.0
    length: float = 320.0
    grow: float = 0.0
    pleats: NDArray[np.float32] | None = None


@dataclass(frozen=True, slots=True)
class Fade:
    """A worn, lighter place, soft all round, in points; ``strength`` 0..1."""

    x: float
    y: float
    rx: float
    ry: float
    strength: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A cut of cloth with everything that shapes its surface.

    ``grain`` is the direction in which threads and folds run, in degrees from straight
    down towards the right; ``tube`` how round it is across the grain, 0 (flat) to 1;
    ``bulge`` how far from its edge it swells, in points, by ``swell`` of that; ``dim`` the
    light it gets (the inside of a collar gets little); ``cast`` the softness of the shadow
    it throws on what lies below, in points.
    """

    outline: Points
    cloth: Cloth
    grain: float = 0.0
    tube: float = 0.0
    bulge: float = 0.0
    swell: float = 0.5
    drape: Drape | None = None
    creases: tuple[Crease, ...] = ()
    seams: tuple[Seam, ...] = ()
    fades: tuple[Fade, ...] = ()
    holes: tuple[Points, ...] = ()
    clip: Points | None = None
    dim: float = 1.0
    cast: float = 5.0
    shade_top: float = 0.0
    grounded: bool = field(default=True)
