"""Noise: smooth chance that repeats without a seam."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from houndstooth.demo.raster import Plane, depth_inside


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
    field = np.ones((size, size), np.float32)
    row, column = rng.integers(0, size, (2, count))
    field[row, column] = 0
    reach = size // 4  # farther than any pixel is from its nearest point
    distance = depth_inside(np.pad(field, reach, mode="wrap"))[reach:-reach, reach:-reach]
    return np.asarray(distance / (size / np.sqrt(count)), np.float32)
