"""How well items fit a profile: features for a ranker, one number for each candidate."""

from __future__ import annotations

import numpy as np

from houndstooth.domain.assortment import FIELDS, Assortment, Rows
from houndstooth.domain.encoding import Vectors
from houndstooth.domain.interactions import Floats
from houndstooth.recommenders.profile import Profile
from houndstooth.recommenders.profile_prices import PriceProfile, price_levels
from houndstooth.recommenders.taste import cosines

PROFILE_FEATURES = (
    *(f"{field}_affinity" for field in FIELDS),
    "taste",
    "taste_share",
    "style",
    "aversion",
    "aversion_style",
    "price_fit",
    "price_level_fit",
    "size_fit",
)
"""The columns of :func:`profile_features`; each is 0 where nothing is known of the shopper or the item."""


def profile_features(profile: Profile, assortment: Assortment, rows: Rows) -> Floats:
    """``float32[c, f]``: the features of candidates, by their rows (0 or above)."""
    codes = {field: assortment.codes[field][rows] for field in FIELDS}
    prices, currencies = assortment.prices[rows], assortment.currencies[rows]
    embeddings, styles = assortment.embedding[rows], assortment.style[rows]
    best, share = taste(profile, embeddings)
    return np.stack(
        [
            *(attribute_affinity(profile, field, codes[field]) for field in FIELDS),
            best,
            share,
            cosines(styles, profile.style),
            cosines(embeddings, profile.aversion),
            cosines(styles, profile.aversion_style),
            price_fit(profile.prices, prices, currencies),
            price_level_fit(profile.prices, price_levels(assortment, codes["category"], prices, currencies)),
            profile.sizes.fit(codes["category"], codes["size"]),
        ],
        axis=1,
    )


def attribute_affinity(profile: Profile, field: str, codes: Rows) -> Floats:
    """``float32[c]``: the affinity to the values of a field, see ``Leaning``; 0 for items without one."""
    return profile.leanings[field].affinity[codes]


def taste(profile: Profile, embeddings: Vectors) -> tuple[Floats, Floats]:
    """The cosine with the nearest taste, ``float32[c]`` in [-1, 1], and that taste's share of all likings.

    Args:
        profile: of somebody.
        embeddings: ``float32[c, d]``, unit rows or zeros.
    """
    if not len(profile.tastes):
        return np.zeros(len(embeddings), np.float32), np.zeros(len(embeddings), np.float32)
    near = np.stack([cosines(embeddings, one) for one in profile.tastes.embeddings], axis=1)
    best = near.argmax(axis=1)
    return near[np.arange(len(best)), best], profile.tastes.shares[best]


def price_fit(prices: PriceProfile, amounts: Floats, currencies: Rows) -> Floats:
    """``float32[c]`` from -1 to 1: how well prices fit what somebody pays, see ``PriceBand.fit``.

    Beyond a limit that they set themselves it is -1, within it at least 0.
    """
    fit = np.zeros(len(amounts), np.float32)
    for currency, band in prices.bands.items():
        of = currencies == currency
        fit[of] = band.fit(amounts[of])
    for limit in prices.limits:
        of = (currencies == limit.currency) & np.isfinite(amounts)
        beyond = (amounts > (np.inf if limit.most is None else limit.most)) | (amounts < (limit.least or 0))
        fit[of] = np.where(beyond[of], -1, np.maximum(fit[of], 0))
    return fit


def price_level_fit(prices: PriceProfile, levels: Floats) -> Floats:
    """``float32[c]`` from -1 to 1: the same of prices beside the usual one of their category."""
    return np.zeros(len(levels), np.float32) if prices.level is None else prices.level.fit(levels)
