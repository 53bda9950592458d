"""A profile: what is believed of a shopper, made at each request from what they did and said. Nothing is fitted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.assortment import FIELDS, Assortment
from houndstooth.domain.event_ports import History
from houndstooth.domain.interactions import Floats
from houndstooth.domain.shopper import Verdict
from houndstooth.recommenders.profile_leanings import Leaning, Stated, leaning
from houndstooth.recommenders.profile_opinions import Forgotten, Opinions, ProfileOptions, opinions_of
from houndstooth.recommenders.profile_prices import PriceLimit, PriceProfile, price_profile
from houndstooth.recommenders.profile_sizes import Sizes, sizes_of
from houndstooth.recommenders.taste import Tastes, direction_of, tastes_of


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said, put into the codes of an assortment.

    Args:
        stated: of values of fields; of two that contradict each other the later one counts.
        forgotten: what they want forgotten.
        limits: of prices.
        sizes: category code -> size code.
    """

    stated: Sequence[Stated] = ()
    forgotten: Forgotten = field(default_factory=Forgotten)
    limits: tuple[PriceLimit, ...] = ()
    sizes: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Profile:
    """What is believed of a shopper, in the codes of one assortment (of one layout and its vocabularies).

    Args:
        opinions: of items.
        leanings: for each of ``FIELDS``.
        tastes: by category.
        style: ``float32[s]``, how what they like looks, whatever it is: of length 1, or zeros.
        aversion: ``float32[d]``, the mean embedding of what they dislike: of length 1, or zeros.
        aversion_style: ``float32[s]``, the same of style.
        prices: what they pay.
        sizes: what they wear.
    """

    opinions: Opinions
    leanings: Mapping[str, Leaning]
    tastes: Tastes
    style: Floats
    aversion: Floats
    aversion_style: Floats
    prices: PriceProfile
    sizes: Sizes


def profile_of(
    history: History,
    assortment: Assortment,
    now: float,
    options: ProfileOptions | None = None,
    said: Said | None = None,
) -> Profile:
    """The profile of whoever has this history; that of nobody is neutral.

    Args:
        history: a few hundred events; their order is of no consequence.
        assortment: of the shop.
        now: seconds since 1970.
        options: how it is made.
        said: what they said themselves.
    """
    said = said or Said()
    opinions = opinions_of(history, assortment, options or ProfileOptions(), now, said.forgotten)
    rows, weights = opinions.rows, opinions.weights
    liked = np.where(_contradicted(opinions, assortment, said.stated), np.float32(0), np.maximum(weights, 0))
    disliked = np.maximum(-weights, 0)
    embeddings, styles = assortment.embedding[rows], assortment.style[rows]
    return Profile(
        opinions=opinions,
        leanings={name: leaning(opinions, assortment, name, said.stated) for name in FIELDS},
        tastes=tastes_of(liked, rows, assortment.codes["category"][rows], embeddings, styles),
        style=direction_of(liked, styles),
        aversion=direction_of(disliked, embeddings),
        aversion_style=direction_of(disliked, styles),
        prices=price_profile(opinions, assortment, said.limits),
        sizes=sizes_of(opinions, assortment, said.sizes),
    )


def _contradicted(opinions: Opinions, assortment: Assortment, stated: Sequence[Stated]) -> NDArray[np.bool_]:
    """Opinions on items with a value that somebody wants avoided or forgotten: no taste is made of them."""
    left_out = np.zeros(len(opinions), np.bool_)
    for one in stated:
        if one.verdict is not Verdict.PREFER:
            left_out |= assortment.codes[one.field][opinions.rows] == one.code
    return left_out
