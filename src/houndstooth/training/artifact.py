"""Write an encoder artifact: one ONNX file and the manifest that says how to use it.

The manifest is what `encoders` reads: the artifact's id, the preprocessing it was
trained with, its outputs and their labels, metrics, data and licence, and the
SHA-256 of the ONNX file.
"""

from __future__ import annotations

import hashlib
import json
import os
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import torch
from torch import nn

OPSET = 17
"""The ONNX operator set: old enough for every runtime we know, new enough for what we use."""

INPUT_NAME = "pixels"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a reader of the artifact has to know; ``to_dict`` is what is written."""

    artifact: str
    preprocessing: Mapping[str, Any]
    outputs: Mapping[str, Any]
    data: Sequence[Mapping[str, str]] = ()
    licence: str = "Apache-2.0"
    metrics: Mapping[str, float] = field(default_factory=dict)

    def to_dict(self, sha256: str) -> dict[str, Any]:
        """The manifest as JSON values, with the SHA-256 (hex) of the ONNX file."""
        return {
            "artifact": self.artifact,
            "preprocessing": dict(self.preprocessing),
            "outputs": dict(self.outputs),
            "sha256": sha256,
            "metrics": dict(self.metrics),
            "data": [dict(source) for source in self.data],
            "licence": self.licence,
            "created": datetime.now(UTC).isoformat(timespec="seconds"),
        }


def write_onnx(model: nn.Module, path: Path, *, size: int, outputs: Sequence[str]) -> None:
    """Write ``model`` (in ``eval`` mode) to ``path``, with a batch of any size.

    Args:
        model: takes ``float32[n, 3, size, size]`` and returns one tensor for each name in ``outputs``.
        path: written beside first and then renamed, so that a reader never sees half a file.
        size: side of the square input, in pixels.
        outputs: the names of the outputs, in the model's order.
    """
    beside = path.with_suffix(".writing")
    axes = {name: {0: "n"} for name in (INPUT_NAME, *outputs)}
    with warnings.catch_warnings():
        # The TorchScript exporter needs no second library and folds batch norm; torch calls it legacy.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model,
            (torch.zeros(2, 3, size, size),),
            str(beside),
            input_names=[INPUT_NAME],
            output_names=list(outputs),
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
    os.replace(beside, path)


def write_manifest(manifest: Manifest, onnx_path: Path) -> Path:
    """Write the manifest beside the ONNX file it describes; returns its path (``NAME.json``)."""
    path = onnx_path.with_suffix(".json")
    content = manifest.to_dict(hashlib.sha256(onnx_path.read_bytes()).hexdigest())
    beside = path.with_suffix(".writing")
    beside.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    os.replace(beside, path)
    return path
