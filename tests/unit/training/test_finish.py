"""The last touches: what they promise holds for any vectors, and for a model of our own."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")

import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from houndstooth.training import loop
from houndstooth.training.assembly import Assembly, fit_assembly
from houndstooth.training.calibration import calibration_error, fit_temperature
from houndstooth.training.config import LossConfig, ModelConfig, Phase, TrainingConfig
from houndstooth.training.corpus import Corpus
from houndstooth.training.encode import encode_pictures, feature_encoder, torch_encoder
from houndstooth.training.erasure import fit_erasure
from houndstooth.training.exam import Exam
from houndstooth.training.finish import FINISH_FILE, finish
from houndstooth.training.labels import COMPOSITE, LEARNT
from houndstooth.training.runs import open_encoder

CONFIG = TrainingConfig(
    batch=16,
    phases=(Phase(size=32, steps=12, shares={"catalogue": 1.0, "photos": 1.0}),),
    warmup=2,
    ema=0.5,
    workers=0,
    checkpoint_seconds=1e9,
    model=ModelConfig(pretrained=False, widths=(8, 16), depths=(1, 1), embedding=32, short=8, style=16),
    loss=LossConfig(memory=128),
)


def _classes(seed: int, *, count: int, kinds: int, width: int) -> tuple[np.ndarray, np.ndarray]:
    """Vectors with a class mean and an uneven spread."""
    rng = np.random.default_rng(seed)
    classes = rng.integers(kinds, size=count)
    spread = rng.normal(size=(width, width))
    return rng.normal(size=(count, width)) @ spread + rng.normal(size=(kinds, width))[classes], classes


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 6), st.integers(8, 20))
def test_after_erasure_all_classes_have_one_mean(seed, kinds, width):
    """The guarantee of Belrose et al. 2023: nothing linear is left, and nothing else is touched."""
    vectors, classes = _classes(seed, count=300, kinds=kinds, width=width)
    erased = fit_erasure(vectors, classes)(vectors)
    means = np.stack([erased[classes == kind].mean(axis=0) for kind in np.unique(classes)])
    assert np.abs(means - erased.mean(axis=0)).max() < 1e-6 * np.abs(vectors).max()
    lost = np.linalg.matrix_rank(vectors - vectors.mean(0)) - np.linalg.matrix_rank(erased - erased.mean(0), tol=1e-6)
    assert lost <= kinds - 1


def test_a_reader_finds_the_class_before_and_not_after():
    vectors, classes = _classes(1, count=2000, kinds=4, width=16)
    learn, check = slice(0, 1500), slice(1500, None)
    erased = fit_erasure(vectors[learn], classes[learn])(vectors)

    def read(of: np.ndarray) -> float:
        reader = LogisticRegression(max_iter=500).fit(of[learn], classes[learn])
        return float((reader.predict(of[check]) == classes[check]).mean())

    assert read(vectors) > 0.5
    assert read(erased) < 0.35


def test_vectors_that_say_nothing_of_the_class_stay_as_they_are():
    """Also where a number never varies, which must not divide by nothing."""
    vectors = np.tile(np.array([[1.0, 0, 3], [2.0, 0, 1]]), (50, 1))
    classes = np.repeat([0, 1], 50)
    np.testing.assert_allclose(fit_erasure(vectors, classes)(vectors), vectors, atol=1e-9)


def test_temperature_makes_overconfident_probabilities_honest():
    """Logits that were made three times too large come back to where they were."""
    rng = np.random.default_rng(0)
    logits = rng.normal(0, 1.5, (4000, 5))
    chances = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
    truth = np.array([rng.choice(5, p=row) for row in chances])
    loud = np.exp(3 * logits) / np.exp(3 * logits).sum(1, keepdims=True)
    assert fit_temperature(loud, truth) == pytest.approx(3, rel=0.1)
    assert calibration_error(loud, truth) > 0.15
    assert calibration_error(chances, truth) < 0.03


def test_a_run_is_finished(corpus: Corpus, tmp_path: Path) -> None:
    """Style vectors of the training pictures have one mean for all types; everything tried is written down."""
    run = tmp_path / "run"
    loop.train(corpus, CONFIG, run, progress=lambda _: None)
    raw, _, _ = open_encoder(run, finished=False)
    finish(run, corpus, size=32, progress=lambda _: None)
    encoder, _, _ = open_encoder(run)
    shelf = Exam.of(corpus).studio
    rows = shelf.rows("train")
    features = encode_pictures(feature_encoder(raw), (shelf.store.pixels(row) for row in rows), size=32)
    joined = torch.from_numpy(np.concatenate(list(features.values()), axis=1))
    with torch.inference_mode():
        style = encoder.joint.style(joined).numpy()
    category = shelf.targets[rows, LEARNT.index("category")]
    means = np.stack([style[category == of].mean(axis=0) for of in np.unique(category)])
    assert np.abs(means[0] - means[1]).max() < 1e-3 * np.abs(style).max()
    found = json.loads((run / FINISH_FILE).read_text())
    assert float(encoder.joint.assembly.balance) == pytest.approx(CONFIG.model.balance)
    assert found["balances"]["0.5"]["P@10 category"] == pytest.approx(
        found["balances"]["0.6"]["P@10 category"], abs=0.2
    )
    assert set(found["temperatures"]) == {"joint", "cnn", "resnet"}
    assert set(found["temperatures"]["joint"]) >= {"category", "colour", "kind"}


def test_the_blocks_of_an_embedding_keep_their_share(corpus: Corpus) -> None:
    """The cosine of two embeddings is the weighed mean of the cosines of their blocks."""
    encoder = loop.new_encoder(corpus, CONFIG).eval()
    pixels = torch.rand(4, 3, 32, 32)
    with torch.inference_mode():
        out = encoder(pixels)["joint"]
    share = CONFIG.model.balance
    expected = share * out.coarse @ out.coarse.T + (1 - share) * out.fine @ out.fine.T
    torch.testing.assert_close(out.embedding @ out.embedding.T, expected, atol=1e-5, rtol=1e-5)
    assert torch_encoder(encoder)(pixels.numpy())["embedding"].shape == (4, 32)


def test_a_finished_coarse_block_tells_how_likely_the_labels_are_the_same() -> None:
    """Where it is wide enough, its cosine is the mean Bhattacharyya coefficient of the labels, the type twice."""
    rng = np.random.default_rng(2)
    classes = {"category": 4, "colour": 3, "gender": 2, "usage": 2}
    logits = {name: rng.normal(0, 2, (200, of)).astype(np.float32) for name, of in classes.items()}
    fine = rng.normal(size=(200, 6)).astype(np.float32) @ rng.normal(size=(6, 6)).astype(np.float32)
    assembly = Assembly(11, 6, classes, balance=0.7)
    assembly.finish(fit_assembly(fine, logits, short=11))
    embedding = assembly(
        torch.zeros(200, 11), torch.from_numpy(fine), {n: torch.from_numpy(v) for n, v in logits.items()}
    )
    roots = [np.sqrt(np.exp(v) / np.exp(v).sum(1, keepdims=True)) for v in logits.values()]
    expected = sum(weight * of @ of.T for weight, of in zip((2, 1, 1, 1), roots, strict=True)) / 5
    coarse, rest = embedding[:, :11].numpy(), embedding[:, 11:].numpy()
    np.testing.assert_allclose(coarse @ coarse.T, 0.7 * expected, atol=1e-4)
    np.testing.assert_allclose(np.linalg.norm(rest, axis=1) ** 2, 0.3, rtol=1e-5)


def test_a_finished_fine_block_is_white() -> None:
    """Before it is brought to length 1, all its directions vary alike, but those in which nothing ever varied."""
    rng = np.random.default_rng(3)
    fine = (rng.normal(size=(3000, 5)) * [3, 1, 0.5, 0.4, 0]).astype(np.float32)
    fit = fit_assembly(fine, {n: np.zeros((3000, 2), np.float32) for n in COMPOSITE}, short=4)
    variances = np.sort(((fine - fit.mean) @ fit.whitening).var(axis=0))
    assert variances[0] == pytest.approx(0, abs=1e-6)
    assert variances[-1] < 6 * variances[1]
