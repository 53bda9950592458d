"""What the network sees of a picture: moved, relit, re-encoded, and often on another ground.

OpenCV does the work: one warp gives crop, turn, perspective, flip and scale at once. Hue is never shifted and white
balance hardly, so that the colour label stays true.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.encoding import Pixels

WHITE = (255.0, 255.0, 255.0, 0.0)
"""What lies beyond a picture: white, as in preprocessing, and no part of the garment."""


_CLOSER = (1.2, 2.0)
"""How much closer than others a close-up is."""


@dataclass(frozen=True, slots=True)
class Strength:
    """How far a picture is changed; the defaults are for training."""

    turn: float = 12.0
    """Degrees to either side, twice as far on a new ground."""
    zoom: tuple[float, float] = (0.9, 1.35)
    """From smaller than fitted to closer than fitted."""
    close_up: float = 0.15
    """How often a view is of a part of the garment, up to twice as close again."""
    perspective: float = 0.06
    """How far a corner moves, as a share of the side."""
    shift: float = 0.08
    """How far the garment is taken off the middle, as a share of the side."""
    light: float = 0.25
    balance: float = 0.05
    blur: float = 0.15
    encode: float = 0.4


PHOTO = Strength()
"""As a shopper's photo might show it."""

SHOP = Strength(
    turn=1.0,
    zoom=(0.94, 1.04),
    close_up=0.0,
    perspective=0.0,
    shift=0.02,
    light=0.04,
    balance=0.0,
    blur=0.0,
    encode=0.1,
)
"""As the shop shows it: what a gallery is made of, and what its colour and shape labels were read from."""


def augment(
    picture: NDArray[np.uint8],
    ground: Pixels | None,
    *,
    size: int,
    rng: np.random.Generator,
    strength: Strength = PHOTO,
) -> Pixels:
    """One view of a picture.

    Args:
        picture: ``uint8[h, w, 4]``, RGB and the garment's mask.
        ground: ``uint8[size, size, 3]`` to lay the garment on, or ``None`` to keep the picture's own.
        size: side of the result.
        rng: source of every random choice.
        strength: how far to go.

    Returns:
        ``uint8[size, size, 3]``.
    """
    moved = _move(picture, size, strength, rng, looser=ground is not None)
    pixels = moved[..., :3] if ground is None else _lay(moved, ground, rng)
    return _encode(_blur(_relight(pixels, strength, rng), strength, rng), strength, rng)


def recode(pixels: Pixels, quality: int) -> Pixels:
    """``pixels`` as a JPEG of ``quality`` (1 to 100) would give them back."""
    _, data = cv2.imencode(".jpg", pixels[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    decoded = np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)
    return np.ascontiguousarray(decoded[..., ::-1])


def _move(
    picture: NDArray[np.uint8], size: int, strength: Strength, rng: np.random.Generator, *, looser: bool
) -> NDArray[np.uint8]:
    picture = _shrink(picture, size)
    height, width = picture.shape[:2]
    scale = size / max(height, width) * rng.uniform(*strength.zoom) * (rng.uniform(0.8, 1) if looser else 1)
    if strength.close_up and rng.random() < strength.close_up:
        scale *= rng.uniform(*_CLOSER)
    angle = np.deg2rad(rng.uniform(-1, 1) * strength.turn * (2 if looser else 1))
    mirror = -1.0 if rng.random() < 0.5 else 1.0
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], np.float64) * (width / 2, height / 2)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    placed = (corners * (mirror, 1.0)) @ turn.T * scale + size / 2
    # A shift takes the garment off the middle, never far enough to lose it.
    placed += rng.uniform(-1, 1, 2) * strength.shift * size + rng.normal(0, strength.perspective / 2, (4, 2)) * size
    source = (corners + np.array([width / 2, height / 2])).astype(np.float32)
    warp = cv2.getPerspectiveTransform(source, placed.astype(np.float32))
    moved = cv2.warpPerspective(picture, warp, (size, size), flags=cv2.INTER_LINEAR, borderValue=WHITE)
    return np.asarray(moved, np.uint8)


def _shrink(picture: NDArray[np.uint8], size: int) -> NDArray[np.uint8]:
    """Average away what a bilinear warp would step over."""
    factor = max(picture.shape[:2]) / (size * 1.3)
    if factor <= 1:
        return np.ascontiguousarray(picture)
    to = max(1, round(picture.shape[1] / factor)), max(1, round(picture.shape[0] / factor))
    return np.asarray(cv2.resize(np.ascontiguousarray(picture), to, interpolation=cv2.INTER_AREA), np.uint8)


def _lay(moved: NDArray[np.uint8], ground: Pixels, rng: np.random.Generator) -> Pixels:
    # The inner half of the soft edge alone: its outer half is still white from the studio.
    share = np.clip(moved[..., 3:].astype(np.float32) * (2 / 255) - 1, 0, 1)
    under = ground.astype(np.float32)
    if rng.random() < 0.5:
        drop = float(rng.uniform(1, 5)) * len(ground) / 128
        shadow = cv2.GaussianBlur(share[..., 0], (0, 0), drop)
        under *= 1 - np.float32(rng.uniform(0.1, 0.5)) * shadow[..., None]
    return np.asarray(moved[..., :3] * share + under * (1 - share), np.uint8)


def _relight(pixels: Pixels, strength: Strength, rng: np.random.Generator) -> Pixels:
    """Brightness, contrast and a slight white balance, as one table for each channel."""
    gain = 1 + strength.light * rng.uniform(-1, 1) * 0.7
    gamma = 1 + strength.light * rng.uniform(-1, 1) * 0.8
    balance = 1 + strength.balance * rng.uniform(-1, 1, 3)
    levels = (np.arange(256, dtype=np.float32) / 255) ** gamma
    table = np.clip(levels[:, None] * (gain * balance * 255)[None, :], 0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(np.ascontiguousarray(pixels), table[None]), np.uint8)


def _blur(pixels: Pixels, strength: Strength, rng: np.random.Generator) -> Pixels:
    if rng.random() < strength.blur:
        pixels = np.asarray(cv2.GaussianBlur(pixels, (0, 0), float(rng.uniform(0.4, 1.2))), np.uint8)
    if rng.random() < strength.blur:
        noise = rng.normal(0, rng.uniform(2, 8), pixels.shape).astype(np.int16)
        pixels = np.clip(pixels.astype(np.int16) + noise, 0, 255).astype(np.uint8)
    return pixels


def _encode(pixels: Pixels, strength: Strength, rng: np.random.Generator) -> Pixels:
    if rng.random() >= strength.encode:
        return pixels
    quality = int(rng.integers(25, 90))
    return recode(pixels, quality)
