"""Take a concept out of vectors, exactly as far as any linear reader could tell, and change them no more than that."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_NOTHING = 1e-7
"""Directions with less than this share of the largest variance, or correlation, are taken for empty."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """The affine map ``x -> x - removal @ (x - mean)``."""

    removal: NDArray[np.float64]
    """``float64[d, d]``."""
    mean: NDArray[np.float64]
    """``float64[d]``."""

    def __call__(self, vectors: NDArray[np.floating]) -> NDArray[np.float64]:
        """``[n, d]`` without the concept."""
        return np.asarray(vectors - (vectors - self.mean) @ self.removal.T)


def fit_erasure(vectors: NDArray[np.floating], classes: NDArray[np.int64]) -> Erasure:
    """Least-squares concept erasure (Belrose et al. 2023, "LEACE: Perfect linear concept erasure in closed form").

    Afterwards every class has the same mean, so no linear classifier does better on ``vectors`` than always naming
    the commonest class; among all affine maps of which that is true, this one moves the vectors least.

    Args:
        vectors: ``[n, d]``; many more rows than numbers in a row, for what is learnt here to hold for other vectors.
        classes: ``[n]``, the class of each.
    """
    mean = vectors.mean(axis=0, dtype=np.float64)
    centred = vectors - mean
    known = np.unique(classes, return_inverse=True)[1]
    indicators = np.eye(int(known.max()) + 1)[known]
    indicators -= indicators.mean(axis=0)
    variances, axes = np.linalg.eigh(centred.T @ centred / len(centred))
    full = variances > _NOTHING * variances.max()
    spread, axes = np.sqrt(variances[full]), axes[:, full]
    whitened = (axes / spread).T @ (centred.T @ indicators / len(centred))
    directions, strengths, _ = np.linalg.svd(whitened, full_matrices=False)
    directions = directions[:, strengths > _NOTHING * max(strengths.max(), _NOTHING)]
    removal = (axes * spread) @ (directions @ directions.T) @ (axes / spread).T
    return Erasure(removal, mean)
