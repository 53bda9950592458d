"""Pixels: the few operations on planes and polygons from which every picture is made.

The only module of this room that knows OpenCV. Planes are ``float32[h, w]``, colours
``float32[h, w, 3]`` in linear light, 0 (black) to 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, cast

import cv2
import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.float32]
"""``float32[h, w]``"""

Colours = NDArray[np.float32]
"""``float32[h, w, 3]``, linear RGB."""

Points = NDArray[np.float64]
"""``float64[n, 2]``: x to the right and y down, in points (a picture is 600 x 800 points)."""

_STEPS = 16_383  # of linear light: fine enough for the darkest of 256 display values
_SHIFT = 6  # OpenCV draws with fixed-point coordinates: 6 bits after the point


def fill(outlines: Sequence[Points], shape: tuple[int, int]) -> Plane:
    """Fill polygons (in pixels; a second one inside the first makes a hole): coverage 0..1, antialiased."""
    canvas = np.zeros(shape, np.uint8)
    cv2.fillPoly(canvas, [_fixed(outline) for outline in outlines], 255, cv2.LINE_AA, _SHIFT)
    return canvas.astype(np.float32) / np.float32(255)


def stroke(lines: Sequence[Points], shape: tuple[int, int], width: float, *, closed: bool = False) -> Plane:
    """Draw lines (in pixels) of a width in pixels, 1 or more: coverage 0..1, antialiased."""
    canvas = np.zeros(shape, np.uint8)
    fixed = [_fixed(line) for line in lines if len(line) > 1]
    cv2.polylines(canvas, fixed, closed, 255, max(1, round(width)), cv2.LINE_AA, _SHIFT)
    return canvas.astype(np.float32) / np.float32(255)


def blur(plane: NDArray[np.float32], sigma: float) -> NDArray[np.float32]:
    """Gaussian blur; a wide one is made on a smaller copy, which looks the same and costs little."""
    if sigma < 0.3:
        return plane
    step = int(sigma / 2.5)
    if step < 2 or min(plane.shape[:2]) < 6 * step:
        return _typed(cv2.GaussianBlur(plane, (0, 0), sigma, borderType=cv2.BORDER_REPLICATE))
    size = (max(1, plane.shape[1] // step), max(1, plane.shape[0] // step))
    small = cv2.resize(plane, size, interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), sigma / step, borderType=cv2.BORDER_REPLICATE)
    return _typed(cv2.resize(small, (plane.shape[1], plane.shape[0]), interpolation=cv2.INTER_LINEAR))


def depth_inside(mask: Plane) -> Plane:
    """The distance of every pixel inside a mask to its edge, in pixels."""
    inside = (mask > 0.5).astype(np.uint8)
    return _typed(cv2.distanceTransform(cv2.copyMakeBorder(inside, 1, 1, 1, 1, cv2.BORDER_CONSTANT), cv2.DIST_L2, 5))[
        1:-1, 1:-1
    ]


def slopes(height: Plane) -> tuple[Plane, Plane]:
    """The change of a height field per pixel, rightwards and downwards."""
    right = cv2.Scharr(height, cv2.CV_32F, 1, 0, scale=1 / 32, borderType=cv2.BORDER_REPLICATE)
    down = cv2.Scharr(height, cv2.CV_32F, 0, 1, scale=1 / 32, borderType=cv2.BORDER_REPLICATE)
    return _typed(right), _typed(down)


def sample(tile: NDArray[np.float32], x: Plane, y: Plane) -> NDArray[np.float32]:
    """Read a tile that repeats without end at pixel coordinates ``x``, ``y`` (any range)."""
    height, width = tile.shape[:2]
    padded = cv2.copyMakeBorder(tile, 0, 1, 0, 1, cv2.BORDER_WRAP)
    return _typed(cv2.remap(padded, _wrapped(x, width), _wrapped(y, height), cv2.INTER_LINEAR))


def look_up(table: NDArray[Any], at: Plane) -> Plane:
    """Read a one-dimensional table at fractional positions, clamped at its ends."""
    row = np.ascontiguousarray(table, np.float32).reshape(1, -1)
    return _typed(cv2.remap(row, at, np.zeros_like(at), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE))


def resize(image: NDArray[np.float32], size: tuple[int, int]) -> NDArray[np.float32]:
    """Scale to (width, height): by area when it gets smaller, smoothly when it gets larger."""
    smaller = size[0] < image.shape[1]
    return _typed(cv2.resize(image, size, interpolation=cv2.INTER_AREA if smaller else cv2.INTER_CUBIC))


def warp(image: NDArray[np.float32], matrix: NDArray[np.float64], size: tuple[int, int]) -> NDArray[np.float32]:
    """Move an image through a 3 x 3 perspective matrix on to a canvas of (width, height), zero elsewhere."""
    return _typed(cv2.warpPerspective(image, matrix, size, flags=cv2.INTER_LINEAR))


def to_linear(srgb: NDArray[Any]) -> NDArray[np.float32]:
    """Display values (0..1, gamma 2.2) to linear light."""
    return np.asarray(np.power(np.clip(srgb, 0, 1), 2.2), np.float32)


def to_bytes(linear: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Linear light to the 8-bit values of a picture file."""
    steps = np.clip(linear * np.float32(_STEPS), 0, _STEPS).astype(np.uint16)
    return np.asarray(_display_table()[steps], np.uint8)


def single_thread() -> None:
    """Keep OpenCV from starting threads of its own: a worker process is the unit of parallel work."""
    cv2.setNumThreads(1)


@cache
def _display_table() -> NDArray[np.uint8]:
    return np.asarray(np.rint(np.power(np.arange(_STEPS + 1) / _STEPS, 1 / 2.2) * 255), np.uint8)


def _wrapped(at: Plane, period: int) -> Plane:
    """``np.mod(at, period)``, several times faster."""
    turns = at * np.float32(1 / period)
    turns -= np.floor(turns)
    turns *= np.float32(period)
    return turns


def _fixed(points: Points) -> NDArray[np.int32]:
    return np.rint(points * (1 << _SHIFT)).astype(np.int32).reshape(-1, 1, 2)


def _typed(array: Any) -> NDArray[np.float32]:
    return cast("NDArray[np.float32]", array)
