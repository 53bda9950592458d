"""How an embedding is put together of two blocks: what kind of garment it is, and which one of its kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from houndstooth.training.labels import COMPOSITE

_COUNTS = {"category": 2.0}
"""How much each label weighs in the coarse block; a type counts twice, for who seeks a shirt wants a shirt."""

_SHRINK = 0.1
"""The share of the mean variance that is added before whitening, so that empty directions stay quiet."""


@dataclass(frozen=True, slots=True)
class Fit:
    """What an assembly learns of a catalogue, without a gradient."""

    codes: NDArray[np.float32]
    """``float32[classes, short]``."""
    mean: NDArray[np.float32]
    """``float32[fine]``."""
    whitening: NDArray[np.float32]
    """``float32[fine, fine]``."""


class Assembly(nn.Module):
    """Coarse and fine block -> embedding; the share of the coarse one in a cosine is :attr:`balance`.

    In training the coarse block is the one that is learnt by proxies and contrast. A finished encoder takes it from the
    labels' probabilities instead: the cosine of their square roots is the Bhattacharyya coefficient (1943), how likely
    two pictures are to have the same labels, brought down to the block's width by the singular vectors of the training
    pictures. The fine block is whitened, so that two garments of one kind are no more alike in it than any two.

    Args:
        short: width of the coarse block.
        fine: width of the fine one.
        classes: the number of classes of each label.
        balance: to begin with.
    """

    def __init__(self, short: int, fine: int, classes: Mapping[str, int], *, balance: float) -> None:
        super().__init__()
        self.balance: torch.Tensor
        self.codes: torch.Tensor
        self.mean: torch.Tensor
        self.whitening: torch.Tensor
        self.finished: torch.Tensor
        self.register_buffer("balance", torch.tensor(balance))
        self.register_buffer("codes", torch.zeros(sum(classes[name] for name in COMPOSITE), short))
        self.register_buffer("mean", torch.zeros(fine))
        self.register_buffer("whitening", torch.eye(fine))
        self.register_buffer("finished", torch.tensor(0))

    def forward(self, coarse: torch.Tensor, fine: torch.Tensor, logits: Mapping[str, torch.Tensor]) -> torch.Tensor:
        """Unit rows ``[n, short]``, ``[n, fine]`` and the logits of the labels -> unit rows ``[n, short + fine]``."""
        if self.finished:
            coarse = functional.normalize(_roots(logits) @ self.codes, dim=1)
            fine = functional.normalize((fine - self.mean) @ self.whitening, dim=1)
        return torch.cat([coarse * self.balance.sqrt(), fine * (1 - self.balance).sqrt()], dim=1)

    def finish(self, fit: Fit) -> None:
        """Put the embedding together in the finished way from now on."""
        for buffer, values in ((self.codes, fit.codes), (self.mean, fit.mean), (self.whitening, fit.whitening)):
            buffer.copy_(torch.from_numpy(values))
        self.finished.fill_(1)


def fit_assembly(fine: NDArray[np.float32], logits: Mapping[str, NDArray[np.float32]], *, short: int) -> Fit:
    """Learn the codes and the whitening from training pictures.

    Args:
        fine: ``float32[n, fine]``, the fine block of each.
        logits: label -> ``float32[n, classes]``, calibrated.
        short: width of the coarse block.
    """
    roots = _roots({name: torch.from_numpy(of) for name, of in logits.items()}).double().numpy()
    _, axes = np.linalg.eigh(roots.T @ roots)
    codes = np.zeros((roots.shape[1], short))
    kept = axes[:, ::-1][:, :short]
    codes[:, : kept.shape[1]] = kept
    mean = fine.mean(axis=0, dtype=np.float64)
    variances, directions = np.linalg.eigh(np.cov(fine.astype(np.float64).T))
    whitening = directions / np.sqrt(np.maximum(variances, 0) + _SHRINK * variances.mean())
    return Fit(*(np.ascontiguousarray(of, dtype=np.float32) for of in (codes, mean, whitening)))


def _roots(logits: Mapping[str, torch.Tensor]) -> torch.Tensor:
    """``[n, classes]``: square roots of the probabilities of all labels, each label as long as it counts."""
    parts = [logits[name].softmax(dim=1).clamp(min=1e-12).sqrt() * _COUNTS.get(name, 1.0) ** 0.5 for name in COMPOSITE]
    return torch.cat(parts, dim=1)
