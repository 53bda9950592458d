"""Texts against pictures, and pictures against texts."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional


def meant(
    asked: NDArray[np.bool_], own: NDArray[np.int32], theirs: NDArray[np.int32], same: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Which pictures a text may mean, ``bool[texts, pictures]``.

    A text of attributes means every item that has them all; a title means items with the same title.

    Args:
        asked: ``bool[texts, fields]``, see :class:`houndstooth.training.words.texts.Texts`.
        own: ``int32[texts, fields]``, the values of the items that the texts were written of.
        theirs: ``int32[pictures, fields]``.
        same: ``bool[texts, pictures]``: the titles are the same.
    """
    right: NDArray[np.bool_] = np.ones(same.shape, np.bool_)
    for field in range(asked.shape[1]):
        agree: NDArray[np.bool_] = np.equal(own[:, [field]], theirs[None, :, field])
        right &= ~asked[:, [field]] | agree
    return np.where(asked.any(axis=1, keepdims=True), right, same)


class Contrast(nn.Module):
    """InfoNCE (van den Oord et al. 2018) in both directions with a learnt temperature (Radford et al. 2021).

    Where a text may mean several of the pictures, each is as right as the others: their log-probabilities are
    averaged, as in supervised contrast (Khosla et al. 2020).
    """

    def __init__(self, temperature: float) -> None:
        super().__init__()
        self.sharpness = nn.Parameter(torch.tensor(1 / temperature).log())

    def forward(self, texts: torch.Tensor, pictures: torch.Tensor, right: torch.Tensor) -> dict[str, torch.Tensor]:
        """The two losses.

        Args:
            texts: ``float32[n, d]``, unit rows.
            pictures: ``float32[m, d]``, unit rows; the first ``n`` are those of the texts' items.
            right: ``bool[n, m]``, with at least one in each row, and in each of the first ``n`` columns.
        """
        similar = texts @ pictures.T * self.sharpness.exp().clamp(max=100)
        among = similar[:, : len(texts)].T
        return {
            "text": _cross_entropy(similar, right),
            "picture": _cross_entropy(among, right[:, : len(texts)].T),
        }


def _cross_entropy(logits: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
    target = right.float() / right.sum(dim=1, keepdim=True)
    return functional.cross_entropy(logits, target)
