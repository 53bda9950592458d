"""Every kind of the shop, drawn once."""

from __future__ import annotations

import numpy as np
import pytest

from houndstooth.demo.assortment import KINDS, assortment
from houndstooth.demo.atelier import draw
from houndstooth.demo.grounds import GROUNDS, lay_ground
from houndstooth.demo.patterns import PATTERNS, pattern
from houndstooth.demo.snapshot import snap


@pytest.mark.parametrize("index", range(len(KINDS)))
def test_article_fills_its_picture(index: int) -> None:
    """Every kind is drawn whole: inside the picture, neither tiny nor cut, in finite colours."""
    cut_out = draw(assortment(len(KINDS), 11)[index])
    assert np.isfinite(cut_out.colour).all()
    rows, columns = np.flatnonzero((cut_out.alpha > 0.5).any(axis=1)), np.flatnonzero((cut_out.alpha > 0.5).any(axis=0))
    assert rows[0] > 4
    assert columns[0] > 4
    assert rows[-1] < 796
    assert columns[-1] < 596
    assert max(rows[-1] - rows[0], columns[-1] - columns[0]) > 380


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_pattern_repeats_without_a_seam(name: str) -> None:
    """The step across a tile's rim is no greater, on average, than the greatest inside it."""
    tile = pattern(name, [(0.9, 0.9, 0.9), (0.1, 0.1, 0.3), (0.6, 0.2, 0.2)], np.random.default_rng(1))
    for axis in (0, 1):
        inside = np.abs(np.diff(tile, axis=axis)).mean(axis=(1 - axis, 2)).max()
        across = np.abs(np.take(tile, 0, axis) - np.take(tile, -1, axis)).mean()
        assert across <= inside + 0.02


@pytest.mark.parametrize("name", sorted(GROUNDS))
def test_ground_covers_the_picture(name: str) -> None:
    """A ground leaves no hole, and is never uniform as a studio's is."""
    ground = lay_ground(name, np.random.default_rng(2))
    assert ground.shape == (800, 600, 3)
    assert ground.min() > 0
    assert ground.std() > 0.003


def test_snapshot_differs_from_the_shop_picture() -> None:
    """A customer's photo says how the article was turned, on what ground, in what light."""
    cut_out = draw(assortment(1, 4)[0])
    snapshot = snap(cut_out, np.random.default_rng(3))
    assert snapshot.picture.shape == (800, 600, 3)
    assert "turned" in snapshot.change
    assert any(name in snapshot.change for name in GROUNDS)
