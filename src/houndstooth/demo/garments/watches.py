"""Wristwatches from the front."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from houndstooth.demo.cloth import MATERIALS, Cloth, Rgb, plain
from houndstooth.demo.design import Design
from houndstooth.demo.garments.fastening import GOLD, GUNMETAL, SILVER
from houndstooth.demo.outline import CENTRE, box, curve, ellipse, join, ribbon, turned
from houndstooth.demo.palette import is_light, mixed
from houndstooth.demo.piece import Piece, Seam
from houndstooth.demo.raster import Points, to_linear

_ROSE: Rgb = (0.86, 0.62, 0.52)


_Y = 400.0


def watch(design: Design) -> list[Piece]:
    """A wristwatch: round or square case, leather strap, metal bracelet or mesh, date or sub-dials."""
    metal = (SILVER, GOLD, _ROSE, GUNMETAL)[int(design.rng.integers(4))]
    radius = 112.0
    band = _bracelet(metal) if design.article.material == "metal" else _leather_strap(design)
    square = design.feature("case") == "square case"
    case = (
        box(CENTRE, _Y, 2 * radius * 0.92, 2 * radius * 0.96, radius=34)
        if square
        else ellipse(CENTRE, _Y, radius, radius, steps=90)
    )
    crown = [
        Piece(
            box(CENTRE + radius + 9 - 9 * square, _Y, 20, 27, radius=5),
            plain("metal", metal),
            bulge=7,
            swell=0.8,
            seams=_ridges(CENTRE + radius + 9 - 9 * square),
        )
    ]
    lugs = [
        Piece(box(CENTRE + dx, _Y + dy, 25, 58, radius=9), plain("metal", metal), bulge=9, swell=0.7, cast=4)
        for dx in (-58, 58)
        for dy in (-104, 104)
    ]
    middle = (CENTRE, _Y)
    face = (case - middle) * 0.84 + middle
    body = Piece(case, plain("metal", metal), bulge=15, swell=0.75, cast=7)
    rim = Piece((case - middle) * 0.90 + middle, plain("metal", metal), bulge=5, swell=-0.8, cast=2, dim=0.8)
    tone = _dial_tone(design)
    dial = Piece(face, Cloth(replace(MATERIALS["satin"], gloss=0.12), _tile(tone)), cast=0, shade_top=0.12)
    return [
        *band,
        *lugs,
        *crown,
        body,
        rim,
        dial,
        *_indices(design, tone, metal, square),
        *_hands(design, tone, metal),
        _glare(face),
    ]


def _leather_strap(design: Design) -> list[Piece]:
    pieces = []
    for side in (-1, 1):
        start, end = _Y + side * 92, _Y + side * (300 if side < 0 else 330)
        outline = join(
            [(CENTRE - 45, start), (CENTRE + 45, start)],
            curve((CENTRE + 45, start), (CENTRE + 40, (start + end) / 2), (CENTRE + 36, end)),
            curve((CENTRE + 36, end), (CENTRE, end + side * (6 if side < 0 else 26)), (CENTRE - 36, end)),
            [(CENTRE - 45, start)],
        )
        middle = outline.mean(axis=0)
        seam = Seam((outline - middle) * (0.84, 0.95) + middle, 0.4, design.thread, pucker=0.2, closed=True)
        pieces.append(
            Piece(outline, design.cloth, bulge=16, swell=0.4, seams=(seam,), shade_top=0.18 if side > 0 else -0.0)
        )
        if side > 0:
            pieces += [
                Piece(ellipse(CENTRE, end - 30 - 27 * i, 3.4, 4.2), design.solid(tone=0.15), cast=0) for i in range(4)
            ]
    pin = plain("metal", SILVER)
    return [
        *pieces,
        Piece(
            box(CENTRE, _Y - 300, 92, 30, radius=7),
            pin,
            bulge=5,
            swell=0.9,
            holes=(box(CENTRE, _Y - 298, 74, 15, radius=3),),
        ),
    ]


def _bracelet(metal: Rgb) -> list[Piece]:
    pieces = []
    for side in (-1, 1):
        for index in range(9):
            y = _Y + side * (110 + 25 * index)
            wide = 88 - 2.0 * index
            dim = 1.0 - 0.035 * index
            for dx, w in ((-0.34, 0.32), (0.34, 0.32), (0.0, 0.36)):
                pieces.append(
                    Piece(
                        box(CENTRE + dx * wide, y, w * wide - 1, 24, radius=4),
                        plain("metal", metal),
                        bulge=7,
                        swell=0.5,
                        dim=dim if dx else dim * 1.04,
                        cast=2,
                    )
                )
    return pieces


def _ridges(x: float) -> tuple[Seam, ...]:
    return tuple(Seam(np.array([(x - 8, _Y + dy), (x + 9, _Y + dy)]), 0.8, pucker=0) for dy in (-9, -4.5, 0, 4.5, 9))


def _dial_tone(design: Design) -> Rgb:
    tones: tuple[Rgb, ...] = (
        (0.95, 0.95, 0.93),
        (0.12, 0.13, 0.15),
        (0.13, 0.19, 0.32),
        (0.14, 0.27, 0.22),
        (0.86, 0.83, 0.77),
        mixed(design.colour, (0.1, 0.1, 0.1), 0.3),
    )
    return tones[int(design.rng.integers(len(tones)))]


def _tile(colour: Rgb) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.ascontiguousarray(np.broadcast_to(to_linear(np.asarray(colour)), (2, 2, 3)))


def _indices(design: Design, tone: Rgb, metal: Rgb, square: bool) -> list[Piece]:
    ink = plain("metal", metal) if is_light(tone) is False else plain("enamel", mixed(metal, (0.1, 0.1, 0.1), 0.6))
    fine = plain("enamel", (0.8, 0.8, 0.8) if not is_light(tone) else (0.25, 0.25, 0.26))
    reach = 76.0
    pieces = []
    for step in range(60):
        long = step % 5 == 0
        mark = box(CENTRE, _Y - reach - (4 if long else 9), 5.0 if long else 1.1, 20 if long else 5)
        pieces.append(
            Piece(
                turned(mark, 6 * step, (CENTRE, _Y)),
                ink if long else fine,
                bulge=2.2 if long else 0,
                swell=0.8,
                cast=1.6 if long else 0,
            )
        )
    pieces += [Piece(box(CENTRE + dx, _Y - 44, 4.4, 11), fine, cast=0) for dx in (-14, -7, 0, 8, 14)]
    if design.feature("dial") == "chronograph":
        for x, y in ((-34.0, 6.0), (34.0, 6.0), (0.0, 40.0)):
            ring = ellipse(CENTRE + x, _Y + y, 20, 20)
            pieces += [
                Piece(ring, plain("enamel", mixed(tone, (0.5, 0.5, 0.5), 0.22)), bulge=2, swell=-0.5, cast=0),
                Piece(ribbon(np.array([(CENTRE + x, _Y + y), (CENTRE + x + 7, _Y + y - 12)]), 2), fine, cast=1),
            ]
    elif design.feature("dial") == "date":
        pieces.append(
            Piece(
                box(CENTRE + 57, _Y, 19, 15, radius=1), plain("enamel", (0.95, 0.95, 0.94)), bulge=2, swell=-0.5, cast=0
            )
        )
        pieces.append(Piece(box(CENTRE + 57, _Y, 4, 8), plain("enamel", (0.1, 0.1, 0.1)), cast=0))
    return pieces


def _hands(design: Design, tone: Rgb, metal: Rgb) -> list[Piece]:
    hour = plain("metal", metal)
    middle = (CENTRE, _Y)
    short = join(
        [
            (CENTRE - 4.5, _Y + 12),
            (CENTRE - 4, _Y - 40),
            (CENTRE, _Y - 50),
            (CENTRE + 4, _Y - 40),
            (CENTRE + 4.5, _Y + 12),
        ]
    )
    long = join(
        [
            (CENTRE - 3.4, _Y + 14),
            (CENTRE - 2.8, _Y - 66),
            (CENTRE, _Y - 75),
            (CENTRE + 2.8, _Y - 66),
            (CENTRE + 3.4, _Y + 14),
        ]
    )
    second = box(CENTRE, _Y - 28, 1.6, 100)
    angles = (design.vary(-64, -54), design.vary(50, 66), design.vary(120, 240))
    shapes = [turned(shape, angle, middle) for shape, angle in zip((short, long, second), angles, strict=True)]
    pieces = [
        Piece(shape, hour if i < 2 else plain("enamel", (0.72, 0.16, 0.14)), bulge=2, swell=0.9, cast=3)
        for i, shape in enumerate(shapes)
    ]
    return [*pieces, Piece(ellipse(CENTRE, _Y, 5, 5), hour, bulge=4, swell=0.8, cast=2)]


def _glare(face: Points) -> Piece:
    streak = join([(CENTRE - 120, _Y + 10), (CENTRE + 10, _Y - 120), (CENTRE + 50, _Y - 120), (CENTRE - 120, _Y + 55)])
    return Piece(streak, replace(plain("enamel", (1.0, 1.0, 1.0)), opacity=0.07), clip=face, cast=0)
