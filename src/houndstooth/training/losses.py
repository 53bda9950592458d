"""The training objective: one number for the optimiser, its parts for the log."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from pytorch_metric_learning.losses import SupConLoss  # type: ignore[import-untyped]
from torch import nn
from torch.nn import functional

from houndstooth.training.batches import Batch
from houndstooth.training.config import LossConfig, ModelConfig
from houndstooth.training.labels import ATTRIBUTES, COMPOSITE, LEARNT, MISSING, STYLE_ATTRIBUTES
from houndstooth.training.model import JOINT, Encoder, Outputs

_IMPORTANCE = {"season": 0.3, "usage": 0.7, "sub_category": 0.3, "pattern": 0.5}
_PROXY_TEMPERATURE = 0.05


class Objective(nn.Module):
    """All losses of one run; a missing label adds nothing to any of them.

    No class is weighted: batches are drawn by the root of a class's size, and weights on top of that would cost the
    common classes more than they give the rare ones.

    Args:
        config: the weight of each part.
        model: the sizes of embedding and its short form.
        bridge: ``bool[kinds, categories]``, which categories a shopper's photo of each kind may show.
        classes: the number of classes of each attribute.
        composites: the number of composite labels.
    """

    def __init__(
        self,
        config: LossConfig,
        model: ModelConfig,
        *,
        bridge: torch.Tensor,
        classes: Mapping[str, int],
        composites: int,
    ) -> None:
        super().__init__()
        self._config = config
        self._short = model.short
        self.proxies = nn.Parameter(torch.randn(max(composites, 1), model.embedding))
        self.label_proxies = nn.ParameterDict(
            {name: nn.Parameter(torch.randn(classes[name], model.embedding)) for name in COMPOSITE}
        )
        self._contrast = SupConLoss(temperature=config.temperature)
        self.bridge: torch.Tensor
        self.register_buffer("bridge", bridge)

    def forward(self, encoder: Encoder, pixels: torch.Tensor, batch: Batch) -> dict[str, torch.Tensor]:
        """The weighted parts of the loss; their sum is what is minimised.

        Args:
            encoder: the model in training.
            pixels: ``float32[n, 3, size, size]``, standardised.
            batch: the labels.
        """
        features = encoder.features(pixels)
        outputs = encoder.read(features)
        parts = self._parts(outputs[JOINT], batch)
        apart = [sum(self._parts(of, batch).values(), pixels.new_zeros(())) for n, of in outputs.items() if n != JOINT]
        if apart:
            parts["towers"] = self._config.tower * torch.stack(apart).sum()
            parts["distil"] = self._config.distil * encoder.distilled(features)
        return parts

    def _parts(self, outputs: Outputs, batch: Batch) -> dict[str, torch.Tensor]:
        config = self._config
        style_attributes = [self._classify(outputs.style_logits, batch, name) for name in STYLE_ATTRIBUTES]
        return {
            "attributes": config.attributes * self._attributes(outputs, batch),
            "composite": config.composite * self._composite(outputs.embedding, batch),
            "labels": config.labels * self._labels(outputs.embedding, batch),
            "graded": config.graded * self._graded(outputs.embedding, batch),
            "instance": config.instance * self._instance(outputs.embedding, batch),
            "style": config.style * torch.stack(style_attributes).mean(),
            "decomposition": config.style * outputs.residue.square().mean(),
            "adversary": config.adversary * self._classify({"category": outputs.accused}, batch, "category"),
        }

    def _attributes(self, outputs: Outputs, batch: Batch) -> torch.Tensor:
        terms = [_IMPORTANCE.get(name, 1.0) * self._classify(outputs.logits, batch, name) for name in ATTRIBUTES]
        kind, category = _column(batch, "kind"), _column(batch, "category")
        street, studio = (kind != MISSING) & (category == MISSING), (kind == MISSING) & (category != MISSING)
        terms += [
            _one_of(outputs.logits["category"][street], self.bridge[kind[street]]),
            0.3 * _one_of(outputs.logits["kind"][studio], self.bridge.T[category[studio]]),
        ]
        return torch.stack(terms).sum()

    def _classify(self, logits: Mapping[str, torch.Tensor], batch: Batch, name: str) -> torch.Tensor:
        target = _column(batch, name)
        known = target != MISSING
        if not known.any():
            return logits[name].sum() * 0
        return functional.cross_entropy(
            logits[name][known].float(),
            target[known],
            label_smoothing=self._config.smoothing,
        )

    def _composite(self, embedding: torch.Tensor, batch: Batch) -> torch.Tensor:
        """Which composite label is it: by the nearest proxy, once with all numbers and once with the first few."""
        known = batch.composite != MISSING
        if not known.any():
            return embedding.sum() * 0
        near = self._near(embedding[known], self.proxies)
        return torch.stack([functional.cross_entropy(of, batch.composite[known]) for of in near]).mean()

    def _labels(self, embedding: torch.Tensor, batch: Batch) -> torch.Tensor:
        """Each part of the composite label by proxies of its own, which are learnt sooner than those of the whole."""
        kind = _column(batch, "kind")
        street = (kind != MISSING) & (_column(batch, "category") == MISSING)
        near = {name: self._near(embedding, proxies) for name, proxies in self.label_proxies.items()}
        terms = [self._classify({name: of}, batch, name) for name in near for of in near[name]]
        terms += [_one_of(of[street], self.bridge[kind[street]]) for of in near["category"]]
        return torch.stack(terms).sum() / 2

    def _near(self, embedding: torch.Tensor, proxies: torch.Tensor) -> list[torch.Tensor]:
        """Cosines with ``proxies`` over the temperature: with all numbers, and with the first few."""
        return [
            functional.normalize(embedding[:, :width], dim=1)
            @ functional.normalize(proxies[:, :width], dim=1).T
            / _PROXY_TEMPERATURE
            for width in (embedding.shape[1], self._short)
        ]

    def _graded(self, embedding: torch.Tensor, batch: Batch) -> torch.Tensor:
        """Same composite label closer than same type and colour, closer than same type (or a type of that kind)."""
        colour = _column(batch, "colour")
        alike = self._alike(batch)
        levels = (
            (1.0, _equal(batch.composite)),
            (0.5, alike & _equal(colour)),
            (0.5, alike),
        )
        return torch.stack([weight * self._pull(embedding, same) for weight, same in levels]).sum()

    def _instance(self, embedding: torch.Tensor, batch: Batch) -> torch.Tensor:
        return self._pull(embedding, _equal(batch.item))

    def _alike(self, batch: Batch) -> torch.Tensor:
        """``bool[n, n]``: same article type, same kind, or a type that may be called by that kind."""
        kind, category = _column(batch, "kind"), _column(batch, "category")
        crossed = self.bridge[kind][:, category] & (kind != MISSING)[:, None] & (category != MISSING)[None, :]
        return _equal(category) | _equal(kind) | crossed | crossed.T

    def _pull(self, embedding: torch.Tensor, same: torch.Tensor) -> torch.Tensor:
        """Supervised contrast (Khosla et al. 2020) with ``same`` as positives and all other pairs as negatives."""
        others = ~torch.eye(len(same), dtype=torch.bool, device=same.device)
        pairs = (*torch.where(same & others), *torch.where(~same & others))
        loss: torch.Tensor = self._contrast(embedding.float(), indices_tuple=pairs)
        return loss


def _column(batch: Batch, name: str) -> torch.Tensor:
    return batch.targets[:, LEARNT.index(name)]


def _equal(labels: torch.Tensor) -> torch.Tensor:
    known = labels != MISSING
    return (labels[:, None] == labels[None, :]) & known[:, None] & known[None, :]


def _one_of(logits: torch.Tensor, allowed: torch.Tensor) -> torch.Tensor:
    """Partial labels: the probability that the class is any of ``allowed`` (``bool[n, classes]``), as a loss."""
    some = allowed.any(dim=1)
    if not some.any():
        return logits.sum() * 0
    likely = logits[some].float().log_softmax(dim=1).masked_fill(~allowed[some], float("-inf"))
    return -likely.logsumexp(dim=1).mean()
