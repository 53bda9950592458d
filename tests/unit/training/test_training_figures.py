"""Retrieval figures against values worked out by hand, and the report of a tiny run."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

pytest.importorskip("torch")

from houndstooth.training.ablation import concatenate
from houndstooth.training.config import ModelConfig, Phase, TrainingConfig
from houndstooth.training.corpus import open_corpus
from houndstooth.training.labels import read_labels, read_pattern
from houndstooth.training.measure import figure
from houndstooth.training.report import write_report
from houndstooth.training.retrieval import judge_hits, precision_at_10
from houndstooth.training.runs import start_run
from houndstooth.training.sources import Record


def test_figures_by_hand() -> None:
    """Right at ranks 1 and 3 of four, two in all."""
    result = judge_hits(np.array([[True, False, True, False]]))
    assert result.precision_at_1[0] == 1
    assert result.precision[0] == pytest.approx(2 / 4)
    assert result.ceiling[0] == pytest.approx(0.2)
    assert result.average_precision[0] == pytest.approx((1 + 2 / 3) / 2)
    assert result.gain[0] == pytest.approx((1 + 0.5) / (1 + 1 / np.log2(3)))


def test_quick_precision_agrees_with_the_full_ranking() -> None:
    """The partial sort gives the same P@10 as ranking everything."""
    rng = np.random.default_rng(0)
    queries, gallery = (rng.normal(size=(n, 8)).astype(np.float32) for n in (30, 60))
    right = rng.random((30, 60)) < 0.2
    order = np.argsort(-(queries @ gallery.T), axis=1)
    full = judge_hits(np.take_along_axis(right, order, axis=1)).precision.mean()
    assert precision_at_10(queries, gallery, right) == pytest.approx(full)


def test_the_interval_holds_the_mean() -> None:
    """A bootstrap interval lies around its mean and shrinks to it when all values are equal."""
    found = figure(np.array([0.0, 1.0] * 50))
    assert found["low"] < found["value"] < found["high"]
    assert figure(np.ones(20)) == {"value": 1.0, "low": 1.0, "high": 1.0, "n": 20}


@pytest.mark.parametrize(
    ("title", "pattern"),
    [("Turtle Check Men Shirt", "checked"), ("Striped and printed top", ""), ("Plain tee", "solid"), ("Watch", "")],
)
def test_patterns_come_from_titles(title: str, pattern: str) -> None:
    """One pattern word names the pattern; none or two name nothing."""
    assert read_pattern(title) == pattern


def test_unclear_kinds_are_no_label() -> None:
    """A photo marked 'Not sure' teaches no kind."""
    assert "kind" not in read_labels(Record("a", {"label": "Not sure"}))
    assert read_labels(Record("a", {"label": "Hat"}))["kind"] == "Hat"


def test_two_encoders_side_by_side() -> None:
    """The joined embedding has length 1 and its cosine is the mean of the two."""

    def encode(at: int) -> dict[str, np.ndarray]:
        unit = np.zeros((2, 3), np.float32)
        unit[:, at] = 1
        return {"embedding": unit, "style": unit, "attribute_x": np.full((2, 2), at / 2, np.float32)}

    both = concatenate(lambda _: encode(0), lambda _: encode(1))(np.zeros((2, 3, 4, 4), np.float32))
    np.testing.assert_allclose(np.linalg.norm(both["embedding"], axis=1), 1, rtol=1e-6)
    np.testing.assert_allclose(both["attribute_x"], 0.25)


def test_a_run_has_a_report(toy_folders: list[Path], tmp_path: Path) -> None:
    """Training from folders, then the report: a page and the same figures as JSON."""
    shares = {folder.name: 1.0 for folder in toy_folders}
    tiny = ModelConfig(
        towers=("resnet",), pretrained=False, widths=(8, 16), depths=(1, 1), embedding=32, short=8, style=16
    )
    config = TrainingConfig(
        batch=12, phases=(Phase(size=32, steps=40, shares=shares),), warmup=2, workers=0, model=tiny, ema=0.5
    )
    run = tmp_path / "run"
    start_run(run, toy_folders, config, cache=tmp_path / "cache", progress=lambda _: None)
    corpus = open_corpus(toy_folders, cache=tmp_path / "cache", run=run, seed=config.seed, progress=lambda _: None)
    as_json, page = write_report(run, corpus, size=32)
    with Image.open(run / "seen-1-32px.jpg") as sheet:
        assert sheet.size == (12 * 32, 32)
    findings = json.loads(as_json.read_text(encoding="utf-8"))
    assert 0 <= findings["trained"]["retrieval"]["category"]["precision"]["value"] <= 1
    assert findings["curves"]["validation"][-1]["step"] == 40
    text = page.read_text(encoding="utf-8")
    assert "<svg" in text
    assert "Worst answers" in text
    assert "told: " in text.partition("Surest mistakes")[2]
