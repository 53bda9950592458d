"""What somebody pays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from houndstooth.domain.assortment import Assortment, Rows
from houndstooth.domain.interactions import Floats
from houndstooth.recommenders.profile_leanings import PRIOR
from houndstooth.recommenders.profile_opinions import Opinions

_QUANTILES = (0.1, 0.5, 0.9)
_LEAST = 1e-4
"""What is given away costs a little, as logarithms have it."""

_NARROWEST = np.log(1.25)
"""Prices are judged in ratios; nobody minds a quarter more or less."""


@dataclass(frozen=True, slots=True)
class PriceBand:
    """The weighted quantiles 10, 50 and 90 % of what somebody likes, and the summed weight of those likings."""

    low: float
    typical: float
    high: float
    weight: float

    @property
    def confidence(self) -> float:
        """0 to below 1."""
        return self.weight / (self.weight + PRIOR)

    def fit(self, prices: Floats) -> Floats:
        """``float32[c]`` from -1 to 1: how well prices fit; 0 where there is no price, or nothing is known.

        Inside the band it is the confidence; outside it falls with the logarithm of the ratio to the nearer end, as a
        normal density that is as wide as the band, to minus the confidence.
        """
        ratios = np.log(np.maximum(prices, _LEAST))
        low, high = np.log(max(self.low, _LEAST)), np.log(max(self.high, _LEAST))
        outside = np.maximum(0, np.maximum(low - ratios, ratios - high))
        width = max(high - low, _NARROWEST)
        fit = self.confidence * (2 * np.exp(-0.5 * (outside / width) ** 2) - 1)
        return np.where(np.isfinite(prices), fit, 0).astype(np.float32)


@dataclass(frozen=True, slots=True)
class PriceLimit:
    """What somebody said that they want to pay at least or at most, in a currency by its code; ``None`` for no end."""

    currency: int
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True)
class PriceProfile:
    """What somebody pays.

    Args:
        bands: currency code -> what they pay.
        level: what they pay as a multiple of the usual price in the category (its median): 1 is the usual.
        limits: what they said themselves.
    """

    bands: Mapping[int, PriceBand] = field(default_factory=dict)
    level: PriceBand | None = None
    limits: tuple[PriceLimit, ...] = ()


def price_profile(opinions: Opinions, assortment: Assortment, limits: tuple[PriceLimit, ...]) -> PriceProfile:
    """What the liked items cost, in all and beside others of their category."""
    rows, weights = opinions.rows[opinions.liked], opinions.weights[opinions.liked]
    prices, currencies = assortment.prices[rows], assortment.currencies[rows]
    bands: dict[int, PriceBand] = {}
    for currency in np.unique(currencies[currencies >= 0]).tolist():
        of = currencies == currency
        bands[currency] = _band(prices[of], weights[of])
    ratios = price_levels(assortment, assortment.codes["category"][rows], prices, currencies)
    known = np.isfinite(ratios)
    return PriceProfile(bands, _band(ratios[known], weights[known]) if known.any() else None, limits)


def price_levels(assortment: Assortment, categories: Rows, prices: Floats, currencies: Rows) -> Floats:
    """``float32[c]``: prices as multiples of the usual one in their category; nan where either is not known."""
    levels = np.full(len(prices), np.nan, np.float32)
    for currency in np.unique(currencies[currencies >= 0]).tolist():
        usual = assortment.makeup.usual_prices(currency, len(assortment.vocabularies["category"]))
        of = (currencies == currency) & (usual[categories] > 0)
        levels[of] = prices[of] / usual[categories[of]]
    return levels


def _band(prices: Floats, weights: Floats) -> PriceBand:
    order = np.argsort(prices, kind="stable")
    prices, weights = prices[order], weights[order].astype(np.float64)
    # Each price stands in the middle of its weight, so that quantiles of equal weights are the usual ones.
    places = (np.cumsum(weights) - weights / 2) / weights.sum()
    low, typical, high = np.interp(_QUANTILES, places, prices).tolist()
    return PriceBand(low, typical, high, float(weights.sum()))
