"""The only way from pixels to model input."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from houndstooth.domain.encoding import Pixels
from houndstooth.domain.errors import ArtifactMissing
from houndstooth.imaging.picture import Picture
from houndstooth.imaging.preprocess import PREPROCESSING_VERSION, Preprocessing


def noise(height: int, width: int, seed: int = 0) -> Pixels:
    """Any picture."""
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)


def test_a_shop_photo_is_centred_on_white() -> None:
    """192x256 at size 224 is 168x224 with 28 white columns either side."""
    resized = Preprocessing().resize(np.zeros((256, 192, 3), np.uint8))
    assert resized.shape == (224, 224, 3)
    assert (resized[:, :28] == 255).all()
    assert (resized[:, 28:196] == 0).all()
    assert (resized[:, 196:] == 255).all()


@given(height=st.integers(1, 400), width=st.integers(1, 400), size=st.integers(8, 96))
@settings(max_examples=60, deadline=None)
def test_shape_and_aspect(height: int, width: int, size: int) -> None:
    """Any picture fits the square, touches two of its sides and keeps its proportions to a pixel."""
    resized = Preprocessing(size=size).resize(np.zeros((height, width, 3), np.uint8))
    assert resized.shape == (size, size, 3)
    inked = resized[..., 0] == 0
    rows, columns = int(inked.any(axis=1).sum()), int(inked.any(axis=0).sum())
    assert max(rows, columns) == size
    assert abs(rows - max(1, size * height / max(height, width))) <= 1
    assert abs(columns - max(1, size * width / max(height, width))) <= 1


@given(height=st.integers(1, 200), width=st.integers(1, 200), seed=st.integers(0, 99))
@settings(max_examples=40, deadline=None)
def test_resizing_again_changes_nothing(height: int, width: int, seed: int) -> None:
    """What has the right size already is left alone."""
    preprocessing = Preprocessing(size=64)
    once = preprocessing.resize(noise(height, width, seed))
    np.testing.assert_array_equal(preprocessing.resize(once), once)


def test_fine_stripes_become_grey() -> None:
    """Shrinking averages: stripes of one pixel do not alias into broad ones."""
    stripes = np.zeros((1600, 1600, 3), np.uint8)
    stripes[:, ::2] = 255
    resized = Preprocessing(size=100).resize(stripes)
    assert np.abs(resized[5:-5, 5:-5].astype(int) - 127).max() <= 3


def test_small_pictures_are_enlarged() -> None:
    """A thumbnail fills the square."""
    assert (Preprocessing(pad=0).resize(np.full((30, 30, 3), 200, np.uint8)) == 200).all()


def test_standardising_follows_its_formula() -> None:
    """(x / 255 - mean) / std, per channel, channels first."""
    preprocessing = Preprocessing(size=16, mean=(0.1, 0.2, 0.3), std=(0.4, 0.5, 0.6))
    batch = np.stack([noise(16, 16, seed) for seed in range(3)])
    plain = (batch / 255 - np.array((0.1, 0.2, 0.3))) / np.array((0.4, 0.5, 0.6))
    standardised = preprocessing.standardise(batch)
    assert standardised.dtype == np.float32
    assert standardised.flags.c_contiguous
    np.testing.assert_allclose(standardised, plain.transpose(0, 3, 1, 2), atol=1e-5)


def test_pictures_and_pixels_go_the_same_way() -> None:
    """Calling is resizing and standardising, of a picture or of its pixels."""
    preprocessing, pixels = Preprocessing(size=32), noise(50, 20)
    stepwise = preprocessing.standardise(preprocessing.resize(pixels)[np.newaxis])[0]
    np.testing.assert_array_equal(preprocessing(pixels), stepwise)
    np.testing.assert_array_equal(preprocessing(Picture(pixels, 20, 50, "PNG")), stepwise)


def test_cut_out_pixels_need_not_lie_together() -> None:
    """A crop is a view into a larger picture and is read as what it shows."""
    whole = noise(60, 60)
    view = whole[10:50, 5:45]
    np.testing.assert_array_equal(Preprocessing(size=24).resize(view), Preprocessing(size=24).resize(view.copy()))


def test_a_manifest_round_trip_through_json() -> None:
    """What a model was trained with survives in its manifest."""
    preprocessing = Preprocessing(size=192, mean=(0.5, 0.4, 0.3), std=(0.2, 0.3, 0.1), pad=0)
    assert Preprocessing.from_dict(json.loads(json.dumps(preprocessing.to_dict()))) == preprocessing


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"version": PREPROCESSING_VERSION + 1}, "version"),
        ({"size": 0}, "size"),
        ({"size": "large"}, "size"),
        ({"pad": 256}, "pad"),
        ({"std": (0.2, 0, 0.2)}, "std"),
        ({"std": (0.2, float("nan"), 0.2)}, "std"),
        ({"mean": (0.2, 0.2)}, "mean"),
        ({"mean": None}, "mean"),
        ({"crop": True}, "keys"),
    ],
)
def test_manifests_that_cannot_be_followed_are_refused(change: dict[str, Any], named: str) -> None:
    """Rather than to feed a model with something else than it knows."""
    with pytest.raises(ArtifactMissing, match=f"preprocessing {named} is"):
        Preprocessing.from_dict(Preprocessing().to_dict() | change)
