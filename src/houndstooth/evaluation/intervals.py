"""Intervals by the paired bootstrap: percentiles over resampled shoppers.

(B. Efron, R. Tibshirani, "An introduction to the bootstrap", 1993.) Paired: what two recommenders find hard alike
cancels out. A shopper who is judged in several windows is drawn whole, with all values.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

SAMPLES = 10_000
_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate, and the bounds between which it lies with a probability of 95 %.

    NaN where nothing can be said, such as a lift over nothing.
    """

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Resampled:
    """Columns of values over the same shoppers, and their means in resamples that are the same for all columns.

    Args:
        means: ``float64[c]``.
        drawn: ``float64[samples, c]``.
    """

    means: Values
    drawn: NDArray[np.float64]

    def mean(self, column: int) -> Interval:
        """The mean of a column."""
        return _interval(float(self.means[column]), self.drawn[:, column])

    def difference(self, column: int, other: int) -> Interval:
        """By how much one is above another."""
        return _interval(float(self.means[column] - self.means[other]), self.drawn[:, column] - self.drawn[:, other])

    def lift(self, column: int, other: int) -> Interval:
        """By which share one is above another: 0.1 for 10 % more.

        Over a mean of 0 there is none. A resample in which the other one is 0 counts as endlessly more, or as no more
        if both are.
        """
        if self.means[other] == 0:
            return Interval(np.nan, np.nan, np.nan)
        one, two = self.drawn[:, column], self.drawn[:, other]
        lifts = np.divide(one, two, out=np.where(one > 0, np.inf, 1.0), where=two != 0) - 1
        return _interval(float(self.means[column] / self.means[other] - 1), lifts)


def resample(
    values: NDArray[np.float64], clusters: NDArray[np.integer] | None = None, *, samples: int = SAMPLES, seed: int = 0
) -> Resampled:
    """Draw shoppers with replacement, as many as there are, ``samples`` times.

    Args:
        values: ``float64[b, c]``.
        clusters: ``[b]``, the shopper of each row; ``None``: each row is another one.
        samples: how many resamples.
        seed: of the draws; the same for the same number of shoppers, whatever the columns.

    Raises:
        ValueError: there is nothing to draw from.
    """
    if not len(values):
        raise ValueError("there is nobody to draw from")
    totals, counts = _clustered(values, clusters)
    telling = np.flatnonzero(totals.any(axis=1))  # the others add nothing; most shoppers are not hit by any list
    one_each = clusters is None or len(totals) == len(values)
    rng = np.random.default_rng(seed)
    drawn = np.empty((samples, values.shape[1]))
    for start in range(0, samples, _AT_ONCE):
        # How often each shopper is drawn is all that matters of a resample.
        often = np.stack([_often(rng, len(totals)) for _ in range(min(_AT_ONCE, samples - start))])
        sizes = np.full(len(often), float(len(values))) if one_each else often @ counts
        drawn[start : start + len(often)] = often[:, telling] @ totals[telling] / sizes[:, None]
    return Resampled(values.mean(axis=0), drawn)


def mean_of(values: Values, clusters: NDArray[np.integer] | None = None, *, samples: int = SAMPLES) -> Interval:
    """A mean. ``clusters``: whose each value is."""
    return resample(values[:, None], clusters, samples=samples).mean(0)


def difference_of(
    values: Values, other: Values, clusters: NDArray[np.integer] | None = None, *, samples: int = SAMPLES
) -> Interval:
    """The difference of two means over the same shoppers, pair by pair."""
    return resample(np.stack([values, other], axis=1), clusters, samples=samples).difference(0, 1)


def lift_of(
    values: Values, other: Values, clusters: NDArray[np.integer] | None = None, *, samples: int = SAMPLES
) -> Interval:
    """By which share one mean is above another over the same shoppers, pair by pair."""
    return resample(np.stack([values, other], axis=1), clusters, samples=samples).lift(0, 1)


def _often(rng: np.random.Generator, size: int) -> Values:
    return np.bincount(rng.integers(0, size, size), minlength=size).astype(np.float64)


def _clustered(values: NDArray[np.float64], clusters: NDArray[np.integer] | None) -> tuple[NDArray[np.float64], Values]:
    """The sum of each column for each shopper, and how many rows each has."""
    if clusters is None:
        return values, np.ones(len(values))
    _, codes = np.unique(clusters, return_inverse=True)
    size = int(codes.max()) + 1
    totals = np.zeros((size, values.shape[1]))
    np.add.at(totals, codes, values)
    return totals, np.bincount(codes, minlength=size).astype(np.float64)


def _interval(value: float, drawn: Values) -> Interval:
    low, high = np.quantile(drawn, [0.025, 0.975], method="linear" if np.isfinite(drawn).all() else "nearest")
    return Interval(value, float(low), float(high))
