"""Noise: smooth chance that repeats without a seam."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from houndstooth.demo.raster import Plane


def smooth(rng: Generator, size: tuple[int, int], grain: tuple[float, float]) -> Plane:
    """Periodic Gaussian noise ``float32[size]`` of mean 0 and deviation 1.

    Args:
        rng: where the chance comes from.
        size: rows and columns.
        grain: how many rows and columns a bump measures, about.
    """
    spectrum = np.fft.rfft2(rng.standard_normal(size))
    down = np.fft.fftfreq(size[0])[:, None] * grain[0]
    across = np.fft.rfftfreq(size[1])[None, :] * grain[1]
    spectrum *= np.exp(-3.0 * (down**2 + across**2))
    spectrum[0, 0] = 0
    field = np.fft.irfft2(spectrum, s=size)
    return (field / max(float(field.std()), 1e-9)).astype(np.float32)


def cells(rng: Generator, size: int, count: int) -> Plane:
    """Periodic Worley noise (Worley 1996): the distance to the nearest of ``count`` points, 0 to about 1."""
    seeds = rng.uniform(0, size, (count, 2))
    grid = np.arange(size)
    nearest = np.full((size, size), np.inf)
    for x, y in seeds:
        dx = np.abs(grid - x)
        dy = np.abs(grid - y)
        dx, dy = np.minimum(dx, size - dx), np.minimum(dy, size - dy)
        nearest = np.minimum(nearest, dy[:, None] ** 2 + dx[None, :] ** 2)
    return np.asarray(np.sqrt(nearest) / (size / np.sqrt(count)), np.float32)
