"""The training objective: one number for the optimiser, its parts for the log."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from pytorch_metric_learning.losses import CrossBatchMemory, SupConLoss  # type: ignore[import-untyped]
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
        self.proxies = nn.Parameter(torch.randn(max(composites, 1), model.short))
        self.label_proxies = nn.ParameterDict(
            {name: nn.Parameter(torch.randn(classes[name], model.short)) for name in COMPOSITE}
        )
        self._contrast = SupConLoss(temperature=config.temperature)
        heads = (JOINT, *model.towers) if len(model.towers) > 1 else (JOINT,)
        width = model.embedding - model.short
        apart = SupConLoss(temperature=config.instance_temperature)
        self.memories = nn.ModuleDict({name: _Memory(apart, width, config.memory) for name in heads})
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
        parts = self._parts(JOINT, outputs[JOINT], batch)
        apart = [
            sum(self._parts(n, of, batch).values(), pixels.new_zeros(())) for n, of in outputs.items() if n != JOINT
        ]
        if apart:
            parts["towers"] = self._config.tower * torch.stack(apart).sum()
            parts["distil"] = self._config.distil * encoder.distilled(features)
        return parts

    def _parts(self, heads: str, outputs: Outputs, batch: Batch) -> dict[str, torch.Tensor]:
        config = self._config
        style_attributes = [self._classify(outputs.style_logits, batch, name) for name in STYLE_ATTRIBUTES]
        return {
            "attributes": config.attributes * self._attributes(outputs, batch),
            "composite": config.composite * self._composite(outputs.coarse, batch),
            "labels": config.labels * self._labels(outputs.coarse, batch),
            "graded": config.graded * self._graded(outputs.coarse, batch),
            "instance": config.instance * self.memories[heads](outputs.fine, batch.item),
            "teacher": config.teacher * _apart(outputs.fine, batch.taught),
            "words": config.words * _any_of(outputs.words, batch.words),
            "style": config.style * torch.stack([*style_attributes, self._match(outputs.style, batch)]).mean(),
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

    def _composite(self, coarse: torch.Tensor, batch: Batch) -> torch.Tensor:
        """Which composite label is it: by the nearest proxy."""
        known = batch.composite != MISSING
        if not known.any():
            return coarse.sum() * 0
        return functional.cross_entropy(_near(coarse[known], self.proxies), batch.composite[known])

    def _labels(self, coarse: torch.Tensor, batch: Batch) -> torch.Tensor:
        """Each part of the composite label by proxies of its own, which are learnt sooner than those of the whole."""
        kind = _column(batch, "kind")
        street = (kind != MISSING) & (_column(batch, "category") == MISSING)
        near = {name: _near(coarse, proxies) for name, proxies in self.label_proxies.items()}
        terms = [self._classify(near, batch, name) for name in near]
        return torch.stack([*terms, _one_of(near["category"][street], self.bridge[kind[street]])]).sum()

    def _graded(self, coarse: torch.Tensor, batch: Batch) -> torch.Tensor:
        """Same composite label closer than same type and colour, than same type (or kind), than same sub-category."""
        colour = _column(batch, "colour")
        alike = self._alike(batch)
        levels = (
            (1.0, _equal(batch.composite)),
            (0.5, alike & _equal(colour)),
            (0.5, alike),
            (0.25, alike | _equal(_column(batch, "sub_category"))),
        )
        return torch.stack([weight * self._pull(coarse, same) for weight, same in levels]).sum()

    def _match(self, style: torch.Tensor, batch: Batch) -> torch.Tensor:
        """Garments of different types in one look lie close; two of one type count neither way."""
        same = torch.stack([_equal(_column(batch, name)) for name in ("gender", "colour", "usage")]).all(dim=0)
        category = _column(batch, "category")
        across = (category[:, None] != category[None, :]) & (category != MISSING)[:, None] & (category != MISSING)
        return self._pull(style, same, among=across)

    def _alike(self, batch: Batch) -> torch.Tensor:
        """``bool[n, n]``: same article type, same kind, or a type that may be called by that kind."""
        kind, category = _column(batch, "kind"), _column(batch, "category")
        crossed = self.bridge[kind][:, category] & (kind != MISSING)[:, None] & (category != MISSING)[None, :]
        return _equal(category) | _equal(kind) | crossed | crossed.T

    def _pull(self, vectors: torch.Tensor, same: torch.Tensor, *, among: torch.Tensor | None = None) -> torch.Tensor:
        """Supervised contrast (Khosla et al. 2020) with ``same`` as positives and all other pairs as negatives.

        ``among`` (``bool[n, n]``) leaves the pairs that it does not name out of both.
        """
        others = ~torch.eye(len(same), dtype=torch.bool, device=same.device)
        if among is not None:
            others &= among
        pairs = (*torch.where(same & others), *torch.where(~same & others))
        loss: torch.Tensor = self._contrast(vectors, indices_tuple=pairs)
        return loss


class _Memory(CrossBatchMemory):  # type: ignore[misc]
    """Contrast with the embeddings of past batches as well (Wang et al. 2020, XBM), resumable."""

    def get_extra_state(self) -> dict[str, int]:
        """What the library keeps outside its buffers."""
        return {"at": self.queue_idx, "filled": int(self.has_been_filled)}

    def set_extra_state(self, state: dict[str, int]) -> None:
        """Take back what :meth:`get_extra_state` gave."""
        self.queue_idx, self.has_been_filled = state["at"], bool(state["filled"])


def _near(vectors: torch.Tensor, proxies: torch.Tensor) -> torch.Tensor:
    """Cosines of unit ``vectors`` with ``proxies`` over the temperature."""
    return vectors @ functional.normalize(proxies, dim=1).T / _PROXY_TEMPERATURE


def _apart(fine: torch.Tensor, taught: torch.Tensor) -> torch.Tensor:
    """How far the fine blocks are from what was taught (1 - cosine), over the pictures that a teacher knew."""
    known = taught.any(dim=1)
    if not known.any():
        return fine.sum() * 0
    return 1 - (fine[known] * taught[known]).sum(dim=1).mean()


def _any_of(logits: torch.Tensor, present: torch.Tensor) -> torch.Tensor:
    """Cross-entropy with the words present as equally likely classes (Joulin et al. 2016); no words, no loss."""
    some = present.any(dim=1)
    if not some.any():
        return logits.sum() * 0
    share = present[some].float()
    return functional.cross_entropy(logits[some], share / share.sum(dim=1, keepdim=True))


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
