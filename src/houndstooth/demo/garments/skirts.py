"""Skirts, and the skirts of dresses."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from houndstooth.demo.design import Design
from houndstooth.demo.garments.fastening import BRASS, button, snap, zip_line
from houndstooth.demo.outline import CENTRE, curve, join, mirrored, symmetric
from houndstooth.demo.piece import Crease, Drape, Fade, Piece, Seam


@dataclass(frozen=True, slots=True)
class Fall:
    """How a skirt falls: from ``waist`` at ``top`` over ``hip`` to ``hem`` at ``low`` (half widths), with ``folds``."""

    top: float
    waist: float
    hip: float
    hem: float
    low: float
    folds: int = 0
    depth: float = 7.0
    sharp: bool = False
    hip_at: float = 0.42


def skirt(design: Design) -> list[Piece]:
    """A skirt: mini, knee, midi or maxi; pencil, A-line, pleated, tiered or denim."""
    low = {"mini": 520.0, "knee length": 610.0, "midi": 690.0, "maxi": 752.0}.get(design.feature("length"), 610.0)
    top = 200.0 if low < 560 else 140.0 if low < 640 else 84.0
    low = low + (70 if low < 560 else 0) + design.vary(-12, 12)
    fall = skirt_fall(design, top, low)
    band = _waistband(design, fall)
    inside = Piece(
        symmetric(
            curve(
                (CENTRE, top - 22),
                (CENTRE + fall.waist * 0.7, top - 21),
                (CENTRE + fall.waist - 3, top - 12),
                (CENTRE, top + 2),
            )
        ),
        design.inside(),
        dim=0.6,
    )
    body = skirt_panel(design, fall)
    if design.article.material == "denim":
        body = replace(body, fades=hem_fades(fall))
    if "pocket" in design.article.detail:
        body = replace(body, seams=(*body.seams, *_hip_pockets(fall, design)))
    return [inside, *body_layers(design, fall, body), *band, *_fastening(design, fall)]


def skirt_fall(design: Design, top: float, low: float) -> Fall:
    """The measures of a skirt from its shape."""
    shape = design.feature("shape")
    length = low - top
    waist = 92 + design.vary(-5, 5)
    if shape == "pleated":
        return Fall(top, waist, 128, 120 + 0.20 * length, low, int(design.rng.integers(13, 21)), 6.0, sharp=True)
    if shape == "flared":
        return Fall(top, waist, 140, 128 + 0.26 * length, low, int(design.rng.integers(7, 11)), 13.0)
    if shape == "tiered":
        return Fall(top, waist, 132, 122 + 0.22 * length, low, 11, 9.0)
    if shape == "pencil":
        return Fall(top, waist, 130, 112 - 0.02 * length, low, 0, 2.0, hip_at=0.34)
    return Fall(top, waist, 126, 116 + 0.15 * length, low, 5, 6.0)


def skirt_panel(design: Design, fall: Fall) -> Piece:
    """The front of a skirt, its hem rising and falling with its folds."""
    profile = fold_profile(design, fall)
    at = np.linspace(0, 1, 60)
    hem_x = CENTRE + (2 * at - 1) * fall.hem
    wave = np.interp(at, np.linspace(0, 1, len(profile)), profile) if fall.folds else np.zeros_like(at)
    sag = 16 * (1 - (2 * at - 1) ** 2) - 8
    hem = np.column_stack([hem_x, fall.low + sag + wave * fall.depth * 0.42])
    hip_y = fall.top + fall.hip_at * min(fall.low - fall.top, 330)
    right = curve((CENTRE + fall.waist, fall.top), (CENTRE + fall.hip, hip_y), (float(hem[-1][0]), float(hem[-1][1])))
    outline = join(
        mirrored(right)[::-1][:-1],
        curve((CENTRE - fall.waist, fall.top), (CENTRE, fall.top + 6), (CENTRE + fall.waist, fall.top)),
        right[1:],
        hem[::-1],
    )
    drape = Drape(fall.depth, grow=0.7, pleats=profile) if fall.folds else Drape(2.2, 70, 300, grow=0.4)
    seam = () if fall.sharp else (Seam(hem[2:-2] - (0, 11), 0.4, design.thread, pucker=0.7),)
    return Piece(outline, design.cloth, tube=0.72, drape=drape, creases=_pulls(design, fall), seams=seam)


def fold_profile(design: Design, fall: Fall) -> NDArray[np.float32]:
    """Heights across a skirt, -1..1: knife pleats, or soft folds of uneven width."""
    at = np.linspace(0, 1, 400)
    if not fall.folds:
        return np.zeros(400, np.float32)
    if fall.sharp:
        saw = np.mod(at * fall.folds, 1.0)
        return np.asarray(np.where(saw < 0.86, saw / 0.86, (1 - saw) / 0.14) * 2 - 1, np.float32)
    steps = design.rng.uniform(0.55, 1.45, fall.folds)
    edges = np.concatenate([[0], np.cumsum(steps) / steps.sum()])
    phase = np.interp(at, edges, np.arange(len(edges)))
    heights = np.interp(phase, np.arange(len(edges)), design.rng.uniform(0.6, 1.2, len(edges)))
    wave = np.cos(2 * np.pi * phase)
    return np.asarray(heights * np.sign(wave) * np.abs(wave) ** 0.8, np.float32)


def body_layers(design: Design, fall: Fall, body: Piece) -> list[Piece]:
    """One panel, or the tiers of a tiered skirt, the lowest first."""
    if design.feature("shape") != "tiered":
        return [body]
    tiers = []
    for share in (1.0, 0.68, 0.38):
        low = fall.top + share * (fall.low - fall.top)
        hem = fall.waist + (fall.hem - fall.waist) * (0.35 + 0.65 * share)
        start = fall.top + max(0.0, share - 0.34) * (fall.low - fall.top) * 0.98
        head = fall.waist + (fall.hem - fall.waist) * max(0.0, (share - 0.34)) * 0.86
        tiers.append(
            skirt_panel(
                design,
                replace(
                    fall, top=start, waist=head, hip=(head + hem) / 2 + 6, hem=hem, low=low, folds=int(7 + 8 * share)
                ),
            )
        )
    return tiers


def _pulls(design: Design, fall: Fall) -> tuple[Crease, ...]:
    found = []
    for _ in range(5 if fall.folds < 6 else 2):
        side = float(design.rng.choice([-1, 1]))
        y = fall.top + design.vary(60, 190)
        start = (CENTRE + side * fall.hip * 0.96, y)
        end = (CENTRE + side * design.vary(10, 60), y + design.vary(-24, 34))
        found.append(
            Crease(curve(start, ((start[0] + end[0]) / 2, y + design.vary(3, 14)), end), 9.0, design.vary(0.5, 1.5))
        )
    return tuple(found)


def _waistband(design: Design, fall: Fall) -> list[Piece]:
    top, w = fall.top, fall.waist
    height = 30.0
    upper = curve((CENTRE + w - 3, top - height * 0.45), (CENTRE, top - height * 0.45 + 8))
    lower = curve((CENTRE, top + height * 0.5 + 8), (CENTRE + w + 3, top + height * 0.5))
    band = symmetric(join(upper[::-1], lower[::-1]))
    creases: tuple[Crease, ...] = ()
    if "elastic" in design.article.detail:
        xs = np.linspace(-w + 6, w - 6, 26)
        creases = tuple(
            Crease(np.array([(CENTRE + x, top - 10), (CENTRE + x * 1.01, top + 24)]), 5.0, design.vary(0.8, 1.6))
            for x in xs
        )
    return [Piece(band, design.cloth, tube=0.7, bulge=5, swell=0.3, creases=creases, cast=4)]


def _hip_pockets(fall: Fall, design: Design) -> tuple[Seam, ...]:
    line = curve(
        (CENTRE + fall.waist * 0.62, fall.top + 18),
        (CENTRE + fall.waist * 0.84, fall.top + 66),
        (CENTRE + fall.hip * 0.93, fall.top + 88),
    )
    rows = (line, line + (-4, 3))
    return tuple(
        Seam(one, groove, stitch)
        for row, groove, stitch in ((rows[0], 1.1, None), (rows[1], 0.1, design.thread))
        for one in (row, mirrored(row))
    )


def _fastening(design: Design, fall: Fall) -> list[Piece]:
    detail = design.article.detail
    if "button" in detail:
        ys = np.arange(fall.top + 6, fall.low - 40, 46)
        return [
            piece
            for y in ys
            for piece in button(CENTRE, float(y), 6.2, (0.3, 0.22, 0.16) if sum(design.colour) > 1 else BRASS)
        ]
    if design.article.material == "denim":
        line = np.array([(CENTRE + 1, fall.top + 20), (CENTRE, fall.top + 104)])
        return [
            Piece(np.vstack([line + (9, 0), line[::-1] - (0, 0)]), design.cloth, cast=2),
            *snap(CENTRE, fall.top + 6, 6.2, BRASS),
        ]
    if "zip" in detail:
        return zip_line(np.array([(CENTRE, fall.top - 2), (CENTRE, fall.low - 30)]), design.solid(tone=0.8), width=8)
    return []


def hem_fades(fall: Fall) -> tuple[Fade, ...]:
    """Worn places on a denim skirt."""
    return tuple(Fade(CENTRE + side * 60, fall.top + 150, 50, 110, 0.2) for side in (1, -1))
