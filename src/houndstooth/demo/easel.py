"""The easel: pieces are laid on one another, each throwing its shadow on those below."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from houndstooth.demo.piece import Piece
from houndstooth.demo.raster import Colours, Plane, blur, fill, resize, sample
from houndstooth.demo.relief import Frame, ground, relief
from houndstooth.demo.shading import shade
from houndstooth.demo.weave import folds_noise

WIDTH, HEIGHT = 600, 800
"""The size of a picture, in points and in pixels."""

_SCALE = 1.5  # pixels drawn per point; the picture is reduced to 1 at the end
_MARGIN = 14


@dataclass(frozen=True, slots=True)
class CutOut:
    """An article without a ground: ``colour`` is premultiplied by ``alpha``; ``feet`` is what stands on the ground."""

    colour: Colours
    alpha: Plane
    feet: Plane


def paint(pieces: Iterable[Piece], rng: Generator) -> CutOut:
    """Paint pieces, the lowest first, and return the article cut out, 600 x 800 pixels."""
    shape = (round(HEIGHT * _SCALE), round(WIDTH * _SCALE))
    colour = np.zeros((*shape, 3), np.float32)
    alpha, feet = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    for piece in pieces:
        frame = _frame(piece, shape)
        if frame is not None:
            _lay(piece, frame, rng, (colour, alpha, feet))
    size = (WIDTH, HEIGHT)
    return CutOut(resize(colour, size), resize(alpha, size), resize(feet, size))


def _frame(piece: Piece, shape: tuple[int, int]) -> Frame | None:
    low, high = piece.outline.min(axis=0), piece.outline.max(axis=0)
    if piece.clip is not None:
        low, high = np.maximum(low, piece.clip.min(axis=0)), np.minimum(high, piece.clip.max(axis=0))
    low = np.floor(low * _SCALE).astype(int) - _MARGIN
    high = np.ceil(high * _SCALE).astype(int) + _MARGIN
    low, high = np.maximum(low, 0), np.minimum(high, (shape[1], shape[0]))
    low -= low % 2
    if (high - low < 4).any():
        return None
    return Frame(int(low[0]), int(low[1]), (int(high[1] - low[1]), int(high[0] - low[0])), _SCALE)


def _lay(piece: Piece, frame: Frame, rng: Generator, canvas: tuple[Colours, Plane, Plane]) -> None:
    mask = fill([frame.pixels(line) for line in (piece.outline, *piece.holes)], frame.shape)
    if piece.clip is not None:
        mask = mask * fill([frame.pixels(piece.clip)], frame.shape)
    lay = ground(piece, frame)
    height, fine = relief(piece, frame, mask, lay, rng)
    colour = shade(piece, frame, lay, height, fine)
    cover = _edge(mask, piece, frame, rng) * np.float32(piece.cloth.opacity)
    rows, columns = slice(frame.y, frame.y + frame.shape[0]), slice(frame.x, frame.x + frame.shape[1])
    below, alpha, feet = canvas[0][rows, columns], canvas[1][rows, columns], canvas[2][rows, columns]
    below *= (_shadow(mask, piece, frame) * (1 - cover))[..., None]
    below += _developed(colour) * cover[..., None]
    alpha *= 1 - cover
    alpha += cover
    feet *= 1 - cover
    if piece.grounded:
        feet += cover


def _developed(colour: Colours) -> Colours:
    """Film does not burn out at once: the lightest tones are pressed together below white."""
    knee = np.float32(0.66)
    over = np.maximum(colour - knee, 0)
    return np.asarray(np.minimum(np.maximum(colour, 0), knee) + over / (1 + over * np.float32(2.1)), np.float32)


def _edge(mask: Plane, piece: Piece, frame: Frame, rng: Generator) -> Plane:
    """The edge of a hairy cloth is not a clean cut."""
    fuzz = piece.cloth.material.fuzz
    if not fuzz:
        return mask
    x, y = frame.grid()
    start = np.float32(rng.uniform(0, 512))
    hair = sample(folds_noise(), (x + start) * 11, y * 11)
    soft = blur(mask, 0.9 * fuzz * frame.scale)
    return np.asarray(
        np.clip((soft - 0.5 + 0.64 * hair * soft * (1 - soft)) * (2.2 / max(fuzz, 0.5)) + 0.5, 0, 1), np.float32
    )


def _shadow(mask: Plane, piece: Piece, frame: Frame) -> Plane:
    """How much light is left on what lies below: 1 is all of it."""
    if not piece.cast:
        return np.ones_like(mask)
    near = blur(mask, 0.30 * piece.cast * frame.scale)
    down = round(0.35 * piece.cast * frame.scale)
    far = np.roll(blur(mask, 0.8 * piece.cast * frame.scale), (down, down // 3), axis=(0, 1))
    return np.asarray((1 - 0.40 * near) * (1 - 0.30 * far), np.float32)
