"""What each part is worth: the same small budget spent on each variant."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np

from houndstooth.domain.encoding import ModelInput
from houndstooth.training.config import ModelConfig, TrainingConfig
from houndstooth.training.corpus import Corpus
from houndstooth.training.encode import Arrays, EncodeInput, imagenet_encoder, torch_encoder
from houndstooth.training.evaluate import take_exam
from houndstooth.training.exam import Exam
from houndstooth.training.imagenet import SIZE
from houndstooth.training.loop import train
from houndstooth.training.report import ABLATION_FILE
from houndstooth.training.splits import VALIDATION

CNN, RESNET, JOINT, PLAIN = "CNN alone", "ResNet alone", "both, trained jointly", "jointly, no background replacement"
UNCHANGED, APART = "ImageNet features unchanged", "both, trained apart and concatenated"


def run_ablation(
    run: Path, corpus: Corpus, config: TrainingConfig, *, progress: Callable[[str], None] = print
) -> dict[str, dict[str, float]]:
    """Train every variant for the steps of ``config`` and write ``ablation.json`` into ``run``.

    Interrupted, the same call goes on: each variant is a run of its own below ``run/ablation``. All variants see the
    same pictures in the same order, since batches follow from the seed alone.

    Args:
        run: where the result belongs.
        corpus: pictures, labels and splits.
        config: the small budget; its towers and its share of new grounds are varied.
        progress: told what is being trained.

    Returns:
        For each variant the quick figures on the validation split.
    """
    exam = Exam.of(corpus, split=VALIDATION)
    size = config.phases[-1].size
    results = {UNCHANGED: take_exam(exam, imagenet_encoder(), size=SIZE)}
    encoders: dict[str, EncodeInput] = {}
    for name, variant in variants(config).items():
        progress(f"ablation: {name}")
        folder = run / "ablation" / name.replace(" ", "-").replace(",", "")
        encoders[name] = torch_encoder(train(corpus, variant, folder, progress=progress))
        results[name] = take_exam(exam, encoders[name], size=size)
        _write(run, results)
    results[APART] = take_exam(exam, concatenate(encoders[CNN], encoders[RESNET]), size=size)
    _write(run, results)
    return results


def variants(config: TrainingConfig) -> dict[str, TrainingConfig]:
    """What is trained, by name."""

    def with_towers(*towers: str) -> ModelConfig:
        return config.model.model_copy(update={"towers": towers})

    return {
        CNN: config.model_copy(update={"model": with_towers("cnn")}),
        RESNET: config.model_copy(update={"model": with_towers("resnet")}),
        JOINT: config.model_copy(update={"model": with_towers("cnn", "resnet")}),
        PLAIN: config.model_copy(update={"model": with_towers("cnn", "resnet"), "ground_share": 0.0}),
    }


def concatenate(first: EncodeInput, second: EncodeInput) -> EncodeInput:
    """Two encoders side by side: embeddings joined, probabilities averaged."""

    def encode(inputs: ModelInput) -> Arrays:
        one, other = first(inputs), second(inputs)
        joined: Arrays = {
            name: np.concatenate([one[name], other[name]], axis=1) * np.float32(2**-0.5)
            for name in ("embedding", "style")
        }
        return joined | {name: (one[name] + other[name]) * np.float32(0.5) for name in one if name not in joined}

    return encode


def _write(run: Path, results: dict[str, dict[str, float]]) -> None:
    (run / ABLATION_FILE).write_text(json.dumps(results, indent=1), encoding="utf-8")
