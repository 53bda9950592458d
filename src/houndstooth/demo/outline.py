"""Outlines: the smooth lines from which pieces are cut."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from houndstooth.demo.raster import Points

CENTRE = 300.0
"""The x of the middle of a picture, in points."""


def curve(*through: tuple[float, float], steps: int = 10) -> Points:
    """A smooth line through points: a centripetal Catmull-Rom spline (Barry and Goldman 1988)."""
    knots = np.asarray(through, np.float64)
    if len(knots) < 3:
        return knots
    ends = np.vstack([2 * knots[0] - knots[1], knots, 2 * knots[-1] - knots[-2]])
    spans = [_span(ends[i : i + 4], steps) for i in range(len(knots) - 1)]
    return np.vstack([*spans, knots[-1:]])


def join(*lines: ArrayLike) -> Points:
    """One line after the other, corners where they meet."""
    return np.vstack([np.asarray(line, np.float64).reshape(-1, 2) for line in lines])


def mirrored(points: Points) -> Points:
    """The same line on the other side of the middle of the picture."""
    return np.column_stack([2 * CENTRE - points[:, 0], points[:, 1]])


def symmetric(half: Points) -> Points:
    """A closed outline from its right half, drawn from the top of the middle to its bottom."""
    return np.vstack([half, mirrored(half)[::-1]])


def ellipse(x: float, y: float, rx: float, ry: float, *, steps: int = 48) -> Points:
    """A closed ellipse."""
    turn = np.linspace(0, 2 * np.pi, steps, endpoint=False)
    return np.column_stack([x + rx * np.cos(turn), y + ry * np.sin(turn)])


def box(x: float, y: float, width: float, height: float, *, radius: float = 0.0) -> Points:
    """A closed upright rectangle around a middle, its corners rounded."""
    radius = min(radius, width / 2, height / 2)
    turn = np.linspace(0, np.pi / 2, 6 if radius else 1)
    corners = []
    for quarter, (sx, sy) in enumerate([(1, 1), (-1, 1), (-1, -1), (1, -1)]):
        angle = turn + quarter * np.pi / 2
        middle = np.array([x + sx * (width / 2 - radius), y + sy * (height / 2 - radius)])
        corners.append(middle + radius * np.column_stack([np.cos(angle), np.sin(angle)]))
    return np.vstack(corners)


def ribbon(line: Points, width: float, end_width: float | None = None) -> Points:
    """A closed band of a width along a line, tapering to ``end_width``."""
    along = np.gradient(line, axis=0)
    along /= np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-9)
    across = np.column_stack([-along[:, 1], along[:, 0]])
    half = np.linspace(width, width if end_width is None else end_width, len(line))[:, None] / 2
    return np.vstack([line + across * half, (line - across * half)[::-1]])


def turned(points: Points, degrees: float, about: tuple[float, float]) -> Points:
    """Turned clockwise (as seen) around a point."""
    angle = np.deg2rad(degrees)
    matrix = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    middle = np.asarray(about)
    return np.asarray((points - middle) @ matrix + middle, np.float64)


def moved(points: Points, x: float, y: float, *, size: float = 1.0) -> Points:
    """Scaled around the middle of the picture, then shifted."""
    middle = np.array([CENTRE, 400.0])
    return np.asarray((points - middle) * size + middle + (x, y), np.float64)


def part(line: Points, start: float, end: float) -> Points:
    """The part of a line between two fractions of its length, evenly resampled."""
    lengths = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    at = np.linspace(start, end, 24) * lengths[-1]
    return np.column_stack([np.interp(at, lengths, line[:, 0]), np.interp(at, lengths, line[:, 1])])


def _span(four: Points, steps: int) -> Points:
    knots = np.concatenate([[0.0], np.cumsum(np.sqrt(np.linalg.norm(np.diff(four, axis=0), axis=1)) + 1e-6)])
    t = np.linspace(knots[1], knots[2], steps, endpoint=False)[:, None]
    level = [four[i] + (four[i + 1] - four[i]) * (t - knots[i]) / (knots[i + 1] - knots[i]) for i in range(3)]
    level = [level[i] + (level[i + 1] - level[i]) * (t - knots[i]) / (knots[i + 2] - knots[i]) for i in range(2)]
    return np.asarray(level[0] + (level[1] - level[0]) * (t - knots[1]) / (knots[2] - knots[1]), np.float64)
