"""Trousers, jeans, leggings, shorts and the legs of jumpsuits."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from houndstooth.demo.cloth import Rgb
from houndstooth.demo.design import Design
from houndstooth.demo.garments.fastening import BRASS, button, cord, patch, snap
from houndstooth.demo.garments.legs import Legs, leg_outline, leg_pieces, right_leg
from houndstooth.demo.garments.torso import flipped
from houndstooth.demo.outline import CENTRE, box, curve, join, mirrored, ribbon, symmetric
from houndstooth.demo.piece import Crease, Piece, Seam

_ORANGE: Rgb = (0.76, 0.50, 0.25)


def trousers(design: Design) -> list[Piece]:
    """Trousers with a pressed fold, pleats or a drawstring; chinos; wide or tapered legs."""
    legs = _fitted(design)
    pieces = [_inside(design, legs)]
    pieces += leg_pieces(
        design, legs, pressed=design.article.material in ("suiting wool", "tweed") or "pleats" in design.article.detail
    )
    pieces += _front_pockets(design, legs, design.thread)
    pieces += _band(design, legs)
    if "drawstring" in design.article.detail:
        return pieces + _strings(design, legs)
    return pieces + _fly(design, legs, None) + _loops(design, legs)


def jeans(design: Design) -> list[Piece]:
    """Jeans: skinny, slim, straight, wide or flared; stitched, riveted, worn at thighs and knees."""
    legs = _fitted(design)
    thread = _ORANGE if design.article.colour.family in ("Blue", "Navy Blue", "Teal") else design.thread
    pieces = [_inside(design, legs), *leg_pieces(design, legs, worn=True, thread=thread)]
    pieces += _scoop_pockets(design, legs, thread)
    pieces += _band(design, legs, thread) + _fly(design, legs, thread) + _loops(design, legs)
    return pieces + snap(CENTRE, legs.top + 6, 6.4, BRASS)


def shorts(design: Design) -> list[Piece]:
    """Shorts: chino, denim, drawstring or tailored."""
    short = design.feature("length") == "short"
    legs = Legs(
        top=210,
        waist=112,
        hip=140,
        hip_at=340,
        crotch=430,
        knee=143,
        hem=141 + design.vary(-6, 8),
        low=530 + design.vary(-12, 10) if short else 604 + design.vary(-14, 14),
        spread=14,
    )
    denim = design.article.material == "denim"
    thread = _ORANGE if denim else design.thread
    pieces = [_inside(design, legs), *leg_pieces(design, legs, worn=denim, thread=thread if denim else None)]
    pieces += _scoop_pockets(design, legs, thread) if denim else _front_pockets(design, legs, thread)
    pieces += _turn_ups(design, legs) if "turn-up" in design.article.detail else []
    pieces += _band(design, legs, thread if denim else None)
    if "drawstring" in design.article.detail:
        return pieces + _strings(design, legs)
    pieces += _fly(design, legs, thread if denim else None) + _loops(design, legs)
    return pieces + (
        snap(CENTRE, legs.top + 7, 6.4, BRASS) if denim else button(CENTRE, legs.top + 7, 6.0, (0.3, 0.24, 0.2))
    )


def leggings(design: Design) -> list[Piece]:
    """Leggings and tights: close to the leg, with a wide band."""
    legs = Legs(top=70, waist=80, hip=104, hip_at=180, crotch=250, knee=60, hem=42, low=744, spread=7)
    side = design.second() if "stripe" in design.article.detail else None
    pieces = [_inside(design, legs), *leg_pieces(design, legs)]
    if side is not None:
        line = curve((CENTRE + 105, 210), (CENTRE + 96, 330), (CENTRE + 82, 480), (CENTRE + 64, 735))
        stripe = Piece(ribbon(line, 12), side, cast=0)
        pieces += [stripe, flipped(stripe)]
    return pieces + _band(design, legs, height=58)


def _fitted(design: Design) -> Legs:
    knee, hem = {
        "skinny": (66.0, 48.0),
        "slim fit": (76.0, 60.0),
        "straight": (86.0, 80.0),
        "tapered": (92.0, 62.0),
        "wide leg": (112.0, 132.0),
        "flared": (76.0, 118.0),
        "bootcut": (78.0, 94.0),
    }.get(design.feature("fit"), (84.0, 74.0))
    crop = 62.0 if design.feature("length") == "cropped" else 0.0
    woman = design.article.gender == "Women"
    return Legs(
        top=60 + crop * 0.5,
        waist=84 - 4 * woman + design.vary(-2, 3),
        hip=112 + design.vary(-3, 3) + 2 * woman,
        hip_at=186 + crop * 0.5,
        crotch=258 + crop * 0.5,
        knee=knee + design.vary(-3, 3),
        hem=hem + design.vary(-3, 4),
        low=748 - crop * 0.6 + design.vary(-6, 4),
        spread=design.vary(8, 13),
    )


def _inside(design: Design, legs: Legs) -> Piece:
    w, y = legs.waist, legs.top
    right = curve((CENTRE, y - 19), (CENTRE + w * 0.7, y - 17), (CENTRE + w - 2, y - 8), (CENTRE, y + 8))
    return Piece(symmetric(right), design.inside(), dim=0.6, shade_top=-0.2)


def _band(design: Design, legs: Legs, thread: Rgb | None = None, *, height: float = 27.0) -> list[Piece]:
    w, y = legs.waist, legs.top
    upper = curve((CENTRE, y - height * 0.5 + 7), (CENTRE + w - 2, y - height * 0.5))
    lower = curve((CENTRE + w + 3, y + height * 0.5 + 2), (CENTRE, y + height * 0.5 + 9))
    whole = np.vstack([lower, mirrored(lower)[::-1][1:]]) - (0, 4)
    seams = (Seam(whole, 0.2, thread, pucker=0.4),) if thread else ()
    gathers: tuple[Crease, ...] = ()
    if "drawstring" in design.article.detail or "elastic" in design.article.detail:
        xs = np.linspace(-w + 5, w - 5, 24)
        gathers = tuple(
            Crease(np.array([(CENTRE + x, y - 10), (CENTRE + x * 1.02, y + 26)]), 5.0, design.vary(0.8, 1.8))
            for x in xs
        )
    return [
        Piece(
            symmetric(join(upper, lower)),
            design.cloth,
            tube=0.72,
            bulge=4,
            swell=0.3,
            seams=seams,
            creases=gathers,
            cast=4,
        )
    ]


def _fly(design: Design, legs: Legs, thread: Rgb | None) -> list[Piece]:
    line = curve((CENTRE, legs.top + 20), (CENTRE - 1, legs.crotch - 50), (CENTRE + 2, legs.crotch - 10))
    flap = join(
        [(CENTRE - 1, legs.top + 18), (CENTRE + 23, legs.top + 18)],
        curve((CENTRE + 23, legs.top + 18), (CENTRE + 22, legs.crotch - 90), (CENTRE, legs.crotch - 52)),
    )
    stitch = curve((CENTRE + 20, legs.top + 24), (CENTRE + 19, legs.crotch - 92), (CENTRE + 2, legs.crotch - 58))
    seams = (Seam(stitch, 0.2, thread or design.thread, pucker=0.3),)
    pieces = [
        Piece(ribbon(line, 3), design.cloth, bulge=1.5, cast=2.5),
        Piece(flap, design.cloth, seams=seams, cast=2.5),
    ]
    return pieces + ([] if thread else button(CENTRE, legs.top + 7, 5.6, (0.2, 0.17, 0.15)))


def _loops(design: Design, legs: Legs) -> list[Piece]:
    xs = [side * share * legs.waist for side in (1, -1) for share in (0.46, 0.76)]
    return [
        Piece(
            box(CENTRE + x, legs.top + 5 - abs(x) * 0.03, 7, 35, radius=1.5), design.cloth, bulge=2.5, swell=0.5, cast=3
        )
        for x in xs
    ]


def _front_pockets(design: Design, legs: Legs, thread: Rgb) -> list[Piece]:
    line = np.array([(CENTRE + legs.waist * 0.64, legs.top + 18), (CENTRE + legs.hip * 0.96, legs.top + 100)])
    right = Piece(
        ribbon(line, 4),
        design.cloth,
        clip=right_leg(legs),
        bulge=2,
        swell=0.7,
        cast=4,
        seams=(Seam(line - (4, 0), 0.2, thread, pucker=0),),
    )
    return [right, flipped(right)]


def _scoop_pockets(design: Design, legs: Legs, thread: Rgb) -> list[Piece]:
    line = curve(
        (CENTRE + legs.waist * 0.52, legs.top + 16),
        (CENTRE + legs.waist * 0.66, legs.top + 52),
        (CENTRE + legs.hip * 0.94, legs.top + 66),
    )
    seams = (Seam(line - (2.0, -1.6), 0.2, thread, pucker=0.4),)
    right = Piece(ribbon(line, 9), design.cloth, clip=right_leg(legs), bulge=2, swell=0.5, cast=5, seams=seams)
    found = [right, flipped(right)]
    for side in (1, -1):
        found += snap(CENTRE + side * legs.waist * 0.56, legs.top + 26, 2.6, BRASS)
    coin = Seam(
        curve((CENTRE + legs.waist * 0.7, legs.top + 42), (CENTRE + legs.waist * 1.04, legs.top + 40)), 0.6, thread
    )
    return [
        *found,
        replace(
            patch(CENTRE + legs.waist * 0.8, legs.top + 43, 24, 4, design.cloth), clip=right_leg(legs), seams=(coin,)
        ),
    ]


def _turn_ups(design: Design, legs: Legs) -> list[Piece]:
    _, hem, _, _ = leg_outline(legs)
    band = np.vstack([hem - (0, 26), hem[::-1] + (0, 2)])
    right = Piece(
        band,
        design.inside() if design.article.material == "denim" else design.cloth,
        tube=0.8,
        bulge=6,
        swell=0.4,
        cast=5,
    )
    return [right, flipped(right)]


def _strings(design: Design, legs: Legs) -> list[Piece]:
    y = legs.top + 8
    colour = (0.9, 0.88, 0.85) if sum(design.colour) < 1.8 else (0.3, 0.28, 0.26)
    lines = [
        curve(
            (CENTRE + side * 10, y),
            (CENTRE + side * (16 + design.vary(0, 8)), y + 46),
            (CENTRE + side * (9 + design.vary(0, 12)), y + design.vary(82, 106)),
        )
        for side in (1, -1)
    ]
    bow = [
        curve((CENTRE, y + 4), (CENTRE + side * 22, y - 4), (CENTRE + side * 26, y + 16), (CENTRE + side * 3, y + 8))
        for side in (1, -1)
    ]
    return [p for line in (*lines, *bow) for p in cord(line, colour, width=4.4)]
