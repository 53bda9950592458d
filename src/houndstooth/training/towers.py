"""The two towers: pixels -> pooled features. Each is useful alone; :mod:`houndstooth.training.model` joins them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import nn

from houndstooth.training.depthwise import Depthwise
from houndstooth.training.imagenet import efficientnet_lite


class CnnTower(nn.Module):
    """EfficientNet-Lite without its classifier.

    Args:
        number: which one, 0 to 2.
        pretrained: start from the ImageNet weights.
        frozen_blocks: how many of the first blocks, with the stem, keep them: edges and textures are the same
            everywhere, and these blocks are the dearest to train.
    """

    def __init__(self, number: int = 0, *, pretrained: bool = True, frozen_blocks: int = 3) -> None:
        super().__init__()
        network = efficientnet_lite(number, pretrained=pretrained)
        self.features = int(network._conv_head.out_channels)
        network._global_params = network._global_params._replace(drop_connect_rate=0.0)
        network._fc = nn.Identity()
        for block in network._blocks:
            stock = block._depthwise_conv
            block._depthwise_conv = Depthwise(stock.weight, stride=stock.stride[0])
        self.network = network
        self._frozen = self._first(network, frozen_blocks)
        for part in self._frozen:
            part.requires_grad_(False)
        self.train()

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        """``float32[n, 3, side, side]`` -> ``[n, features]``; the side is a multiple of 32."""
        maps: torch.Tensor = self.network.extract_features(pixels)
        return maps.mean(dim=(2, 3))

    def train(self, mode: bool = True) -> CnnTower:
        """Switch to training; the frozen parts keep the statistics of their batch norm as well."""
        super().train(mode)
        for part in self._frozen:
            part.eval()
        return self

    @staticmethod
    def _first(network: Any, blocks: int) -> tuple[nn.Module, ...]:
        if blocks == 0:
            return ()
        return network._conv_stem, network._bn0, *network._blocks[:blocks]


class ResNetTower(nn.Module):
    """A ResNet of basic blocks (He et al. 2016), of free width and depth.

    Args:
        widths: channels of each stage; every stage after the first halves the side.
        depths: blocks of each stage.
    """

    def __init__(self, widths: Sequence[int] = (32, 64, 160, 320), depths: Sequence[int] = (2, 2, 2, 2)) -> None:
        super().__init__()
        self.features = widths[-1]
        self.stem = nn.Sequential(
            nn.Conv2d(3, widths[0], 7, stride=2, padding=3, bias=False),
            nn.BatchNorm2d(widths[0]),
            nn.ReLU(inplace=True),
            nn.MaxPool2d(3, stride=2, padding=1),
        )
        before = (widths[0], *widths[:-1])
        self.stages = nn.Sequential(
            *(
                _stage(narrow, wide, depth, stride=1 if at == 0 else 2)
                for at, (narrow, wide, depth) in enumerate(zip(before, widths, depths, strict=True))
            )
        )

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        """``float32[n, 3, side, side]`` -> ``[n, features]``."""
        maps: torch.Tensor = self.stages(self.stem(pixels))
        return maps.mean(dim=(2, 3))


class _BasicBlock(nn.Module):
    def __init__(self, narrow: int, wide: int, stride: int) -> None:
        super().__init__()
        self.residual = nn.Sequential(
            nn.Conv2d(narrow, wide, 3, stride=stride, padding=1, bias=False),
            nn.BatchNorm2d(wide),
            nn.ReLU(inplace=True),
            nn.Conv2d(wide, wide, 3, padding=1, bias=False),
            nn.BatchNorm2d(wide),
        )
        same = stride == 1 and narrow == wide
        self.shortcut = (
            nn.Identity()
            if same
            else nn.Sequential(nn.Conv2d(narrow, wide, 1, stride=stride, bias=False), nn.BatchNorm2d(wide))
        )

    def forward(self, maps: torch.Tensor) -> torch.Tensor:
        return torch.relu(self.residual(maps) + self.shortcut(maps))


def _stage(narrow: int, wide: int, depth: int, *, stride: int) -> nn.Sequential:
    first = _BasicBlock(narrow, wide, stride)
    return nn.Sequential(first, *(_BasicBlock(wide, wide, 1) for _ in range(depth - 1)))
