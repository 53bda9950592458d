"""A tiny run learns, survives a kill, and exports an artifact that says the same."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")

import torch

from houndstooth.encoders.onnx_encoder import OnnxEncoder
from houndstooth.training import loop
from houndstooth.training.batches import Batches
from houndstooth.training.config import LossConfig, ModelConfig, Phase, TrainingConfig
from houndstooth.training.corpus import Corpus
from houndstooth.training.depthwise import Depthwise
from houndstooth.training.encode import onnx_encoder, torch_encoder
from houndstooth.training.evaluate import take_exam
from houndstooth.training.exam import Exam
from houndstooth.training.export import check_parity, export_encoder
from houndstooth.training.labels import MISSING
from houndstooth.training.losses import Objective
from houndstooth.training.runs import open_encoder

CONFIG = TrainingConfig(
    batch=12,
    phases=(Phase(size=32, steps=6, shares={"catalogue": 1.0, "photos": 1.0}),),
    warmup=2,
    ema=0.5,
    workers=0,
    checkpoint_seconds=0,
    model=ModelConfig(
        towers=("resnet",), pretrained=False, widths=(8, 16), depths=(1, 1), embedding=32, short=8, style=16
    ),
    loss=LossConfig(memory=128),
)


def _quiet(_: str) -> None:
    pass


def test_batches_repeat_by_number(corpus: Corpus) -> None:
    """A step's batch is the same whenever it is asked for; another step's is not; held-out pictures never appear."""
    batches = Batches(corpus, CONFIG)
    first, again, other = batches[3], batches[3], batches[4]
    assert torch.equal(first.pixels, again.pixels)
    assert not torch.equal(first.pixels, other.pixels)
    held = {int(s.item[row]) for s in corpus.shelves.values() for row in range(len(s.item)) if s.split[row] != "train"}
    assert not held & {int(item) for step in range(6) for item in batches[step].item}


def test_a_killed_run_ends_as_if_never_killed(corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped after three steps and started again, the weights are bit for bit those of an undisturbed run."""
    whole = loop.train(corpus, CONFIG, tmp_path / "whole", progress=_quiet)
    step = loop._step

    def die_at_three(state: loop._State, *rest: object) -> dict[str, float]:
        if state.step == 3:
            raise KeyboardInterrupt
        return step(state, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(loop, "_step", die_at_three)
    with pytest.raises(KeyboardInterrupt):
        loop.train(corpus, CONFIG, tmp_path / "killed", progress=_quiet)
    monkeypatch.undo()
    resumed = loop.train(corpus, CONFIG, tmp_path / "killed", progress=_quiet)
    for name, value in whole.state_dict().items():
        assert torch.equal(value, resumed.state_dict()[name]), name


def test_a_run_starts_from_another(corpus: Corpus, tmp_path: Path) -> None:
    """With a rate of next to nothing, the second run ends with the weights of the first."""
    first = loop.train(corpus, CONFIG, tmp_path / "first", progress=_quiet)
    still = {"init": tmp_path / "first", "rate": 1e-12, "fresh_rate": 1e-12}
    second = loop.train(corpus, CONFIG.model_copy(update=still), tmp_path / "second", progress=_quiet)
    for (name, weight), other in zip(first.named_parameters(), second.parameters(), strict=True):
        torch.testing.assert_close(weight, other, msg=name)


def test_a_tiny_run_learns(corpus: Corpus, tmp_path: Path) -> None:
    """A few hundred steps tell shirts from shorts and find the same kind better than chance."""
    phase = CONFIG.phases[0].model_copy(update={"steps": 250})
    config = CONFIG.model_copy(
        update={"phases": (phase,), "ema": 0.95, "checkpoint_seconds": 1e9, "batch": 24, "fresh_rate": 5e-3}
    )
    encoder = loop.train(corpus, config, tmp_path / "run", progress=_quiet)
    figures = take_exam(Exam.of(corpus, split="test"), torch_encoder(encoder), size=32)
    assert figures["category"] > 0.8
    assert figures["P@10 category"] > 0.7


def test_missing_labels_cost_nothing(corpus: Corpus) -> None:
    """A batch without any label, and of which nothing is seen twice, gives no loss at all."""
    batch = Batches(corpus, CONFIG)[0]
    blank = replace(
        batch,
        targets=torch.full_like(batch.targets, MISSING),
        composite=torch.full_like(batch.composite, MISSING),
        item=torch.arange(len(batch.item)),
        words=torch.zeros_like(batch.words),
    )
    encoder = loop.new_encoder(corpus, CONFIG)
    bridge = torch.from_numpy(corpus.vocabulary.bridge())
    objective = Objective(LossConfig(), CONFIG.model, bridge=bridge, classes=corpus.vocabulary.sizes(), composites=3)
    parts = objective(encoder, loop.standardise(blank.pixels), blank)
    assert {name: part.item() for name, part in parts.items() if part.item() != 0} == {}


def test_artifact_says_the_same(corpus: Corpus, tmp_path: Path) -> None:
    """The exported file repeats the model at any batch size, and the serving encoder opens it."""
    loop.train(corpus, CONFIG, tmp_path / "run", progress=_quiet)
    encoder, vocabulary, config = open_encoder(tmp_path / "run")
    path = export_encoder(
        encoder, tmp_path / "out", artifact="toy-1", size=32, model=config.model, vocabulary=vocabulary
    )
    parity = check_parity(torch_encoder(encoder, half=False), onnx_encoder(path), size=32, count=5)
    assert parity.embedding > 0.9999
    assert parity.attributes < 0.01
    served = OnnxEncoder(path).encode(np.zeros((3, 3, 32, 32), np.float32))
    assert served.embedding.shape == (3, 32)
    assert served.style is not None
    assert set(served.attributes["kind"].labels) == {"T-Shirt", "Shorts"}
    shutil.rmtree(tmp_path / "out")


@pytest.mark.parametrize(("kernel", "stride"), [(3, 1), (3, 2), (5, 1), (5, 2)])
def test_quick_depthwise_has_the_stock_gradients(kernel: int, stride: int) -> None:
    """The quick backward pass gives the gradients of the stock convolution."""
    torch.manual_seed(0)
    weight = torch.nn.Parameter(torch.randn(6, 1, kernel, kernel))
    inputs = torch.randn(2, 6, 16, 16, requires_grad=True)
    quick = Depthwise(weight, stride=stride)
    padded = torch.nn.functional.pad(inputs, quick.padding)
    stock = torch.nn.functional.conv2d(padded, weight, stride=stride, groups=6)
    toward = torch.randn_like(stock)
    for own, expected in zip(
        torch.autograd.grad(quick(inputs), (inputs, weight), toward),
        torch.autograd.grad(stock, (inputs, weight), toward),
        strict=True,
    ):
        torch.testing.assert_close(own, expected, rtol=1e-4, atol=1e-5)
