"""Shading: how studio light falls on a relief.

A key light from the upper left, a weaker fill from the right and the white of the studio
all round (a hemisphere), with highlights after Blinn (1977) and a cheap ambient occlusion:
what lies below its blurred surroundings gets less of the studio's light.
"""

from __future__ import annotations

import numpy as np

from houndstooth.demo.cloth import Material
from houndstooth.demo.piece import Fade, Piece, Seam
from houndstooth.demo.raster import Colours, Plane, blur, sample, slopes, stroke, to_linear
from houndstooth.demo.relief import Frame, Ground, weave_at
from houndstooth.demo.weave import folds_noise

_KEY = np.array([-0.48, -0.56, 0.68], np.float32)
_FILL = np.array([0.66, -0.10, 0.75], np.float32)
_FLAT = 0.66 * 0.68 + 0.18 * 0.75 + 0.30 * 0.80  # what a flat piece gets: made 1 below


def shade(piece: Piece, frame: Frame, lay: Ground, height: Plane, fine: Plane) -> Colours:
    """The colours of a piece under the lights of the studio, ``float32[h, w, 3]``, linear."""
    right, down = slopes(height + fine)
    normal = _normals(right * np.float32(frame.scale), down * np.float32(frame.scale))
    light = _light(normal) * _occlusion(height, frame.scale)
    albedo = _albedo(piece, frame, lay, (right, down))
    if piece.shade_top:
        fall = np.clip((lay.along - np.float32(lay.reach[0])) / np.float32(lay.reach[1] - lay.reach[0]), 0, 1)
        light = light * (1 - np.float32(piece.shade_top) * (1 - fall))
    material = piece.cloth.material
    if material.metal:
        return _metal(albedo, normal) * np.float32(piece.dim)
    colour = albedo * light[..., None] * (1 - np.float32(0.22) * np.clip(1 - light, 0, 1)[..., None] * (1 - albedo))
    if material.gloss:
        colour = colour + _highlight(normal, material)[..., None]
    # Even matt cloth throws a little of the light back: it is what shows the folds of a black one.
    colour = colour + (np.float32(0.009) * np.clip(light, 0, 2) ** 2)[..., None]
    if material.fuzz:
        colour = colour + (np.float32(0.035 * material.fuzz) * (1 - normal[2]))[..., None]
    return np.asarray(colour * np.float32(piece.dim), np.float32)


Normals = tuple[Plane, Plane, Plane]


def _normals(right: Plane, down: Plane) -> Normals:
    long = 1 / np.sqrt(right * right + down * down + 1)
    return -right * long, -down * long, long


def _light(normal: Normals) -> Plane:
    x, y, z = normal
    key = np.maximum(x * _KEY[0] + y * _KEY[1] + z * _KEY[2], 0)
    fill = np.maximum(x * _FILL[0] + y * _FILL[1] + z * _FILL[2], 0)
    studio = 0.4 + 0.4 * z - 0.25 * y
    return np.asarray((0.66 * key + 0.18 * fill + 0.30 * studio) / np.float32(_FLAT), np.float32)


def _occlusion(height: Plane, scale: float) -> Plane:
    near = blur(height, 3.0 * scale) - height
    far = blur(height, 11.0 * scale) - height
    return np.asarray(np.clip(1 - 0.10 * near - 0.028 * far, 0.55, 1.10), np.float32)


def _highlight(normal: Normals, material: Material) -> Plane:
    total = np.zeros_like(normal[2])
    for light, strength in ((_KEY, 1.0), (_FILL, 0.45)):
        middle = light + np.array([0, 0, 1], np.float32)
        middle /= np.linalg.norm(middle)
        facing = np.maximum(normal[0] * middle[0] + normal[1] * middle[1] + normal[2] * middle[2], 0)
        # What a flat piece would throw back is a veil over the whole colour, not a highlight: leave it out.
        veil = float(middle[2]) ** (material.polish * 2.2)
        total += np.float32(strength) * np.maximum(np.power(facing, np.float32(material.polish * 2.2)) - veil, 0)
    return np.asarray(total * np.float32(material.gloss * 0.6), np.float32)


def _metal(albedo: Colours, normal: Normals) -> Colours:
    """A polished surface shows the studio: a bright ceiling, a dark horizon, a lit floor."""
    up = -2 * normal[2] * normal[1] + np.float32(0.5) * normal[0]
    sky = 0.62 + 0.75 * _step(up, 0.0, 0.5) - 0.45 * np.exp(-(((up + 0.22) / 0.16) ** 2)) - 0.25 * _step(-up, 0.45, 0.9)
    return np.asarray(albedo * np.clip(sky, 0.08, 1.6)[..., None], np.float32)


def _step(values: Plane, low: float, high: float) -> Plane:
    t = np.clip((values - low) / (high - low), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), np.float32)


def _albedo(piece: Piece, frame: Frame, lay: Ground, slope: tuple[Plane, Plane]) -> Colours:
    """The print, bent by the folds, with pores, unevenness, wear and stitches."""
    cloth = piece.cloth
    bend = np.float32(3.0)
    x = lay.across + blur(slope[0], 2 * frame.scale) * np.float32(frame.scale) * bend
    y = lay.along + blur(slope[1], 2 * frame.scale) * np.float32(frame.scale) * bend
    colour = sample(cloth.print, x * np.float32(cloth.density), y * np.float32(cloth.density))
    tone = 1 + np.float32(0.012) * sample(folds_noise(), lay.across * np.float32(0.4), lay.along * np.float32(0.4))
    if cloth.material.cavity:
        # Pores of a white cloth are lit by its own threads.
        depth = cloth.material.cavity * (1 - 0.72 * float(cloth.print.mean()) ** 0.5)
        tone = tone + np.float32(depth) * weave_at(piece, lay)
    colour = colour * tone[..., None]
    for fade in piece.fades:
        colour = _faded(colour, fade, frame)
    for seam in piece.seams:
        if seam.stitch is not None:
            colour = _stitched(colour, seam, frame)
    return np.asarray(colour, np.float32)


def _faded(colour: Colours, fade: Fade, frame: Frame) -> Colours:
    x, y = frame.grid()
    far = ((x - np.float32(fade.x)) / np.float32(fade.rx)) ** 2 + ((y - np.float32(fade.y)) / np.float32(fade.ry)) ** 2
    share = (np.exp(-far) * np.float32(abs(fade.strength)))[..., None]
    worn = np.sqrt(np.maximum(colour, 0)) * np.float32(0.62) + colour * np.float32(0.5)
    return np.asarray(colour + (worn - colour) * share, np.float32)


def _stitched(colour: Colours, seam: Seam, frame: Frame) -> Colours:
    """A row of stitches: dashes of thread, each with a small shadow below."""
    line = frame.pixels(_evenly(seam.line, 1.0))
    dash, gap = 3, 2
    dashes = [line[i : i + dash + 1] for i in range(0, len(line) - 1, dash + gap)]
    thread = stroke(dashes, frame.shape, max(1.0, 0.75 * frame.scale))[..., None] * np.float32(0.85)
    shadow = np.roll(thread, 1, axis=0) * np.float32(0.35)
    tone = to_linear(np.asarray(seam.stitch))
    return np.asarray(colour * (1 - shadow) * (1 - thread) + tone * thread, np.float32)


def _evenly(
    line: np.ndarray[tuple[int, ...], np.dtype[np.float64]], step: float
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    lengths = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    at = np.arange(0, lengths[-1], step)
    return np.column_stack([np.interp(at, lengths, line[:, 0]), np.interp(at, lengths, line[:, 1])])
