"""What an encoder is compared with: a colour histogram beside a perceptual hash as one vector; other runtimes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import cv2
import numpy as np

from houndstooth.domain.encoding import ModelInput
from houndstooth.encoders.onnx_encoder import OnnxEncoder
from houndstooth.training.encode import Arrays
from houndstooth.training.imagenet import MEAN, STD
from houndstooth.training.near_duplicates import fingerprint

_BINS = (12, 4, 4)
_RANGES = [0, 180, 0, 256, 0, 256]


def histogram_and_hash(inputs: ModelInput) -> Arrays:
    """``float32[n, 3, s, s]`` -> a unit vector of a root HSV histogram and the 64 bits of a difference hash."""
    mean, std = np.array(MEAN).reshape(-1, 1, 1), np.array(STD).reshape(-1, 1, 1)
    pixels = np.clip((inputs * std + mean) * 255, 0, 255).astype(np.uint8).transpose(0, 2, 3, 1)
    pictures = [np.ascontiguousarray(picture) for picture in pixels]
    hashes, _ = fingerprint(pictures)
    bits = np.unpackbits(hashes.view(np.uint8).reshape(len(hashes), -1), axis=1).astype(np.float32) * 2 - 1
    colours = np.stack([_histogram(picture) for picture in pictures])
    joined = np.concatenate([colours, bits / np.sqrt(bits.shape[1])], axis=1) / np.sqrt(2)
    return {"embedding": joined.astype(np.float32)}


def _histogram(picture: np.ndarray) -> np.ndarray:
    hsv = cv2.cvtColor(picture, cv2.COLOR_RGB2HSV)
    counts = cv2.calcHist([hsv], [0, 1, 2], None, list(_BINS), _RANGES).reshape(-1)
    return np.asarray(np.sqrt(counts / counts.sum()))


def runtimes(artifact: Path) -> dict[str, Callable[[ModelInput], object]]:
    """The artifact on one core in ONNX Runtime, and in OpenVINO where that is installed (`pip install openvino`)."""
    found: dict[str, Callable[[ModelInput], object]] = {"ONNX Runtime": OnnxEncoder(artifact, threads=1).encode}
    try:
        import openvino
    except ImportError:
        print("OpenVINO is not installed and is not measured")
        return found
    core = openvino.Core()
    for name, precision in (("OpenVINO", "f32"), ("OpenVINO, bfloat16", "bf16")):
        options = {"INFERENCE_NUM_THREADS": 1, "INFERENCE_PRECISION_HINT": precision}
        compiled = core.compile_model(str(artifact), "CPU", options)
        found[name] = partial(_run, compiled)
    return found


def _run(compiled: Callable[[list[ModelInput]], object], inputs: ModelInput) -> object:
    return compiled([inputs])
