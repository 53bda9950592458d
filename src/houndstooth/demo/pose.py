"""Poses: how the pieces of an article are placed in the picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.random import Generator

from houndstooth.demo.outline import CENTRE
from houndstooth.demo.piece import Piece
from houndstooth.demo.raster import Points

_ROOM = (478.0, 664.0)
"""What an article may fill of a picture of 600 x 800 points."""


def mapped(piece: Piece, change: Callable[[Points], Points], *, turn: float = 0.0) -> Piece:
    """A piece with all its lines moved by ``change``; its grain turned by ``turn`` degrees anticlockwise."""
    moved_fades = []
    for fade in piece.fades:
        x, y = change(np.array([[fade.x, fade.y]]))[0]
        moved_fades.append(replace(fade, x=float(x), y=float(y)))
    return replace(
        piece,
        outline=change(piece.outline),
        grain=piece.grain + turn,
        creases=tuple(replace(crease, line=change(crease.line)) for crease in piece.creases),
        seams=tuple(replace(seam, line=change(seam.line)) for seam in piece.seams),
        fades=tuple(moved_fades),
        holes=tuple(change(hole) for hole in piece.holes),
        clip=None if piece.clip is None else change(piece.clip),
    )


def shifted(pieces: Sequence[Piece], x: float, y: float, *, size: float = 1.0, dim: float = 1.0) -> list[Piece]:
    """Pieces moved and scaled around the middle of the picture: the other one of a pair."""
    middle = np.array([CENTRE, 400.0])
    moved = [mapped(piece, lambda points: (points - middle) * size + middle + (x, y)) for piece in pieces]
    return [replace(piece, dim=piece.dim * dim) for piece in moved]


def rotated(pieces: Sequence[Piece], degrees: float) -> list[Piece]:
    """Pieces turned clockwise around their common middle."""
    angle = np.deg2rad(degrees)
    matrix = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    middle = _bounds(pieces).mean(axis=0)
    return [mapped(piece, lambda points: (points - middle) @ matrix + middle, turn=-degrees) for piece in pieces]


def placed(pieces: Sequence[Piece], rng: Generator, *, low: float = 0.0) -> list[Piece]:
    """An article in the middle of the picture, filling it as a shop would, never quite symmetric.

    ``low`` moves it down, in points: what stands on the floor stands below the middle.
    """
    bounds = _bounds(pieces)
    middle, size = bounds.mean(axis=0), bounds[1] - bounds[0]
    scale = float(np.clip(min(_ROOM[0] / size[0], _ROOM[1] / size[1]), 0.7, 1.4)) * rng.uniform(0.97, 1.0)
    phase = rng.uniform(0, 2 * np.pi, 4)
    strength = rng.uniform(0.6, 2.2, 2)
    target = np.array([CENTRE + rng.uniform(-4, 4), 402.0 + low])

    def change(points: Points) -> Points:
        sway = strength[0] * np.sin(points[:, 1] / 130 + phase[0]) + 0.5 * np.sin(points[:, 1] / 47 + phase[1])
        lift = strength[1] * np.sin(points[:, 0] / 120 + phase[2]) + 0.5 * np.sin(points[:, 0] / 43 + phase[3])
        return np.asarray((points - middle) * scale + target + np.column_stack([sway, lift]), np.float64)

    return [mapped(piece, change) for piece in pieces]


def _bounds(pieces: Sequence[Piece]) -> Points:
    every = np.vstack([piece.outline for piece in pieces])
    return np.stack([every.min(axis=0), every.max(axis=0)])
