"""Patterns: tiles of colour that repeat over a cloth without a seam."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from houndstooth.demo.cloth import Rgb
from houndstooth.demo.motifs import floral, leopard, paint_spots, tropical
from houndstooth.demo.noise import smooth
from houndstooth.demo.raster import Colours, Plane, blur, to_linear

DENSITY = 2.0
"""Pixels of a tile for one point."""


def pattern(name: str, colours: Sequence[Rgb], rng: Generator) -> Colours:
    """A tile of linear colours, 2 pixels a point, for a ground colour and two others (as displayed, 0..1).

    Raises:
        KeyError: there is no pattern of that name.
    """
    return PATTERNS[name](np.stack([to_linear(np.asarray(colour)) for colour in colours]), rng)


Palette = NDArray[np.float32]
"""``float32[3, 3]``: ground, second and third colour, linear."""


def _mix(palette: Palette, share: Plane, second: int = 1) -> Colours:
    return np.asarray(palette[0] + (palette[second] - palette[0]) * share[..., None], np.float32)


def _soft(mask: NDArray[np.bool_] | Plane) -> Plane:
    """Edges of dye are a little soft; the blur must not show at the tile's rim."""
    wide = np.pad(np.asarray(mask, np.float32), 8, mode="wrap")
    return np.asarray(blur(wide, 0.6)[8:-8, 8:-8], np.float32)


def _axis(points: int) -> Plane:
    return np.arange(points * int(DENSITY), dtype=np.float32) / np.float32(DENSITY)


def _solid(palette: Palette, rng: Generator) -> Colours:
    return np.tile(palette[0], (4, 4, 1))


def _melange(palette: Palette, rng: Generator) -> Colours:
    yarn = 0.5 * smooth(rng, (256, 256), (2, 9)) + 0.4 * smooth(rng, (256, 256), (2, 2))
    return _mix(palette, np.clip(0.16 + 0.13 * yarn, 0, 0.6))


def _striped(palette: Palette, rng: Generator) -> Colours:
    period = int(rng.choice([18, 26, 36, 48]))
    share = rng.choice([0.28, 0.4, 0.5])
    y = _axis(period)
    return _mix(palette, _soft(np.tile((y < period * share)[:, None], (1, 16))))


def _pinstripe(palette: Palette, rng: Generator) -> Colours:
    period = int(rng.choice([9, 12, 20]))
    x = _axis(period)
    return _mix(palette, _soft(np.tile((x < 1.2)[None, :], (16, 1))) * np.float32(0.75))


def _vertical(palette: Palette, rng: Generator) -> Colours:
    period = int(rng.choice([12, 18, 26]))
    x = _axis(period)
    return _mix(palette, _soft(np.tile((x < period * 0.4)[None, :], (16, 1))))


def _gingham(palette: Palette, rng: Generator) -> Colours:
    period = int(rng.choice([12, 18, 24]))
    band = _soft(np.tile((_axis(period) < period / 2)[:, None], (1, 2 * period)))
    return _mix(palette, 0.5 * band + 0.5 * band.T)


def _tartan(palette: Palette, rng: Generator) -> Colours:
    """Two sets of bands, woven: where they cross they mix half and half."""
    period = int(rng.choice([48, 64, 80]))
    x = _axis(period) / period
    wide = (np.abs(x - 0.5) < 0.2).astype(np.float32)
    thin = ((np.abs(x - 0.16) < 0.022) | (np.abs(x - 0.84) < 0.022) | (np.abs(x - 0.5) < 0.02)).astype(np.float32)
    sett = palette[0] + (palette[1] - palette[0]) * (0.85 * wide)[:, None]
    sett = sett + (palette[2] - sett) * (0.9 * thin)[:, None]
    return np.asarray(0.5 * sett[:, None] + 0.5 * sett[None, :], np.float32)


def _windowpane(palette: Palette, rng: Generator) -> Colours:
    period = int(rng.choice([30, 40, 52]))
    line = _soft(np.tile((_axis(period) < 1.4)[:, None], (1, 2 * period)))
    return _mix(palette, np.maximum(line, line.T) * np.float32(0.7))


def _twill_of(palette: Palette, threads: Sequence[int], size: int) -> Colours:
    """Weave a colour sequence, warp and weft alike, two over and two under."""
    count = len(threads)
    order = np.asarray(threads)
    row, column = np.mgrid[0:count, 0:count]
    warp_up = np.mod(column + row, 4) < 2
    pick = np.where(warp_up, order[column], order[row]).astype(np.float32)
    return _mix(palette, np.repeat(np.repeat(pick, size, axis=0), size, axis=1))


