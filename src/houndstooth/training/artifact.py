"""Write an encoder artifact: one ONNX file, and beside it the manifest that `encoders` reads."""

from __future__ import annotations

import json
import warnings
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import torch
from torch import nn

from houndstooth.encoders.manifest import Manifest, Outputs, sha256_of
from houndstooth.encoders.onnx_encoder import INPUT
from houndstooth.imaging.preprocess import Preprocessing

OPSET = 17
"""The ONNX operator set: old enough for every runtime we know, new enough for what we use."""

LICENCE = "Apache-2.0"


def write_onnx(model: nn.Module, path: Path, *, size: int, outputs: Sequence[str], half: bool = False) -> None:
    """Write ``model`` (in ``eval`` mode) to ``path``, with a batch of any size.

    Args:
        model: takes ``float32[n, 3, size, size]`` and returns one tensor for each name in ``outputs``.
        path: written beside first and then renamed, so that a reader never sees half a file.
        size: side of the square input, in pixels.
        outputs: the names of the outputs, in the model's order.
        half: store the weights as float16; they are widened when the file is loaded and computed with in float32.
    """
    beside = path.with_suffix(".writing")
    trace(model, beside, {INPUT: torch.zeros(2, 3, size, size)}, outputs, {INPUT: {0: "n"}})
    if half:
        _store_half(beside)
    beside.replace(path)


def trace(
    model: nn.Module,
    path: Path,
    inputs: Mapping[str, torch.Tensor],
    outputs: Sequence[str],
    axes: Mapping[str, Mapping[int, str]],
) -> None:
    """Write ``model`` to ``path`` as it computes on examples of its ``inputs``, with the ``axes`` that may vary.

    The first axis of every output may vary too.
    """
    with warnings.catch_warnings(), torch.no_grad():
        # The TorchScript exporter needs no second library and folds batch norm; torch calls it legacy.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model,
            tuple(inputs.values()),
            str(path),
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes={**axes, **{name: {0: "n"} for name in outputs}},
            opset_version=OPSET,
            dynamo=False,
        )


def write_manifest(
    path: Path,
    *,
    artifact: str,
    preprocessing: Preprocessing,
    outputs: Outputs,
    data: Sequence[dict[str, str]],
    metrics: dict[str, Any],
) -> Path:
    """Write ``NAME.json`` beside the ONNX file ``path`` and return where it is."""
    manifest = Manifest(
        artifact=artifact,
        preprocessing=preprocessing.to_dict(),
        outputs=outputs,
        sha256=sha256_of(path),
        licence=LICENCE,
        data=list(data),
        metrics=metrics,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    target = path.with_suffix(".json")
    beside = target.with_suffix(".writing")
    manifest.write(beside)
    beside.replace(target)
    return target


def note_metrics(path: Path, metrics: dict[str, Any]) -> None:
    """Write what was measured of the artifact ``path`` into its manifest."""
    target = path.with_suffix(".json")
    beside = target.with_suffix(".writing")
    rounded = json.loads(json.dumps(metrics), parse_float=lambda text: round(float(text), 4))
    Manifest.read(target).model_copy(update={"metrics": rounded}).write(beside)
    beside.replace(target)


def _store_half(path: Path) -> None:
    """Every large float32 weight becomes float16 followed by a Cast; runtimes fold the Cast away when they load."""
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    model = onnx.load(str(path))
    casts = []
    for weight in model.graph.initializer:
        values = numpy_helper.to_array(weight)
        if weight.data_type != TensorProto.FLOAT or values.size < _LARGE:
            continue
        name, short = weight.name, f"{weight.name}_half"
        weight.CopyFrom(numpy_helper.from_array(values.astype("float16"), short))
        casts.append(helper.make_node("Cast", [short], [name], to=TensorProto.FLOAT))
    nodes = [*casts, *model.graph.node]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


_LARGE = 1024
"""Weights with fewer numbers stay float32: they save nothing."""
