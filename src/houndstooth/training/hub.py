"""A ResNet by name from a model hub, where there is internet, or from a folder in which one was saved."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

from houndstooth.domain.errors import MissingExtra, Unavailable
from houndstooth.training.imagenet import MEAN, STD

_HUB_MEAN = (0.485, 0.456, 0.406)
_HUB_STD = (0.229, 0.224, 0.225)
"""The ImageNet standardisation that the hub's ResNets were trained with."""


class HubResNetTower(nn.Module):
    """A pretrained ResNet (He et al. 2016) as a tower.

    Args:
        name: on the hub, for example ``microsoft/resnet-18``, or a folder.
        pretrained: with its weights, or as it is built alone.

    Raises:
        MissingExtra: the library that speaks to the hub is not installed.
        Unavailable: there is no such model, or no way to it.
    """

    def __init__(self, name: str, *, pretrained: bool = True) -> None:
        super().__init__()
        self.network = _open(name, pretrained=pretrained)
        self.features = int(self.network.config.hidden_sizes[-1])
        own_mean, own_std, mean, std = (torch.tensor(of) for of in (MEAN, STD, _HUB_MEAN, _HUB_STD))
        self.scale: torch.Tensor
        self.shift: torch.Tensor
        self.register_buffer("scale", (own_std / std).reshape(-1, 1, 1))
        self.register_buffer("shift", ((own_mean - mean) / std).reshape(-1, 1, 1))

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        """``float32[n, 3, side, side]``, standardised as ours are -> ``[n, features]``."""
        pooled: torch.Tensor = self.network(pixels * self.scale + self.shift).pooler_output
        return pooled.flatten(1)


def _open(name: str, *, pretrained: bool) -> Any:
    try:
        from transformers import ResNetConfig, ResNetModel
    except ImportError as missing:
        raise MissingExtra("transformers", "hub") from missing
    try:
        if pretrained:
            return ResNetModel.from_pretrained(name)
        return ResNetModel(ResNetConfig.from_pretrained(name))
    except (OSError, ValueError) as error:
        raise Unavailable(
            f"the ResNet {name!r} cannot be had: {str(error).splitlines()[0]}. Name another, or a folder with a saved "
            "one, or none: without model.resnet one is built and taught by the CNN"
        ) from error