def _houndstooth(palette: Palette, rng: Generator) -> Colours:
    return _twill_of(palette, [0, 0, 0, 0, 1, 1, 1, 1], int(rng.choice([3, 4, 6])))


def _prince_of_wales(palette: Palette, rng: Generator) -> Colours:
    tile = _twill_of(palette, ([0, 0, 1, 1] * 6) + ([0, 0, 0, 0, 1, 1, 1, 1] * 3), 2)
    tile[:3] = 0.45 * tile[:3] + 0.55 * palette[2]
    tile[:, :3] = 0.45 * tile[:, :3] + 0.55 * palette[2]
    return tile


def _herringbone(palette: Palette, rng: Generator) -> Colours:
    size = int(rng.choice([20, 28]))
    y, x = np.mgrid[0 : size * 2, 0 : size * 4].astype(np.float32) / np.float32(DENSITY)
    fold = np.abs(np.mod(x, size) - size / 2)
    return _mix(palette, _soft(np.mod(fold + y, size / 5) < size / 10) * np.float32(0.62))


def _argyle(palette: Palette, rng: Generator) -> Colours:
    wide, high = 44, 66
    y, x = np.mgrid[0 : high * 2, 0 : wide * 2].astype(np.float32) / np.float32(DENSITY)
    diamond = np.abs(x / wide - 0.5) + np.abs(y / high - 0.5)
    tile = _mix(palette, _soft(diamond < 0.5))
    lines = np.minimum(np.abs(np.mod(x / wide + y / high, 1) - 0.0), np.abs(np.mod(x / wide - y / high, 1) - 0.0))
    share = _soft(lines < 0.03)[..., None]
    return np.asarray(tile + (palette[2] - tile) * share, np.float32)


def _polka(palette: Palette, rng: Generator) -> Colours:
    period = float(rng.choice([14, 20, 30]))
    radius = period * float(rng.choice([0.16, 0.22, 0.27]))
    side = int(period * 2 * DENSITY)
    centres = [(0.5, 0.5), (1.5, 1.5), (0.5, 1.5), (1.5, 0.5)] if radius < 3 else [(0.5, 0.5), (1.5, 1.5)]
    return _mix(palette, paint_spots(side, [(x * side / 2, y * side / 2) for x, y in centres], radius * DENSITY))


def _camouflage(palette: Palette, rng: Generator) -> Colours:
    one, two = smooth(rng, (384, 384), (70, 110)), smooth(rng, (384, 384), (60, 90))
    tile = _mix(palette, _soft(one > 0.35))
    share = _soft(two > 0.6)[..., None]
    return np.asarray(tile + (palette[2] - tile) * share, np.float32)


def _fair_isle(palette: Palette, rng: Generator) -> Colours:
    """Bands of small knitted motifs: stars, zigzags and dots, one stitch a block."""
    high, wide = 48, 24
    row, column = np.mgrid[0:high, 0:wide]
    across = np.abs(np.mod(column, 12) - 6)
    star = (row < 13) & (np.mod(across + np.abs(row - 6), 4) == 0)
    zigzag = (row >= 17) & (row < 25) & (np.mod(row - 17 + np.abs(np.mod(column, 8) - 4), 4) < 2)
    dots = (row >= 29) & (row < 32) & (np.mod(column, 4) == 0)
    diamonds = (row >= 35) & (row < 46) & (across + np.abs(row - 40) < 5) & (across + np.abs(row - 40) != 3)
    tile = _mix(palette, np.asarray(star | diamonds, np.float32))
    tile[zigzag | dots] = palette[2]
    return np.repeat(np.repeat(tile, 5, axis=0), 6, axis=1)


PATTERNS: dict[str, Callable[[Palette, Generator], Colours]] = {
    "Solid": _solid,
    "Melange": _melange,
    "Striped": _striped,
    "Pinstripe": _pinstripe,
    "Vertical Stripe": _vertical,
    "Checked": _tartan,
    "Gingham": _gingham,
    "Windowpane": _windowpane,
    "Houndstooth": _houndstooth,
    "Prince of Wales": _prince_of_wales,
    "Herringbone": _herringbone,
    "Argyle": _argyle,
    "Polka Dot": _polka,
    "Floral": floral,
    "Tropical": tropical,
    "Leopard": leopard,
    "Camouflage": _camouflage,
    "Fair Isle": _fair_isle,
}
"""Every pattern by the name that a shop gives it."""
