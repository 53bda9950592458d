"""Pictures of a corpus -> arrays of outputs, by whichever encoder: torch in training, the artifact, or a peer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from houndstooth.domain.encoding import ModelInput, Pixels
from houndstooth.encoders.onnx_encoder import OnnxEncoder
from houndstooth.imaging.preprocess import Preprocessing
from houndstooth.training.imagenet import MEAN, STD, ImageNetFeatures
from houndstooth.training.model import JOINT, Encoder

Arrays = dict[str, NDArray[np.float32]]
"""Output name -> ``float32[n, ...]``; attributes are called ``attribute_NAME`` and hold probabilities."""

EncodeInput = Callable[[ModelInput], Arrays]

_BATCH = 64


def preprocessing(size: int) -> Preprocessing:
    """What our networks see: the values of the ImageNet weights they start from."""
    return Preprocessing(size=size, mean=MEAN, std=STD)


def encode_pictures(encode: EncodeInput, pictures: Iterable[Pixels], *, size: int) -> Arrays:
    """All outputs for ``pictures``, preprocessed as in serving, batch by batch."""
    prepare = preprocessing(size)
    parts: list[Arrays] = []
    with ThreadPoolExecutor(1) as ahead:
        for group in _chunks(pictures):
            resized = np.stack(list(ahead.map(prepare.resize, group)))
            parts.append(encode(prepare.standardise(resized)))
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def torch_encoder(encoder: Encoder, *, heads: str = JOINT, half: bool = True) -> EncodeInput:
    """Encode with a torch model; ``half`` uses bfloat16, which is quicker and good enough to watch a run by."""

    def encode(inputs: ModelInput) -> Arrays:
        encoder.narrow = half
        with torch.inference_mode():
            outputs = encoder(_to(encoder, inputs))[heads]
        probabilities = {f"attribute_{n}": logits.float().softmax(1) for n, logits in outputs.logits.items()}
        named = {"embedding": outputs.embedding, "style": outputs.style, **probabilities}
        return {name: value.float().cpu().numpy() for name, value in named.items()}

    return encode


def feature_encoder(encoder: Encoder) -> EncodeInput:
    """The pooled, normalised features of each tower, in the order in which they are joined."""

    def encode(inputs: ModelInput) -> Arrays:
        with torch.inference_mode():
            features = encoder.features(_to(encoder, inputs))
        return {name: of.float().cpu().numpy() for name, of in features.items()}

    return encode


def imagenet_encoder(number: int = 0, *, half: bool = False) -> EncodeInput:
    """The unchanged ImageNet features of an EfficientNet-Lite; ``half`` as in :func:`torch_encoder`."""
    network = ImageNetFeatures(number).eval().to(memory_format=torch.channels_last)  # type: ignore[call-overload]

    def encode(inputs: ModelInput) -> Arrays:
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
            return {"embedding": network(_to(network, inputs)).float().numpy()}

    return encode


def onnx_encoder(path: Path, *, threads: int = 1) -> EncodeInput:
    """Encode with an artifact, by the encoder that serves."""
    served = OnnxEncoder(path, threads=threads)

    def encode(inputs: ModelInput) -> Arrays:
        encoding = served.encode(inputs)
        arrays = {f"attribute_{name}": of.probabilities for name, of in encoding.attributes.items()}
        return {"embedding": encoding.embedding, **arrays} | (
            {} if encoding.style is None else {"style": encoding.style}
        )

    return encode


def _to(network: nn.Module, inputs: ModelInput) -> torch.Tensor:
    device = next(network.parameters()).device
    return torch.from_numpy(inputs).to(device, memory_format=torch.channels_last)


def _chunks(pictures: Iterable[Pixels]) -> Iterable[Sequence[Pixels]]:
    chunk: list[Pixels] = []
    for picture in pictures:
        chunk.append(picture)
        if len(chunk) == _BATCH:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
