"""The encoder: towers, fused, with heads for search, style and attributes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import torch
from torch import nn
from torch.nn import functional

from houndstooth.training.assembly import Assembly
from houndstooth.training.config import ModelConfig
from houndstooth.training.hub import HubResNetTower
from houndstooth.training.labels import ATTRIBUTES, STYLE_ATTRIBUTES, WORD
from houndstooth.training.towers import CnnTower, ResNetTower

JOINT = "joint"


@dataclass(frozen=True, slots=True)
class Outputs:
    """What one set of heads says of ``n`` pictures."""

    coarse: torch.Tensor
    """``[n, short]``, L2-normalised: what kind of garment, as far as labels can tell."""
    fine: torch.Tensor
    """``[n, embedding - short]``, L2-normalised: which one of its kind."""
    embedding: torch.Tensor
    """``[n, embedding]``, L2-normalised: both together, see :class:`houndstooth.training.assembly.Assembly`."""
    style: torch.Tensor
    """``[n, style]``, L2-normalised."""
    logits: dict[str, torch.Tensor]
    """Attribute -> ``[n, classes]``."""
    style_logits: dict[str, torch.Tensor]
    """Style attribute -> ``[n, classes]``, read from the style vector; for training only."""
    words: torch.Tensor
    """``[n, words]``: which words the title has; for training only."""
    accused: torch.Tensor
    """``[n, categories]``: the adversary's guess from the style vector, its gradient reversed. For training only."""


class Heads(nn.Module):
    """Features -> embedding, style and attributes.

    The embedding has two blocks, because pulling all shirts together and telling two shirts apart are opposite
    wishes of one vector. The first (``coarse``, usable alone: what Kusupati et al. 2022 call Matryoshka) learns from
    labels, the second (``fine``) from instances.

    The style vector is a linear image of the features that an adversary behind a gradient reversal (Ganin & Lempitsky
    2015) keeps clear of the category; :mod:`houndstooth.training.erasure` takes out what the adversary left.
    """

    def __init__(self, features: int, config: ModelConfig, classes: Mapping[str, int]) -> None:
        super().__init__()
        self.coarse = nn.Linear(features, config.short)
        fine = config.embedding - config.short
        self.fine = nn.Linear(features, fine)
        self.assembly = Assembly(config.short, fine, classes, balance=config.balance)
        self.dropout = nn.Dropout(config.dropout)
        self.attributes = nn.ModuleDict({name: nn.Linear(features, classes[name]) for name in ATTRIBUTES})
        self.words = nn.Linear(features, classes[WORD])
        self.style = nn.Linear(features, config.style)
        self.style_attributes = nn.ModuleDict({n: nn.Linear(config.style, classes[n]) for n in STYLE_ATTRIBUTES})
        self.adversary = nn.Sequential(nn.Linear(config.style, 256), nn.ReLU(), nn.Linear(256, classes["category"]))

    def forward(self, features: torch.Tensor) -> Outputs:
        """``[n, features]`` -> all outputs."""
        kept = self.dropout(features)
        coarse = functional.normalize(self.coarse(features), dim=1)
        fine = functional.normalize(self.fine(features), dim=1)
        style = functional.normalize(self.style(features), dim=1)
        logits = {name: head(kept) for name, head in self.attributes.items()}
        return Outputs(
            coarse=coarse,
            fine=fine,
            embedding=self.assembly(coarse, fine, logits),
            style=style,
            logits=logits,
            style_logits={name: head(style * _SHARPNESS) for name, head in self.style_attributes.items()},
            words=self.words(kept),
            accused=self.adversary(_reverse(style) * _SHARPNESS),
        )


class Encoder(nn.Module):
    """One or two towers and their heads; :attr:`JOINT` are the heads on all of them together."""

    def __init__(self, config: ModelConfig, classes: Mapping[str, int]) -> None:
        super().__init__()
        self.narrow = False
        self.towers = nn.ModuleDict({name: _tower(name, config) for name in config.towers})
        widths = {name: int(tower.features) for name, tower in self.towers.items()}  # type: ignore[arg-type]
        self.norms = nn.ModuleDict({name: nn.BatchNorm1d(width) for name, width in widths.items()})
        self.heads = nn.ModuleDict({JOINT: Heads(sum(widths.values()), config, classes)})
        if len(widths) > 1:
            self.heads.update({name: Heads(width, config, classes) for name, width in widths.items()})
            self.pupil = nn.Linear(widths["resnet"], widths["cnn"])

    @property
    def joint(self) -> Heads:
        """The heads on all towers together."""
        return cast("Heads", self.heads[JOINT])

    def features(self, pixels: torch.Tensor) -> dict[str, torch.Tensor]:
        """The normalised features of each tower, ``[n, width]``.

        The towers run in bfloat16 while training, which this machine's kind is quicker at; everything after them
        stays in float32, because a contrastive loss cannot do with eight bits of precision.
        """
        with torch.autocast(pixels.device.type, dtype=torch.bfloat16, enabled=self.training or self.narrow):
            pooled = {name: tower(pixels) for name, tower in self.towers.items()}
        return {name: self.norms[name](of.float()) for name, of in pooled.items()}

    def forward(self, pixels: torch.Tensor) -> dict[str, Outputs]:
        """All heads' outputs, for training."""
        return self.read(self.features(pixels))

    def read(self, features: Mapping[str, torch.Tensor]) -> dict[str, Outputs]:
        """All heads' outputs from the towers' features."""
        joined = torch.cat(list(features.values()), dim=1)
        return {name: head(joined if name == JOINT else features[name]) for name, head in self.heads.items()}

    def distilled(self, features: Mapping[str, torch.Tensor]) -> torch.Tensor:
        """How far the ResNet's features are from the CNN's (1 - cosine), after a linear map."""
        taught = functional.cosine_similarity(self.pupil(features["resnet"]), features["cnn"].detach(), dim=1)
        return 1 - taught.mean()


def _tower(name: str, config: ModelConfig) -> nn.Module:
    if name == "cnn":
        return CnnTower(config.cnn, pretrained=config.pretrained, frozen_blocks=config.frozen_blocks)
    if config.resnet is not None:
        return HubResNetTower(config.resnet, pretrained=config.pretrained)
    return ResNetTower(config.widths, config.depths)


_SHARPNESS = 8.0
"""The length given to a normalised vector before a linear read-out, so that it can be sure of itself."""


class _Reverse(torch.autograd.Function):
    @staticmethod
    def forward(ctx: object, values: torch.Tensor) -> torch.Tensor:
        return values.view_as(values)

    @staticmethod
    def backward(ctx: object, gradient: torch.Tensor) -> torch.Tensor:
        return -gradient


def _reverse(values: torch.Tensor) -> torch.Tensor:
    result: torch.Tensor = _Reverse.apply(values)  # type: ignore[no-untyped-call]
    return result
