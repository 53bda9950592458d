"""Probabilities that mean what they say: of the labels given with 80 %, four in five are right."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

_BINS = 15
_RANGE = (0.1, 5.0)


def fit_temperature(probabilities: NDArray[np.float32], truth: NDArray[np.int64]) -> float:
    """The temperature by which logits are divided so that held-out truth is likeliest.

    Guo et al. 2017, "On Calibration of Modern Neural Networks". It never changes which class is the likeliest.

    Args:
        probabilities: ``float32[n, classes]`` as the model gives them.
        truth: ``int64[n]``.
    """
    logits = np.log(np.maximum(probabilities.astype(np.float64), 1e-12))

    def surprise(temperature: float) -> float:
        scaled = logits / temperature
        scaled -= scaled.max(axis=1, keepdims=True)
        likely = scaled[np.arange(len(truth)), truth] - np.log(np.exp(scaled).sum(axis=1))
        return float(-likely.mean())

    return float(minimize_scalar(surprise, bounds=_RANGE, method="bounded").x)


def calibration_error(probabilities: NDArray[np.float32], truth: NDArray[np.int64]) -> float:
    """Expected calibration error over 15 bins of equal width: 0 is perfect (Guo et al. 2017)."""
    sure, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == truth
    bins = np.minimum((sure * _BINS).astype(int), _BINS - 1)
    gaps = [abs(float((right[bins == at] - sure[bins == at]).sum())) for at in np.unique(bins)]
    return sum(gaps) / len(truth)
