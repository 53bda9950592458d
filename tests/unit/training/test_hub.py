"""A ResNet by name: loaded by the hub's own library, here from a folder in which a small one was saved."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")

import torch
from transformers import ResNetConfig, ResNetModel

from houndstooth.domain.errors import Unavailable
from houndstooth.training import loop
from houndstooth.training.config import LossConfig, ModelConfig, Phase, TrainingConfig
from houndstooth.training.corpus import Corpus
from houndstooth.training.encode import onnx_encoder, torch_encoder
from houndstooth.training.export import check_parity, export_encoder
from houndstooth.training.hub import HubResNetTower
from houndstooth.training.imagenet import MEAN, STD
from houndstooth.training.runs import open_encoder


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A tiny ResNet as the library saves one."""
    shape = {"embedding_size": 8, "hidden_sizes": [8, 16], "depths": [1, 1], "layer_type": "basic"}
    ResNetModel(ResNetConfig(**shape)).save_pretrained(tmp_path / "saved")
    return tmp_path / "saved"


def test_the_tower_sees_what_the_hub_s_network_was_trained_on(saved: Path) -> None:
    """Our standardised pixels give the features that the library gives for its own."""
    values = torch.rand(2, 3, 64, 64)
    ours, hub = (
        (values - torch.tensor(mean).reshape(-1, 1, 1)) / torch.tensor(std).reshape(-1, 1, 1)
        for mean, std in ((MEAN, STD), ((0.485, 0.456, 0.406), (0.229, 0.224, 0.225)))
    )
    network = ResNetModel.from_pretrained(saved).eval()
    with torch.inference_mode():
        expected = network(hub).pooler_output.flatten(1)
        torch.testing.assert_close(HubResNetTower(str(saved)).eval()(ours), expected, atol=1e-5, rtol=1e-4)


def test_it_trains_and_is_exported_like_our_own(saved: Path, corpus: Corpus, tmp_path: Path) -> None:
    """From its weights on, to an artifact that says the same."""
    model = ModelConfig(towers=("resnet",), resnet=str(saved), embedding=32, short=8, style=16)
    phase = Phase(size=32, steps=3, shares={"catalogue": 1.0, "photos": 1.0})
    config = TrainingConfig(batch=12, phases=(phase,), workers=0, model=model, loss=LossConfig(memory=128))
    loop.train(corpus, config, tmp_path / "run", progress=lambda _: None)
    encoder, vocabulary, _ = open_encoder(tmp_path / "run")
    path = export_encoder(encoder, tmp_path / "out", artifact="hub-1", size=32, model=model, vocabulary=vocabulary)
    parity = check_parity(torch_encoder(encoder, half=False), onnx_encoder(path), size=32, count=4)
    assert parity.embedding > 0.9999


def test_a_name_that_cannot_be_had_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="nowhere"):
        HubResNetTower(str(tmp_path / "nowhere"))
