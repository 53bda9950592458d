"""Intervals by the bootstrap (B. Efron, R. Tibshirani, "An introduction to the bootstrap", 1993): percentiles."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
_BLOCK = 250


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate, and the bounds between which it lies with a probability of 95 %."""

    value: float
    low: float
    high: float


def mean_of(values: Values, clusters: NDArray[np.integer] | None = None, *, samples: int = 2_000) -> Interval:
    """The mean, with an interval. ``clusters``: values of one shopper, who is drawn whole."""
    totals, counts = _clustered(values[:, None], clusters)
    drawn = _draws(totals, counts, samples)
    return _interval(float(values.mean()), drawn[:, 0])


def difference_of(
    values: Values, other: Values, clusters: NDArray[np.integer] | None = None, *, samples: int = 2_000
) -> Interval:
    """The difference of two means over the same shoppers, pair by pair."""
    return mean_of(values - other, clusters, samples=samples)


def lift_of(
    values: Values, other: Values, clusters: NDArray[np.integer] | None = None, *, samples: int = 2_000
) -> Interval:
    """By which share one mean is above another over the same shoppers: 0.1 for 10 % more."""
    totals, counts = _clustered(np.stack([values, other], axis=1), clusters)
    drawn = _draws(totals, counts, samples)
    with np.errstate(divide="ignore", invalid="ignore"):
        lifts = np.nan_to_num(drawn[:, 0] / drawn[:, 1] - 1, nan=0.0, posinf=np.inf)
        lift = float(np.nan_to_num(values.mean() / other.mean() - 1, nan=0.0, posinf=np.inf))
    return _interval(lift, lifts)


def _clustered(
    values: NDArray[np.float64], clusters: NDArray[np.integer] | None
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The sum of each column within each cluster, and how many values each cluster has."""
    if clusters is None:
        return values, np.ones(len(values))
    _, codes = np.unique(clusters, return_inverse=True)
    size = int(codes.max(initial=-1)) + 1
    columns = [np.bincount(codes, column, minlength=size).astype(np.float64) for column in values.T]
    return np.stack(columns, axis=1), np.bincount(codes, minlength=size).astype(np.float64)


def _draws(totals: NDArray[np.float64], counts: NDArray[np.float64], samples: int) -> NDArray[np.float64]:
    """``float64[samples, columns]``: the means of resampled clusters; the same for the same numbers."""
    rng = np.random.default_rng(0)
    size = len(totals)
    means = np.empty((samples, totals.shape[1]))
    for start in range(0, samples, _BLOCK):
        stop = min(start + _BLOCK, samples)
        # How often each cluster is drawn is all that matters of a resample.
        often = rng.multinomial(size, np.full(size, 1 / size), size=stop - start)
        means[start:stop] = (often @ totals) / (often @ counts)[:, None]
    return means


def _interval(value: float, drawn: NDArray[np.float64]) -> Interval:
    low, high = np.quantile(drawn, [0.025, 0.975])
    return Interval(value, float(low), float(high))
