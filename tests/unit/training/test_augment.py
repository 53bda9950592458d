"""Augmentation keeps what the labels say, and what is laid on another ground really changes its ground."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("cv2")

from houndstooth.training.augment import Strength, augment
from houndstooth.training.backgrounds import draw_ground, take_ground
from houndstooth.training.cutout import cut_out
from houndstooth.training.transformed import transform

RED = np.array([190, 30, 40], np.uint8)


def _garment() -> np.ndarray:
    """A red rectangle on white, with its mask."""
    pixels = np.full((96, 72, 3), 255, np.uint8)
    pixels[20:76, 16:56] = RED
    mask = cut_out(pixels)
    assert mask is not None
    return np.dstack([pixels, mask])


def test_the_mask_is_the_garment() -> None:
    """Inside the garment the mask is full, on the white ground it is empty."""
    mask = _garment()[..., 3]
    assert mask[30:66, 26:46].min() == 255
    assert mask[:10].max() == 0


def test_white_inside_a_garment_stays() -> None:
    """A white print is not joined to the border, so it belongs to the garment."""
    pixels = _garment()[..., :3].copy()
    pixels[40:56, 30:44] = 255
    mask = cut_out(pixels)
    assert mask is not None
    assert mask[44:52, 33:41].min() == 255


def test_a_street_photo_is_not_cut() -> None:
    """Without a white border there is nothing to cut along."""
    assert cut_out(np.full((60, 60, 3), 120, np.uint8)) is None


def test_same_seed_same_view() -> None:
    """The generator is the only source of chance."""
    views = [augment(_garment(), None, size=64, rng=np.random.default_rng(4)) for _ in range(2)]
    np.testing.assert_array_equal(*views)
    assert views[0].shape == (64, 64, 3)


def test_a_new_ground_replaces_the_white_and_keeps_the_garment() -> None:
    """The corners show the ground, the middle stays red."""
    ground = np.full((64, 64, 3), (20, 90, 20), np.uint8)
    calm = Strength(turn=0, zoom=(1, 1), perspective=0, light=0, balance=0, blur=0, encode=0)
    view = augment(_garment(), ground, size=64, rng=np.random.default_rng(1), strength=calm).astype(int)
    assert view[2, 2, 1] > view[2, 2, 0]
    assert np.abs(view[32, 32] - RED).max() < 12


@pytest.mark.parametrize("seed", range(8))
def test_light_never_changes_the_colour_name(seed: int) -> None:
    """Whatever the light, red stays the strongest channel by far."""
    view = augment(_garment(), None, size=64, rng=np.random.default_rng(seed)).astype(int)
    middle = np.median(view[26:38, 26:38].reshape(-1, 3), axis=0)
    assert middle[0] > 2 * middle[1]
    assert middle[0] > 2 * middle[2]


@pytest.mark.parametrize("seed", range(6))
def test_grounds_fill_the_square(seed: int) -> None:
    """Drawn grounds and pieces of photos have the size that was asked for."""
    rng = np.random.default_rng(seed)
    photo = rng.integers(0, 255, (90, 120, 3), dtype=np.uint8)
    for ground in (draw_ground(48, rng), take_ground(photo, 48, rng)):
        assert ground.shape == (48, 48, 3)
        assert ground.dtype == np.uint8


def test_a_transformed_copy_is_cropped_and_regrounded() -> None:
    """The copy is at most as large as the picture and has lost its white corners."""
    copy = transform(_garment(), np.random.default_rng(2), cut=True)
    assert copy.shape[0] <= 96
    assert copy.shape[1] <= 72
    assert copy.shape[0] * copy.shape[1] >= 0.55 * 96 * 72
