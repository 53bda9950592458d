"""Relief: the height of a piece at every pixel, from its shape, its folds and its weave."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from houndstooth.demo.piece import Crease, Drape, Piece, Seam
from houndstooth.demo.raster import Plane, Points, blur, depth_inside, fill, look_up, sample, stroke
from houndstooth.demo.weave import DENSITY, folds_noise, weave

_CELL = 16.0  # pixels of a bump in folds_noise


@dataclass(frozen=True, slots=True)
class Frame:
    """A window of the picture: its first pixel, its size in pixels and the pixels per point."""

    x: int
    y: int
    shape: tuple[int, int]
    scale: float

    def pixels(self, points: Points) -> Points:
        """Points of the picture as pixels of this window."""
        return points * self.scale - (self.x, self.y)

    def grid(self) -> tuple[Plane, Plane]:
        """The x and y of every pixel, in points."""
        x = (np.arange(self.shape[1], dtype=np.float32) + np.float32(self.x + 0.5)) / np.float32(self.scale)
        y = (np.arange(self.shape[0], dtype=np.float32) + np.float32(self.y + 0.5)) / np.float32(self.scale)
        return np.broadcast_to(x[None, :], self.shape), np.broadcast_to(y[:, None], self.shape)


@dataclass(frozen=True, slots=True)
class Ground:
    """A piece's own coordinates: ``across`` and ``along`` its grain in points, and ``side`` -1..1 between its edges."""

    across: Plane
    along: Plane
    side: Plane
    half: Plane
    reach: tuple[float, float]


def ground(piece: Piece, frame: Frame) -> Ground:
    """Lay the piece's coordinates over a window; print and folds follow them round the body."""
    angle = np.deg2rad(piece.grain)
    sin, cos = np.float32(np.sin(angle)), np.float32(np.cos(angle))
    middle = piece.outline.mean(axis=0)
    x, y = frame.grid()
    x, y = x - np.float32(middle[0]), y - np.float32(middle[1])
    across, along = x * cos - y * sin, x * sin + y * cos
    turned = (piece.outline - middle) @ np.array([[cos, sin], [-sin, cos]], np.float64)
    left, right, first = _edges(turned)
    row = np.asarray((along - np.float32(first)) / 2, np.float32)
    wide = np.maximum((right - left) / 2, 1)
    middle_line, half = look_up((left + right) / 2, row), look_up(_widest(wide), row)
    side = np.clip((across - middle_line) / half, -1, 1)
    tube = np.float32(max(piece.tube, 0.01) * 0.96)
    stretch = np.arcsin(tube * side) / tube - side
    calm = look_up(_eased(_widest(wide), 35), row)
    return Ground(across + half * stretch, along, side, calm, (first, first + 2.0 * len(left)))


def relief(piece: Piece, frame: Frame, mask: Plane, lay: Ground, rng: Generator) -> tuple[Plane, Plane]:
    """The height of a piece in points: its large shape with all folds, and the fine surface on top of it."""
    material = piece.cloth.material
    inside = depth_inside(mask) / np.float32(frame.scale)
    height = _body(piece, inside, lay, frame.scale)
    if piece.drape:
        height = height + _folds(piece.drape, lay, rng)
    if material.crumple:
        height = height + _crumple(lay, rng) * np.float32(0.22 * material.crumple)
    if piece.creases:
        height = height + _creases(piece.creases, frame)
    thickness = np.float32(material.thickness)
    fine = thickness * (1 - np.exp(-inside / thickness))
    if material.relief:
        fine = fine + weave_at(piece, lay) * np.float32(material.relief)
    if piece.seams:
        fine = fine + _seams(piece.seams, frame, lay, rng)
    return np.asarray(height, np.float32), np.asarray(fine, np.float32)


def weave_at(piece: Piece, lay: Ground) -> Plane:
    """The weave of a piece's material at every pixel, about -1 to 1."""
    material = piece.cloth.material
    density = np.float32(DENSITY / material.weave_size)
    return sample(weave(material.weave), lay.across * density, lay.along * density)


def _edges(turned: Points) -> tuple[Plane, Plane, float]:
    """The left and right edge of an outline for every second point along its grain, smoothed."""
    low, high = turned.min(axis=0) - 4, turned.max(axis=0) + 4
    shape = (max(4, int((high[1] - low[1]) / 2)), max(4, int((high[0] - low[0]) / 2)))
    mask = fill([(turned - low) / 2], shape) > 0.3
    rows = np.flatnonzero(mask.any(axis=1))
    left = mask.argmax(axis=1)[rows].astype(np.float32) * 2 + np.float32(low[0])
    right = (shape[1] - mask[:, ::-1].argmax(axis=1)[rows]).astype(np.float32) * 2 + np.float32(low[0])
    return _eased(left), _eased(right), float(low[1] + 2 * rows[0])


def _widest(line: Plane) -> Plane:
    """Let the rounding of a hem or a shoulder not count as the narrowing of a body."""
    padded = np.pad(line, 10, mode="edge")
    return _eased(np.lib.stride_tricks.sliding_window_view(padded, 21).max(axis=1))


