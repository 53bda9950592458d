"""The text tower: tokens -> a vector in the space of the picture embeddings."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from houndstooth.training.words.config import WordsConfig


class TextTower(nn.Module):
    """A weighted sum of bucket vectors (fastText; Bojanowski et al. 2017), and a perceptron with a way around it."""

    def __init__(self, config: WordsConfig, dimension: int) -> None:
        super().__init__()
        self.table = nn.Parameter(torch.randn(config.buckets, config.width) * 0.02)
        self.norm = nn.LayerNorm(config.width)
        self.direct = nn.Linear(config.width, dimension)
        self.bent = nn.Sequential(
            nn.Linear(config.width, config.hidden),
            nn.GELU(),
            nn.Dropout(config.dropout),
            nn.Linear(config.hidden, config.hidden),
            nn.GELU(),
            nn.Dropout(config.dropout),
            nn.Linear(config.hidden, dimension),
        )

    def forward(self, buckets: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
        """``int64[n, t]`` and ``float32[n, t]`` -> unit rows ``float32[n, d]``."""
        summed = functional.embedding_bag(buckets, self.table, per_sample_weights=weights, mode="sum")
        return self.head(summed)

    def head(self, summed: torch.Tensor) -> torch.Tensor:
        """What becomes of the weighted sums ``float32[n, width]``."""
        normed = self.norm(summed)
        return functional.normalize(self.direct(normed) + self.bent(normed), dim=1)


class ServedTower(nn.Module):
    """The tower as it is exported: its table in bytes, with a scale for each bucket."""

    def __init__(self, tower: TextTower) -> None:
        super().__init__()
        table = tower.table.detach()
        scale = table.abs().amax(dim=1, keepdim=True).clamp_min(1e-12) / 127
        self.register_buffer("bytes", (table / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)
        self.tower = tower

    def forward(self, buckets: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
        """As :meth:`TextTower.forward`."""
        vectors = self.bytes[buckets].float() * self.scale[buckets]  # type: ignore[index]
        return self.tower.head((vectors * weights.unsqueeze(-1)).sum(dim=1))
