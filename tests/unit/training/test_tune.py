"""The search for settings goes on where it was left, and an ablation trains every variant."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("torch")

from houndstooth.training.ablation import APART, UNCHANGED, run_ablation
from houndstooth.training.config import ModelConfig, Phase, TrainingConfig
from houndstooth.training.corpus import Corpus
from houndstooth.training.tune import BEST_FILE, tune

CONFIG = TrainingConfig(
    batch=8,
    phases=(Phase(size=32, steps=4, shares={"catalogue": 1.0, "photos": 1.0}),),
    warmup=1,
    ema=0.5,
    workers=0,
    model=ModelConfig(
        towers=("resnet",), pretrained=False, widths=(8, 16), depths=(1, 1), embedding=16, short=8, style=8
    ),
)


def test_a_search_goes_on(corpus: Corpus, tmp_path: Path) -> None:
    """Two calls of two trials each make one search of four, and the best settings are written down."""
    for _ in range(2):
        best = tune(tmp_path / "tune", corpus, CONFIG, trials=2, progress=lambda _: None)
    assert {path.name for path in (tmp_path / "tune").glob("trial-*")} == {f"trial-{n}" for n in range(4)}
    assert TrainingConfig.load(tmp_path / "tune" / BEST_FILE) == best
    assert best.phases == CONFIG.phases


def test_an_ablation_has_every_variant(corpus: Corpus, tmp_path: Path) -> None:
    """Unchanged features, each tower, both apart, both together, and together without new grounds."""
    pytest.importorskip("efficientnet_lite_pytorch")
    results = run_ablation(tmp_path / "run", corpus, CONFIG, progress=lambda _: None)
    assert len(results) == 6
    assert {UNCHANGED, APART} < set(results)
    assert all(0 <= of["P@10 category"] <= 1 for of in results.values())