def _eased(line: Plane, reach: int = 6) -> Plane:
    window = np.hanning(2 * reach + 1).astype(np.float32)
    padded = np.pad(line, reach, mode="edge")
    return np.convolve(padded, window / window.sum(), mode="valid").astype(np.float32)


def _body(piece: Piece, inside: Plane, lay: Ground, scale: float) -> Plane:
    height = np.zeros_like(inside)
    if piece.tube:
        tube = np.float32(piece.tube * 0.96)
        height = height + np.float32(0.42) * lay.half * np.sqrt(1 - (tube * lay.side) ** 2)
    if piece.bulge:
        rim = 1 - np.clip(inside / np.float32(piece.bulge), 0, 1)
        dome = np.sqrt(np.clip(1 - rim * rim, 0, 1)) * np.float32(piece.bulge * piece.swell)
        height = height + blur(np.asarray(dome, np.float32), piece.bulge * scale / 9)
    return np.asarray(height, np.float32)


def _folds(drape: Drape, lay: Ground, rng: Generator) -> Plane:
    first, last = lay.reach
    down = np.clip((lay.along - np.float32(first)) / np.float32(max(last - first, 1)), 0, 1)
    gain = 1.0 if not drape.grow else (down if drape.grow > 0 else 1 - down) ** abs(drape.grow)
    if drape.pleats is not None:
        sway = 0.05 * sample(folds_noise(), lay.side * 12, lay.along * np.float32(_CELL / 300))
        at = (lay.side + sway + 1) / 2 * (len(drape.pleats) - 1)
        return np.asarray(
            look_up(drape.pleats, np.asarray(at, np.float32)) * np.float32(drape.depth) * gain, np.float32
        )
    width = float(np.median(lay.half))
    start = rng.uniform(0, 512, 2).astype(np.float32)
    x = lay.side * np.float32(width / drape.spacing * _CELL) + start[0]
    y = lay.along * np.float32(_CELL / drape.length) + start[1]
    bend = sample(folds_noise(), y * 2, x * np.float32(0.5)) * np.float32(_CELL * 0.3)
    soft = np.tanh(sample(folds_noise(), x + bend, y) * np.float32(1.1))
    sharp = 1 - np.abs(sample(folds_noise(), x * np.float32(1.7) + bend, y * np.float32(1.5) + 200))
    return np.asarray((soft + np.float32(0.45) * sharp) * np.float32(drape.depth) * gain, np.float32)


def _crumple(lay: Ground, rng: Generator) -> Plane:
    start = rng.uniform(0, 512, 2).astype(np.float32)
    x, y = lay.across * np.float32(_CELL / 34) + start[0], lay.along * np.float32(_CELL / 48) + start[1]
    wander = sample(folds_noise(), y, x) * np.float32(9)
    ridges = np.abs(sample(folds_noise(), x + wander, y + wander))
    return np.asarray(2.2 * sample(folds_noise(), x / 2, y / 2 + wander / 3) - 1.3 * np.sqrt(ridges), np.float32)


def _creases(creases: tuple[Crease, ...], frame: Frame) -> Plane:
    """Draw every fold on a half-size canvas as a tapered line, then soften it to its width."""
    half = Frame(frame.x // 2, frame.y // 2, (frame.shape[0] // 2 + 1, frame.shape[1] // 2 + 1), frame.scale / 2)
    total = np.zeros(frame.shape, np.float32)
    for width in sorted({crease.width for crease in creases}):
        layer = np.zeros(half.shape, np.float32)
        for crease in creases:
            if crease.width == width:
                layer += _tapered(crease, half)
        soft = blur(layer, width * half.scale * 0.36)
        x, y = frame.grid()
        rows = (y * np.float32(half.scale)) - half.y
        total += _enlarge(soft, (x * np.float32(half.scale)) - half.x, rows)
    return total


def _enlarge(layer: Plane, x: Plane, y: Plane) -> Plane:
    return sample(layer, np.clip(x, 0, layer.shape[1] - 1), np.clip(y, 0, layer.shape[0] - 1))


def _tapered(crease: Crease, frame: Frame) -> Plane:
    line = frame.pixels(crease.line)
    wide = max(1.0, crease.width * frame.scale * 0.45)
    total = np.zeros(frame.shape, np.float32)
    for start, end, share in ((0.0, 1.0, 0.34), (0.12, 0.88, 0.33), (0.28, 0.72, 0.33)):
        first, last = int(start * (len(line) - 1)), max(1, int(end * (len(line) - 1)))
        total += stroke([line[first : last + 1]], frame.shape, wide) * np.float32(share)
    return total * np.float32(crease.depth * 2.2)


def _seams(seams: tuple[Seam, ...], frame: Frame, lay: Ground, rng: Generator) -> Plane:
    total = np.zeros(frame.shape, np.float32)
    for seam in seams:
        line = stroke([frame.pixels(seam.line)], frame.shape, 1.0, closed=seam.closed)
        total -= blur(line, 0.55 * frame.scale) * np.float32(seam.groove * 2.4)
        if seam.pucker:
            near = blur(line, 4.0 * frame.scale)
            start = np.float32(rng.uniform(0, 512))
            waves = sample(folds_noise(), (lay.across + start) * 2, lay.along * 2)
            total += near * waves * np.float32(seam.pucker * 7)
    return total
