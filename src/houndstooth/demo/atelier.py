"""The atelier: for each kind, who draws it and how it stands in the studio."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from houndstooth.demo.article import Article
from houndstooth.demo.design import Design
from houndstooth.demo.easel import CutOut, paint
from houndstooth.demo.garments.accessories import belt, scarf, socks, tie
from houndstooth.demo.garments.backpacks import backpack
from houndstooth.demo.garments.bags import clutch, crossbody, handbag
from houndstooth.demo.garments.boots import boot
from houndstooth.demo.garments.dresses import dress
from houndstooth.demo.garments.gloves import gloves
from houndstooth.demo.garments.headwear import beanie, cap, hat
from houndstooth.demo.garments.heels import flat, heel
from houndstooth.demo.garments.jackets import biker, bomber, denim_jacket, puffer
from houndstooth.demo.garments.knitwear import cardigan, jumper
from houndstooth.demo.garments.outerwear import blazer, coat, trench
from houndstooth.demo.garments.sandals import sandal
from houndstooth.demo.garments.shirts import blouse, polo, shirt
from houndstooth.demo.garments.shoes import loafer
from houndstooth.demo.garments.skirts import skirt
from houndstooth.demo.garments.sneakers import sneaker
from houndstooth.demo.garments.sunglasses import sunglasses
from houndstooth.demo.garments.sweats import sweatshirt
from houndstooth.demo.garments.tops import tshirt, vest
from houndstooth.demo.garments.totes import tote
from houndstooth.demo.garments.trousers import jeans, leggings, shorts, trousers
from houndstooth.demo.garments.watches import watch
from houndstooth.demo.piece import Piece
from houndstooth.demo.pose import placed


@dataclass(frozen=True, slots=True)
class Draughtsman:
    """Who cuts the pieces of a kind; ``stands`` on the floor rather than hangs, ``low`` by so many points."""

    cut: Callable[[Design], list[Piece]]
    stands: bool = False
    low: float = 0.0


_HANGING = (
    tshirt, vest, sweatshirt, shirt, polo, blouse, jumper, cardigan, blazer, coat, trench, denim_jacket, bomber, biker,
    puffer, dress, skirt, trousers, jeans, shorts, leggings, scarf, tie, socks, gloves, watch,
)  # fmt: skip
_STANDING = (sneaker, loafer, sandal, boot, heel, flat, handbag, tote, backpack, crossbody, clutch)
_LYING = (hat, cap, beanie, belt, sunglasses)

DRAUGHTSMEN: dict[str, Draughtsman] = {
    "hoodie": Draughtsman(sweatshirt),
    **{cut.__name__.replace("_", " "): Draughtsman(cut) for cut in _HANGING},
    **{cut.__name__: Draughtsman(cut, stands=True, low=34) for cut in _STANDING},
    **{cut.__name__: Draughtsman(cut, stands=True, low=16) for cut in _LYING},
}
"""Every kind that can be drawn, by its key."""


def draw(article: Article) -> CutOut:
    """Draw an article without a ground; the same article is always drawn the same."""
    rng = np.random.default_rng(article.seed)
    draughtsman = DRAUGHTSMEN[article.kind]
    return paint(placed(draughtsman.cut(Design.of(article, rng)), rng, low=draughtsman.low), rng)


def stands(article: Article) -> bool:
    """Whether the article stands on the floor of the studio, or hangs before its wall."""
    return DRAUGHTSMEN[article.kind].stands
