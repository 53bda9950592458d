"""The encoder: towers, fused, with heads for search, style and attributes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional

from houndstooth.training.config import ModelConfig
from houndstooth.training.labels import ATTRIBUTES, STYLE_ATTRIBUTES
from houndstooth.training.towers import CnnTower, ResNetTower

JOINT = "joint"


@dataclass(frozen=True, slots=True)
class Outputs:
    """What one set of heads says of ``n`` pictures."""

    embedding: torch.Tensor
    """``[n, 256]``, L2-normalised."""
    style: torch.Tensor
    """``[n, 128]``, L2-normalised, the category taken out."""
    logits: dict[str, torch.Tensor]
    """Attribute -> ``[n, classes]``."""
    style_logits: dict[str, torch.Tensor]
    """Style attribute -> ``[n, classes]``, read from the style vector; for training only."""
    residue: torch.Tensor
    """What the category estimate fails to explain of the style; its square is a loss. For training only."""
    accused: torch.Tensor
    """``[n, categories]``: the adversary's guess from the style vector, its gradient reversed. For training only."""


class Heads(nn.Module):
    """Features -> embedding, style and attributes.

    The style vector is a projection minus what the category alone would lead one to expect (a table of category means,
    weighted by the predicted category), after Shin et al. 2019, "Style2Vec"-like decomposition; an adversary behind a
    gradient reversal (Ganin & Lempitsky 2015) sees to what a difference cannot remove.
    """

    def __init__(self, features: int, config: ModelConfig, classes: Mapping[str, int]) -> None:
        super().__init__()
        self.embed = nn.Linear(features, config.embedding)
        self.dropout = nn.Dropout(config.dropout)
        self.attributes = nn.ModuleDict({name: nn.Linear(features, classes[name]) for name in ATTRIBUTES})
        self.look = nn.Linear(features, config.style)
        self.expected = nn.Linear(classes["category"], config.style, bias=False)
        self.style_attributes = nn.ModuleDict({n: nn.Linear(config.style, classes[n]) for n in STYLE_ATTRIBUTES})
        self.adversary = nn.Sequential(nn.Linear(config.style, 128), nn.ReLU(), nn.Linear(128, classes["category"]))

    def forward(self, features: torch.Tensor) -> Outputs:
        """``[n, features]`` -> all outputs."""
        kept = self.dropout(features)
        logits = {name: head(kept) for name, head in self.attributes.items()}
        look = functional.layer_norm(self.look(kept), (self.look.out_features,))
        expected = self.expected(logits["category"].detach().softmax(dim=1))
        style = functional.normalize(look - expected.detach(), dim=1)
        return Outputs(
            embedding=functional.normalize(self.embed(features), dim=1),
            style=style,
            logits=logits,
            style_logits={name: head(style * _SHARPNESS) for name, head in self.style_attributes.items()},
            residue=look.detach() - expected,
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
        return CnnTower(pretrained=config.pretrained, frozen_blocks=config.frozen_blocks)
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
