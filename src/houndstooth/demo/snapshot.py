"""Snapshots: an article as a customer's phone sees it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from houndstooth.demo.easel import HEIGHT, WIDTH, CutOut
from houndstooth.demo.grounds import GROUNDS, lay_ground
from houndstooth.demo.raster import Colours, Plane, blur, warp

_LIGHTS: dict[str, tuple[float, float, float]] = {
    "daylight": (1.0, 1.0, 1.0),
    "lamp light": (1.16, 0.98, 0.74),
    "warm evening light": (1.10, 0.97, 0.82),
    "cool window light": (0.90, 0.99, 1.12),
    "neon light": (0.95, 1.05, 0.97),
}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A customer's photo: linear colours, what was done to the article in words, and the JPEG quality to keep."""

    picture: Colours
    change: str
    quality: int


def snap(article: CutOut, rng: Generator) -> Snapshot:
    """Turn an article, lay it on another ground in other light, and take a photo of it by hand."""
    ground = _pick(tuple(GROUNDS), rng)
    light = _pick(tuple(_LIGHTS), rng)
    angle, size = float(rng.uniform(-19, 19)), float(rng.uniform(0.92, 1.32))
    matrix = _move(angle, size, rng)
    colour, alpha = warp(article.colour, matrix, (WIDTH, HEIGHT)), warp(article.alpha, matrix, (WIDTH, HEIGHT))
    picture = lay_ground(ground, rng) * _contact(alpha, rng)[..., None] * (1 - alpha[..., None]) + colour
    lit, words = _lit(picture, light, rng)
    photo = _by_phone(lit, rng)
    crop = ", cropped" if size > 1.12 else ""
    return Snapshot(photo, f"turned {angle:+.0f} degrees, on {ground}, {light}{words}{crop}", int(rng.integers(58, 82)))


def _pick(names: tuple[str, ...], rng: Generator) -> str:
    return names[int(rng.integers(len(names)))]


def _move(angle: float, size: float, rng: Generator) -> NDArray[np.float64]:
    """Turn, scale, shift and tilt the plane of the article, as a hand-held camera does."""
    turn = np.deg2rad(angle)
    to_middle = np.array([[1, 0, -WIDTH / 2], [0, 1, -HEIGHT / 2], [0, 0, 1]])
    spin = np.array([[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0], [0, 0, 1]]) * [
        [size],
        [size],
        [1],
    ]
    tilt = np.array(
        [[1, rng.uniform(-0.04, 0.04), 0], [0, 1, 0], [rng.uniform(-2.2e-4, 2.2e-4), rng.uniform(-2.2e-4, 2.2e-4), 1]]
    )
    shift = np.array([[1, 0, WIDTH / 2 + rng.uniform(-34, 34)], [0, 1, HEIGHT / 2 + rng.uniform(-44, 44)], [0, 0, 1]])
    return np.asarray(shift @ tilt @ spin @ to_middle, np.float64)


def _contact(alpha: Plane, rng: Generator) -> Plane:
    """The shadow of what lies on a ground: close, and longer on the side away from the light."""
    dx, dy = int(rng.integers(-14, 15)), int(rng.integers(3, 15))
    far = np.roll(blur(alpha, float(rng.uniform(4, 11))), (dy, dx), axis=(0, 1))
    return np.asarray((1 - 0.42 * blur(alpha, 2.6)) * (1 - float(rng.uniform(0.25, 0.5)) * far), np.float32)


def _lit(picture: Colours, light: str, rng: Generator) -> tuple[Colours, str]:
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    x, y = x / WIDTH - 0.5, y / HEIGHT - 0.5
    level = float(rng.uniform(0.62, 1.08))
    slope = rng.uniform(-0.35, 0.35, 2)
    field = level * (1 + slope[0] * x + slope[1] * y) * (1 - float(rng.uniform(0.2, 0.7)) * (x * x + y * y))
    words = ", dim" if level < 0.75 else ""
    if rng.random() < 0.35:
        angle, edge = rng.uniform(0, 2 * np.pi), float(rng.uniform(-0.12, 0.25))
        side = (np.cos(angle) * x + np.sin(angle) * y - edge) / 0.03
        field = field * (1 - 0.38 / (1 + np.exp(-np.clip(side, -30, 30))))
        words += ", hard shadow"
    return np.asarray(picture * field[..., None] * np.asarray(_LIGHTS[light], np.float32), np.float32), words


def _by_phone(picture: Colours, rng: Generator) -> Colours:
    """A little blur, the noise of a small sensor (stronger in the dark), and a tone curve."""
    soft = blur(picture, float(rng.uniform(0.3, 1.1)))
    strength = float(rng.uniform(0.006, 0.018))
    fine = rng.standard_normal(soft.shape, dtype=np.float32)
    noisy = soft + fine * np.float32(strength) * np.sqrt(np.clip(soft, 0.02, 1))
    return np.asarray(np.clip(noisy, 0, 1) ** np.float32(rng.uniform(0.9, 1.08)), np.float32)
