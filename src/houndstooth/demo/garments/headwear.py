"""Headwear: brimmed hats, caps and beanies."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from houndstooth.demo.design import Design
from houndstooth.demo.garments.fastening import eyelet
from houndstooth.demo.outline import CENTRE, curve, ellipse, join, ribbon, symmetric
from houndstooth.demo.piece import Crease, Drape, Piece, Seam


def hat(design: Design) -> list[Piece]:
    """A hat with a brim: fedora, bucket or sun hat."""
    shape = design.feature("shape")
    if shape == "bucket":
        return _bucket(design)
    wide = 232.0 if shape == "wide brim" else 204.0
    brim = ellipse(CENTRE, 500, wide, 62, steps=96)
    brim[:, 1] -= 22 * ((brim[:, 0] - CENTRE) / wide) ** 2
    under = (brim - (CENTRE, 500)) * (0.96, 0.9) + (CENTRE, 514)
    rows = tuple(
        Seam((brim - (CENTRE, 500)) * share + (CENTRE, 500), 0.3, None, pucker=0, closed=True) for share in (0.97, 0.9)
    )
    crown = symmetric(
        join(
            curve((CENTRE, 316), (CENTRE + 34, 304), (CENTRE + 78, 318)),
            curve((CENTRE + 78, 318), (CENTRE + 104, 360), (CENTRE + 118, 430), (CENTRE + 126, 486)),
            curve((CENTRE + 126, 486), (CENTRE + 80, 508), (CENTRE, 516)),
        )
    )
    dents = tuple(
        Crease(curve((CENTRE + side * 40, 324), (CENTRE + side * 58, 366), (CENTRE + side * 48, 410)), 24.0, -4.0)
        for side in (1, -1)
    )
    pinch = Crease(curve((CENTRE, 312), (CENTRE, 350)), 18.0, -4.0)
    band = symmetric(
        join(
            curve((CENTRE, 478), (CENTRE + 80, 470), (CENTRE + 121, 450)),
            curve((CENTRE + 126, 484), (CENTRE + 80, 506), (CENTRE, 515)),
        )
    )
    return [
        Piece(under, design.solid(tone=0.7), dim=0.75, bulge=10),
        Piece(brim, design.cloth, bulge=26, swell=0.3, seams=rows, cast=8),
        Piece(crown, design.cloth, tube=0.8, bulge=34, swell=0.5, creases=(*dents, pinch), cast=9),
        Piece(band, design.second("satin"), tube=0.8, cast=3, drape=Drape(0.6, 40, 30)),
        *_ribbon_bow(design),
    ]


def cap(design: Design) -> list[Piece]:
    """A baseball cap from the front: six panels, eyelets, a curved peak."""
    crown = symmetric(
        join(
            curve((CENTRE, 262), (CENTRE + 70, 272), (CENTRE + 134, 330), (CENTRE + 152, 410), (CENTRE + 154, 470)),
            curve((CENTRE + 154, 470), (CENTRE + 90, 482), (CENTRE, 480)),
        )
    )
    panels = [curve((CENTRE, 264), (CENTRE + 4, 360), (CENTRE, 480))]
    panels += [curve((CENTRE + s * 6, 264), (CENTRE + s * 84, 340), (CENTRE + s * 104, 478)) for s in (1, -1)]
    seams = tuple(
        Seam(line + (dx, 0), groove, stitch)
        for line in panels
        for dx, groove, stitch in ((0, 0.9, None), (4, 0.1, design.thread), (-4, 0.1, design.thread))
    )
    peak_cloth = design.second() if "contrast" in design.article.detail else design.cloth
    peak = symmetric(
        join(
            curve((CENTRE, 452), (CENTRE + 80, 450), (CENTRE + 140, 462), (CENTRE + 158, 474)),
            curve((CENTRE + 158, 474), (CENTRE + 176, 520), (CENTRE + 150, 556), (CENTRE + 80, 546), (CENTRE, 540)),
        )
    )
    button = Piece(ellipse(CENTRE, 262, 11, 7), peak_cloth, bulge=6, swell=0.7, cast=3)
    holes = [p for s in (1, -1) for p in eyelet(CENTRE + s * 62, 350, 4.2, design.colour)]
    front = Piece(crown, design.cloth, tube=0.8, bulge=60, swell=0.55, seams=seams, drape=Drape(1.4, 70, 140))
    rows = _peak_stitches(design)
    shade = Piece(peak, peak_cloth, bulge=22, swell=0.5, seams=rows, cast=12, shade_top=0.1)
    return [button, front, *holes, *_badge(design), shade]


def _peak_stitches(design: Design) -> tuple[Seam, ...]:
    return tuple(
        Seam(
            curve(
                (CENTRE - 150 + 6 * i, 536 - 13 * i),
                (CENTRE - 80, 526 - 14 * i),
                (CENTRE, 520 - 14 * i),
                (CENTRE + 80, 526 - 14 * i),
                (CENTRE + 150 - 6 * i, 536 - 13 * i),
            ),
            0.3,
            design.thread,
            pucker=0.1,
        )
        for i in range(4)
    )


def beanie(design: Design) -> list[Piece]:
    """A knitted beanie with a turned-up cuff, perhaps a bobble."""
    top = 240.0
    dome = symmetric(
        join(
            curve((CENTRE, top), (CENTRE + 62, top + 8), (CENTRE + 126, top + 86), (CENTRE + 142, top + 210)),
            curve((CENTRE + 142, top + 210), (CENTRE, top + 232)),
        )
    )
    gathers = tuple(
        Crease(curve((CENTRE + 3 * i, top + 2), (CENTRE + 20 * i, top + 60), (CENTRE + 27 * i, top + 130)), 13.0, -1.6)
        for i in range(-4, 5)
    )
    cuff = symmetric(
        join(
            curve((CENTRE, top + 204), (CENTRE + 90, top + 200), (CENTRE + 148, top + 188)),
            curve((CENTRE + 148, top + 188), (CENTRE + 152, top + 240), (CENTRE + 146, top + 282)),
            curve((CENTRE + 146, top + 282), (CENTRE + 80, top + 296), (CENTRE, top + 299)),
        )
    )
    rib = replace(
        design.solid("ribbed knit"), material=replace(design.solid("ribbed knit").material, weave_size=1.5, relief=0.7)
    )
    pieces = [
        Piece(dome, design.cloth, tube=0.85, bulge=50, swell=0.4, creases=gathers),
        Piece(cuff, rib, tube=0.85, bulge=18, swell=0.4, cast=8),
    ]
    if "bobble" in design.article.detail:
        ball = ellipse(CENTRE, top - 30, 56, 52, steps=60)
        ball = (ball - (CENTRE, top - 30)) * (1 + design.rng.uniform(-0.04, 0.04, (60, 1))) + (CENTRE, top - 30)
        wool = design.second("fleece")
        wool = replace(wool, material=replace(wool.material, relief=2.2, fuzz=2.2, weave_size=1.3))
        pieces.insert(0, Piece(ball, wool, bulge=52, swell=0.8))
    tag = np.array(
        [(CENTRE + 74, top + 238), (CENTRE + 112, top + 232), (CENTRE + 114, top + 258), (CENTRE + 76, top + 264)]
    )
    return (
        [*pieces, Piece(tag, design.second("smooth leather"), bulge=3, cast=2.5)]
        if "patch" in design.article.detail
        else pieces
    )


def _bucket(design: Design) -> list[Piece]:
    crown = symmetric(
        join(
            curve((CENTRE, 300), (CENTRE + 90, 304), (CENTRE + 104, 322)),
            curve((CENTRE + 104, 322), (CENTRE + 122, 400), (CENTRE + 130, 450)),
            curve((CENTRE + 130, 450), (CENTRE, 474)),
        )
    )
    brim = symmetric(
        join(
            curve((CENTRE, 456), (CENTRE + 90, 452), (CENTRE + 130, 436)),
            curve((CENTRE + 130, 436), (CENTRE + 176, 500), (CENTRE + 196, 548)),
            curve((CENTRE + 196, 548), (CENTRE + 110, 586), (CENTRE, 594)),
        )
    )
    rows = tuple(
        Seam(
            curve((CENTRE - 134 - 15 * i, 458 + 21 * i), (CENTRE, 476 + 26 * i), (CENTRE + 134 + 15 * i, 458 + 21 * i)),
            0.3,
            design.thread,
            pucker=0.6,
        )
        for i in range(5)
    )
    lid = Seam(curve((CENTRE - 102, 326), (CENTRE, 338), (CENTRE + 102, 326)), 0.8, pucker=0.6)
    return [
        Piece(crown, design.cloth, tube=0.8, bulge=24, swell=0.4, seams=(lid,), drape=Drape(1.6, 70, 120)),
        Piece(brim, design.cloth, tube=0.6, bulge=12, swell=0.3, seams=rows, cast=7, drape=Drape(3, 80, 300, grow=0.5)),
    ]


def _ribbon_bow(design: Design) -> list[Piece]:
    x, y = CENTRE + 104.0, 476.0
    loop = join(curve((x, y), (x + 10, y - 24), (x + 26, y - 10), (x + 20, y + 10), (x, y)))
    knot = curve((x - 3, y - 18), (x + 3, y + 14))
    return [
        Piece(loop, design.second("satin"), bulge=5, swell=0.6, cast=3),
        Piece(ribbon(knot, 10), design.second("satin"), bulge=4, cast=3),
    ]


def _badge(design: Design) -> list[Piece]:
    if "embroidered" not in design.article.detail:
        return []
    thread = design.second("satin")
    arms = [curve((CENTRE - 24, 428), (CENTRE - 14, 400), (CENTRE, 382)), curve((CENTRE + 24, 428), (CENTRE, 382))]
    bar = curve((CENTRE - 15, 414), (CENTRE, 409), (CENTRE + 15, 414))
    return [Piece(ribbon(line, 7.0), thread, bulge=3.5, swell=0.7, cast=2.5) for line in (*arms, bar)]
