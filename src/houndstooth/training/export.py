"""A trained encoder -> the artifact that `encoders` serves, with proof that it says the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from houndstooth.encoders.manifest import AttributeOutput, Outputs, VectorOutput
from houndstooth.training.artifact import write_manifest, write_onnx
from houndstooth.training.config import ModelConfig
from houndstooth.training.encode import EncodeInput, preprocessing
from houndstooth.training.imagenet import ORIGIN
from houndstooth.training.labels import ATTRIBUTES, Vocabulary
from houndstooth.training.model import JOINT, Encoder


class Served(nn.Module):
    """The outputs that are served, as a tuple in the order of :func:`output_names`."""

    def __init__(self, encoder: Encoder, *, heads: str = JOINT) -> None:
        super().__init__()
        self.encoder = encoder
        self.heads = heads

    def forward(self, pixels: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """``float32[n, 3, side, side]`` -> embedding, style and each attribute's probabilities."""
        outputs = self.encoder(pixels)[self.heads]
        return outputs.embedding, outputs.style, *(outputs.logits[name].softmax(dim=1) for name in ATTRIBUTES)


@dataclass(frozen=True, slots=True)
class Parity:
    """How closely the artifact repeats the model, over the same inputs."""

    embedding: float
    """The smallest cosine between the two embeddings of one picture."""
    attributes: float
    """The largest difference of a probability."""


def output_names() -> list[str]:
    """The names of the served outputs, in order."""
    return ["embedding", "style", *(f"attribute_{name}" for name in ATTRIBUTES)]


def export_encoder(  # noqa: PLR0913 - one argument for each thing a manifest says
    encoder: Encoder,
    target_dir: Path,
    *,
    artifact: str,
    size: int,
    model: ModelConfig,
    vocabulary: Vocabulary,
    metrics: Mapping[str, Any] | None = None,
    data: Sequence[dict[str, str]] = (ORIGIN,),
) -> Path:
    """Write ``target_dir/artifact.onnx``, its weights stored in float16, and its manifest; returns the ONNX path.

    Args:
        encoder: in ``eval`` mode, as :func:`houndstooth.training.loop.averaged_encoder` gives it.
        target_dir: made if it is not there.
        artifact: the new artifact's id; another model needs another id.
        size: side of the input that the model is served with, in pixels.
        model: the sizes of the outputs.
        vocabulary: the labels of each attribute.
        metrics: written into the manifest.
        data: origin and licence of everything that trained it.
    """
    target_dir.mkdir(parents=True, exist_ok=True)
    path = target_dir / f"{artifact}.onnx"
    served = Served(encoder).to(memory_format=torch.contiguous_format).eval()  # type: ignore[call-overload]
    write_onnx(served, path, size=size, outputs=output_names(), half=True)
    outputs = Outputs(
        embedding=VectorOutput(dim=model.embedding),
        style=VectorOutput(dim=model.style),
        attributes={name: AttributeOutput(labels=vocabulary.labels[name]) for name in ATTRIBUTES},
    )
    write_manifest(
        path,
        artifact=artifact,
        preprocessing=preprocessing(size),
        outputs=outputs,
        data=data,
        metrics=dict(metrics or {}),
    )
    return path


def check_parity(model: EncodeInput, artifact: EncodeInput, *, size: int, count: int = 16, seed: int = 0) -> Parity:
    """Compare the two on ``count`` random inputs; retrieval parity is measured on real pictures, in the report."""
    rng = np.random.default_rng(seed)
    inputs = rng.normal(0, 1, (count, 3, size, size)).astype(np.float32)
    first, second = model(inputs), artifact(inputs)
    attributes = [name for name in first if name.startswith("attribute_")]
    return Parity(
        embedding=float((first["embedding"] * second["embedding"]).sum(axis=1).min()),
        attributes=max(float(np.abs(first[name] - second[name]).max()) for name in attributes),
    )
