"""Prints: pictures on the chest of a T-shirt, made of simple shapes."""

from __future__ import annotations

import numpy as np

from houndstooth.demo.cloth import Cloth, plain
from houndstooth.demo.design import Design
from houndstooth.demo.garments.torso import Torso
from houndstooth.demo.outline import CENTRE, box, curve, ellipse, join, ribbon, turned
from houndstooth.demo.piece import Piece
from houndstooth.demo.raster import Points


def chest_print(design: Design, torso: Torso) -> list[Piece]:
    """One of several pictures, in the article's accent colours, lying on the cloth without thickness."""
    y = torso.underarm + 34
    inks = [plain("enamel", design.article.partners[0].rgb), plain("enamel", design.article.partners[1].rgb)]
    draw = (_sunset, _peaks, _rays, _waves, _arches, _botanical)[int(design.rng.integers(6))]
    return [Piece(outline, ink, cast=0) for outline, ink in draw(y, inks, design)]


Inked = list[tuple[Points, Cloth]]


def _sunset(y: float, inks: list[Cloth], design: Design) -> Inked:
    radius = 56.0
    disc = ellipse(CENTRE, y, radius, radius, steps=80)
    bands: Inked = []
    for low, high in ((-60, -14), (-8, 6), (11, 22), (27, 36), (41, 48), (52, 56)):
        ys = np.clip(disc[:, 1], y + low, y + high)
        keep = np.abs(ys - y) < radius
        reach = np.sqrt(np.clip(radius**2 - (ys - y) ** 2, 0, None))
        shape = np.column_stack([CENTRE + np.clip(disc[:, 0] - CENTRE, -reach, reach), ys])
        bands.append((shape[keep], inks[0]))
    return [*bands, *_caption(y + 78, inks[1])]


def _peaks(y: float, inks: list[Cloth], design: Design) -> Inked:
    ridge = [(-74, 40), (-40, -12), (-26, 6), (4, -44), (30, -6), (42, -18), (74, 40)]
    mountain = np.array([(CENTRE + a, y + b) for a, b in ridge])
    snow = np.array([(CENTRE + a, y + b) for a, b in ((4, -44), (17, -25), (9, -27), (3, -18), (-4, -26), (-10, -22))])
    moon = ellipse(CENTRE + 44, y - 46, 13, 13)
    return [(mountain, inks[0]), (snow, inks[1]), (moon, inks[1]), *_caption(y + 60, inks[0])]


def _rays(y: float, inks: list[Cloth], design: Design) -> Inked:
    count = int(design.rng.integers(11, 18))
    rays = [turned(box(CENTRE, y - 47, 7, 34, radius=3), 360 / count * i, (CENTRE, y)) for i in range(count)]
    return [(ellipse(CENTRE, y, 24, 24), inks[0]), *((ray, inks[1]) for ray in rays)]


def _waves(y: float, inks: list[Cloth], design: Design) -> Inked:
    lines: Inked = []
    for row in range(6):
        xs = np.linspace(-70, 70, 60)
        wave = np.column_stack([CENTRE + xs, y - 36 + row * 15 + 6 * np.sin(xs / 11 + row * 0.9)])
        lines.append((ribbon(wave, 5.2), inks[row % 2]))
    return lines


def _arches(y: float, inks: list[Cloth], design: Design) -> Inked:
    turn = np.linspace(np.pi, 2 * np.pi, 40)
    arcs = [np.column_stack([CENTRE + r * np.cos(turn), y + 26 + r * np.sin(turn)]) for r in (70, 52, 34, 16)]
    return [(ribbon(arc, 11), inks[i % 2]) for i, arc in enumerate(arcs)]


def _botanical(y: float, inks: list[Cloth], design: Design) -> Inked:
    stem = curve((CENTRE - 4, y + 66), (CENTRE + 6, y + 10), (CENTRE - 2, y - 60))
    shapes: Inked = [(ribbon(stem, 2.6), inks[0])]
    for i in range(7):
        for side in (-1, 1):
            at = (CENTRE + 3 - i * 0.7, y + 44 - i * 17)
            leaf = join(
                curve((at[0], at[1]), (at[0] + side * 22, at[1] - 14), (at[0] + side * 40, at[1] - 16)),
                curve((at[0] + side * 40, at[1] - 16), (at[0] + side * 20, at[1] - 2), (at[0], at[1])),
            )
            shapes.append((leaf, inks[(i + (side > 0)) % 2]))
    return shapes


def _caption(y: float, ink: Cloth) -> Inked:
    """A line of lettering too small to read."""
    widths = (9, 6, 8, 3, 9, 7, 0, 8, 6, 9, 4, 7)
    x, found = CENTRE - 50.0, []
    for index, width in enumerate(widths):
        if width:
            bar = box(x + width / 2, y, width, 10)
            slot = box(x + width / 2, y + (2 if index % 2 else -1.5), max(width - 4.5, 0.5), 3)
            found.append((bar if width < 5 else np.vstack([bar, bar[:1], slot[::-1], slot[-1:], bar[:1]]), ink))
        x += width + 2.4 if width else 8
    return found
